"""Chance with a fixed seed: each family of messages has its own, so that one can change alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from coterie.demo.times import Instants


def dice(seed: int, family: str) -> np.random.Generator:
    """A generator of its own for a family.

    >>> dice(7, "mail").integers(100) == dice(7, "mail").integers(100)
    np.True_
    """
    return np.random.default_rng([seed, crc32(family.encode())])


def choose(rng: np.random.Generator, weights: Sequence[float], n: int) -> Instants:
    """n indices into weights, drawn in proportion.

    >>> choose(dice(1, "x"), [0, 1, 0], 3).tolist()
    [1, 1, 1]
    """
    shares = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.searchsorted(shares / shares[-1], rng.random(n), side="right").astype(np.int64)


def spread(counts: npt.NDArray[Any]) -> tuple[Instants, Instants]:
    """For counts per row: the row of each repetition, and its number within the row.

    >>> [a.tolist() for a in spread(np.array([2, 0, 1]))]
    [[0, 0, 2], [0, 1, 0]]
    """
    rows = np.repeat(np.arange(len(counts)), counts).astype(np.int64)
    firsts = np.cumsum(counts) - counts
    return rows, (np.arange(len(rows)) - np.repeat(firsts, counts)).astype(np.int64)
