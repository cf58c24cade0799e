"""A `Source` as plain relations: what the SQL reading reads, brought in when first asked for.

    people(contact, first_seen, birth)          survivors that are not erased
    log(name, contact, t, seq, until, amount, hour, weekday, day, name_code)
    field_<k>(seq, code)                        one logical field of events
    items(seq, n, amount) · item_field_<k>(seq, n, code)
    trait_<k>(contact, t, seq, code)            every change; code NULL clears
    vals(code, n, s, raw, b, d, md, path, size, ln, ls, lb, kind, addr, full)
                                                every distinct value, as each type reads it

Values are read once, in Python, by the same functions that every reading uses: engines disagree about text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa

from coterie.contacts.consent import same_address
from coterie.lib import values
from coterie.lib.calendar import Calendar
from coterie.record import MISSING, Coded, Source
from coterie.segments.parts.meets import category

VALS = pa.schema(
    [
        ("code", pa.int32()),
        ("n", pa.int64()),
        ("s", pa.string()),
        ("raw", pa.string()),
        ("b", pa.bool_()),
        ("d", pa.int64()),
        ("md", pa.int32()),
        ("path", pa.string()),
        ("size", pa.int64()),
        ("ln", pa.list_(pa.int64())),
        ("ls", pa.list_(pa.string())),
        ("lb", pa.list_(pa.bool_())),
        ("kind", pa.string()),
        ("addr", pa.string()),
        ("full", pa.bool_()),
    ]
)
SCHEMA = """
CREATE TABLE people (contact INTEGER, first_seen BIGINT, birth VARCHAR);
CREATE TABLE log (name VARCHAR, contact INTEGER, t BIGINT, seq BIGINT, until BIGINT, amount BIGINT,
                  hour INTEGER, weekday INTEGER, day INTEGER, name_code INTEGER);
CREATE TABLE items (seq BIGINT, n INTEGER, amount BIGINT);
CREATE TABLE vals (code INTEGER, n BIGINT, s VARCHAR, raw VARCHAR, b BOOLEAN, d BIGINT, md INTEGER,
                   path VARCHAR, size BIGINT, ln BIGINT[], ls VARCHAR[], lb BOOLEAN[],
                   kind VARCHAR, addr VARCHAR, "full" BOOLEAN);
