"""Shipped fakes: a world of plain lists behind the face of the record, and a clock that stands still.

Nothing here is a mock: `WorldSource` gives the same arrays that the record gives, made the plainest way, so
that the fast readings can be judged on worlds written by hand or at random.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coterie.events import fields
from coterie.events.event import Event
from coterie.lib.clock import FixedClock
from coterie.lib.instants import NEVER
from coterie.opening import open_workspace
from coterie.record.source import MISSING, Changes, Coded, Items, People, Rows, Stamp
from coterie.segments.world import World
from coterie.workspace import Shop

__all__ = ["FixedClock", "WorldSource", "coded", "shop"]


def coded(values: Iterable[Any]) -> Coded:
    """Values as codes of the distinct ones, in order of appearance; None is -1. 1, 1.0, "1" and True differ.

    >>> found = coded(["a", None, "b", "a"])
    >>> found.codes.tolist(), found.values
    ([0, -1, 1, 0], ['a', 'b'])
    """
    seen: dict[str, int] = {}
    distinct: list[Any] = []
    codes = [-1 if value is None else _code(value, seen, distinct) for value in values]
    return Coded(np.array(codes, np.int32), distinct)


def _code(value: Any, seen: dict[str, int], distinct: list[Any]) -> int:
    code = seen.setdefault(f"{type(value).__name__} {value!r}", len(distinct))
    if code == len(distinct):
        distinct.append(value)
    return code


@dataclass(frozen=True)
class WorldSource:
    """A `World` of plain lists as the arrays that the fast readings take (`record.Source`).

    merged: ids of merged contacts and the survivor of each; its rows are spread over it and those merged
    into it, as they would be in the record. epoch: see `Stamp`.
    """

    world: World
    merged: Mapping[int, int] = field(default_factory=dict)
    epoch: int = 0

    # ---- contacts -------------------------------------------------------------------------------

    def stamp(self) -> Stamp:
        events = (e.seq for row in self.world.events.values() for e in row)
        changes = (x.seq for c in self.world.contacts for log in c.changes.values() for x in log)
        return Stamp(max((*events, *changes), default=-1), self.epoch)

    def people(self) -> People:
        size = self._size()
        root, first = np.arange(size, dtype=np.int32), np.full(size, NEVER, np.int64)
        alive = np.zeros(size, np.bool_)
        for contact in self.world.contacts:
            first[contact.id], alive[contact.id] = contact.first_seen, True
        for old, survivor in self.merged.items():
            root[old] = survivor
        return People(root, first, alive)

    def births(self) -> Sequence[str]:
        known = {c.id: c.birth for c in self.world.contacts}
        return [known.get(i, "") for i in range(self._size())]

    def _size(self) -> int:
        return max((*(c.id for c in self.world.contacts), *self.merged), default=-1) + 1

    def _writer(self, contact: int, seq: int) -> int:
        """The id that a row was written to: the survivor's, or in turn one of those merged into it."""
        written = [contact, *sorted(old for old, root in self.merged.items() if root == contact)]
        return written[seq % len(written)]

    # ---- events ---------------------------------------------------------------------------------

    def names(self) -> tuple[str, ...]:
        return tuple(sorted({e.name for row in self.world.events.values() for e in row}))

    def rows(self, name: str, after: int = -1) -> Rows:
        found = self._rows(name, after)
        return Rows(
            np.array([self._writer(who, e.seq) for who, e in found], np.int32),
            np.array([e.t for _, e in found], np.int64),
            np.array([e.seq for _, e in found], np.int64),
            np.array([e.until for _, e in found], np.int64),
            np.array([_known(e.amount) for _, e in found], np.int64),
        )

    def field(self, name: str, field: str, after: int = -1) -> Coded:
        return coded(fields.read(e.props, field) for _, e in self._rows(name, after))

    def items(self, name: str, after: int = -1) -> Items:
        found = [(i, _known(a)) for i, (_, e) in enumerate(self._rows(name, after)) for a in e.item_amounts]
        return Items(np.array([i for i, _ in found], np.int32), np.array([a for _, a in found], np.int64))

    def item_field(self, name: str, field: str, after: int = -1) -> Coded:
        items = (item for _, e in self._rows(name, after) for item in e.items)
        return coded(fields.read(item, field, item=True) for item in items)

    def _rows(self, name: str, after: int) -> list[tuple[int, Event]]:
        pairs = ((who, e) for who, row in self.world.events.items() for e in row)
        found = [(who, e) for who, e in pairs if e.name == name and e.seq > after]
        return sorted(found, key=lambda pair: (pair[1].t, pair[1].seq))

    # ---- traits ---------------------------------------------------------------------------------

    def traits(self) -> tuple[str, ...]:
        return tuple(sorted({trait for c in self.world.contacts for trait in c.changes}))

    def changes(self, trait: str, after: int = -1) -> Changes:
        pairs = ((c.id, x) for c in self.world.contacts for x in c.changes.get(trait, ()))
        kept = ((x.t, x.seq, who, x.value) for who, x in pairs if x.seq > after)
        found = sorted(kept, key=lambda row: row[:2])
        return Changes(
            np.array([self._writer(who, seq) for _, seq, who, _ in found], np.int32),
            np.array([t for t, *_ in found], np.int64),
            np.array([seq for _, seq, *_ in found], np.int64),
            coded(value for *_, value in found),
        )


def _known(amount: int | None) -> int:
    return MISSING if amount is None else amount


def shop(messages: Iterable[Mapping[str, Any]], at: int = 1_790_000_000_000, **settings: Any) -> Shop:
    """A shop in memory that has taken these messages, its clock standing at `at` (ms).

    Error: `ValueError` if one of the messages is not taken.
    """
    opened = open_workspace(":memory:", clock=FixedClock(at), **settings)
    outcome = opened.ingest(messages)
    if outcome.rejected:
        raise ValueError(f"not taken: {outcome.rejected}")
    return opened
