"""DuckDB: one table for each kind of event, and one of all, both in order of time; the quicker form of each query."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import duckdb

from .engine import APPENDED, Batch, Queries, kinds, quickest

COLUMNS = "contact, t, amount, category"


class Base:
    """An `Engine`: a database in a file, with as many threads as there are cores."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.file = path, folder / "shop.duckdb"
        self.queries = Queries(folder)

    def load(self, tables: Path) -> Mapping[str, float]:
        with duckdb.connect(self.file) as base:
            began = perf_counter()
            base.execute(f"create table contacts as select * from '{tables}/contacts.parquet' order by id")
            for number in kinds(tables):
                base.execute(
                    f"create table e{number} as select {COLUMNS} from '{tables}/{number}.parquet' order by t"
                )
            base.execute("checkpoint")
            took = perf_counter() - began
            began = perf_counter()
            union = " union all ".join(f"select {n} as kind, {COLUMNS} from e{n}" for n in kinds(tables))
            base.execute(f"create table events as {union}")
            base.execute("checkpoint")
            return {"one table a kind": took, "one table of all": perf_counter() - began}

    def open(self) -> None:
        self.base = duckdb.connect(self.file)

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
        chosen = self.queries.chosen
        for name, form in chosen.items():  # the batches go to one layout alone
            chosen[name] = form.replace("one table", "a table a kind")
        values = ", ".join(f"({contact}, {t}, 0, 0)" for contact, t in rows)
        self.base.execute(f"insert into e{APPENDED} ({COLUMNS}) values {values}")

    def close(self) -> None:
        self.base.close()

    def _asked(self, query: str) -> list[int]:
        row = self.base.execute(query).fetchone()
        assert row is not None
        return [int(value) for value in row]


made = Base
