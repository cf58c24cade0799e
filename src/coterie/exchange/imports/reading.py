"""A mapping at work: rows as fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from coterie.exchange.files import Reject, Row
from coterie.lib.values import dig

from .cells import Manner, Type, Unreadable, is_empty, json_value, read
from .kinds import Fields, kind_of
from .mapping import FileMapping

REJECTED = frozenset({"reject_code", "reject_reason", "reject_line"})
"""Columns of files of rejects: left out when a mended one is read again."""

Column: TypeAlias = tuple[str, str, "Type | None"]
"""Name of what is read, column, type; None: as it is."""


class RowReader:
    """Reads rows by a mapping, their cells in a manner."""

    def __init__(self, mapping: FileMapping, manner: Manner) -> None:
        kind = kind_of(mapping.what)
        self._manner, self._rest = manner, kind.rest
        self._values = [(name, column, kind.fields[name]) for name, column in mapping.columns.items()]
        self._beside = [
            (table, [(name, column, mapping.types.get(column)) for name, column in named.items()])
            for table, named in self._tables(mapping)
            if named
        ]
        self._types = mapping.types
        self._taken = REJECTED | set(mapping.named()) | {c.split(".")[0] for c in mapping.named()}
        self._keeps = mapping.others == "keep" and mapping.what != "messages"
        self._constants = {
            name: read(str(value), kind.fields[name], manner) for name, value in mapping.constants.items()
        }
        self.read: Callable[[Row], Fields] = self._whole if mapping.what == "messages" else self._read

    @staticmethod
    def _tables(mapping: FileMapping) -> list[tuple[str, dict[str, str]]]:
        return [("traits", mapping.traits), ("properties", mapping.properties), ("items", mapping.items)]

    def _whole(self, row: Row) -> Fields:
        return Fields({key: value for key, value in row.items() if key not in REJECTED})

    def _read(self, row: Row) -> Fields:
        """The fields of a row. Error: `Unreadable`, with the column in its reason."""
        found = Fields({**self._constants})
        self._into(found.values, row, self._values)
        for table, columns in self._beside:
            self._into(getattr(found, table), row, columns)
        if self._keeps:
            rest = [(c.lstrip("$"), c, self._types.get(c)) for c in row if c not in self._taken]
            self._into(getattr(found, self._rest), row, rest)
        return found

    def _into(self, into: dict[str, Any], row: Row, columns: Sequence[Column]) -> None:
        for name, column, kind in columns:
            cell = row.get(column)
            if cell is None and "." in column:
                cell = dig(row, column)
            if cell is None or is_empty(cell):
                continue
            into[name] = self._cell(cell, column, kind)

    def _cell(self, cell: Any, column: str, kind: Type | None) -> Any:
        if kind is None:
            return json_value(cell, self._manner.zone)
        try:
            return read(cell, kind, self._manner)
        except Unreadable as unreadable:
            reject = unreadable.reject
            raise Unreadable(Reject(reject.code, f"{column}: {reject.reason}")) from None
