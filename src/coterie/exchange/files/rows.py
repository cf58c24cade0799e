"""Rows of a file, as every format gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = Mapping[str, Any]
"""A row by column: text from CSV, typed values from Parquet and JSON."""


@dataclass(frozen=True, slots=True)
class Reject:
    """Why a row is put aside: a stable code, and the reason in words."""

    code: str
    reason: str


Numbered: TypeAlias = tuple[int, "Row | Reject"]
"""A row's number in its file, from 1, the header not counted; and the row, or why it can't be read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How a file is read. format: csv, parquet or jsonl. The rest is of CSV: without a header the columns are
    called 1, 2, 3 ..."""

    format: str
    delimiter: str = ","
    encoding: str = "utf-8"
    header: bool = True


class Rows(Protocol):
    """An open file. columns: as the header, the schema or the first rows name them. total: its bytes."""

    columns: tuple[str, ...]
    total: int

    def __iter__(self) -> Iterator[Numbered]:
        """All rows from the first one on."""

    def done(self) -> int:
        """Bytes of the file that were read so far."""

    def put_aside(self, rejects: Iterator[tuple[int, Reject]], target: Path) -> None:
        """Write these rows as they stand here into a file of the same format, with their code and reason."""
