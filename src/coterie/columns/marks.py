"""Who has a row among many, and how many: whole chunks of a frame keep the answer for each contact.

A long window then costs two broken chunks and a few unions (sums). A chunk of marks has about a quarter as many rows
as there are contacts, one of counts about as many: half a byte and a byte a row, made when first needed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .bits import Bits, words_for
from .frame import Frame
from .kernels import scatter

LEAST = 1 << 16


def mark(frame: Frame, lo: int, hi: int, found: Bits) -> None:
    """Sets the bit of every contact (stored id) with a row lo <= i < hi."""
    chunk = _rows(found.size // 4)
    first, last = -(-lo // chunk), hi // chunk
    if first >= last:
        scatter.mark(frame.contact, lo, hi, found.words)
        return
    scatter.mark(frame.contact, lo, first * chunk, found.words)
    for number in range(first, last):
        words = _kept(
            frame, "marks", number, chunk, lambda: np.zeros(words_for(found.size), np.uint64), scatter.mark
        )
        np.bitwise_or(found.words[: len(words)], words, out=found.words[: len(words)])
    scatter.mark(frame.contact, last * chunk, hi, found.words)


def count(frame: Frame, lo: int, hi: int, out: NDArray[np.uint8]) -> None:
    """Counts the rows lo <= i < hi of every contact (stored id), saturating at 255."""
    chunk = _rows(len(out))
    first, last = -(-lo // chunk), hi // chunk
    if first >= last:
        scatter.tally8(frame.contact, lo, hi, out)
        return
    scatter.tally8(frame.contact, lo, first * chunk, out)
    for number in range(first, last):
        counts = _kept(frame, "counts", number, chunk, lambda: np.zeros(len(out), np.uint8), scatter.tally8)
        scatter.add8(counts, out)
    scatter.tally8(frame.contact, last * chunk, hi, out)


def _rows(about: int) -> int:
    """A chunk's rows: a power of 2, so that contacts who join seldom change it."""
    return max(LEAST, 1 << about.bit_length())


def _kept(
    frame: Frame, kind: str, number: int, chunk: int, begin: Callable[[], Any], fill: Callable[..., None]
) -> Any:
    """What is known of a whole chunk; later contacts have no row in it, so it may be shorter than what it joins."""
    kept: dict[tuple[int, int], Any] = frame.derived.setdefault(kind, {})
    found = kept.get((chunk, number))
    if found is None:
        found = begin()
        fill(frame.contact, number * chunk, (number + 1) * chunk, found)
        kept[chunk, number] = found
    return found
