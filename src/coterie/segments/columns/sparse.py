"""Sums, averages, extremes and instants of those who have a row: few contacts, few entries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Bits, scratch
from coterie.columns.kernels import compact
from coterie.lib.calendar import Calendar
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Fold

from .deciding import decide
from .rows import Ids, Scene
from .streams import Stream, streams
from .vectors import Instants, Ints, Numbers, Vector

SPARSE = ("sum", "avg", "min", "max", "when_first", "when_last")
_HALF = 2**32
_LARGEST = int(np.iinfo(np.int64).max)


@dataclass(frozen=True, slots=True, eq=False)
class Sparse:
    """A measure of the contacts `ids`: `num` over `den`, or instants. Of all others it is `default` (None: missing)."""

    ids: Ids
    num: Ints
    den: Ints | None = None
    default: int | None = None
    instants: bool = False

    def entries(self) -> Vector:
        """The values of the ids."""
        return Instants(self.num) if self.instants else Numbers(self.num, self.den)

    def at(self, places: NDArray[Any]) -> Sparse:
        """These entries of it."""
        den = None if self.den is None else self.den[places]
        return Sparse(self.ids[places], self.num[places], den, self.default, self.instants)

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
        if self.default is not None:
            other: Vector = Numbers(np.array([self.default], np.int64))
        else:
            other = Instants(np.array([MISSING]))
        all_others = bool(decide(predicate, other, at, calendar)[0])
        found = Bits.all(size) if all_others else Bits.none(size)
        compact.write_bits(self.ids, decide(predicate, self.entries(), at, calendar), found.words)
        return found


def sparse(scene: Scene, fold: Fold, inside: Bits | None = None) -> Sparse:
    """A fold of `SPARSE`; with `inside`, only these contacts are looked at."""
    found = list(streams(scene, fold))
    if fold.fn in ("sum", "avg"):
        return _total(scene, found, inside, average=fold.fn == "avg")
    return _extreme(scene, found, inside, fold.fn)


def _total(scene: Scene, found: Sequence[Stream], inside: Bits | None, *, average: bool) -> Sparse:
    if sum((s.hi - s.lo) * s.bound for s in found) >= _LARGEST:
        return _in_halves(scene, found, inside, average=average)
    ids, num, counts = _summed(scene, found, inside)
    return Sparse(ids, num, counts) if average else Sparse(ids, num, default=0)


def _in_halves(scene: Scene, found: Sequence[Stream], inside: Bits | None, *, average: bool) -> Sparse:
    """Sums that int64 may not hold: the two halves of the numbers apart, put together as Python ints."""
    ids, high, counts = _summed(scene, [s.of(_high) for s in found], inside)
    _, low, _ = _summed(scene, [s.of(_low) for s in found], inside)
    num: Ints = high.astype(object) * _HALF + low.astype(object)
    if all(abs(n) < _LARGEST for n in num):
        num = num.astype(np.int64)
    return Sparse(ids, num, counts) if average else Sparse(ids, num, default=0)


def _high(numbers: Any) -> Any:
    return np.where(numbers == MISSING, MISSING, numbers // _HALF)


def _low(numbers: Any) -> Any:
    return np.where(numbers == MISSING, MISSING, numbers % _HALF)


def _summed(scene: Scene, found: Sequence[Stream], inside: Bits | None) -> tuple[Ids, Any, Any]:
    crowd, room = scene.view.crowd, _room(scene, found)
    limited, words = _limits(scene, inside)
    with ExitStack() as stack:
        index = stack.enter_context(scratch.index(scene.view.size))
        ids, sums, counts = (
            stack.enter_context(scratch.lent(t, room)) for t in (np.int32, np.int64, np.int64)
        )
        used = 0
        for s in found:
            used = compact.totals(
                s.contact, s.lo, s.hi, s.numbers, limited, words, index, ids, sums, counts, used
            )  # fmt: skip
        compact.move_totals(crowd.moved, crowd.into, index, ids[:used], sums, counts)
        return _taken(index, ids[:used], sums, counts)


def _extreme(scene: Scene, found: Sequence[Stream], inside: Bits | None, fn: str) -> Sparse:
    crowd, room, largest = scene.view.crowd, _room(scene, found), fn in ("max", "when_last")
    limited, words = _limits(scene, inside)
    with ExitStack() as stack:
        index = stack.enter_context(scratch.index(scene.view.size))
        ids, out = (stack.enter_context(scratch.lent(t, room)) for t in (np.int32, np.int64))
        used = 0
        for s in found:
            used = compact.extremes(
                s.contact, s.lo, s.hi, s.numbers, limited, words, index, ids, out, used, largest
            )  # fmt: skip
        compact.move_extremes(crowd.moved, crowd.into, index, ids[:used], out, largest)
        kept, num = _taken(index, ids[:used], out)
    return Sparse(kept, num, instants=fn in ("when_first", "when_last"))


def _room(scene: Scene, found: Sequence[Stream]) -> int:
    """How many contacts there can be at most."""
    return min(scene.view.size, sum(s.hi - s.lo for s in found))


def _limits(scene: Scene, inside: Bits | None) -> tuple[bool, Any]:
    """The contacts to look at, with the ids under which rows of theirs may be stored."""
    if inside is None:
        return False, np.empty(0, np.uint64)
    return True, scene.view.crowd.stored(inside).words


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
