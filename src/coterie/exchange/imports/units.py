"""Rows become units: what one row, or the lines of one order, come to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

from coterie.exchange.files import Numbered, Reject

from .cells import Unreadable
from .gather import Gathering, Spilled
from .kinds import Fields, Message, Names, Unit, kind_of
from .mapping import FileMapping
from .reading import RowReader

_REMEMBERED = 500_000


class Spill(Protocol):
    """Opens a place for lines to wait in."""

    def __call__(self) -> Gathering: ...


def units(
    rows: Iterable[Numbered], mapping: FileMapping, reader: RowReader, names: Names, spill: Spill
) -> Iterator[Unit]:
    """The units of a file, always in the same order for the same file and mapping."""
    kind = kind_of(mapping.what)
    found = (
        _single(rows, mapping, reader, names)
        if kind.gather is None
        else _gathered(rows, mapping, reader, names, spill)
    )
    return map(Told().once, found) if kind.tells_once else found


@dataclass
class Told:
    """What was told of contacts so far, so that an order does not repeat what an earlier one said."""

    traits: dict[str, int] = field(default_factory=dict)

    def once(self, unit: Unit) -> Unit:
        """The unit without what it repeats."""
        kept = [message for message in unit.messages if not self._knows(message)]
        return unit if len(kept) == len(unit.messages) else Unit(unit.rows, kept, unit.repeats)

    def _knows(self, message: Message) -> bool:
        if message["type"] != "identify":
            return False
        if len(self.traits) > _REMEMBERED:
            self.traits.clear()
        key = repr([message.get("userId"), message.get("anonymousId"), message.get("context")])
        said = hash(repr(sorted(message["traits"].items())))
        known = self.traits.get(key) == said
        self.traits[key] = said
        return known


def _single(
    rows: Iterable[Numbered], mapping: FileMapping, reader: RowReader, names: Names
) -> Iterator[Unit]:
    speak, rules = kind_of(mapping.what).speak, mapping.orders
    assert speak is not None
    for number, row in rows:
        if isinstance(row, Reject):
            yield Unit((number,), reject=row)
            continue
        try:
            yield Unit((number,), speak(reader.read(row), number, names, rules))
        except Unreadable as unreadable:
            yield Unit((number,), reject=unreadable.reject)


def _gathered(
    rows: Iterable[Numbered], mapping: FileMapping, reader: RowReader, names: Names, spill: Spill
) -> Iterator[Unit]:
    """Orders in the order of their first lines, behind the rows that are no lines at all."""
    with spill() as waiting:
        for number, row in rows:
            try:
                waiting.add(_line(number, row, reader))
            except Unreadable as unreadable:
                yield Unit((number,), reject=unreadable.reject)
        for lines in waiting.orders():
            yield _order(lines, mapping, names)


def _line(number: int, row: object, reader: RowReader) -> Spilled:
    if isinstance(row, Reject):
        raise Unreadable(row)
    assert isinstance(row, dict)
    fields = reader.read(row)
    order = fields.values.get("order_id")
    if order is None:
        raise Unreadable(Reject("no-order-id", "it does not say which order it belongs to"))
    return order, number, row, fields


def _order(lines: list[tuple[int, int, Fields]], mapping: FileMapping, names: Names) -> Unit:
    """One order; lines: row number, hash of the whole row, fields."""
    gather, rules = kind_of(mapping.what).gather, mapping.orders
    assert gather is not None
    seen: set[int] = set()
    kept: list[tuple[int, Fields]] = []
    repeats: list[int] = []
    for number, whole, fields in lines:
        if whole in seen and rules.repeated == "once":
            repeats.append(number)
        else:
            seen.add(whole)
            kept.append((number, fields))
    numbers = [number for number, _ in kept]
    try:
        return Unit(numbers, gather(kept, names, rules), repeats)
    except Unreadable as unreadable:
        return Unit(sorted([*numbers, *repeats]), reject=unreadable.reject)
