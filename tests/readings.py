"""Every reading that answers whole plans, by name: what the cases are run through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coterie.segments import reference
from coterie.segments.plan import Plan
from coterie.segments.sql import DuckDBReading
from coterie.segments.world import World
from coterie.testing import WorldSource

Reading: TypeAlias = Callable[[Plan, World, int], frozenset[int]]


@dataclass
class _Sql:
    """The last world stays open: most questions come of the same one as the question before."""

    world: World | None = None
    reading: DuckDBReading | None = None

    def __call__(self, plan: Plan, world: World, at: int) -> frozenset[int]:
        if self.reading is None or self.world is not world:
            self.world, self.reading = world, DuckDBReading(WorldSource(world), world.ground)
        return self.reading.members(plan, at)


READINGS: Mapping[str, Reading] = {"reference": reference.members, "sql": _Sql()}
