"""A mapping at work: rows as fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from coterie.exchange.files import Reject, Row
from coterie.lib.values import dig

from .cells import Manner, Reader, Unreadable, read, reader_of
from .kinds import Fields, kind_of
from .mapping import FileMapping

REJECTED = frozenset({"reject_code", "reject_reason", "reject_line"})
"""Columns of files of rejects: left out when a mended one is read again."""

Column: TypeAlias = tuple[str, str, Reader]
"""Name of what is read, column, and what reads its cells."""


class RowReader:
    """Reads rows by a mapping, their cells in a manner."""

    def __init__(self, mapping: FileMapping, manner: Manner) -> None:
        kind = kind_of(mapping.what)
        self._manner, self._rest, self._types = manner, kind.rest, mapping.types
        self._values: list[Column] = [
            (name, column, reader_of(kind.fields[name], manner)) for name, column in mapping.columns.items()
        ]
        self._beside = [
            (table, [(name, column, self._reader(column)) for name, column in named.items()])
            for table, named in self._tables(mapping)
            if named
        ]
        self._taken = REJECTED | set(mapping.named()) | {c.split(".")[0] for c in mapping.named()}
        self._keeps = mapping.others == "keep" and mapping.what != "messages"
        self.constants = {
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
        found = Fields({**self.constants})
        self._into(found.values, row, self._values)
        for table, columns in self._beside:
            self._into(getattr(found, table), row, columns)
        if self._keeps:
            rest = [(c.lstrip("$"), c, self._reader(c)) for c in row if c not in self._taken]
            self._into(getattr(found, self._rest), row, rest)
        return found

    def _reader(self, column: str) -> Reader:
        """What reads the cells of a column that is no field."""
        return reader_of(self._types.get(column), self._manner)

    @staticmethod
    def _into(into: dict[str, Any], row: Row, columns: Sequence[Column]) -> None:
        column = ""
        try:
            for name, column, reader in columns:
                cell = row.get(column)
                if cell is None:
                    cell = dig(row, column) if "." in column else None
                    if cell is None:
                        continue
                value = reader(cell)
                if value is not None:
                    into[name] = value
        except Unreadable as unreadable:
            told = unreadable.reject
            raise Unreadable(Reject(told.code, f"{column}: {told.reason}")) from None
