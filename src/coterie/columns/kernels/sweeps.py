"""Sweeps through time: rows come into windows and go out of them, and the size of a set follows.

Every contact has a state, one bit for each condition of a definition; `lut` says of each state whether it is in the
set. A condition holds while its total lies in low..high. Each kernel gives by how much the set has grown.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ids = NDArray[np.int32]
Longs = NDArray[np.int64]


@njit(nogil=True, cache=True)
def count_rows(
    contact: Ids, lo: int, hi: int, step: int, totals: Ids, low: int, high: int, state: Any, bit: Any, lut: Any
) -> Any:  # fmt: skip
    """Rows lo <= i < hi come (step 1) or go (step -1)."""
    grown = 0
    for i in range(lo, hi):
        c = contact[i]
        old = totals[c]
        new = old + step
        totals[c] = new
        if (low <= old <= high) != (low <= new <= high):
            before = state[c]
            after = before ^ bit
            state[c] = after
            grown += lut[after] - lut[before]
    return grown


@njit(nogil=True, cache=True)
def add_rows(
    contact: Ids, value: Longs, lo: int, hi: int, step: int, totals: Longs, low: int, high: int, state: Any, bit: Any,
    lut: Any,
) -> Any:  # fmt: skip
    """Rows lo <= i < hi come or go, each with its value."""
    grown = 0
    for i in range(lo, hi):
        c = contact[i]
        old = totals[c]
        new = old + step * value[i]
        totals[c] = new
        if (low <= old <= high) != (low <= new <= high):
            before = state[c]
            after = before ^ bit
            state[c] = after
            grown += lut[after] - lut[before]
    return grown


@njit(nogil=True, cache=True)
def set_rows(contact: Ids, answer: Any, lo: int, hi: int, state: Any, bit: Any, lut: Any) -> Any:
    """Rows lo <= i < hi say, one after another, whether the condition holds of their contact from then on."""
    grown = 0
    for i in range(lo, hi):
        c = contact[i]
        before = state[c]
        after = before | bit if answer[i] else before & ~bit
        if after != before:
            state[c] = after
            grown += lut[after] - lut[before]
    return grown
