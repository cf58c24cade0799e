"""The record in one DuckDB file: opened, checked, committed to, copied and rewritten."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from coterie.errors import WorkspaceDamaged, WorkspaceNewer

from ..batch import Batch, Row
from ..source import Stamp
from .schema import ARROW, MIGRATIONS, TABLES, VERSION, statements

MEMORY = ":memory:"
_LEAST = 512 * 2**20  # bytes that the engine may use on however small a machine
_PEOPLE = ("contacts", "firsts", "merges", "erased")
_NUMBERED = [name for name, table in TABLES.items() if "seq" in table]


class Record:
    """The file `record.duckdb` of a folder, or nothing but memory. Writes go one at a time; readers take
    `cursor()`.

    Errors: `WorkspaceNewer`, `WorkspaceDamaged`.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._writing = threading.RLock()
        self._readers = threading.local()
        self._generation = 0
        self.closed = False
        fresh = path is None or not path.exists()
        self._connection = _connect(path)
        if fresh:
            with self.transaction() as cursor:
                for statement in statements():
                    cursor.execute(statement)
        else:
            self._migrate()
        self.stamp = self._stamped()

    # ---- reading --------------------------------------------------------------------------------

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """This thread's own cursor."""
        held = getattr(self._readers, "held", None)
        if held is None or held[0] != self._generation:
            held = self._readers.held = (self._generation, self._connection.cursor())
        return held[1]

    def rows(self, query: str, *values: Any) -> list[Row]:
        """All rows of a query."""
        return self.cursor().execute(query, list(values)).fetchall()

    def table(self, query: str, *values: Any, **given: pa.Table) -> pa.Table:
        """The answer to a query, which may name the `given` tables, as an Arrow table."""
        cursor = self.cursor()
        for name, table in given.items():
            cursor.register(name, table)
        try:
            return cursor.sql(query, params=list(values)).to_arrow_table()
        finally:
            for name in given:
                cursor.unregister(name)

    def batches(self, query: str) -> Iterator[pa.RecordBatch]:
        """The answer to a query a batch at a time. The thread's cursor is busy until it is read to the
        end."""
        yield from self.cursor().sql(query).to_arrow_reader(100_000)

    def counter(self, name: str) -> int:
        """A counter's value: version, seq, epoch, orders."""
        found = self.rows("SELECT value FROM counters WHERE name = ?", name)
        return int(found[0][0])

    # ---- writing --------------------------------------------------------------------------------

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A write of all or nothing, durable when it ends. One at a time; it may be entered again inside."""
        with self._writing:
            cursor = self._connection.cursor()
            cursor.execute("BEGIN")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            finally:
                cursor.close()

    def commit(self, batch: Batch, more: Callable[[duckdb.DuckDBPyConnection], None] | None = None) -> None:
        """Append a batch durably, and whatever `more` appends; let `stamp` say so."""
        with self.transaction() as cursor:
            write(cursor, batch)
            if more is not None:
                more(cursor)
        grown = sum(len(batch.rows.get(table, ())) for table in _PEOPLE)
        self.stamp = replace(
            self.stamp,
            seq=max(self.stamp.seq, batch.seq),
            people=self.stamp.people + grown,
            orders=self.stamp.orders + bool(batch.standing),
        )

    @contextmanager
    def change(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A transaction that does more than append: derived things are to be made anew."""
        with self._writing:
            with self.transaction() as cursor:
                yield cursor
                cursor.execute("UPDATE counters SET value = value + 1 WHERE name = 'epoch'")
                # Numbers are never given twice, though the rows that had them may be gone.
                cursor.execute("UPDATE counters SET value = ? WHERE name = 'seq'", [self.stamp.seq])
            self.stamp = self._stamped()

    def _stamped(self) -> Stamp:
        sizes = " + ".join(f"(SELECT count(*) FROM {table})" for table in _PEOPLE)
        last = max(self.rows(f"SELECT coalesce(max(seq), 0) FROM {table}")[0][0] for table in _NUMBERED)
        people = self.rows(f"SELECT {sizes}")[0][0]
        return Stamp(max(last, self.counter("seq")), self.counter("epoch"), people, self.counter("orders"))

    # ---- the file -------------------------------------------------------------------------------

    def rewrite(self) -> None:
        """Write the file anew, so that nothing is left in it of rows that were removed. No reader may be at
        work."""
        with self._writing:
            if self.path is None:
                return
            fresh = self.path.with_suffix(".new")
            fresh.unlink(missing_ok=True)
            cursor = self._connection.cursor()
            cursor.execute(f"ATTACH '{_quoted(fresh)}' AS fresh")
            for name in [*TABLES, "counters"]:
                order = ", ".join(column for column in ("seq", "line") if column in TABLES.get(name, ()))
                order = f" ORDER BY {order}" if order else ""
                cursor.execute(f"CREATE TABLE fresh.{name} AS SELECT * FROM {name}{order}")
            cursor.execute("UPDATE fresh.counters SET value = 0 WHERE name = 'stale'")
            cursor.execute("DETACH fresh")
            self.close()
            fresh.replace(self.path)
            self._connection = _connect(self.path)
            self.closed = False

    def close(self) -> None:
        """Write everything into the one file and let go of it; a second time does nothing."""
        with self._writing:
            self._generation += 1
            self._connection.close()
            self.closed = True

    def _migrate(self) -> None:
        try:
            version = self.counter("version")
        except duckdb.Error as cause:
            self._connection.close()
            raise WorkspaceDamaged(f"not a record of Coterie: {self.path}") from cause
        if version > VERSION:
            self._connection.close()
            raise WorkspaceNewer(f"this workspace has version {version}, this Coterie knows {VERSION}")
        for old in range(version, VERSION):
            self._keep_copy(old)
            self._step(old)

    def _keep_copy(self, version: int) -> None:
        assert self.path is not None
        self._connection.execute("CHECKPOINT")
        shutil.copy2(self.path, self.path.with_suffix(f".v{version}"))

    def _step(self, version: int) -> None:
        with self.transaction() as cursor:
            for statement in MIGRATIONS[version]:
                cursor.execute(statement)
            cursor.execute("UPDATE counters SET value = ? WHERE name = 'version'", [version + 1])


