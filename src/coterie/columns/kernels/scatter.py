"""Scatters: a slice of time-ordered rows into one value a contact.

`contact` is a whole column, rows are `lo <= i < hi`. `mask` and `values` belong to the slice: their row 0 is `lo`.
Every kernel adds to what `out` already holds, so several slices (base, delta, more names) go into one vector.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Longs = NDArray[np.int64]
Mask = NDArray[np.bool_]
MISSING = int(np.iinfo(np.int64).min)


@njit(nogil=True, cache=True)
def mark(contact: Ids, lo: int, hi: int, words: NDArray[np.uint64]) -> None:
    """Sets the bit of every contact with a row."""
    for i in range(lo, hi):
        c = contact[i]
        words[c >> 6] |= np.uint64(1) << np.uint64(c & 63)


@njit(nogil=True, cache=True)
def mark_where(contact: Ids, lo: int, hi: int, mask: Mask, words: NDArray[np.uint64]) -> None:
    for i in range(lo, hi):
        if mask[i - lo]:
            c = contact[i]
            words[c >> 6] |= np.uint64(1) << np.uint64(c & 63)


@njit(nogil=True, cache=True)
def tally8(contact: Ids, lo: int, hi: int, out: NDArray[np.uint8]) -> None:
    """Counts rows, saturating at 255: a byte a contact stays in the second-level cache."""
    for i in range(lo, hi):
        x = out[contact[i]]
        out[contact[i]] = x + np.uint8(x != 255)


@njit(nogil=True, cache=True)
def add8(counts: NDArray[np.uint8], out: NDArray[np.uint8]) -> None:
    """Adds counts, saturating at 255."""
    for i in range(len(counts)):
        both = np.uint8(out[i] + counts[i])
        out[i] = both if both >= out[i] else np.uint8(255)


@njit(nogil=True, cache=True)
def tally8_where(contact: Ids, lo: int, hi: int, mask: Mask, out: NDArray[np.uint8]) -> None:
    for i in range(lo, hi):
        if mask[i - lo]:
            x = out[contact[i]]
            out[contact[i]] = x + np.uint8(x != 255)


@njit(nogil=True, cache=True)
def tally(contact: Ids, lo: int, hi: int, out: NDArray[np.uint32]) -> None:
    """Counts rows."""
    for i in range(lo, hi):
        out[contact[i]] += np.uint32(1)


@njit(nogil=True, cache=True)
def tally_where(contact: Ids, lo: int, hi: int, mask: Mask, out: NDArray[np.uint32]) -> None:
    for i in range(lo, hi):
        if mask[i - lo]:
            out[contact[i]] += np.uint32(1)


@njit(nogil=True, cache=True)
def add(contact: Ids, lo: int, hi: int, values: Longs, out: Longs) -> None:
    """Sums values, the missing left out; the caller has seen to it that nothing overflows."""
    for i in range(lo, hi):
        v = values[i - lo]
        out[contact[i]] += 0 if v == MISSING else v


@njit(nogil=True, cache=True)
def add_pairs(contact: Ids, lo: int, hi: int, values: Longs, out: Any) -> None:
    """Sums and counts side by side: out[c] is (sum, count), so that a row touches one place."""
    for i in range(lo, hi):
        c, v = contact[i], values[i - lo]
        there = v != MISSING
        out[c, 0] += v if there else 0
        out[c, 1] += 1 if there else 0


@njit(nogil=True, cache=True)
def most(contact: Ids, lo: int, hi: int, values: Longs, out: Longs) -> None:
    """The largest value; `out` begins at MISSING, the smallest int64."""
    for i in range(lo, hi):
        out[contact[i]] = max(out[contact[i]], values[i - lo])


@njit(nogil=True, cache=True)
def least(contact: Ids, lo: int, hi: int, values: Longs, out: Longs) -> None:
    """The smallest value; `out` begins at the largest int64."""
    for i in range(lo, hi):
        v = values[i - lo]
        out[contact[i]] = out[contact[i]] if v == MISSING else min(out[contact[i]], v)


@njit(nogil=True, cache=True)
def collect_pairs(pairs: Any, words: Any, ids: Ids, sums: Longs, counts: Longs) -> Any:
    """The contacts of a set with a count, their sums and counts, in order of id; gives how many.

    The outputs have room for one more, so that nothing has to be foreseen.
    """
    used = 0
    for c in range(len(pairs)):
        ids[used], sums[used], counts[used] = c, pairs[c, 0], pairs[c, 1]
        inside = (words[c >> 6] >> np.uint64(c & 63)) & np.uint64(1)
        used += (pairs[c, 1] != 0) & (inside != 0)
    return used


@njit(nogil=True, cache=True)
def gather(values: Longs, words: Any, ids: Ids, out: Longs) -> Any:
    """The contacts of a set and their values, likewise."""
    used = 0
    for c in range(len(values)):
        ids[used], out[used] = c, values[c]
        used += ((words[c >> 6] >> np.uint64(c & 63)) & np.uint64(1)) != 0
    return used


@njit(nogil=True, cache=True)
def collect(values: Longs, empty: int, words: Any, ids: Ids, out: Longs) -> Any:
    """The contacts of a set with a value that is not `empty`, likewise."""
    used = 0
    for c in range(len(values)):
        ids[used], out[used] = c, values[c]
        inside = (words[c >> 6] >> np.uint64(c & 63)) & np.uint64(1)
        used += (values[c] != empty) & (inside != 0)
    return used


@njit(nogil=True, cache=True)
def final(contact: Ids, lo: int, hi: int, out: Ids) -> None:
    """The last row of each contact, as an index into the column; `out` begins at -1."""
    for i in range(lo, hi):
        out[contact[i]] = i


@njit(nogil=True, cache=True)
def read(codes: Ids, lo: int, hi: int, table: Mask, out: Mask) -> None:
    """Looks each row's code up in a table of truth values, whose last entry is for the missing (code -1)."""
    last = len(table) - 1
    for i in range(lo, hi):
        code = codes[i]
        out[i - lo] = table[code if code >= 0 else last]


