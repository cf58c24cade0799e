"""ClickHouse in process (chdb): MergeTree tables in order of kind and time; the quicker form of each query."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from chdb import session

from .engine import APPENDED, Batch, Queries, kinds, quickest

CONTACTS = (
    "id Int32, first_seen Int64, age Int16, country Int16, email_consent Int16, gender Int16, latitude Float64,"
    " longitude Float64, tags Int16"
)
EVENTS = "kind Int16, contact Int32, t Int64, amount Int32, category Int16"


class Base:
    """An `Engine`: a session over a folder, with the threads that it takes by itself."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder / "clickhouse"
        self.queries = Queries(folder)

    def load(self, tables: Path) -> Mapping[str, float]:
        self.open()
        began = perf_counter()
        self.run("create database d")
        self.run(f"create table d.contacts ({CONTACTS}) engine = MergeTree order by id")
        self.run(f"create table d.events ({EVENTS}) engine = MergeTree order by (kind, t)")
        names = ", ".join(part.split()[0] for part in CONTACTS.split(", "))
        self.run(f"insert into d.contacts ({names}) select {names} from file('{tables}/contacts.parquet')")
        for number in kinds(tables):
            columns = "kind, contact, t, amount, category"
            self.run(
                f"insert into d.events ({columns}) select {columns} from file('{tables}/{number}.parquet')"
            )
        took = perf_counter() - began
        began = perf_counter()
        self.run("optimize table d.events final")
        self.run("optimize table d.contacts final")
        merged = perf_counter() - began
        self.close()
        return {"one table of all": took, "merged into one part": merged}

    def open(self) -> None:
        self.base = session.Session(str(self.folder))

    def settle(self, name: str) -> str:
        forms = self.queries.forms(name)
        form = quickest(forms, self._asked)
        self.queries.chosen[name] = form
        return form

    def count(self, name: str) -> int:
        return self._asked(self.queries.of(name))[0]

    def together(self) -> list[int]:
        return self._asked(self.queries.together)

    def append(self, number: int, rows: Batch) -> None:
        values = ", ".join(f"({APPENDED}, {contact}, {t}, 0, 0)" for contact, t in rows)
        self.run(f"insert into d.events (kind, contact, t, amount, category) values {values}")

    def close(self) -> None:
        self.base.close()

    def run(self, query: str) -> str:
        return str(self.base.query(query, "JSONCompactEachRow"))

    def _asked(self, query: str) -> list[int]:
        return [int(value) for value in json.loads(self.run(query))]


made = Base
