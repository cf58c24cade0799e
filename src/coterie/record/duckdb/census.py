"""Contacts and names kept up with the record: after the first look, only what is newer is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ..source import People, Stamp
from . import state
from .file import Record


class Census:
    """All contacts as of a stamp. A new epoch begins anew."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._stamp: Stamp | None = None
        self._people = People(np.empty(0, np.int32), np.empty(0, np.int64), np.empty(0, np.bool_))

    def people(self, stamp: Stamp) -> People:
        """By id; the arrays given before stay as they were."""
        known = self._stamp
        if known is None or known.epoch != stamp.epoch:
            self._people = state.people(self._record)
        elif known.people != stamp.people:
            self._people = self._later(self._people, known.seq, stamp.seq)
        self._stamp = stamp
        return self._people

    def _later(self, people: People, after: int, last: int) -> People:
        born = self._since("id, first_seen", "contacts", after, last, "id")
        root = np.append(people.root, np.array([who for who, _ in born], np.int32))
        first = np.append(people.first_seen, np.array([since for _, since in born], np.int64))
        for who, since in self._since("contact, first_seen", "firsts", after, last):
            first[root[who]] = min(first[root[who]], since)
        merges = self._since("old, root", "merges", after, last)
        for old, into in merges:
            root[old] = into
        while merges and (root[root] != root).any():
            root = root[root]
        for old, _ in merges:
            first[root[old]] = min(first[root[old]], first[old])
        alive = np.append(people.alive, np.ones(len(born), np.bool_))
        alive[[old for old, _ in merges]] = False
        return People(root, first, alive)

    def _since(self, columns: str, table: str, after: int, last: int, order: str = "seq") -> list[Any]:
        """Rows that came after a sequence. Those already seen, of a table read whole, do no harm."""
        where = f"WHERE seq > {after} AND seq <= {last}"
        return self._record.rows(f"SELECT {columns} FROM {table} {where} ORDER BY {order}")


class Distinct:
    """The distinct values of a column that begin to be there, in order of appearance; of an epoch."""

    def __init__(self, record: Record, query: Callable[[str], str]) -> None:
        self._record, self._query = record, query
        self._epoch = self._seq = -1
        self._known: dict[Any, None] = {}

    def values(self, stamp: Stamp) -> list[Any]:
        """All values up to a stamp. `query` is given a condition on `seq` and gives what to ask."""
        if stamp.epoch != self._epoch:
            self._epoch, self._seq, self._known = stamp.epoch, -1, {}
        if stamp.seq > self._seq:
            fresh = self._record.rows(self._query(f"seq > {self._seq} AND seq <= {stamp.seq}"))
            self._known.update((row[0], None) for row in fresh)
            self._seq = stamp.seq
        return list(self._known)
