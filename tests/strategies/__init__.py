"""Random worlds, definitions, plans and instants for Hypothesis: what the readings are held equal on.

`worlds()` are small and nasty, `definitions()` are trees of every kind of condition, `plans()` also hold
nodes that no condition makes, `instants(world, plan)` aim at the edges of both. Everything is drawn from
small pools, so that worlds and definitions speak of the same things, and in few draws, so that thousands of
examples take a minute.
"""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from coterie.segments.language.tree import Condition, Context, Expression
from coterie.segments.parts.compare import Predicate
from coterie.segments.parts.metric import Tally
from coterie.segments.parts.where import Where
from coterie.segments.parts.window import Window
from coterie.segments.plan import Measure, Plan
from coterie.segments.world import Ground, World

from . import definition as _definition
from . import parts as _parts
from . import plan as _plan
from . import world as _world
from .definition import SEGMENTS, context
from .dice import thrown
from .instant import instants
from .world import merges

__all__ = [
    "SEGMENTS",
    "Asking",
    "askings", "conditions", "context", "definitions", "instants", "kinds", "measures", "merges", "plans",
    "predicates", "tallies", "wheres", "windows", "worlds",
]  # fmt: skip


class Asking(NamedTuple):
    """A question: who is in the definition (its plan for this world's settings) at the instant (ms)?"""

    definition: Expression
    plan: Plan
    world: World
    at: int


@st.composite
def askings(draw: st.DrawFn, kind: str | None = None) -> Asking:
    """A definition (only of one kind of condition, if named), a world about it, and an edge of both."""
    asked = draw(definitions() if kind is None else conditions(kind))
    world = draw(worlds(asked.plan(Context(Ground(), SEGMENTS))))
    plan = asked.plan(context(world))
    return Asking(asked, plan, world, draw(instants(world, plan)))


def worlds(toward: Plan | None = None) -> st.SearchStrategy[World]:
    """Worlds of 1 to 8 contacts; `toward`: in which mostly happens what a plan looks at."""
    return thrown(lambda dice: _world.world(dice, toward), 600)


def definitions(depth: int = 3) -> st.SearchStrategy[Expression]:
    """Definitions nested so deep at most; `context(world)` makes their plans."""
    return thrown(lambda dice: _definition.definition(dice, depth), 150)


def conditions(kind: str | None = None) -> st.SearchStrategy[Condition]:
    """One condition, of any kind or of one."""
    return thrown(_definition.condition if kind is None else _definition.KINDS[kind], 60)


def plans(depth: int = 3) -> st.SearchStrategy[Plan]:
    """Plans nested so deep at most."""
    return thrown(lambda dice: _plan.plan(dice, depth), 150)


def measures() -> st.SearchStrategy[Measure]:
    """One value a contact."""
    return thrown(_plan.measure, 40)


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
