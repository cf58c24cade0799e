"""Whether a contact's rows hold a sequence of steps: a search that never goes back over what can't help.

Rows are in order of (contact, t, seq). `bits`: which steps a row can stand for. A step is asked for or forbidden
(`negated`); the chosen rows are distinct, in order of time, and within `within` ms of the first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Longs = NDArray[np.int64]
Mask = NDArray[np.bool_]


@njit(nogil=True, cache=True)
def follows(begin: Longs, t: Longs, bits: Longs, negated: Mask, within: int, at: int, out: Mask) -> None:
    """For each contact whether its rows begin[c] .. begin[c + 1] hold the sequence at the instant `at`."""
    for c in range(len(begin) - 1):
        lo, hi = begin[c], begin[c + 1]
        if lo < hi:
            out[c] = _search(t[lo:hi], bits[lo:hi], negated, within, at)


@njit(nogil=True, cache=True)
def _search(t: Longs, bits: Longs, negated: Mask, within: int, at: int) -> Any:
    following, first = _following(bits, len(negated)), _first_of_instant(t)
    asked = np.flatnonzero(~negated)
    n, levels = len(t), len(asked)
    chosen, cursor, k = np.full(levels, -1, np.int64), np.zeros(levels, np.int64), 0
    while k >= 0:
        j = following[asked[k], cursor[k]]
        if j >= n or (k > 0 and t[j] > t[chosen[0]] + within):
            k -= 1
            continue
        cursor[k] = j + 1
        state = _forbidden(t, bits, negated, following, first, asked, chosen, k, j)
        end = t[j if k == 0 else chosen[0]] + within
        if k + 1 < levels and state == 0:
            # Whatever is chosen here, the next step must still come in time.
            later = following[asked[k + 1], first[j]]
            state = 2 if later >= n else (0 if t[later] <= end else (1 if k == 0 else 2))
        if state == 2:
            k -= 1
        elif state == 0:
            chosen[k] = j
            if k + 1 < levels:
                k += 1
                cursor[k] = first[j]
            elif _fits(t, negated, following, first, asked, chosen, end, at):
                return True
    return False


@njit(nogil=True, cache=True)
def _following(bits: Longs, steps: int) -> Any:
    """For each step and row the first row from there on that can stand for it (the number of rows: none)."""
    n = len(bits)
    out = np.full((steps, n + 1), n, np.int64)
    for s in range(steps):
        for i in range(n - 1, -1, -1):
            out[s, i] = i if bits[i] >> s & 1 else out[s, i + 1]
    return out


@njit(nogil=True, cache=True)
def _first_of_instant(t: Longs) -> Any:
    out = np.zeros(len(t), np.int64)
    for i in range(1, len(t)):
        out[i] = out[i - 1] if t[i] == t[i - 1] else i
    return out


@njit(nogil=True, cache=True)
def _among(chosen: Longs, count: int, row: int) -> Any:
    found = False
    for i in range(count):
        found |= chosen[i] == row
    return found


@njit(nogil=True, cache=True)
def _forbidden(
    t: Longs, bits: Longs, negated: Mask, following: Any, first: Longs, asked: Longs, chosen: Longs, k: int, j: int
) -> Any:  # fmt: skip
    """0: row j may be chosen at level k. 1: it may not. 2: nor may any later one.

    Only rows that no later step could take for itself forbid here; the others are judged when all are chosen.
    """
    if _among(chosen, k, j):
        return 1
    later = 0
    for i in range(k + 1, len(asked)):
        later |= 1 << asked[i]
    state = 0
    for s in range(asked[k - 1] + 1 if k else 0, asked[k]):
        e = following[s, first[chosen[k - 1]]]
        while e < len(t) and t[e] <= t[j]:
            if e != j and bits[e] & later == 0 and not _among(chosen, k, e):
                state = max(state, 2 if t[e] < t[j] else 1)
            if state == 2:
                return 2
            e = following[s, e + 1]
    return state


@njit(nogil=True, cache=True)
def _fits(
    t: Longs, negated: Mask, following: Any, first: Longs, asked: Longs, chosen: Longs, end: int, at: int
) -> Any:
    """Whether no row stands where a negated step forbids it; a final one waits until the time is over."""
    level = 0
    for s in range(1, len(negated)):
        if not negated[s]:
            level += 1
            continue
        final = level + 1 == len(asked)
        if final and at < end:
            return False
        last = end if final else t[chosen[level + 1]]
        e = following[s, first[chosen[level]]]
        while e < len(t) and t[e] <= last:
            if not _among(chosen, len(chosen), e):
                return False
            e = following[s, e + 1]
    return True
