"""The rows of a log as slices of frames: windows by binary search, filters as truth values a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Dictionary, Frame, View
from coterie.columns.kernels import scatter
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER
from coterie.lib.numbers import LIMIT, text_of
from coterie.segments.parts.compare import Equals, IsSet, Number, Order, Predicate, Range
from coterie.segments.parts.meets import meets
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Some, Where, item_filters
from coterie.segments.parts.window import span
from coterie.segments.plan import Log

from .deciding import decide, table
from .exact import largest
from .vectors import Codes, Flags, Ints, known

Longs = NDArray[np.int64]
Ids = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Scene:
    """What a reading looks at: the columns through one view, an instant (ms), a calendar."""

    view: View
    at: int
    calendar: Calendar
    _tables: dict[tuple[int, Predicate], tuple[Dictionary, Flags]] = field(default_factory=dict)

    def table(self, predicate: Predicate, dictionary: Dictionary) -> Flags:
        """The predicate's answers over a dictionary; see `deciding.table`."""
        key = (id(dictionary), predicate)
        kept = self._tables.get(key)
        if kept is None or len(kept[1]) != len(dictionary) + 1:
            kept = self._tables[key] = (dictionary, table(predicate, dictionary, self.at, self.calendar))
        return kept[1]


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows lo <= i < hi of a frame of events `name`; mask: which of them count (None: all)."""

    scene: Scene
    name: str
    frame: Frame
    lo: int
    hi: int
    mask: Flags | None = None

    def __len__(self) -> int:
        return self.hi - self.lo

    @property
    def contact(self) -> Ids:
        """The whole column: rows of it are lo..hi."""
        return self.frame.contact

    @property
    def t(self) -> Longs:
        return self.frame.t[self.lo : self.hi]

    @property
    def seq(self) -> Longs:
        return self.frame.seq[self.lo : self.hi]

    def only(self, mask: Flags | None) -> Rows:
        """Of these rows those of the mask."""
        if mask is None:
            return self
        both = mask if self.mask is None else mask & self.mask
        return Rows(self.scene, self.name, self.frame, self.lo, self.hi, both)

    # ---- fields -----------------------------------------------------------------------------------

    def test(self, name: str, predicate: Predicate) -> Flags:
        """Where a field satisfies a predicate (whatever the mask)."""
        scene = self.scene
        if name == "$name":
            return np.full(len(self), meets(predicate, self.name, scene.at, scene.calendar))
        if name == "$amount" and isinstance(predicate, (Order, Range, Equals, IsSet)) and _numeric(predicate):
            amounts = known(self._amounts(large=isinstance(predicate, IsSet)))
            return decide(predicate, amounts, scene.at, scene.calendar)
        found = self.coded(name)
        return looked_up(scene.table(predicate, found.dictionary), found.codes)

    def coded(self, name: str) -> Codes:
        """A field's values by code, one a row of lo..hi."""
        if name == "$name":
            return Codes(np.zeros(len(self), np.int32), Dictionary([self.name]))
        if name == "$amount":
            return as_json(self._amounts(large=True))
        if name in ("$hour", "$weekday"):
            return Codes(self._clock(name)[self.lo : self.hi], _CLOCK)
        dictionary = self.scene.view.property(self.name, name)
        codes: Ids = self.frame.columns["." + name][self.lo : self.hi]  # type: ignore[assignment]
        return Codes(codes, dictionary)

    def numbers(self, name: str) -> Longs:
        """A field read as numbers times 10**4, MISSING where it is none, one a row of lo..hi (whatever the mask)."""
        if name == "$amount":
            return self._amounts(large=False)
        found = self.coded(name)
        return looked_up_longs(found.dictionary.numbers(), found.codes)

    def _amounts(self, *, large: bool) -> Longs:
        """Amounts or MISSING; without `large` those too large to be read as a number are missing."""
        amount = self.frame.long("amount")
        found = np.full(len(self), MISSING) if amount is None else amount[self.lo : self.hi]
        return found if large or self._amount_bound() < LIMIT else readable(found)

    def _amount_bound(self) -> int:
        """How large an amount of the frame can be; kept with the frame."""
        derived = self.frame.derived
        if "bound" not in derived:
            amount = self.frame.long("amount")
            derived["bound"] = 0 if amount is None else largest(amount[amount != MISSING])
        return int(derived["bound"])

    def complete(self, name: str) -> bool:
        """Whether no row of the frame can lack the number (known of amounts only)."""
        if name != "$amount":
            return False
        derived, amount = self.frame.derived, self.frame.long("amount")
        if "complete" not in derived:
            derived["complete"] = amount is not None and bool((amount != MISSING).all())
        return bool(derived["complete"]) and self._amount_bound() < LIMIT

    def bound(self, name: str) -> int:
        """How large a number of the field can be in size."""
        if name == "$amount":
            return min(self._amount_bound(), LIMIT)
        return self.coded(name).dictionary.bound()

    def _clock(self, name: str) -> Ids:
        """Hour or weekday of every row of the frame; kept with the frame."""
        calendar, derived = self.scene.calendar, self.frame.derived
        key = f"{name} {calendar.zone}"
        if key not in derived:
            read = calendar.local_hours if name == "$hour" else calendar.local_weekdays
            derived[key] = read(self.frame.t).astype(np.int32)
        kept: Ids = derived[key]
        return kept

    # ---- items ------------------------------------------------------------------------------------

    @cached_property
    def lines(self) -> Lines:
        """The items of the rows lo..hi (whatever the mask)."""
        self.scene.view.lined(self.name)
        row = self.frame.lines["row"]
        first, last = (int(row.searchsorted(np.int32(i), "left")) for i in (self.lo, self.hi))
        return Lines(self, first, last)