def write(cursor: duckdb.DuckDBPyConnection, batch: Batch) -> None:
    """Append a batch within a transaction."""
    for table, rows in batch.rows.items():
        if rows:
            append(cursor, table, rows)
    if batch.standing:
        changed = pa.table(dict(zip(_STANDING.names, _columns(batch.standing, _STANDING), strict=True)))
        assert changed.num_rows
        cursor.execute(
            "UPDATE events SET until = changed.until, amount = changed.amount FROM changed"
            " WHERE events.seq = changed.seq"
        )
        cursor.execute("UPDATE counters SET value = value + 1 WHERE name = 'orders'")


def append(cursor: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    """Append rows to a table, by Arrow (row by row it would be three hundred times slower)."""
    schema = ARROW[table]
    fresh = pa.Table.from_arrays(_columns(rows, schema), schema=schema)
    assert fresh.num_rows
    # DuckDB finds `fresh` in this frame; registering it by name costs twice the time.
    cursor.execute(f"INSERT INTO {table} SELECT * FROM fresh")


_STANDING = pa.schema([("seq", pa.int64()), ("until", pa.int64()), ("amount", pa.int64())])


def _columns(rows: list[Row], schema: pa.Schema) -> list[pa.Array]:
    return [pa.array(c, field.type) for c, field in zip(zip(*rows, strict=True), schema, strict=True)]


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    target = MEMORY if path is None else str(path)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "preserve_insertion_order": True,
        "memory_limit": f"{max(_LEAST, _memory() // 4)}B",
        "wal_autocheckpoint": "64MB",
        # DuckDB 2.0.0 answers wrongly where like subqueries with other columns stand in one statement.
        "disabled_optimizers": "common_subplan",
    }
    try:
        return duckdb.connect(target, config=settings)
    except duckdb.Error as cause:
        raise WorkspaceDamaged(f"the record can't be read: {path}: {cause}") from cause


def _memory() -> int:
    """The machine's memory in bytes; a quarter of it is the engine's."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
