"""Rows of a file for the shelves: stores, products, rates."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coterie.errors import ImportRefused
from coterie.exchange.files import Reject, guess_reading, open_rows


def rows_of(path: Path, needed: Sequence[str]) -> list[dict[str, Any]]:
    """All rows of a file that has the needed columns; empty cells are left out.

    Error: `ImportRefused`, naming the columns that are missing, or the first row that can't be read.
    """
    opened = open_rows(path, guess_reading(path)[0])
    missing = [name for name in needed if name not in opened.columns]
    if missing:
        raise ImportRefused(
            f"{path.name} has no column {', '.join(missing)}; it has {', '.join(map(str, opened.columns))}"
        )
    found = []
    for number, row in opened:
        if isinstance(row, Reject):
            raise ImportRefused(f"{path.name}, row {number}: {row.reason}")
        absent = [name for name in needed if row.get(name) in (None, "")]
        if absent:
            raise ImportRefused(f"{path.name}, row {number}: no {', '.join(absent)}")
        found.append({name: value for name, value in row.items() if value not in (None, "")})
    return found