"""


class Tables:
    """The relations of one source, in one connection. `calendar`: how local hours and bare dates are read."""

    def __init__(self, source: Source, connection: duckdb.DuckDBPyConnection, calendar: Calendar) -> None:
        self.source, self.connection, self.calendar = source, connection, calendar
        self.stamp = source.stamp()
        self._codes: dict[str, int] = {}
        self._values: list[Any] = []
        self._loaded: dict[tuple[str, ...], int] = {}
        connection.execute(SCHEMA)
        self._people()

    def _people(self) -> None:
        people = self.source.people()
        self.root = people.root
        ids = np.flatnonzero(people.alive).astype(np.int32)
        births = self.source.births()
        columns = [ids, people.first_seen[ids], pa.array([births[int(i)] for i in ids], pa.string())]
        self._insert("people", pa.table(columns, names=["contact", "first_seen", "birth"]))
        self.alive = people.alive

    # ---- what a statement asks for --------------------------------------------------------------

    def events(self, names: Sequence[str]) -> None:
        """The log of these names is there."""
        for name in names:
            if self._once("log", name):
                self._log(name)

    def field(self, names: Sequence[str], field: str) -> str:
        """The relation of a logical field, filled for these names."""
        relation = self._relation("field", field, "seq BIGINT, code INTEGER")
        for name in names:
            if self._once(relation, name):
                rows, coded = self.source.rows(name), self.source.field(name, field)
                self._insert(relation, self._coded(coded, seq=rows.seq))
        return relation

    def items(self, names: Sequence[str]) -> None:
        """The lines of events of these names are there."""
        for name in names:
            if self._once("items", name):
                seq, n, amount = self._lines(name)
                table = pa.table([seq, n, _nullable(amount)], names=["seq", "n", "amount"])
                self._insert("items", table)

    def item_field(self, names: Sequence[str], field: str) -> str:
        """The relation of a field of items, filled for these names."""
        self.items(names)
        relation = self._relation("item_field", field, "seq BIGINT, n INTEGER, code INTEGER")
        for name in names:
            if self._once(relation, name):
                seq, n, _ = self._lines(name)
                self._insert(relation, self._coded(self.source.item_field(name, field), seq=seq, n=n))
        return relation

    def trait(self, name: str, path: str) -> str:
        """The relation of the changes of a trait, or (with a path) of what lies inside it."""
        relation = self._relation(
            "trait", f"{name}\0{path}", "contact INTEGER, t BIGINT, seq BIGINT, code INTEGER"
        )
        if self._once(relation, name):
            changes = self.source.changes(name)
            inside = [values.dig(v, path) if path else v for v in changes.value.values]
            coded = Coded(changes.value.codes, inside)
            contact = self.root[changes.contact]
            table = self._coded(
                coded, contact=contact, t=changes.t, seq=changes.seq, keep=self.alive[contact]
            )
            self._insert(relation, table)
        return relation

    def code(self, value: Any) -> int:
        """The code of one value."""
        return int(self._intern([value])[0])

    def text_codes(self, query: str, parameters: dict[str, Any]) -> None:
        """Every text that a query finds is a value too (the most frequent one is a text)."""
        used = {name: parameters[name] for name in re.findall(r"\$(v\d+)", query)}
        texts = [s for (s,) in self.connection.execute(query, used).fetchall() if s is not None]
        self._intern(texts)

    def value(self, code: int | None) -> Any:
        """The value of a code."""
        return None if code is None else self._values[code]

    def scratch(self, table: pa.Table) -> str:
        """A relation of one statement."""
        name = f"scratch_{len(self._loaded)}"
        self._once(name)
        self.connection.register("incoming", table)
        self.connection.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
        self.connection.unregister("incoming")
        return name

    # ---- how it is brought in -------------------------------------------------------------------

    def _once(self, *key: str) -> bool:
        if key in self._loaded:
            return False
        self._loaded[key] = len(self._loaded)
        return True

    def _relation(self, family: str, name: str, columns: str) -> str:
        key = (family, "relation", name)
        if key not in self._loaded:
            self._loaded[key] = len(self._loaded)
            self.connection.execute(f"CREATE TABLE {family}_{self._loaded[key]} ({columns})")
        return f"{family}_{self._loaded[key]}"

    def _log(self, name: str) -> None:
        rows = self.source.rows(name)
        contact = self.root[rows.contact]
        table = pa.table(
            {
                "name": pa.array([name] * len(rows.t), pa.string()),
                "contact": contact,
                "t": rows.t,
                "seq": rows.seq,
                "until": rows.until,
                "amount": _nullable(rows.amount),
                "hour": self._intern(range(24))[self.calendar.local_hours(rows.t)],
                "weekday": self._intern(range(8))[self.calendar.local_weekdays(rows.t)],
                "day": self.calendar.local_days(rows.t),
                "name_code": np.full(len(rows.t), self.code(name), np.int32),
            }
        )
        self._insert("log", table.filter(pa.array(self.alive[contact])))

    def _lines(self, name: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """(seq, ordinal, amount) of the items of a name's events."""
        items, rows = self.source.items(name), self.source.rows(name)
        starts = np.searchsorted(items.row, items.row, "left")
        return rows.seq[items.row], (np.arange(len(items.row)) - starts).astype(np.int32), items.amount

    def _coded(self, coded: Coded, keep: np.ndarray | None = None, **columns: np.ndarray) -> pa.Table:
        codes = np.append(self._intern(coded.values), np.int32(-1))[coded.codes]
        table = pa.table({**columns, "code": pa.array(codes, pa.int32(), mask=codes < 0)})
        return table if keep is None else table.filter(pa.array(keep))

    def _intern(self, raw: Iterable[Any]) -> np.ndarray:
        """Codes of values (-1 for null), new ones added to `vals`."""
        found, fresh = [], {}
        for value in raw:
            key = "null" if value is None else json.dumps(value, sort_keys=True, default=_exact)
            if value is not None and key not in self._codes:
                self._codes[key] = len(self._codes)
                self._values.append(value)
                fresh[self._codes[key]] = value
            found.append(-1 if value is None else self._codes[key])
        if fresh:
            rows = [read(code, value, self.calendar) for code, value in fresh.items()]
            self._insert("vals", pa.Table.from_pylist(rows, schema=VALS))
        return np.asarray(found, np.int32)

    def _insert(self, relation: str, table: pa.Table) -> None:
        self.connection.register("incoming", table)
        self.connection.execute(f"INSERT INTO {relation} SELECT * FROM incoming")
        self.connection.unregister("incoming")


def read(code: int, value: Any, calendar: Calendar) -> dict[str, Any]:
    """One row of `vals`: the value as each type reads it."""
    instant, members = values.as_instant(value, calendar.zone), values.as_list(value)
    return {
        "code": code,
        "n": values.as_number(value),
        "s": values.as_text(value),
        "raw": values.as_text(value, folded=False),
        "b": values.as_bool(value),
        "d": instant,
        "md": None if instant is None else calendar.local_month_day(instant),
        "path": category(value),
        "size": values.length(value),
        "ln": None if members is None else [values.as_number(m) for m in members],
        "ls": None if members is None else [values.as_text(m) for m in members],
        "lb": None if members is None else [values.as_bool(m) for m in members],
        "kind": type(value).__name__,
        "addr": same_address(value) if isinstance(value, str) else None,
        "full": bool(value.strip() if isinstance(value, str) else value),
    }


def _exact(value: Any) -> Any:
    """Decimals as tagged text, so that 1.0 and "1.0" stay two values."""
    return {"\0decimal": str(value)}


def _nullable(amounts: np.ndarray) -> pa.Array:
    return pa.array(amounts, pa.int64(), mask=amounts == MISSING)
