"""Every reading that answers whole plans, by name: what the cases are run through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from coterie.columns import Columns
from coterie.segments import columns, reference
from coterie.segments.plan import Plan
from coterie.segments.sql import DuckDBReading
from coterie.segments.world import World
from coterie.testing import WorldSource

Reading: TypeAlias = Callable[[Plan, World, int], frozenset[int]]


@dataclass
class Opened:
    """A reading that is opened on a world; the last stays open: questions mostly come of the same world."""

    on: Callable[[World], Callable[[Plan, int], frozenset[int]]]
    world: World | None = None
    answer: Callable[[Plan, int], frozenset[int]] | None = None

    def __call__(self, plan: Plan, world: World, at: int) -> frozenset[int]:
        if self.answer is None or self.world is not world:
            self.world, self.answer = world, self.on(world)
        return self.answer(plan, at)


def _columns(world: World) -> Callable[[Plan, int], frozenset[int]]:
    reading = columns.Reading(Columns(WorldSource(world)), world.ground)
    return lambda plan, at: frozenset(reading.members(plan, at).ids().tolist())


def _sql(world: World) -> Callable[[Plan, int], frozenset[int]]:
    return DuckDBReading(WorldSource(world), world.ground).members


READINGS: Mapping[str, Reading] = {
    "reference": reference.members,
    "columns": Opened(_columns),
    "sql": Opened(_sql),
}
