"""Sequences: whether distinct events can be chosen for the steps (segments.md, condition 9)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Sequence as Seq
from dataclasses import replace

from coterie.contacts import Contact
from coterie.events import Event
from coterie.segments.plan import Sequence, Step

from .rows import Scene, rows


def follows(scene: Scene, plan: Sequence, who: Contact) -> bool:
    """Whether some choice of events fits."""
    logs = [s.log if i == 0 else replace(s.log, window=None) for i, s in enumerate(plan.steps)]
    found = [rows(scene, log, who) for log in logs]
    return any(_fits(scene, plan, found, chosen) for chosen in choices(plan.steps, found, plan.within))


def choices(steps: Seq[Step], found: Seq[Seq[Event]], within: int) -> Iterator[dict[int, Event]]:
    """Every way to choose distinct events for the steps that ask for one, in time order, within `within` ms
    of the first: the chosen event by the number of its step.
    """

    def extend(i: int, chosen: dict[int, Event]) -> Iterator[dict[int, Event]]:
        if i == len(steps):
            yield chosen
        elif steps[i].negated:
            yield from extend(i + 1, chosen)
        else:
            for e in found[i]:
                if _may_follow(e, chosen, within):
                    yield from extend(i + 1, {**chosen, i: e})

    return extend(0, {})


def _may_follow(event: Event, chosen: Mapping[int, Event], within: int) -> bool:
    if not chosen:
        return True
    before = list(chosen.values())
    return before[-1].t <= event.t <= before[0].t + within and event.seq not in {e.seq for e in before}


def _fits(scene: Scene, plan: Sequence, found: Seq[Seq[Event]], chosen: Mapping[int, Event]) -> bool:
    """Whether no event stands where a negated step forbids it; a final one waits until the time is over."""
    end, taken = chosen[0].t + plan.within, {e.seq for e in chosen.values()}
    for i in (i for i, step in enumerate(plan.steps) if step.negated):
        low = max(k for k in chosen if k < i)
        high = min((k for k in chosen if k > i), default=None)
        if high is None and scene.at < end:
            return False
        last = end if high is None else chosen[high].t
        if any(chosen[low].t <= e.t <= last and e.seq not in taken for e in found[i]):
            return False
    return True
