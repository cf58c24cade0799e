"""A record that grows: the same world at several stages, as a source whose columns must keep up."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from coterie.lib.instants import NEVER
from coterie.record.source import ORDER_NAMES, Stamp
from coterie.segments.world import World
from coterie.testing import WorldSource


class Growing:
    """Delegates to the `WorldSource` of the present stage; `advance` goes to the next."""

    def __init__(self, stages: list[WorldSource]) -> None:
        self.stages, self.stage = stages, 0

    @property
    def now(self) -> WorldSource:
        return self.stages[self.stage]

    def advance(self) -> None:
        self.stage += 1

    def stamp(self) -> Stamp:
        found = self.now.stamp()
        return Stamp(found.seq, found.epoch, people=self.stage, orders=self.stage)

    def __getattr__(self, name):
        return getattr(self.now, name)


def stages(dice: Random, world: World, merges: dict[int, int], count: int = 3) -> list[WorldSource]:
    """The world as it was after each share of its messages; at the last stage it is all there."""
    seqs = sorted(e.seq for rows in world.events.values() for e in rows)
    cuts = [*(dice.choice(seqs or [0]) for _ in range(count - 1)), 10**9]
    cuts.sort()
    made = []
    for number, cut in enumerate(cuts):
        final = number == count - 1
        known = {old: new for i, (old, new) in enumerate(merges.items()) if final or i < number}
        made.append(WorldSource(until(world, cut, ended=final), known))
    return made


def until(world: World, cut: int, *, ended: bool) -> World:
    """What had come up to a sequence; unless `ended`, orders that later ended stand."""
    events = {
        who: tuple(_standing(e, ended) for e in rows if e.seq <= cut) for who, rows in world.events.items()
    }
    people = tuple(
        replace(
            c,
            changes={k: kept for k, v in c.changes.items() if (kept := tuple(x for x in v if x.seq <= cut))},
        )
        for c in world.contacts
    )
    return World(people, events, world.ground)


def _standing(event, ended):
    return event if ended or event.name not in ORDER_NAMES else replace(event, until=NEVER)
