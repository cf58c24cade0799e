"""The test of the product: every reading agrees with the reference, on random definitions, worlds, instants."""

from __future__ import annotations

import os

from hypothesis import strategies as st

from coterie.segments.plan import Plan
from coterie.segments.world import World
from tests import strategies as some

SCALE = 20 if os.environ.get("COTERIE_FUZZ") else 1
"""`make fuzz` looks at so many times more worlds in a run."""


@st.composite
def questions(draw: st.DrawFn, how_many: int) -> tuple[World, list[tuple[Plan, int]]]:
    """A world drawn towards the first of so many plans, each with an instant at an edge of it.

    Half of the plans are made by definitions, the others hold nodes that no condition makes.
    """
    first = draw(some.askings())
    asked = [(first.plan, first.at)]
    for made in draw(st.lists(st.booleans(), min_size=how_many - 1, max_size=how_many - 1)):
        definition = draw(some.definitions()) if made else None
        plan = draw(some.plans()) if definition is None else definition.plan(some.context(first.world))
        asked.append((plan, draw(some.instants(first.world, plan))))
    return first.world, asked
