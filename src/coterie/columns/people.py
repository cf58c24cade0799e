"""The contacts as columns: who is in the base, and which ids have been merged into which."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from coterie.record import People

from .bits import Bits
from .kernels.scatter import move_bits

Ids = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Crowd:
    """Contacts at one stamp.

    `baked` (i32) is the state of merges that the stored columns have already applied to their ids; what was merged
    since is an overlay: the values of `moved` belong to `into`, added once a row's scatter is done.
    """

    people: People
    baked: Ids

    @property
    def size(self) -> int:
        return len(self.people.root)

    @cached_property
    def alive(self) -> Bits:
        return Bits.of(self.people.alive)

    @cached_property
    def _last_seen(self) -> int:
        seen = self.people.first_seen[self.people.alive]
        return int(seen.max()) if len(seen) else 0

    def base(self, at: int) -> Bits:
        """Everybody first seen at or before `at`, and not erased."""
        if at >= self._last_seen:
            return self.alive
        return self.alive & Bits.of(self.people.first_seen <= at)

    @cached_property
    def joining(self) -> Ids:
        """Everybody alive, in the order in which they were first seen."""
        ids = np.flatnonzero(self.people.alive)
        return ids[np.argsort(self.people.first_seen[ids], kind="stable")].astype(np.int32)

    @cached_property
    def moved(self) -> Ids:
        """Ids that stored rows may carry and that belong to another contact today."""
        root, own = self.people.root, np.arange(self.size, dtype=np.int32)
        was = own.copy()
        was[: len(self.baked)] = self.baked[: self.size]
        return np.flatnonzero((root != own) & (was == own)).astype(np.int32)

    @cached_property
    def into(self) -> Ids:
        return self.people.root[self.moved]

    def stored(self, contacts: Bits) -> Bits:
        """The ids under which rows of these contacts may be stored."""
        if not len(self.moved):
            return contacts
        words = contacts.words.copy()
        move_bits(self.into, self.moved, words)
        return Bits(words, contacts.size)

    def written_to(self, contact: int) -> Ids:
        """The ids under which the rows of a contact are stored."""
        return np.append(self.moved[self.into == contact], np.int32(contact)).astype(np.int32)


def baked(contact: Ids, root: Ids) -> Ids:
    """Ids with the merges of `root` applied; ids that it does not know stay.

    >>> baked(np.array([0, 1, 5], np.int32), np.array([0, 0], np.int32)).tolist()
    [0, 0, 5]
    """
    known = contact < len(root)
    if known.all():
        return root[contact]
    found = contact.copy()
    found[known] = root[contact[known]]
    return found
