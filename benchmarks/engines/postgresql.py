"""PostgreSQL: a server of our own, indexed; the shapes of query that Mautic, Notifuse, listmonk and PostHog emit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg

from .binary import copied
from .engine import APPENDED, Batch, Queries, TooSlow
from .server import Server

SECONDS = 60
CONTACTS = {
    "id": "int", "first_seen": "bigint", "age": "smallint", "country": "smallint", "email_consent": "smallint",
    "gender": "smallint", "latitude": "float8", "longitude": "float8", "tags": "smallint",
}  # fmt: skip
EVENTS = {"kind": "smallint", "contact": "int", "t": "bigint", "amount": "int", "category": "smallint"}
INDEXES = ("contacts (id)", "events (kind, t)", "events (contact, kind, t)")


class Base:
    """An `Engine`: unlogged tables. Each query is looked at in each shape, and the quicker is asked once more."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.server = path, Server(folder)
        self.queries = Queries(folder)

    def load(self, tables: Path) -> Mapping[str, float]:
        self.server.make()
        self.open()
        try:
            return {"copied": self._copied(), "indexed": self._indexed()}
        finally:
            self.close()

    def open(self) -> None:
        self.server.start()
        self.base: Any = psycopg.connect(self.server.address, autocommit=True)
        self.base.execute(f"set statement_timeout = '{SECONDS}s'")

    def settle(self, name: str) -> str:
        """One look at each shape, the second for no longer than the first took; `count` then asks the quicker."""
        best, patience = None, float(SECONDS)
        for form, query in self.queries.forms(name).items():
            self.base.execute(f"set statement_timeout = {max(1, round(patience * 1e3))}")
            began = perf_counter()
            try:
                self._asked(query)
            except TooSlow:
                continue
            best, patience = form, perf_counter() - began
        self.base.execute(f"set statement_timeout = '{SECONDS}s'")
        if best is None:
            raise TooSlow
        self.queries.chosen[name] = best
        return best

    def count(self, name: str) -> int:
        return self._asked(self.queries.of(name))[0]

    def together(self) -> list[int]:
        return self._asked(self.queries.together)

    def append(self, number: int, rows: Batch) -> None:
        values = ", ".join(f"({APPENDED}, {contact}, {t}, 0, 0)" for contact, t in rows)
        self.base.execute(f"insert into events (kind, contact, t, amount, category) values {values}")

    def close(self) -> None:
        self.base.close()
        self.server.stop()

    def _copied(self) -> float:
        from ..tables import contacts, events

        began = perf_counter()
        for table, columns in (("contacts", CONTACTS), ("events", EVENTS)):
            types = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            self.base.execute(f"create unlogged table {table} ({types})")
        self.base.execute("set statement_timeout = 0")
        copied(self.base, "contacts", contacts(self.path), CONTACTS)
        for found in events(self.path):
            copied(self.base, "events", found, EVENTS)
        return perf_counter() - began

    def _indexed(self) -> float:
        began = perf_counter()
        for index in INDEXES:
            self.base.execute(f"create index on {index}")
        self.base.execute("vacuum analyze")
        return perf_counter() - began

    def _asked(self, query: str) -> list[int]:
        try:
            row = self.base.execute(query).fetchone()
        except psycopg.errors.QueryCanceled as cause:
            raise TooSlow from cause
        return [int(value) for value in row]


made = Base
