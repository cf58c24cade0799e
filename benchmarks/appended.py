"""A hundred events that come in while a shop is open: the same ones for every engine."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.lib.instants import NEVER
from coterie.record.source import MISSING, Rows, Stamp

from .shop import NOW, Shop

BATCH = 100
ASKED = ("opened30_never_bought", "opened5_30", "active7")
"""Definitions asked for after each batch: all look at the name of the event."""


def batch(number: int, path: Path) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Whom and when the events of a batch are of: somebody opened a message within the last hour."""
    dice = np.random.default_rng(1_000 + number)
    root = _root(path)
    chosen = root[dice.integers(0, len(root), BATCH)]
    return chosen, NOW - 3_600_000 + number * 1_000 + np.arange(BATCH, dtype=np.int64)


@lru_cache(1)
def _root(path: Path) -> NDArray[np.int32]:
    return Shop(path).people().root


@dataclass
class Grown:
    """A shop that goes on growing, as a `Source`: batches are rows of one name behind all others."""

    shop: Shop
    batches: int = 0

    def stamp(self) -> Stamp:
        found = self.shop.stamp()
        return replace(found, seq=found.seq + self.batches * BATCH)

    def rows(self, name: str, after: int = -1) -> Rows:
        """A reader that has the shop asks for batches alone."""
        start = self.shop.stamp().seq
        if after < start:
            return self.shop.rows(name, after)
        new = range((after - start) // BATCH, self.batches) if name == _NAME else range(0)
        return _rows([(start + i * BATCH, *batch(i, self.shop.path)) for i in new])

    def __getattr__(self, name: str) -> Any:
        return getattr(self.shop, name)


_NAME = "Email Opened"


def _rows(found: list[tuple[int, NDArray[np.int32], NDArray[np.int64]]]) -> Rows:
    contact = np.concatenate([np.empty(0, np.int32), *(who for _, who, _ in found)])
    t = np.concatenate([np.empty(0, np.int64), *(when for _, _, when in found)])
    seqs = [np.arange(start + 1, start + 1 + BATCH) for start, _, _ in found]
    never, none = (np.full(len(t), x, np.int64) for x in (NEVER, MISSING))
    return Rows(contact, t, np.concatenate([np.empty(0, np.int64), *seqs]), never, none)
