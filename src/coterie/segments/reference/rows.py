"""What the reference looks at: one world at one instant, the rows of a log, and their fields.

Numbers are `Fraction`s of the value times 10**4, instants are `Moment`s, everything else is the JSON value as
it came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, assert_never

from coterie.contacts import Contact
from coterie.events import Event, Item, fields
from coterie.lib import values
from coterie.lib.calendar import Calendar
from coterie.lib.numbers import text_of
from coterie.segments.parts.meets import Moment, meets
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some, Where, item_filters
from coterie.segments.parts.window import span
from coterie.segments.plan import Fold, Log
from coterie.segments.world import World


@dataclass(frozen=True, slots=True)
class Scene:
    """A world at an instant `at` (ms)."""

    world: World
    at: int

    @property
    def calendar(self) -> Calendar:
        """The workspace's."""
        return self.world.ground.calendar

    def past(self, who: Contact) -> list[Event]:
        """Events of the contact that count now, in order of (t, seq)."""
        return [e for e in self.world.events.get(who.id, ()) if e.t <= self.at < e.until]


def rows(scene: Scene, log: Log, who: Contact) -> list[Event]:
    """The rows of a log that count now, in order of (t, seq)."""
    low, high = span(log.window, scene.at, scene.calendar)
    named = [e for e in scene.past(who) if e.name in log.names and low < e.t <= high]
    return [e for e in named if passes(scene, log.where, e)]


def passes(scene: Scene, where: Where, row: Event | Item) -> bool:
    """Whether an event, or an item of one, satisfies a filter."""
    match where:
        case Has(name, predicate):
            return meets(predicate, read(scene, row, name), scene.at, scene.calendar)
        case Every(parts):
            return all(passes(scene, p, row) for p in parts)
        case Some(parts):
            return any(passes(scene, p, row) for p in parts)
        case Non(part):
            return not passes(scene, part, row)
        case AnyItem(inner):
            return isinstance(row, Event) and any(passes(scene, inner, item) for item in row.items)
        case _:
            assert_never(where)


def read(scene: Scene, row: Event | Item, name: str) -> Any:
    """The JSON value of a logical field of an event or an item, or None."""
    if not isinstance(row, Event):
        return fields.read(row, name, item=True)
    match name:
        case "$hour":
            return scene.calendar.local_hour(row.t)
        case "$weekday":
            return scene.calendar.local_weekday(row.t)
        case "$name":
            return row.name
        case "$amount":
            return decimal(row.amount)
        case _:
            return fields.read(row.props, name)


def readings(scene: Scene, fold: Fold, found: Sequence[Event]) -> list[tuple[Event, Any]]:
    """(row, value) of the fold's field where it is there; a field of items reads each item that matches."""
    name, where = fold.field or "$name", fold.log.where
    if name.startswith("item."):
        pairs = [(e, fields.read(i, name[5:], item=True)) for e in found for i in matching(scene, where, e)]
    elif name == "$amount" and item_filters(where):
        pairs = [(e, decimal(_matching_amount(scene, where, e))) for e in found]
    else:
        pairs = [(e, read(scene, e, name)) for e in found]
    return [(e, v) for e, v in pairs if v is not None]


def matching(scene: Scene, where: Where, row: Event) -> list[Item]:
    """The items that satisfy one of the item filters of `where`; without any filter, all."""
    filters = item_filters(where)
    return [i for i in row.items if not filters or any(passes(scene, f, i) for f in filters)]


def _matching_amount(scene: Scene, where: Where, row: Event) -> int | None:
    filters, pairs = item_filters(where), zip(row.items, row.item_amounts, strict=True)
    known = [a for i, a in pairs if a is not None and any(passes(scene, f, i) for f in filters)]
    return sum(known) if known else None


def decimal(scaled: int | None) -> Decimal | None:
    """Money (scaled by 10**4) as the JSON number that it is: read as a number or as a text like any other.

    >>> decimal(125_000)
    Decimal('12.5')
    """
    return None if scaled is None else Decimal(text_of(scaled))


def number(value: Any) -> Fraction | None:
    """A value as an exact number times 10**4 (instants: their ms).

    >>> number("1.5"), number(Moment(7)), number("a")
    (Fraction(15000, 1), Fraction(7, 1), None)
    """
    if isinstance(value, Moment):
        return Fraction(value.ms)
    if isinstance(value, Fraction):
        return value
    scaled = values.as_number(value)
    return None if scaled is None else Fraction(scaled)


def coupon_codes(event: Event) -> set[str]:
    """Folded coupon codes of an event: its `coupon`, one or a list."""
    raw = fields.read(event.props, "coupon")
    return {t for v in (raw if isinstance(raw, list) else [raw]) if (t := values.as_text(v)) is not None}
