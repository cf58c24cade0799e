"""DuckDB: one table for each kind of event, and one of all, both in order of time; the quicker form of each query."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

import duckdb

from ..appended import batch
from ..dialect import Layout, Sets, counted, scanned, together
from ..segments import SEGMENTS
from ..shop import KINDS
from ..tables import APPENDED
from .engine import quickest

APART, ALL = Layout("e{0}"), Layout("events")
COLUMNS = "contact, t, amount, category"


class Base:
    """An `Engine`: a database in a file, with as many threads as there are cores."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.file = path, folder / "shop.duckdb"
        self.chosen: dict[str, str] = {}

    def load(self, tables: Path) -> Mapping[str, float]:
        with duckdb.connect(self.file) as base:
            began = perf_counter()
            base.execute(f"create table contacts as select * from '{tables}/contacts.parquet' order by id")
            for number in range(len(KINDS)):
                base.execute(
                    f"create table e{number} as select {COLUMNS} from '{tables}/{number}.parquet' order by t"
                )
            base.execute("checkpoint")
            took = perf_counter() - began
            began = perf_counter()
            union = " union all ".join(f"select {n} as kind, {COLUMNS} from e{n}" for n in range(len(KINDS)))
            base.execute(f"create table events as select * from ({union}) order by kind, t")
            base.execute("checkpoint")
            return {"one table a kind": took, "one table of all": perf_counter() - began}

    def open(self) -> None:
        self.base = duckdb.connect(self.file)

    def forms(self, name: str) -> dict[str, str]:
        plan = SEGMENTS[name]()
        return {
            "sets, a table a kind": counted(plan, Sets(APART)),
            "sets, one table": counted(plan, Sets(ALL)),
            "scan, a table a kind": scanned(plan, APART),
            "scan, one table": scanned(plan, ALL),
        }

    def settle(self, name: str) -> str:
        forms = self.forms(name)
        form = quickest(forms, self._asked)
        self.chosen[name] = forms[form]
        return form

    def count(self, name: str) -> int:
        query = self.chosen.get(name) or self.forms(name)["sets, a table a kind"]
        return int(self._asked(query)[0])

    def together(self) -> list[int]:
        return self._asked(together([make() for make in SEGMENTS.values()], APART))

    def append(self, number: int) -> None:
        rows = list(zip(*batch(number, self.path), strict=True))
        apart = ", ".join(f"({contact}, {t}, 0, 0)" for contact, t in rows)
        whole = ", ".join(f"({APPENDED}, {contact}, {t}, 0, 0)" for contact, t in rows)
        self.base.execute(f"insert into e{APPENDED} ({COLUMNS}) values {apart}")
        self.base.execute(f"insert into events (kind, {COLUMNS}) values {whole}")

    def close(self) -> None:
        self.base.close()

    def _asked(self, query: str) -> list[int]:
        row = self.base.execute(query).fetchone()
        assert row is not None
        return [int(value) for value in row]


made = Base
