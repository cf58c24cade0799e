"""Vectors: the value of a measure for every contact at once, or of a field for every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Dictionary

Flags = NDArray[np.bool_]
Ints = NDArray[Any]
"""int64, or Python ints (dtype object) where int64 is too short."""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """Exact numbers times 10**4: `num`, over `den` if given. there: where there is one; None: everywhere."""

    num: Ints
    den: Ints | None = None
    there: Flags | None = None

    def present(self) -> Flags:
        return np.ones(len(self.num), np.bool_) if self.there is None else self.there


@dataclass(frozen=True, slots=True, eq=False)
class Instants:
    """Instants in ms; MISSING where there is none."""

    ms: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Codes:
    """JSON values by code; below 0 is missing."""

    codes: NDArray[np.int32]
    dictionary: Dictionary


Vector: TypeAlias = Numbers | Instants | Codes


def present(vector: Vector) -> Flags:
    """Where there is a value."""
    match vector:
        case Numbers():
            return vector.present()
        case Instants(ms):
            told: Flags = ms != MISSING
            return told
        case Codes(codes, _):
            there: Flags = codes >= 0
            return there


def as_numbers(vector: Vector) -> Numbers:
    """The vector read as numbers times 10**4; instants as their ms."""
    match vector:
        case Numbers():
            return vector
        case Instants(ms):
            return known(ms)
        case Codes(codes, dictionary):
            return known(dictionary.numbers()[np.maximum(codes, -1)])


def known(found: NDArray[np.int64]) -> Numbers:
    """Numbers of which some may be MISSING: those are 0 and not there.

    >>> known(np.array([5, MISSING])).num.tolist()
    [5, 0]
    """
    there = found != MISSING
    return Numbers(np.where(there, found, 0), None, there)