@dataclass(frozen=True, eq=False)
class Lines:
    """Items lo <= i < hi of a frame's lines."""

    rows: Rows
    lo: int
    hi: int

    def __len__(self) -> int:
        return self.hi - self.lo

    @property
    def row(self) -> Ids:
        """Of each item the row it belongs to, counted from the first of the slice."""
        found: Ids = self.rows.frame.lines["row"][self.lo : self.hi] - np.int32(self.rows.lo)
        return found

    @property
    def amount(self) -> Longs:
        return self.rows.frame.lines["amount"][self.lo : self.hi]  # type: ignore[return-value]

    def test(self, name: str, predicate: Predicate) -> Flags:
        found = self.coded(name)
        return looked_up(self.rows.scene.table(predicate, found.dictionary), found.codes)

    def coded(self, name: str) -> Codes:
        """A field of the items by code."""
        dictionary = self.rows.scene.view.item(self.rows.name, name)
        codes: Ids = self.rows.frame.lines["." + name][self.lo : self.hi]  # type: ignore[assignment]
        return Codes(codes, dictionary)

    def matching(self, where: Where) -> Flags:
        """Items that satisfy one of the item filters of `where` (without any, all), in rows that count."""
        filters = item_filters(where)
        found = np.ones(len(self), np.bool_) if not filters else np.zeros(len(self), np.bool_)
        for one in filters:
            found |= passing(one, self)
        return found if self.rows.mask is None else found & self.rows.mask[self.row]


Span = tuple[int, int]
EVER: Span = (-NEVER, NEVER)


def slices(scene: Scene, log: Log, only: Span = EVER) -> Iterator[Rows]:
    """The rows of a log that count now, a slice for each frame of each name; `only` those with low < t <= high."""
    low, high = span(log.window, scene.at, scene.calendar)
    for name in dict.fromkeys(log.names):
        for frame in scene.view.events(name):
            lo, hi = frame.between(max(low, only[0]), min(high, scene.at, only[1]))
            if lo < hi:
                yield filtered(alive(Rows(scene, name, frame, lo, hi)), log.where)


def filtered(rows: Rows, where: Where) -> Rows:
    """Of the rows those that pass the filter."""
    return rows if where == ALL else rows.only(passing(where, rows))


def alive(rows: Rows) -> Rows:
    """Of the rows those that nothing has ended by now (orders replaced or cancelled)."""
    ends, until = _ending(rows.frame)
    first, last = np.searchsorted(ends, (rows.lo, rows.hi))
    gone = ends[first:last][until[first:last] <= rows.scene.at]
    if not len(gone):
        return rows
    standing = np.ones(len(rows), np.bool_)
    standing[gone - rows.lo] = False
    return rows.only(standing)


def _ending(frame: Frame) -> tuple[NDArray[np.int64], Longs]:
    """The rows of a frame that something ends, and when; kept with the frame, for they are few."""
    if "ending" not in frame.derived:
        until = frame.long("until")
        ends = np.empty(0, np.int64) if until is None else np.flatnonzero(until != NEVER)
        frame.derived["ending"] = ends, (ends if until is None else until[ends])
    kept: tuple[NDArray[np.int64], Longs] = frame.derived["ending"]
    return kept


def passing(where: Where, rows: Rows | Lines) -> Flags:
    """Where a filter holds, row by row (or item by item)."""
    match where:
        case Has(name, predicate):
            return rows.test(name, predicate)
        case Every(parts):
            found = np.ones(len(rows), np.bool_)
            for part in parts:
                found &= passing(part, rows)
            return found
        case Some(parts):
            found = np.zeros(len(rows), np.bool_)
            for part in parts:
                found |= passing(part, rows)
            return found
        case Non(part):
            return ~passing(part, rows)
        case AnyItem(inner):
            found = np.zeros(len(rows), np.bool_)
            if isinstance(rows, Rows):
                found[rows.lines.row[passing(inner, rows.lines)]] = True
            return found
        case _:
            assert_never(where)


def looked_up(answers: Flags, codes: Ids) -> Flags:
    """A table's answers by code."""
    found = np.empty(len(codes), np.bool_)
    scatter.read(codes, 0, len(codes), answers, found)
    return found


def looked_up_longs(numbers: Longs, codes: Ids) -> Longs:
    """A table's numbers by code."""
    found = np.empty(len(codes), np.int64)
    scatter.read_longs(codes, 0, len(codes), numbers, found)
    return found


def readable(amounts: Ints) -> Longs:
    """Amounts, those too large to be read as a number missing."""
    fits = (amounts > -LIMIT) & (amounts < LIMIT)
    found: Longs = amounts if fits.all() else np.where(fits, amounts, MISSING).astype(np.int64)
    return found


def as_json(amounts: Ints) -> Codes:
    """Amounts as the JSON numbers that they are."""
    distinct, codes = np.unique(amounts, return_inverse=True)
    missing = int(len(distinct) > 0 and distinct[0] == MISSING)
    values = [Decimal(text_of(int(a))) for a in distinct[missing:]]
    return Codes((codes - missing).astype(np.int32), Dictionary(values))


def _numeric(predicate: Predicate) -> bool:
    return not isinstance(predicate, Equals) or all(isinstance(one, Number) for one in predicate.values)


_CLOCK = Dictionary(range(24))
