"""Folds that do not ask in which order the rows came: counts, sums, averages, extremes, first and last instants."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Bits, Crowd
from coterie.columns.kernels import scatter
from coterie.segments.parts.where import item_filters
from coterie.segments.plan import Fold, Log

from .exact import largest
from .rows import Ids, Lines, Longs, Scene, readable, slices
from .vectors import Instants, Ints, Numbers

_LARGEST = int(np.iinfo(np.int64).max)
_HALF = 2**32


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """Rows to be folded: contact[lo:hi], each with a number (MISSING: none)."""

    contact: Ids
    lo: int
    hi: int
    numbers: Longs


def marked(scene: Scene, log: Log) -> Bits:
    """Who has a row."""
    found = Bits.none(scene.view.size)
    for rows in slices(scene, log):
        if rows.mask is None:
            scatter.mark(rows.contact, rows.lo, rows.hi, found.words)
        else:
            scatter.mark_where(rows.contact, rows.lo, rows.hi, rows.mask, found.words)
    crowd = scene.view.crowd
    if len(crowd.moved):
        scatter.move_bits(crowd.moved, crowd.into, found.words)
    return found


def tallied8(scene: Scene, log: Log) -> NDArray[np.uint8]:
    """How many rows each contact has, at most 255."""
    out = np.zeros(scene.view.size, np.uint8)
    for rows in slices(scene, log):
        if rows.mask is None:
            scatter.tally8(rows.contact, rows.lo, rows.hi, out)
        else:
            scatter.tally8_where(rows.contact, rows.lo, rows.hi, rows.mask, out)
    crowd = scene.view.crowd
    if len(crowd.moved):
        scatter.move_tally8(crowd.moved, crowd.into, out)
    return out


def tallied(scene: Scene, log: Log) -> NDArray[np.uint32]:
    """How many rows each contact has."""
    out = np.zeros(scene.view.size, np.uint32)
    for rows in slices(scene, log):
        if rows.mask is None:
            scatter.tally(rows.contact, rows.lo, rows.hi, out)
        else:
            scatter.tally_where(rows.contact, rows.lo, rows.hi, rows.mask, out)
    return moved_on(scene.view.crowd, out, np.add)


def count(scene: Scene, log: Log) -> Numbers:
    """How many rows, for every contact."""
    return Numbers(tallied(scene, log).astype(np.int64) * 10_000)


def moment(scene: Scene, fold: Fold) -> Instants:
    """The instant of the first or the last row."""
    last = fold.fn == "when_last"
    out = np.full(scene.view.size, MISSING if last else _LARGEST)
    for rows in slices(scene, fold.log):
        t = rows.t if rows.mask is None else np.where(rows.mask, rows.t, MISSING)
        (scatter.most if last else scatter.least)(rows.contact, rows.lo, rows.hi, t, out)
    moved_on(scene.view.crowd, out, np.maximum if last else np.minimum)
    return Instants(out if last else np.where(out == _LARGEST, MISSING, out))


def total(scene: Scene, fold: Fold) -> Numbers:
    """The sum of a field, 0 over nothing."""
    return Numbers(_summed(scene, list(streams(scene, fold))))


def average(scene: Scene, fold: Fold) -> Numbers:
    """The sum over the number of rows that have the field."""
    found = list(streams(scene, fold))
    num, den = _summed(scene, found), np.zeros(scene.view.size, np.uint32)
    for stream in found:
        scatter.tally_where(stream.contact, stream.lo, stream.hi, stream.numbers != MISSING, den)
    moved_on(scene.view.crowd, den, np.add)
    return Numbers(num, np.maximum(den, 1).astype(np.int64), den > 0)


def extreme(scene: Scene, fold: Fold) -> Numbers:
    """The smallest or the largest number of a field."""
    least = fold.fn == "min"
    start = _LARGEST if least else MISSING
    out = np.full(scene.view.size, start)
    for stream in streams(scene, fold):
        (scatter.least if least else scatter.most)(stream.contact, stream.lo, stream.hi, stream.numbers, out)
    moved_on(scene.view.crowd, out, np.minimum if least else np.maximum)
    there = out != start
    return Numbers(np.where(there, out, 0), None, there)


def moved_on(crowd: Crowd, out: Any, combine: np.ufunc) -> Any:
    """Gives what merged contacts gathered to their survivors, in place."""
    if len(crowd.moved):
        combine.at(out, crowd.into, out[crowd.moved])
    return out


def streams(scene: Scene, fold: Fold) -> Iterator[Stream]:
    """The rows of a fold with the numbers of its field; of a field of items, the items that match."""
    name, where = fold.field or "$name", fold.log.where
    for rows in slices(scene, fold.log):
        if name.startswith("item."):
            yield _of_items(rows.lines, name[5:], fold)
        else:
            by_items = name == "$amount" and item_filters(where)
            numbers = readable(matched_amounts(rows.lines, fold.log)) if by_items else rows.numbers(name)
            if rows.mask is not None:
                numbers = np.where(rows.mask, numbers, MISSING)
            yield Stream(rows.contact, rows.lo, rows.hi, numbers)


def _of_items(lines: Lines, name: str, fold: Fold) -> Stream:
    matching = lines.matching(fold.log.where)
    coded = lines.coded(name)
    numbers = np.where(matching, coded.dictionary.numbers()[coded.codes], MISSING)
    contact = lines.rows.contact[lines.row + lines.rows.lo]
    return Stream(contact, 0, len(contact), numbers)


def matched_amounts(lines: Lines, log: Log) -> Ints:
    """Of each row the amounts of its matching items summed, MISSING if none is known; Python ints if they are long."""
    amount = lines.amount
    chosen = np.flatnonzero(lines.matching(log.where) & (amount != MISSING))
    row, amounts = lines.row[chosen], amount[chosen]
    fits = largest(amounts) * len(amounts) < _LARGEST
    out: Ints = np.zeros(len(lines.rows), np.int64 if fits else object)
    np.add.at(out, row, amounts.astype(out.dtype))
    any_known = np.zeros(len(lines.rows), np.bool_)
    any_known[row] = True
    return np.where(any_known, out, MISSING)


def _summed(scene: Scene, found: Sequence[Stream]) -> Ints:
    """Sums for every contact: int64 where they surely fit, else in two halves, put together as Python ints."""
    rows = sum(stream.hi - stream.lo for stream in found)
    # MISSING is the largest of all in size, and not summed.
    size = max((_largest_known(stream.numbers) for stream in found), default=0)
    if size * rows < _LARGEST:
        out = np.zeros(scene.view.size, np.int64)
        for stream in found:
            scatter.add(stream.contact, stream.lo, stream.hi, stream.numbers, out)
        return moved_on(scene.view.crowd, out, np.add)  # type: ignore[no-any-return]
    high, low = (np.zeros(scene.view.size, np.int64) for _ in range(2))
    for stream in found:
        missing = stream.numbers == MISSING
        for half, out in ((stream.numbers // _HALF, high), (stream.numbers % _HALF, low)):
            scatter.add(stream.contact, stream.lo, stream.hi, np.where(missing, MISSING, half), out)
    moved_on(scene.view.crowd, high, np.add), moved_on(scene.view.crowd, low, np.add)
    whole: Ints = high.astype(object) * _HALF + low.astype(object)
    return whole.astype(np.int64) if largest(whole) < _LARGEST else whole


def _largest_known(numbers: Longs) -> int:
    if not len(numbers):
        return 0
    least = int(numbers.min())
    if least == MISSING:
        known = numbers[numbers != MISSING]
        return largest(known)
    return max(abs(least), abs(int(numbers.max())))
