"""Instants at which to ask: where something that the plan looks at comes into a window, or goes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from hypothesis import strategies as st

from coterie.lib.values import as_instant
from coterie.segments.parts.window import Window, presence
from coterie.segments.plan import Plan, Sequence
from coterie.segments.world import World

from .nodes import nodes
from .times import NUDGES

_WINDOWS = get_args(Window)
_FAR = 10**14


@st.composite
def instants(draw: st.DrawFn, world: World, plan: Plan) -> int:
    """The happening itself, the edges that windows and sequences of the plan draw from it, midnight, or the
    end of an order; give or take a millisecond or a second.
    """
    happening = draw(st.sampled_from(_happenings(world)))
    found = [ms for ms in _edges(world, plan, happening) if abs(ms) < _FAR]
    return draw(st.sampled_from(found)) + draw(st.sampled_from(NUDGES))


def _happenings(world: World) -> list[int]:
    changes = [change for c in world.contacts for log in c.changes.values() for change in log]
    zone = world.ground.calendar.zone
    dates = (as_instant(change.value, zone) for change in changes)
    ends = (as_instant(e.props.get("expires_at"), zone) for row in world.events.values() for e in row)
    seen = [
        *(e.t for row in world.events.values() for e in row),
        *(change.t for change in changes),
        *(c.first_seen for c in world.contacts),
        *(ms for ms in (*dates, *ends) if ms is not None),
        *(e.until for row in world.events.values() for e in row if e.until < _FAR),
    ]
    return list(dict.fromkeys(seen))


def _edges(world: World, plan: Plan, t: int) -> Iterator[int]:
    calendar = world.ground.calendar
    yield t
    yield t + 86_400_000
    yield calendar.midnight(t + 86_400_000)
    for node in nodes(plan):
        if isinstance(node, Sequence):
            yield t + node.within
        elif isinstance(node, _WINDOWS):
            found = presence(node, t, calendar)
            if found is not None:
                yield found.since
                yield found.until
