"""The rows of a fold with the number of its field."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from coterie.columns import MISSING
from coterie.segments.parts.where import item_filters
from coterie.segments.plan import Fold, Log

from .exact import largest
from .rows import EVER, Ids, Lines, Longs, Rows, Scene, Span, readable, slices
from .vectors import Ints

_LARGEST = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """Rows to be folded: contact[lo:hi], each with a number (MISSING: none), none larger in size than `bound`.

    complete: none is missing of those that count.
    """

    contact: Ids
    lo: int
    hi: int
    numbers: Longs
    bound: int
    complete: bool = True

    def of(self, change: Callable[[Longs], Longs]) -> Stream:
        """The same rows with other numbers."""
        return Stream(self.contact, self.lo, self.hi, change(self.numbers), self.bound, self.complete)


def streams(scene: Scene, fold: Fold, only: Span = EVER) -> Iterator[Stream]:
    """The rows that count; of a field of items, the items that match. `only`: see `slices`."""
    name = fold.field or "$name"
    for rows in slices(scene, fold.log, only):
        if fold.fn in ("when_first", "when_last"):
            yield _masked(rows, rows.t, 0, complete=True)
        elif name.startswith("item."):
            yield _of_items(rows.lines, name[5:], fold)
        elif name == "$amount" and item_filters(fold.log.where):
            numbers = readable(matched_amounts(rows.lines, fold.log))
            yield _masked(rows, numbers, _bound(numbers))
        else:
            yield _masked(rows, rows.numbers(name), rows.bound(name), complete=rows.complete(name))


def _masked(rows: Rows, numbers: Longs, bound: int, *, complete: bool = False) -> Stream:
    found = numbers if rows.mask is None else np.where(rows.mask, numbers, MISSING)
    return Stream(rows.contact, rows.lo, rows.hi, found, bound, complete)


def _of_items(lines: Lines, name: str, fold: Fold) -> Stream:
    coded = lines.coded(name)
    numbers = np.where(lines.matching(fold.log.where), coded.dictionary.numbers()[coded.codes], MISSING)
    contact = lines.rows.contact[lines.row + lines.rows.lo]
    # Rows without items are rows too.
    return Stream(contact, 0, len(contact), numbers, coded.dictionary.bound(), complete=False)


def matched_amounts(lines: Lines, log: Log) -> Ints:
    """Of each row the amounts of its matching items summed, MISSING if none is known; Python ints if long."""
    amount = lines.amount
    chosen = np.flatnonzero(lines.matching(log.where) & (amount != MISSING))
    row, amounts = lines.row[chosen], amount[chosen]
    fits = largest(amounts) * len(amounts) < _LARGEST
    out: Ints = np.zeros(len(lines.rows), np.int64 if fits else object)
    np.add.at(out, row, amounts.astype(out.dtype))
    any_known = np.zeros(len(lines.rows), np.bool_)
    any_known[row] = True
    return np.where(any_known, out, MISSING)


def _bound(numbers: Any) -> int:
    known = numbers[numbers != MISSING]
    return largest(known)
