"""Sums, averages, extremes and instants of those who have a row: few contacts, few entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Bits, scratch
from coterie.columns.kernels import compact, scatter
from coterie.lib.calendar import Calendar
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Fold

from .deciding import decide
from .folds import marked
from .rows import Ids, Scene
from .streams import Stream, streams
from .vectors import Flags, Instants, Ints, Numbers, Vector

SPARSE = ("sum", "avg", "min", "max", "when_first", "when_last")
_HALF = 2**32
_LARGEST = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A measure of the contacts `ids`: `num` over `den`, or instants. Of all others it is `default` (None: missing).

    complete: no row lacks what is folded, so nobody else has a row.
    """

    ids: Ids
    num: Ints
    den: Ints | None = None
    default: int | None = None
    instants: bool = False
    complete: bool = True

    def entries(self) -> Vector:
        """The values of the ids."""
        return Instants(self.num) if self.instants else Numbers(self.num, self.den)

    def at(self, places: NDArray[Any]) -> Sparse:
        """These entries of it."""
        den = None if self.den is None else self.den[places]
        return Sparse(self.ids[places], self.num[places], den, self.default, self.instants, self.complete)

    def dense(self, size: int) -> Vector:
        """The values of everybody."""
        num = np.full(size, MISSING if self.instants else 0, self.num.dtype)
        num[self.ids] = self.num
        if self.instants:
            return Instants(num)
        if self.default is not None:
            return Numbers(num)
        there = np.zeros(size, np.bool_)
        there[self.ids] = True
        den = None if self.den is None else np.ones(size, np.int64)
        if den is not None and self.den is not None:
            den[self.ids] = self.den
        return Numbers(num, den, there)

    def bits(self, predicate: Predicate, size: int, at: int, calendar: Calendar) -> Bits:
        """Who meets the predicate."""
        others = bool(decide(predicate, self.other(), at, calendar)[0])
        return self.bits_of(decide(predicate, self.entries(), at, calendar), others, size)

    def other(self) -> Vector:
        """The value of one who is not among the ids."""
        if self.default is not None:
            return Numbers(np.array([self.default], np.int64))
        return Instants(np.array([MISSING])) if self.instants else Numbers(*_NOTHING)

    def bits_of(self, flags: Flags, others: bool, size: int) -> Bits:
        """A set from a truth value for each of the ids, and one for everybody else."""
        found = Bits.all(size) if others else Bits.none(size)
        compact.write_bits(self.ids, flags, found.words)
        return found


_NOTHING = np.zeros(1, np.int64), None, np.zeros(1, np.bool_)


FEW = 128
"""Contacts are few if they are one in so many, or fewer."""


def sparse(scene: Scene, fold: Fold, inside: Bits | None = None) -> Sparse:
    """A fold of `SPARSE`; with `inside`, of these contacts only."""
    found = list(streams(scene, fold))
    inside = inside or Bits.all(scene.view.size)
    if fold.fn == "sum" and all(s.complete for s in found) and _largest_sum(found) < _LARGEST:
        return _sum_of_marked(scene, found, marked(scene, fold.log) & inside)
    if fold.fn in ("sum", "avg"):
        return _total(scene, found, inside, average=fold.fn == "avg")
    return _extreme(scene, found, inside, fold.fn)


def sum_bits(scene: Scene, fold: Fold, predicate: Predicate) -> Bits | None:
    """Whose sum meets the predicate; None where int64 may be too short."""
    found = list(streams(scene, fold))
    if _largest_sum(found) >= _LARGEST:
        return None
    with scratch.lent(np.int64, scene.view.size, 0) as out:
        for s in found:
            scatter.add(s.contact, s.lo, s.hi, s.numbers, out)
        crowd = scene.view.crowd
        np.add.at(out, crowd.into, out[crowd.moved])
        return Bits.of(decide(predicate, Numbers(out), scene.at, scene.calendar))


def _sum_of_marked(scene: Scene, found: Sequence[Stream], inside: Bits) -> Sparse:
    """Sums of who has a row, where every row has a number."""
    if inside.count() <= scene.view.size // FEW:
        ids, num, _ = _summed_by_few(scene, found, inside)
        return Sparse(ids, num, default=0)
    crowd, size = scene.view.crowd, scene.view.size
    with scratch.lent(np.int64, size, 0) as out, _outputs(size + 1) as (ids, values, _):
        for s in found:
            scatter.add(s.contact, s.lo, s.hi, s.numbers, out)
        np.add.at(out, crowd.into, out[crowd.moved])
        used = scatter.gather(out, inside.words, ids, values)
        return Sparse(ids[:used].copy(), values[:used].copy(), default=0)


def _largest_sum(found: Sequence[Stream]) -> int:
    return sum((s.hi - s.lo) * s.bound for s in found)


def _total(scene: Scene, found: Sequence[Stream], inside: Bits, *, average: bool) -> Sparse:
    ids, num, counts = (
        _summed(scene, found, inside) if _largest_sum(found) < _LARGEST else _in_halves(scene, found, inside)
    )
    if average:
        return Sparse(ids, num, counts)
    return Sparse(ids, num, default=0, complete=all(s.complete for s in found))


