"""The record as arrays: what `record.Source` promises, read from DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coterie.lib.values import dig

from ..json_text import decode
from ..source import MISSING, Changes, Coded, Items, People, Rows, Stamp
from . import state
from .census import Census, Distinct
from .file import Record
from .paths import expression, speaks
from .values import coded, fewest, overlaid, patched

_STORED = "ORDER BY seq, line"
"""Lines as they were stored. It has to be said: a join of this size comes in the order of its threads."""
_INEXACT = 1  # the flag of events whose numbers JSON functions of SQL would round


@dataclass(frozen=True)
class Wording:
    """What rows are called today. name: canonical names. paths: of a field (of an item?), in the order
    tried."""

    name: Callable[[str], str]
    paths: Callable[[str, bool], tuple[str, ...]]


@dataclass(frozen=True)
class _Order:
    """How rows of one name lie: by place of storage their `seq` and rank, and the places in order of (t,
    seq)."""

    seq: NDArray[np.int64]
    by_time: NDArray[np.int64]

    def rows_of(self, seq: NDArray[np.int64]) -> NDArray[np.int32]:
        """The row, in order of (t, seq), of each of these numbers."""
        rank = np.empty(len(self.seq), np.int32)
        rank[self.by_time] = np.arange(len(self.seq), dtype=np.int32)
        sorter = np.argsort(self.seq, kind="stable")
        found: NDArray[np.int32] = rank[sorter[np.searchsorted(self.seq, seq, sorter=sorter)]]
        return found


class RecordSource:
    """A `record.Source` over the record. Rows are those up to the last `stamp`. One thread at a time."""

    def __init__(self, record: Record, wording: Wording) -> None:
        self._record, self._wording = record, wording
        self._stamp = record.stamp
        self._orders: dict[tuple[str, int], _Order] = {}
        self._census = Census(record)
        self._names = Distinct(
            record, "SELECT DISTINCT name FROM events WHERE name <> '' AND {} ORDER BY name".format
        )
        self._traits = Distinct(record, "SELECT DISTINCT trait FROM changes WHERE {}".format)
        self._rounded = Distinct(
            record,
            f"SELECT DISTINCT flags & {_INEXACT} FROM events WHERE flags & {_INEXACT} <> 0 AND {{}}".format,
        )

    def stamp(self) -> Stamp:
        if self._record.stamp != self._stamp:
            self._stamp, self._orders = self._record.stamp, {}
        return self._stamp

    # ---- contacts -------------------------------------------------------------------------------

    def people(self) -> People:
        return self._census.people(self._stamp)

    def births(self) -> Sequence[str]:
        found = self._record.table("SELECT birth FROM contacts ORDER BY id")
        return found.column("birth").to_pylist()  # type: ignore[no-any-return]

    # ---- events ---------------------------------------------------------------------------------

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(self._raw_names()))

    def rows(self, name: str, after: int = -1) -> Rows:
        table = self._record.table(
            f"SELECT contact, t, seq, until, amount FROM events {self._of(name, after)}"
        )
        contact, t, seq, until, amount = (_filled(table, column) for column in table.column_names)
        order = self._orders[name, after] = _Order(seq, np.lexsort((seq, t)))
        by = order.by_time
        return Rows(contact[by], t[by], seq[by], until[by], amount[by])

    def field(self, name: str, field: str, after: int = -1) -> Coded:
        where, paths = self._of(name, after), self._wording.paths(field, False)
        found = self._read("events", where, paths)
        exact = self._exact("events", where, paths)
        order = self._order(name, after)
        places = order.by_time[order.rows_of(np.array([seq for seq, _, _ in exact], np.int64))]
        patch = zip(places.tolist(), (value for *_, value in exact), strict=True)
        found = patched(found, patch)
        return Coded(found.codes[order.by_time], found.values)

    def _order(self, name: str, after: int) -> _Order:
        if (name, after) not in self._orders:
            self.rows(name, after)
        return self._orders[name, after]

    # ---- items ----------------------------------------------------------------------------------

    def items(self, name: str, after: int = -1) -> Items:
        where = self._lines(name, after)
        table = self._record.table(f"SELECT seq, line, amount FROM items {where} {_STORED}")
        row, by_row = self._line_order(name, after, table)
        return Items(row[by_row], _filled(table, "amount")[by_row])

    def item_field(self, name: str, field: str, after: int = -1) -> Coded:
        where, paths = self._lines(name, after), self._wording.paths(field, True)
        table = self._record.table(f"SELECT seq, line FROM items {where} {_STORED}")
        own = self._read("items", f"{where} {_STORED}", paths)
        exact = self._exact("items", where, paths)
        if exact:
            lines = zip(_filled(table, "seq").tolist(), _filled(table, "line").tolist(), strict=True)
            places = {line: place for place, line in enumerate(lines)}
            own = patched(own, ((places[seq, line], value) for seq, line, value in exact))
        known = self._products(where, paths)
        if known is not None:
            # The category is the catalogue's, whatever else only where the line does not say it.
            own = overlaid(own, known) if field == "category" else overlaid(known, own)
        return Coded(own.codes[self._line_order(name, after, table)[1]], own.values)

    def _lines(self, name: str, after: int) -> str:
        return f"WHERE seq IN (SELECT seq FROM events {self._of(name, after)})"

    def _line_order(
        self, name: str, after: int, table: pa.Table
    ) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """Of lines as stored (seq, line), the row of each, and the places in order of (row, line)."""
        row = self._order(name, after).rows_of(_filled(table, "seq"))
        return row, np.lexsort((_filled(table, "line"), row))

    def _products(self, where: str, paths: Sequence[str]) -> Coded | None:
        """What the catalogue says of each line's product, None where it never says anything."""
        catalogue = state.catalogue(self._record).items()
        known = {p: next((b[k] for k in paths if b.get(k) is not None), None) for p, b in catalogue}
        if all(value is None for value in known.values()):
            return None
        chunks = self._record.batches(f"SELECT product_id FROM items {where} {_STORED}")
        return fewest(coded((chunk.column(0) for chunk in chunks), known.get))

    # ---- traits ---------------------------------------------------------------------------------

    def traits(self) -> tuple[str, ...]:
        return tuple(sorted(self._traits.values(self._stamp)))

    def changes(self, trait: str, after: int = -1) -> Changes:
        where = "WHERE trait = ? AND seq > ? AND seq <= ?"
        asked = (trait, after, self._stamp.seq)
        table = self._record.table(f"SELECT contact, t, seq, value FROM changes {where}", *asked)
        order = np.lexsort((_filled(table, "seq"), _filled(table, "t")))
        value = coded(table.column("value").chunks)
        return Changes(
            _filled(table, "contact")[order], _filled(table, "t")[order], _filled(table, "seq")[order],
            Coded(value.codes[order], value.values),
        )  # fmt: skip

    # ---- reading --------------------------------------------------------------------------------

    def _raw_names(self) -> dict[str, list[str]]:
        """By canonical name, the names that rows came with."""
        found: dict[str, list[str]] = {}
        for raw in self._names.values(self._stamp):
            found.setdefault(self._wording.name(raw), []).append(raw)
        return found

    def _of(self, name: str, after: int) -> str:
        """The condition on `events` for the rows of a canonical name."""
        raw = self._raw_names().get(name, [])
        named = ", ".join("'" + text.replace("'", "''") + "'" for text in raw) or "NULL"
        return f"WHERE name IN ({named}) AND seq > {int(after)} AND seq <= {self._stamp.seq}"

    def _read(self, table: str, where: str, paths: Sequence[str]) -> Coded:
        """The value of each row as stored at the first of the paths that has one."""
        read: Callable[[str], Any] = decode
        sql = expression("props", paths) if speaks(paths) else "props"
        if sql == "props":
            read = partial(_first, paths)
        return coded((c.column(0) for c in self._record.batches(f"SELECT {sql} FROM {table} {where}")), read)

    def _exact(self, table: str, where: str, paths: Sequence[str]) -> list[tuple[int, int, Any]]:
        """Rows whose numbers SQL would round: seq, line (0 of events) and value, read from the text
        itself."""
        if not self._rounded.values(self._stamp):
            return []
        line = "line" if table == "items" else "0"
        inexact = f"seq IN (SELECT seq FROM events WHERE flags & {_INEXACT} <> 0)"
        found = self._record.rows(f"SELECT seq, {line}, props FROM {table} {where} AND {inexact}")
        return [(seq, n, _first(paths, text)) for seq, n, text in found]


def _filled(table: pa.Table, column: str) -> NDArray[Any]:
    """A column as numpy, `MISSING` where it is null."""
    found = table.column(column)
    return (found.fill_null(MISSING) if found.null_count else found).to_numpy()  # type: ignore[no-any-return]


def _first(paths: Sequence[str], text: str) -> Any:
    row = decode(text)
    return next((value for path in paths if (value := dig(row, path)) is not None), None)
