"""What wall clocks read: a time zone as pieces of constant offset, both ways.

A wall reading is an int: milliseconds since 1970-01-01 00:00 *as the clock on the wall shows it*. Readings
have no range and never fail, so that sentinels and dates out of year 1..9999 pass through unharmed.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

Instants: TypeAlias = "NDArray[np.int64]"

DAY_MS = 86_400_000
_BLOCK = 400 * DAY_MS  # one cached stretch of pieces
_STEP = 2 * DAY_MS  # in all of tzdata no two changes of a zone are nearer than 95 hours
_SETTLED = 2 * DAY_MS  # offsets are under 24 h, so a clock set back has caught up by then
_FIRST = -62_091 * DAY_MS  # 1800-01-01: before it no zone ever changed
_CYCLE = 146_097 * DAY_MS  # 400 years: the Gregorian calendar, weekdays included, begins anew
_SETTLES = 47_482 * DAY_MS  # 2100-01-01: from here the rules merely repeat
_LONG_AGO = -(2**62)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Piece(NamedTuple):
    """A stretch without a change: it begins at instant `start`; a wall clock reads `ms + offset`.

    `rest` is the furthest that the wall clock had read before `start`: while a clock set back catches up,
    the day and every edge rest there.
    """

    start: int
    offset: int
    rest: int


class Zone:
    """One IANA time zone. Immutable; take it from `zone_named`, which keeps one of each."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.info = _info(name)
        self._blocks: dict[int, tuple[list[int], list[Piece]]] = {}

    def wall(self, ms: int) -> int:
        """What the wall clock reads at the instant.

        >>> zone_named("Europe/Warsaw").wall(0) // 3_600_000
        1
        """
        moved, shift = _moved(ms)
        return moved + self._piece(moved).offset + shift

    def furthest(self, ms: int) -> int:
        """The furthest that the wall clock has read up to and including the instant; never decreases."""
        moved, shift = _moved(ms)
        piece = self._piece(moved)
        return max(moved + piece.offset, piece.rest) + shift

    def instant(self, wall: int) -> int:
        """The first instant at which the wall clock reads `wall` or more.

        So a time that the clock shows twice is its first showing, and one that it skips is the first instant
        after the gap. Inverse of `furthest`: `furthest(t) >= wall` exactly when `t >= instant(wall)`.
        """
        moved, shift = _moved(wall - DAY_MS)
        asked = wall - shift
        low = self._piece(moved)
        if low is self._piece(asked + DAY_MS):  # no change is near, as nearly always
            return wall - low.offset
        pieces = self._between(moved, asked + DAY_MS)
        for piece, following in pairwise(pieces):
            found = max(piece.start, asked - piece.offset)
            if found < following.start:
                return found + shift
        last = pieces[-1]
        return max(last.start, asked - last.offset) + shift

    def pieces(self, first: int, last: int) -> list[Piece]:
        """The pieces that cover the instants `first`..`last`, ends included; the first one starts at `first`.

        For readings that must spell the zone out (SQL). Both ends within the years 1800..2500.

        >>> warsaw = zone_named("Europe/Warsaw")
        >>> [p.offset // 3_600_000 for p in warsaw.pieces(1_700_000_000_000, 1_720_000_000_000)]
        [1, 2]
        """
        return self._between(first, last)

    def walls(self, instants: Instants) -> tuple[Instants, Instants]:
        """`wall` and `furthest` of a whole column, equal to the scalar ones."""
        if instants.size == 0:
            return instants, instants
        near = int(instants.max()) < _SETTLES
        in_order = near and bool((instants[1:] >= instants[:-1]).all())
        return self._walls_in_order(instants) if in_order else self._walls_of_any(instants)

    def _walls_in_order(self, instants: Instants) -> tuple[Instants, Instants]:
        """Piece by piece, in slices: twice as quick, and time-ordered columns are the rule."""
        first, last = (max(int(end), _FIRST) for end in (instants[0], instants[-1]))
        table = self._between(first, last)
        ends = np.searchsorted(instants, [piece.start for piece in table[1:]]).tolist()
        walls, furthest = np.empty_like(instants), np.empty_like(instants)
        for piece, begin, end in zip(table, [0, *ends], [*ends, instants.size], strict=True):
            np.add(instants[begin:end], piece.offset, out=walls[begin:end])
            np.maximum(walls[begin:end], piece.rest, out=furthest[begin:end])
        return walls, furthest

    def _walls_of_any(self, instants: Instants) -> tuple[Instants, Instants]:
        shifts = np.where(instants >= _SETTLES, (instants - _SETTLES) // _CYCLE * _CYCLE, 0)
        # Before 1800 the one offset holds however far back: looking it up needs no real instant.
        looked = np.maximum(instants - shifts, _FIRST)
        table = self._between(int(looked.min()), int(looked.max()))
        starts, offsets, rests = (np.array(column, dtype=np.int64) for column in zip(*table, strict=True))
        at = np.searchsorted(starts, looked, side="right") - 1
        walls = instants + offsets[at]
        return walls, np.maximum(walls, rests[at] + shifts)

    def _piece(self, ms: int) -> Piece:
        starts, pieces = self._block(max(ms, _FIRST) // _BLOCK)
        return pieces[max(bisect_right(starts, ms) - 1, 0)]

    def _between(self, first: int, last: int) -> list[Piece]:
        """Pieces over a range of already moved instants."""
        low = self._piece(first)
        found = [Piece(first, low.offset, low.rest)]
        for number in range(max(first, _FIRST) // _BLOCK, max(last, _FIRST) // _BLOCK + 1):
            pieces = self._block(number)[1]
            # Each block begins anew with the piece that was already running.
            found += [p for p in pieces[1:] if first < p.start <= last]
        return found

    def _block(self, number: int) -> tuple[list[int], list[Piece]]:
        block = self._blocks.get(number)
        if block is None:
            start, end = number * _BLOCK, (number + 1) * _BLOCK
            pieces = _scan(self.info, start - _SETTLED, end)
            before = [p for p in pieces if p.start <= start]
            # A change at the very start of a block is still a change of the block before it.
            running = Piece(start, before[-1].offset, before[-1].rest)
            kept = [running, *(p for p in pieces if start < p.start <= end)]
            block = self._blocks[number] = ([p.start for p in kept], kept)
        return block


@lru_cache(maxsize=1024)
def zone_named(name: str) -> Zone:
    """The zone of this IANA name. Error: `ValueError` for a name that the time zone data do not hold.

    >>> zone_named("Europe/Ljubljana").name
    'Europe/Ljubljana'
    """
    return Zone(name)


def _info(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, OSError, ValueError) as cause:
        raise ValueError(f"unknown time zone: {name!r}") from cause


def _moved(ms: int) -> tuple[int, int]:
    """An instant brought back by whole 400-year cycles into the years that are looked up, and by how much."""
    if ms < _SETTLES:
        return ms, 0
    shift = (ms - _SETTLES) // _CYCLE * _CYCLE
    return ms - shift, shift


def _scan(info: ZoneInfo, first: int, last: int) -> list[Piece]:
    """The pieces of `first`..`last`, found by probing: zoneinfo does not show its table."""
    pieces = [Piece(first, _offset(info, first // 1000), _LONG_AGO)]
    probe = first
    while probe < last:
        probe = min(probe + _STEP, last)
        while _offset(info, probe // 1000) != pieces[-1].offset:
            previous = pieces[-1]
            change = _change(info, previous, probe)
            rest = max(previous.rest, change - 1 + previous.offset)
            pieces.append(Piece(change, _offset(info, change // 1000), rest))
    return pieces


def _change(info: ZoneInfo, previous: Piece, probe: int) -> int:
    """The instant (ms, a whole second) at which the offset of `previous` ends, at or before `probe`."""
    low, high = max(previous.start, probe - _STEP) // 1000, probe // 1000
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(info, middle) == previous.offset:
            low = middle
        else:
            high = middle
    return high * 1000


def _offset(info: ZoneInfo, seconds: int) -> int:
    """The offset from UTC (ms) at an instant (s)."""
    there = (_EPOCH + timedelta(seconds=seconds)).astimezone(info)
    offset = there.utcoffset()
    assert offset is not None, "an IANA zone always has an offset"
    return offset // timedelta(milliseconds=1)
