"""Sets of what a value may be: numbers, texts, or a few named states; and whether it may be missing.

They are closed under complement and intersection, so that a denied comparison is a comparison like any other,
and two of them exclude each other exactly if nothing is left of both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, Self, TypeAlias

Cut: TypeAlias = tuple[int, int]
"""A place between numbers: (n, 0) is just before n, (n, 1) just after it."""

ENDLESS = 10**60
_FIRST, _LAST = (-ENDLESS, 0), (ENDLESS, 0)


class Body(Protocol):
    """A set of values."""

    def both(self, other: Self) -> Self:
        """What lies in both."""

    def rest(self) -> Self:
        """What does not lie in it."""

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Stretches of numbers, apart from one another and in order, each from one cut to another.

    >>> at_least = Numbers.upward(5)
    >>> at_least.both(at_least.rest()).empty, at_least.both(Numbers.between(1, 7)).stretches
    (True, (((5, 0), (7, 1)),))
    """

    stretches: tuple[tuple[Cut, Cut], ...]

    @classmethod
    def between(cls, low: int, high: int) -> Numbers:
        """low <= n <= high."""
        return cls((((low, 0), (high, 1)),) if low <= high else ())

    @classmethod
    def upward(cls, low: int, *, above: bool = False) -> Numbers:
        """n >= low, or n > low."""
        return cls((((low, int(above)), _LAST),))

    @classmethod
    def points(cls, values: frozenset[int]) -> Numbers:
        """These numbers and no other."""
        return cls(tuple(((n, 0), (n, 1)) for n in sorted(values)))

    def both(self, other: Numbers) -> Numbers:
        pairs = ((max(a, c), min(b, d)) for a, b in self.stretches for c, d in other.stretches)
        return Numbers(tuple((low, high) for low, high in pairs if low < high))

    def rest(self) -> Numbers:
        edges = [_FIRST, *(cut for stretch in self.stretches for cut in stretch), _LAST]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return Numbers(tuple((low, high) for low, high in pairs if low < high))

    def whole(self, step: int) -> Numbers:
        """Cut down to the multiples of a step, ends included.

        >>> Numbers.between(-5, 25).whole(10).stretches, Numbers.between(1, 9).whole(10).empty
        ((((0, 0), (20, 1)),), True)
        """
        found = []
        for (low, after), (high, beyond) in self.stretches:
            first = (low // step + 1 if after else -(-low // step)) * step
            last = (high // step if beyond else -(-high // step) - 1) * step
            if first <= last:
                found.append(((first, 0), (last, 1)))
        return Numbers(tuple(found))

    @property
    def empty(self) -> bool:
        return not self.stretches

    @property
    def low(self) -> int:
        """A number below which there is none (of an empty set: any)."""
        return self.stretches[0][0][0] if self.stretches else ENDLESS

    @property
    def high(self) -> int:
        """A number above which there is none."""
        return self.stretches[-1][1][0] if self.stretches else -ENDLESS

    def holds(self, number: int) -> bool:
        """Whether a number lies in it."""
        return any(low < (number, 1) <= high for low, high in self.stretches)


@dataclass(frozen=True, slots=True)
class Texts:
    """These folded texts; or, `others`, all but these.

    >>> Texts(frozenset("ab")).both(Texts(frozenset("bc")).rest())
    Texts(values=frozenset({'a'}), others=False)
    """

    values: frozenset[str]
    others: bool = False

    def both(self, other: Texts) -> Texts:
        if self.others and other.others:
            return Texts(self.values | other.values, True)
        if self.others or other.others:
            listed, barred = (other, self) if self.others else (self, other)
            return Texts(listed.values - barred.values)
        return Texts(self.values & other.values)

    def rest(self) -> Texts:
        return Texts(self.values, not self.others)

    @property
    def empty(self) -> bool:
        return not self.others and not self.values


@dataclass(frozen=True, slots=True)
class States:
    """Some of a few named states."""

    values: frozenset[object]
    all: frozenset[object]

    def both(self, other: States) -> States:
        return States(self.values & other.values, self.all)

    def rest(self) -> States:
        return States(self.all - self.values, self.all)

    @property
    def empty(self) -> bool:
        return not self.values


@dataclass(frozen=True, slots=True)
class Region:
    """What a value may be: in a set, or (`missing`) not there or not readable as what is asked."""

    body: Numbers | Texts | States
    missing: bool = False

    def both(self, other: Region) -> Region:
        """What lies in both; of regions of the same sort."""
        return Region(self.body.both(other.body), self.missing and other.missing)  # type: ignore[arg-type]

    def rest(self) -> Region:
        """What does not lie in it."""
        return Region(self.body.rest(), not self.missing)

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it."""
        return self.body.empty and not self.missing


YES_NO: frozenset[object] = frozenset({True, False})


def yes(holds: bool = True, missing: bool = False) -> Region:
    """A region of two states, of which one may be."""
    return Region(States(frozenset({holds}), YES_NO), missing)
