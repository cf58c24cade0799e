"""Folds that follow each contact through its rows: one state a contact, rows in order of (t, seq)."""

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
def spells(contact: Ids, t: Longs, inside: Mask, since: Longs) -> None:
    """The instant at which the present unbroken run of rows inside began; `since` begins at MISSING."""
    for i in range(len(contact)):
        c = contact[i]
        if not inside[i]:
            since[c] = MISSING
        elif since[c] == MISSING:
            since[c] = t[i]


@njit(nogil=True, cache=True)
def counters(contact: Ids, added: Mask, by: Longs, out: Longs) -> None:
    """Counters that additions raise (by 1 if `by` is MISSING) and others lower (to 0 likewise), never below 0."""
    for i in range(len(contact)):
        c = contact[i]
        if added[i]:
            out[c] = max(0, out[c] + (1 if by[i] == MISSING else by[i]))
        else:
            out[c] = 0 if by[i] == MISSING else max(0, out[c] - by[i])


@njit(nogil=True, cache=True)
def standings(
    contact: Ids, t: Longs, status: NDArray[np.int8], confirms: Mask,
    row: Longs, now: NDArray[np.int8], since: Longs, confirmed: Mask,
) -> None:  # fmt: skip
    """The latest statement of each contact, its status, when its spell began, and whether the spell is confirmed."""
    for i in range(len(contact)):
        c = contact[i]
        if row[c] < 0 or now[c] != status[i]:
            now[c], since[c], confirmed[c] = status[i], t[i], False
        confirmed[c] |= confirms[i]
        row[c] = i


@njit(nogil=True, cache=True)
def put(contact: Ids, codes: Ids, last: bool, out: Ids) -> None:
    """The last (or the first) code of each contact, of the codes that are there."""
    for k in range(len(contact)):
        i = k if last else len(contact) - 1 - k
        if codes[i] >= 0:
            out[contact[i]] = codes[i]


@njit(nogil=True, cache=True)
def collect(contact: Ids, text: Ids, seen: NDArray[np.uint64]) -> None:
    """Which of at most 64 texts each contact has, a bit each; -1 is none."""
    for i in range(len(contact)):
        if text[i] >= 0:
            seen[contact[i]] |= np.uint64(1) << np.uint64(text[i])


@njit(nogil=True, cache=True)
def runs(keys: Longs, bits: int, size: int) -> Any:
    """How many different texts each contact has (i64); keys, sorted: the contact, then a text of so many bits."""
    out = np.zeros(size, np.int64)
    for i in range(len(keys)):
        if i == 0 or keys[i] != keys[i - 1]:
            out[keys[i] >> bits] += 1
    return out


@njit(nogil=True, cache=True)
def commonest(contact: Ids, text: Ids, when: Longs, size: int) -> Any:
    """The most frequent text of each contact (-1: none), of equals the latest, then the smallest.

    Rows in order of (contact, text, when).
    """
    out = np.full(size, -1, np.int32)
    most, latest = np.zeros(size, np.int64), np.zeros(size, np.int64)
    times = 0
    for i in range(len(contact)):
        same = i > 0 and contact[i] == contact[i - 1] and text[i] == text[i - 1]
        times = times + 1 if same else 1
        c = contact[i]
        if times > most[c] or (times == most[c] and when[i] > latest[c]):
            most[c], latest[c], out[c] = times, when[i], text[i]
    return out


@njit(nogil=True, cache=True)
def unpack(keys: Longs, text_bits: int, when_bits: int, contact: Ids, text: Ids, when: Longs) -> None:
    """Keys of (contact, text, when), of so many bits, as three columns."""
    for i in range(len(keys)):
        key = keys[i]
        when[i] = key & ((1 << when_bits) - 1)
        text[i] = (key >> when_bits) & ((1 << text_bits) - 1)
        contact[i] = key >> (when_bits + text_bits)


@njit(nogil=True, cache=True)
def gaps(contact: Ids, day: Ids, size: int) -> Any:
    """Gaps between successive distinct days of each contact: (contact, gap), in order of time; and the days."""
    last, days = np.full(size, np.iinfo(np.int32).min, np.int32), np.zeros(size, np.int32)
    who, gap = np.empty(len(contact), np.int32), np.empty(len(contact), np.int32)
    found = 0
    for i in range(len(contact)):
        c = contact[i]
        if days[c] and last[c] != day[i]:
            who[found], gap[found] = c, day[i] - last[c]
            found += 1
        if days[c] == 0 or last[c] != day[i]:
            days[c] += 1
        last[c] = day[i]
    return who[:found], gap[:found], days