def _in_halves(scene: Scene, found: Sequence[Stream], inside: Bits) -> tuple[Ids, Ints, Any]:
    """Sums that int64 may not hold: the two halves of the numbers apart, put together as Python ints."""
    ids, high, counts = _summed(scene, [s.of(_high) for s in found], inside)
    _, low, _ = _summed(scene, [s.of(_low) for s in found], inside)
    num: Ints = high.astype(object) * _HALF + low.astype(object)
    return ids, num.astype(np.int64) if all(abs(n) < _LARGEST for n in num) else num, counts


def _high(numbers: Any) -> Any:
    return np.where(numbers == MISSING, MISSING, numbers // _HALF)


def _low(numbers: Any) -> Any:
    return np.where(numbers == MISSING, MISSING, numbers % _HALF)


def _summed(scene: Scene, found: Sequence[Stream], inside: Bits) -> tuple[Ids, Any, Any]:
    few = inside.count() <= scene.view.size // FEW
    return (_summed_by_few if few else _summed_by_all)(scene, found, inside)


def _summed_by_all(scene: Scene, found: Sequence[Stream], inside: Bits) -> tuple[Ids, Any, Any]:
    crowd, size = scene.view.crowd, scene.view.size
    with scratch.lent(np.int64, 2 * size, 0) as flat, _outputs(size + 1) as (ids, sums, counts):
        pairs = flat.reshape(size, 2)
        for s in found:
            scatter.add_pairs(s.contact, s.lo, s.hi, s.numbers, pairs)
        np.add.at(pairs, crowd.into, pairs[crowd.moved])
        pairs[crowd.moved] = 0
        used = scatter.collect_pairs(pairs, inside.words, ids, sums, counts)
        return ids[:used].copy(), sums[:used].copy(), counts[:used].copy()


def _summed_by_few(scene: Scene, found: Sequence[Stream], inside: Bits) -> tuple[Ids, Any, Any]:
    crowd, words = scene.view.crowd, scene.view.crowd.stored(inside).words
    with scratch.index(scene.view.size) as index, _outputs(_room(scene, found)) as (ids, sums, counts):
        used = 0
        for s in found:
            used = compact.totals(
                s.contact, s.lo, s.hi, s.numbers, words, index, ids, sums, counts, used
            )  # fmt: skip
        compact.move_totals(crowd.moved, crowd.into, index, ids[:used], sums, counts)
        kept, num, den = _taken(index, ids[:used], sums, counts)
        return kept, num, den


def _extreme(scene: Scene, found: Sequence[Stream], inside: Bits, fn: str) -> Sparse:
    largest = fn in ("max", "when_last")
    find = _extremes_of_few if inside.count() <= scene.view.size // FEW else _extremes_of_all
    ids, num = find(scene, found, inside, largest)
    return Sparse(ids, num, instants=fn in ("when_first", "when_last"))


def _extremes_of_all(scene: Scene, found: Sequence[Stream], inside: Bits, largest: bool) -> tuple[Ids, Any]:
    crowd, size = scene.view.crowd, scene.view.size
    empty = MISSING if largest else _LARGEST
    with scratch.lent(np.int64, size, empty) as out, _outputs(size + 1) as (ids, values, _):
        for s in found:
            (scatter.most if largest else scatter.least)(s.contact, s.lo, s.hi, s.numbers, out)
        (np.maximum if largest else np.minimum).at(out, crowd.into, out[crowd.moved])
        out[crowd.moved] = empty
        used = scatter.collect(out, empty, inside.words, ids, values)
        return ids[:used].copy(), values[:used].copy()


def _extremes_of_few(scene: Scene, found: Sequence[Stream], inside: Bits, largest: bool) -> tuple[Ids, Any]:
    crowd, words = scene.view.crowd, scene.view.crowd.stored(inside).words
    with scratch.index(scene.view.size) as index, _outputs(_room(scene, found)) as (ids, out, _):
        used = 0
        for s in found:
            used = compact.extremes(
                s.contact, s.lo, s.hi, s.numbers, words, index, ids, out, used, largest
            )  # fmt: skip
        compact.move_extremes(crowd.moved, crowd.into, index, ids[:used], out, largest)
        kept, num = _taken(index, ids[:used], out)
        return kept, num


@contextmanager
def _outputs(room: int) -> Iterator[tuple[Ids, Any, Any]]:
    """Room for ids and two numbers each."""
    with (
        scratch.lent(np.int32, room) as ids,
        scratch.lent(np.int64, room) as one,
        scratch.lent(np.int64, room) as other,
    ):
        yield ids, one, other


def _room(scene: Scene, found: Sequence[Stream]) -> int:
    """How many contacts there can be at most."""
    return min(scene.view.size, sum(s.hi - s.lo for s in found))


def _taken(index: Ids, ids: Ids, *columns: Any) -> Any:
    """Copies of what was found; those merged into another are left out, and the index is made fit again."""
    compact.forget(index, ids)
    if len(ids) and ids.min() < 0:
        alive = ids >= 0
        return (ids[alive], *(column[: len(ids)][alive] for column in columns))
    return (ids.copy(), *(column[: len(ids)].copy() for column in columns))


def in_both(one: Sparse, other: Sparse, size: int) -> tuple[Ids, Vector, Vector]:
    """Who has both, and their values."""
    with scratch.index(size) as index:
        index[one.ids] = np.arange(len(one.ids), dtype=np.int32)
        place = index[other.ids]
        compact.forget(index, one.ids)
    shared = place >= 0
    return other.ids[shared], one.at(place[shared]).entries(), other.at(np.flatnonzero(shared)).entries()
