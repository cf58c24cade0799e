"""Folds of few contacts: rows of others are passed over, and there are as many entries as contacts with a row.

`index` (one entry a contact, -1 between uses) gives a contact its place in the outputs; places are given in order of
appearance and `used` says how many there are. Only contacts whose bit is set in `words` count. (For all contacts
this is slower than a dense vector: whether a contact has a place yet can't be foreseen by the processor.)
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Longs = NDArray[np.int64]
Words = NDArray[np.uint64]
MISSING = int(np.iinfo(np.int64).min)


@njit(nogil=True, cache=True)
def totals(
    contact: Ids, lo: int, hi: int, values: Longs, words: Words,
    index: Ids, ids: Ids, sums: Longs, counts: Longs, used: int,
) -> Any:  # fmt: skip
    """Sums and counts of the values that are there; gives the new `used`."""
    for i in range(lo, hi):
        c = contact[i]
        if not (words[c >> 6] >> np.uint64(c & 63)) & np.uint64(1):
            continue
        v = values[i - lo]
        if v == MISSING:
            continue
        s = index[c]
        if s < 0:
            s = used
            index[c], ids[s], sums[s], counts[s] = s, c, 0, 0
            used += 1
        sums[s] += v
        counts[s] += 1
    return used


@njit(nogil=True, cache=True)
def extremes(
    contact: Ids, lo: int, hi: int, values: Longs, words: Words,
    index: Ids, ids: Ids, out: Longs, used: int, largest: bool,
) -> Any:  # fmt: skip
    """The largest or the smallest value; gives the new `used`."""
    for i in range(lo, hi):
        c = contact[i]
        if not (words[c >> 6] >> np.uint64(c & 63)) & np.uint64(1):
            continue
        v = values[i - lo]
        if v == MISSING:
            continue
        s = index[c]
        if s < 0:
            index[c], ids[used], out[used] = used, c, v
            used += 1
        elif (v > out[s]) == largest and v != out[s]:
            out[s] = v
    return used


@njit(nogil=True, cache=True)
def move_totals(moved: Ids, into: Ids, index: Ids, ids: Ids, sums: Longs, counts: Longs) -> None:
    """Gives what merged contacts have to their survivors; a survivor without a place takes over theirs."""
    for i in range(len(moved)):
        s, to = index[moved[i]], index[into[i]]
        if s < 0:
            continue
        if to < 0:
            index[into[i]], ids[s] = s, into[i]
        else:
            sums[to] += sums[s]
            counts[to] += counts[s]
            ids[s] = -1
        index[moved[i]] = -1


@njit(nogil=True, cache=True)
def move_extremes(moved: Ids, into: Ids, index: Ids, ids: Ids, out: Longs, largest: bool) -> None:
    """The same for extremes."""
    for i in range(len(moved)):
        s, to = index[moved[i]], index[into[i]]
        if s < 0:
            continue
        if to < 0:
            index[into[i]], ids[s] = s, into[i]
        else:
            if (out[s] > out[to]) == largest:
                out[to] = out[s]
            ids[s] = -1
        index[moved[i]] = -1


@njit(nogil=True, cache=True)
def forget(index: Ids, ids: Ids) -> None:
    """Makes the index fit for the next use."""
    for c in ids:
        if c >= 0:
            index[c] = -1


@njit(nogil=True, cache=True)
def write_bits(ids: Ids, flags: NDArray[np.bool_], words: Words) -> None:
    """Sets or clears the bits of these contacts."""
    for i in range(len(ids)):
        c = ids[i]
        bit = np.uint64(1) << np.uint64(c & 63)
        if flags[i]:
            words[c >> 6] |= bit
        else:
            words[c >> 6] &= ~bit
