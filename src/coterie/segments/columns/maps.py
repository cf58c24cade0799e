"""Indexes over the dense values of a trait: a bit map for each of few values, ranks of many numbers or instants.

They are made when a trait is first asked for so, and kept with its frame until its values change.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Bits, Frame, scratch, words_for
from coterie.columns.kernels import scatter
from coterie.lib.calendar import Calendar
from coterie.segments.parts.compare import Dated, Order, Range
from coterie.segments.parts.window import span

from .vectors import Codes, Flags

MAPPED = 32  # so many bit maps take no more room than a column of codes


def by_maps(frame: Frame, found: Codes, answers: Flags) -> Bits:
    """Who has a code with the answer yes; the last answer is for the missing."""
    maps = _kept(frame, "maps", found, lambda: _maps(found))
    others = bool(answers[-1])
    bits = Bits.none(len(found.codes))
    for code in np.flatnonzero(answers[:-1] != others):
        np.bitwise_or(bits.words, maps[code], out=bits.words)
    return ~bits if others else bits


def _maps(found: Codes) -> NDArray[np.uint64]:
    words = np.zeros((max(1, len(found.dictionary)), words_for(len(found.codes))), np.uint64)
    scatter.spread(found.codes, words)
    return words


def by_ranks(
    frame: Frame, found: Codes, predicate: Order | Range | Dated, at: int, calendar: Calendar
) -> Bits:
    """Whose number (or instant) lies in a stretch, by rank among all that there are."""
    dated = isinstance(predicate, Dated)
    table = found.dictionary.instants(calendar.zone) if dated else found.dictionary.numbers()
    key = f"instants {calendar.zone}" if dated else "numbers"
    distinct, ranks = _kept(frame, key, found, lambda: _ranks(found, table))
    low, high = _stretch(predicate, distinct, at, calendar)
    with scratch.lent(np.bool_, len(ranks)) as flags, scratch.lent(np.bool_, len(ranks)) as other:
        np.greater_equal(ranks, low, out=flags)
        if high < len(distinct):
            np.less(ranks, high, out=other)
            flags &= other
        inside = Bits.of(flags)
        if not getattr(predicate, "negated", False) and not predicate.or_missing:
            return inside
        np.greater_equal(ranks, 0, out=flags)
        there = Bits.of(flags)
    inside = there - inside if getattr(predicate, "negated", False) else inside
    return inside | ~there if predicate.or_missing else inside


def _stretch(predicate: Order | Range | Dated, distinct: Any, at: int, calendar: Calendar) -> tuple[int, int]:
    """The first rank inside, and the first behind."""
    match predicate:
        case Order(op, number):
            place = int(np.searchsorted(distinct, number.scaled, "left" if op in ("<", ">=") else "right"))
            return (0, place) if op in ("<", "<=") else (place, len(distinct))
        case Range(low, high):
            first = int(np.searchsorted(distinct, low.scaled, "left"))
            return first, int(np.searchsorted(distinct, high.scaled, "right"))
        case Dated(window):
            after, until = span(window, at, calendar)
            return int(np.searchsorted(distinct, after, "right")), int(
                np.searchsorted(distinct, until, "right")
            )


def _ranks(found: Codes, table: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    distinct = np.unique(table[table != MISSING])
    place = np.where(table == MISSING, -1, np.searchsorted(distinct, table)).astype(np.int32)
    return distinct, place[np.maximum(found.codes, -1)]


def _kept(frame: Frame, key: str, found: Codes, make: Callable[[], Any]) -> Any:
    """What was made of these very codes."""
    kept = frame.derived.get(key)
    if kept is None or kept[0] is not found.codes:
        kept = (found.codes, make())
        frame.derived[key] = kept
    return kept[1]
