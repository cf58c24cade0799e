"""Rows put in order of (contact, time): counting sorts and merges, in linear time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Longs = NDArray[np.int64]


@njit(nogil=True, cache=True)
def offsets(keys: Ids, size: int) -> Any:
    """Where the rows of each key begin once sorted by key: int64, size + 1."""
    begin = np.zeros(size + 1, np.int64)
    for k in keys:
        begin[k + 1] += 1
    for k in range(size):
        begin[k + 1] += begin[k]
    return begin


@njit(nogil=True, cache=True)
def sort_by(keys: Ids, begin: Longs) -> Any:
    """Indices of the rows in order of key, stable (a counting sort)."""
    place = begin[:-1].copy()
    order = np.empty(len(keys), np.int64)
    for i in range(len(keys)):
        k = keys[i]
        order[place[k]] = i
        place[k] += 1
    return order


@njit(nogil=True, cache=True)
def merge(t1: Longs, seq1: Longs, t2: Longs, seq2: Longs) -> Any:
    """The order of two runs, each in order of (t, seq), as one: indices, those of the second counted on."""
    n, m = len(t1), len(t2)
    order = np.empty(n + m, np.int64)
    i = j = 0
    for k in range(n + m):
        first = j == m or (i < n and (t1[i] < t2[j] or (t1[i] == t2[j] and seq1[i] <= seq2[j])))
        if first:
            order[k] = i
            i += 1
        else:
            order[k] = n + j
            j += 1
    return order


@njit(nogil=True, cache=True)
def reached(begin: Longs, t: Longs, seq: Longs, contact: Ids, at_t: Longs, at_seq: Longs) -> Any:
    """For each asked (contact, t, seq) the last row of the contact not later (-1: none).

    `t` and `seq` are in order of (contact, t, seq); the contact's rows are begin[c] .. begin[c + 1].
    """
    out = np.full(len(contact), -1, np.int64)
    for i in range(len(contact)):
        lo, hi = begin[contact[i]], begin[contact[i] + 1]
        first = lo
        while lo < hi:
            middle = (lo + hi) // 2
            late = t[middle] > at_t[i] or (t[middle] == at_t[i] and seq[middle] > at_seq[i])
            if late:
                hi = middle
            else:
                lo = middle + 1
        if lo > first:
            out[i] = lo - 1
    return out


@njit(nogil=True, cache=True)
def merge_rows(
    contact1: Ids, t1: Longs, seq1: Longs, code1: Ids, contact2: Ids, t2: Longs, seq2: Longs, code2: Ids,
    contact: Ids, t: Longs, seq: Longs, code: Ids,
) -> None:  # fmt: skip
    """Two runs, each in order of (t, seq), as one, into the last four."""
    n, m = len(t1), len(t2)
    i = j = 0
    for k in range(n + m):
        if j == m or (i < n and (t1[i] < t2[j] or (t1[i] == t2[j] and seq1[i] <= seq2[j]))):
            contact[k], t[k], seq[k], code[k] = contact1[i], t1[i], seq1[i], code1[i]
            i += 1
        else:
            contact[k], t[k], seq[k], code[k] = contact2[j], t2[j], seq2[j], code2[j]
            j += 1
