"""Random worlds, definitions, plans and instants for Hypothesis: what the readings are held equal on.

`worlds()` are small and nasty, `definitions()` are trees of every kind of condition, `plans()` also hold
nodes that no condition makes, `instants(world, plan)` aim at the edges of both. Everything is drawn from
small pools, so that worlds and definitions speak of the same things, and in few draws, so that thousands of
examples take a minute.
"""

from __future__ import annotations

from hypothesis import strategies as st

from coterie.segments.language.tree import Condition, Expression
from coterie.segments.parts.compare import Predicate
from coterie.segments.parts.metric import Tally
from coterie.segments.parts.where import Where
from coterie.segments.parts.window import Window
from coterie.segments.plan import Measure, Plan
from coterie.segments.world import World

from . import definitions as _definitions
from . import parts as _parts
from . import plans as _plans
from . import worlds as _worlds
from .definitions import SEGMENTS, context, kinds
from .dice import thrown
from .instants import instants
from .worlds import merges

__all__ = [
    "SEGMENTS", "conditions", "context", "definitions", "instants", "kinds", "measures", "merges", "plans",
    "predicates", "tallies", "wheres", "windows", "worlds",
]  # fmt: skip


def worlds() -> st.SearchStrategy[World]:
    """Worlds of 1 to 8 contacts."""
    return thrown(_worlds.world, 600)


def definitions(depth: int = 3) -> st.SearchStrategy[Expression]:
    """Definitions nested so deep at most; `context(world)` makes their plans."""
    return thrown(lambda dice: _definitions.definition(dice, depth), 150)


def conditions(kind: str | None = None) -> st.SearchStrategy[Condition]:
    """One condition, of any kind or of one."""
    return thrown(_definitions.condition if kind is None else _definitions.KINDS[kind], 60)


def plans(depth: int = 3) -> st.SearchStrategy[Plan]:
    """Plans nested so deep at most."""
    return thrown(lambda dice: _plans.plan(dice, depth), 150)


def measures() -> st.SearchStrategy[Measure]:
    """One value a contact."""
    return thrown(_plans.measure, 40)


def predicates() -> st.SearchStrategy[Predicate]:
    """Every comparison."""
    return thrown(_parts.predicate, 16)


def wheres() -> st.SearchStrategy[Where]:
    """Filters of events and of their items."""
    return thrown(_parts.where, 40)


def tallies() -> st.SearchStrategy[Tally]:
    """How often, how much, more than another number, more than others."""
    return thrown(_parts.tally, 60)


def windows(dates: bool = False) -> st.SearchStrategy[Window]:
    """Windows of events; `dates`: also those that look forward, for dates of traits."""
    return thrown(lambda dice: _parts.window(dice, dates), 6)