@njit(nogil=True, cache=True)
def read_longs(codes: Ids, lo: int, hi: int, table: Longs, out: Longs) -> None:
    """The same for a table of numbers."""
    last = len(table) - 1
    for i in range(lo, hi):
        code = codes[i]
        out[i - lo] = table[code if code >= 0 else last]


@njit(nogil=True, cache=True)
def pack(codes: Ids, table: Mask, words: NDArray[np.uint64]) -> None:
    """`read` over one code a contact, straight into bits."""
    last = len(table) - 1
    for w in range(len(words)):
        word = np.uint64(0)
        for i in range(w * 64, min(w * 64 + 64, len(codes))):
            code = codes[i]
            word |= np.uint64(table[code if code >= 0 else last]) << np.uint64(i & 63)
        words[w] = word


@njit(nogil=True, cache=True)
def chain(contact: Ids, head: Ids, previous: Ids) -> None:
    """Back-chain: for each row the contact's row before (-1: none); `head` ends as each contact's last row."""
    for i in range(len(contact)):
        previous[i] = head[contact[i]]
        head[contact[i]] = i


@njit(nogil=True, cache=True)
def walk(previous: Ids, start: int, out: Ids) -> Any:
    """Follows a back-chain from a row; returns how many rows it has (only the first len(out) are written)."""
    found = 0
    while start >= 0:
        if found < len(out):
            out[found] = start
        found += 1
        start = previous[start]
    return found


@njit(nogil=True, cache=True)
def move_bits(moved: Ids, into: Ids, words: NDArray[np.uint64]) -> None:
    """Gives the bits of merged contacts to their survivors."""
    for i in range(len(moved)):
        c, to = moved[i], into[i]
        words[to >> 6] |= ((words[c >> 6] >> np.uint64(c & 63)) & np.uint64(1)) << np.uint64(to & 63)


@njit(nogil=True, cache=True)
def move_tally8(moved: Ids, into: Ids, out: NDArray[np.uint8]) -> None:
    """Gives the counts of merged contacts to their survivors, saturating; they themselves begin anew."""
    for i in range(len(moved)):
        both = np.uint16(out[into[i]]) + np.uint16(out[moved[i]])
        out[into[i]] = np.uint8(min(both, np.uint16(255)))
        out[moved[i]] = 0


@njit(nogil=True, cache=True)
def spread(codes: Ids, maps: Any) -> None:
    """Sets each contact's bit in the map of its code."""
    for i in range(len(codes)):
        if codes[i] >= 0:
            maps[codes[i], i >> 6] |= np.uint64(1) << np.uint64(i & 63)
