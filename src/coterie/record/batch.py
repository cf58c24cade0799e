"""What one commit appends: rows by table, in the order of the tables' columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Row = tuple[Any, ...]


@dataclass
class Batch:
    """Rows to append, by table (see `duckdb/schema.py` for their shape), and orders whose numbers change.

    standing: (seq, until, amount) of rows of `events` written by an earlier commit. seq: the last that it
    gives.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    standing: list[tuple[int, int, int | None]] = field(default_factory=list)
    seq: int = 0

    def to(self, table: str) -> list[Row]:
        """The rows of a table, to append to.

        >>> batch = Batch()
        >>> batch.to("spent").append((7,))
        >>> batch.rows
        {'spent': [(7,)]}
        """
        return self.rows.setdefault(table, [])

    def extend(self, table: str, rows: Iterable[Row]) -> None:
        """Append several rows to a table."""
        self.to(table).extend(rows)
