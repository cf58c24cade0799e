"""A set of contacts: one bit for each dense contact id, 64 to a word."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
WORD = 64


def words_for(size: int) -> int:
    """How many words hold `size` bits.

    >>> words_for(0), words_for(64), words_for(65)
    (0, 1, 2)
    """
    return (size + WORD - 1) // WORD


@dataclass(frozen=True, slots=True, eq=False)
class Bits:
    """A packed set of the ids 0..size-1. Bits beyond `size` are always 0; the words are never changed once shared.

    >>> some = Bits.of(np.array([True, False, True]))
    >>> some.count(), (~some).ids().tolist()
    (2, [1])
    """

    words: Words
    size: int

    @classmethod
    def none(cls, size: int) -> Bits:
        return cls(np.zeros(words_for(size), np.uint64), size)

    @classmethod
    def all(cls, size: int) -> Bits:
        return ~cls.none(size)

    @classmethod
    def of(cls, flags: NDArray[np.bool_]) -> Bits:
        """From one truth value a contact."""
        packed = np.packbits(flags, bitorder="little")
        if len(packed) % 8:
            packed = np.append(packed, np.zeros(-len(packed) % 8, np.uint8))
        return cls(packed.view(np.uint64), len(flags))

    @classmethod
    def at(cls, ids: NDArray[np.integer], size: int) -> Bits:
        """The set of these ids."""
        flags = np.zeros(size, np.bool_)
        flags[ids] = True
        return cls.of(flags)

    def __and__(self, other: Bits) -> Bits:
        return Bits(self.words & other.words, self.size)

    def __or__(self, other: Bits) -> Bits:
        return Bits(self.words | other.words, self.size)

    def __sub__(self, other: Bits) -> Bits:
        return Bits(self.words & ~other.words, self.size)

    def __invert__(self) -> Bits:
        words = ~self.words
        spare = len(words) * WORD - self.size
        if spare:
            words[-1] &= np.uint64(2**64 - 1) >> np.uint64(spare)
        return Bits(words, self.size)

    def __contains__(self, contact: int) -> bool:
        inside = 0 <= contact < self.size
        return inside and bool(int(self.words[contact // WORD]) >> contact % WORD & 1)

    def count(self) -> int:
        return int(np.bitwise_count(self.words).sum(dtype=np.int64))

    def flags(self) -> NDArray[np.bool_]:
        """One truth value a contact."""
        return np.unpackbits(self.words.view(np.uint8), count=self.size, bitorder="little").view(np.bool_)

    def ids(self) -> NDArray[np.int64]:
        """The ids in the set, ascending."""
        return np.flatnonzero(self.flags())
