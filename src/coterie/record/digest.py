"""Compact sets and maps of texts: only hashes are kept, so that a million identifiers fit into 20 bytes each.

`Owners` maps 128-bit digests (collisions are out of reach) to contacts; `Seen` is a set of 64-bit ones whose
hits the caller verifies. Both are a sorted numpy base, asked for a whole group at once, and a small Python
tail.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from hashlib import blake2b, md5
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Hashes: TypeAlias = "NDArray[np.uint64]"

_TAIL = 50_000  # entries of the tail before it is merged into the base


def owner_digest(kind: str, value: str) -> bytes:
    """The 16 bytes that stand for an identifier (BLAKE2b, RFC 7693).

    >>> len(owner_digest("user", "ana")), owner_digest("user", "a") == owner_digest("email", "a")
    (16, False)
    """
    return blake2b(f"{kind}\0{value}".encode(), digest_size=16).digest()


def text_hash(text: str) -> int:
    """The unsigned 64-bit hash of a text that DuckDB calls `md5_number_upper` (RFC 1321, little-endian).

    >>> text_hash("abc")
    12704604231530709392
    """
    return int.from_bytes(md5(text.encode(), usedforsecurity=False).digest()[:8], "little")


class Owners:
    """A map of 16-byte digests to int32 ids, 0 or more. An entry replaced by -1 is as good as gone."""

    def __init__(self, digests: bytes = b"", owners: Iterable[int] = ()) -> None:
        halves = np.frombuffer(digests, ">u8").astype(np.uint64).reshape(-1, 2)
        self._high, self._low = halves[:, 0].copy(), halves[:, 1].copy()
        self._owner = np.fromiter(owners, np.int32, len(self._high))
        self._tail: dict[bytes, int] = {}
        self._sort()

    def __len__(self) -> int:
        return len(self._owner) + len(self._tail)

    def find(self, digests: Iterable[bytes]) -> dict[bytes, int]:
        """The owners of those digests that have one."""
        wanted = set(digests)
        found = {d: owner for d in wanted if (owner := self._tail.get(d)) is not None}
        rest = [d for d in wanted if d not in found] if len(self._owner) else []
        if rest:
            halves = np.frombuffer(b"".join(rest), ">u8").astype(np.uint64).reshape(-1, 2)
            places = self._places(halves)
            found.update((rest[i], int(self._owner[p])) for i, p in enumerate(places.tolist()) if p >= 0)
        return {d: owner for d, owner in found.items() if owner >= 0}

    def put(self, digest: bytes, owner: int) -> None:
        """Remember the owner of a digest."""
        self._tail[digest] = owner
        if len(self._tail) > max(_TAIL, len(self._owner) // 8):
            self._merge()

    def _places(self, halves: NDArray[np.uint64]) -> NDArray[np.int64]:
        """Where in the base each digest is, else -1. Equal upper halves stand side by side."""
        at = np.searchsorted(self._high, halves[:, 0])
        places = np.full(len(halves), -1, np.int64)
        alive = at < len(self._high)
        while alive.any():
            here = np.minimum(at, len(self._high) - 1)
            alive &= (at < len(self._high)) & (self._high[here] == halves[:, 0])
            hit = alive & (self._low[here] == halves[:, 1])
            places[hit] = at[hit]
            alive &= ~hit
            at = at + 1
        return places

    def _merge(self) -> None:
        fresh = Owners(b"".join(self._tail), self._tail.values())
        # The tail is the newer: of equal digests it comes last and stays.
        self._high = np.concatenate([self._high, fresh._high])
        self._low = np.concatenate([self._low, fresh._low])
        self._owner = np.concatenate([self._owner, fresh._owner])
        self._tail = {}
        self._sort()

    def _sort(self) -> None:
        order = np.lexsort((self._low, self._high))
        self._high, self._low, self._owner = self._high[order], self._low[order], self._owner[order]
        same = (self._high[1:] == self._high[:-1]) & (self._low[1:] == self._low[:-1])
        if same.any():
            keep = np.append(~same, True)
            self._high, self._low, self._owner = self._high[keep], self._low[keep], self._owner[keep]


class Seen:
    """A set of unsigned 64-bit hashes: what it does not hold is new, what it holds may be known.

    Sorted runs, each at least twice as long as the next, and a small tail.
    """

    def __init__(self, hashes: Hashes | None = None) -> None:
        self._runs: list[Hashes] = [] if hashes is None or not len(hashes) else [np.sort(hashes)]
        self._tail: set[int] = set()

    def __len__(self) -> int:
        return sum(len(run) for run in self._runs) + len(self._tail)

    def hits(self, hashes: Collection[int]) -> set[int]:
        """Those of the hashes that it holds."""
        found = self._tail.intersection(hashes)
        if self._runs and hashes:
            asked = np.fromiter(hashes, np.uint64, len(hashes))
            found.update(asked[self.holds(asked)].tolist())
        return found

    def holds(self, hashes: Hashes) -> NDArray[np.bool_]:
        """Which of a column of hashes its runs hold (see `add`)."""
        found = np.zeros(len(hashes), np.bool_)
        for run in self._runs:
            at = np.minimum(np.searchsorted(run, hashes), len(run) - 1)
            found |= run[at] == hashes
        return found

    def update(self, hashes: Iterable[int]) -> None:
        """Remember these."""
        self._tail.update(hashes)
        if len(self._tail) > _TAIL:
            self.add(np.empty(0, np.uint64))

    def add(self, hashes: Hashes) -> None:
        """Remember a column of hashes, the tail becoming part of the runs."""
        tail = np.fromiter(self._tail, np.uint64, len(self._tail))
        self._tail = set()
        run = np.sort(np.concatenate([hashes, tail]))
        while self._runs and len(self._runs[-1]) < 2 * len(run):
            run = np.sort(np.concatenate([self._runs.pop(), run]), kind="stable")
        self._runs += [run] if len(run) else []
