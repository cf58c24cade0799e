"""Dice thrown by Hypothesis in one go: bytes, of which every choice takes one or two.

Drawing choice by choice costs Hypothesis some 20 microseconds each, and a world has hundreds. Bytes are drawn
at once and still shrink: fewer and smaller bytes are fewer and earlier choices, and dice without bytes left
always take the first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Dice:
    """Choices made by bytes, one after another."""

    def __init__(self, source: bytes) -> None:
        self._source, self._place = source, 0

    def upto(self, largest: int) -> int:
        """A number of 0..largest.

        >>> Dice(b"\\x80").upto(9), Dice(b"").upto(9)
        (5, 0)
        """
        wide = 2 if largest > 255 else 1
        taken = self._source[self._place : self._place + wide]
        self._place += wide
        return int.from_bytes(taken, "big") * (largest + 1) >> 8 * len(taken)

    def pick(self, pool: Sequence[T]) -> T:
        """One of a pool, which begins with the simplest."""
        return pool[self.upto(len(pool) - 1)]

    def one_in(self, times: int) -> bool:
        """True so seldom, False when in doubt."""
        return self.upto(times - 1) == times - 1

    def maybe(self, make: Callable[[Dice], T]) -> T | None:
        """Half the time None."""
        return make(self) if self.upto(1) else None

    def several(self, make: Callable[[Dice], T], least: int, most: int) -> tuple[T, ...]:
        """least..most things."""
        return tuple(make(self) for _ in range(least + self.upto(most - least)))

    def some(self, pool: Sequence[T], most: int = 2) -> tuple[T, ...]:
        """1..most different ones of a pool."""
        return tuple(dict.fromkeys(self.several(lambda dice: dice.pick(pool), 1, most)))


def thrown(make: Callable[[Dice], T], most: int) -> st.SearchStrategy[T]:
    """What `make` makes of dice with 0..most bytes."""
    sizes = st.integers(0, most)
    return sizes.flatmap(lambda size: st.binary(min_size=size, max_size=size)).map(
        lambda raw: make(Dice(raw))
    )
