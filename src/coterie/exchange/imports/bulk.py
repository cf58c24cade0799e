"""What files can be taken in whole columns, rather than row by row."""

from __future__ import annotations

from collections.abc import Iterator

from coterie.exchange.files import JsonRows, ParquetRows, Rows

from . import archive, typed
from .block import Block, ahead
from .kinds import Names
from .plan import Plan


def blocks(plan: Plan, rows: Rows, names: Names, start: int, zone: str) -> Iterator[Block] | None:
    """A file from row `start` on (counted from 0) in blocks to load; None if it must be read row by row.

    zone: that in which walls of tables are read as they are loaded.
    """
    found: Iterator[Block] | None = None
    if isinstance(rows, ParquetRows):
        found = typed.blocks(plan, rows, names, start, zone)
    elif isinstance(rows, JsonRows) and plan.mapping.what == "messages":
        found = archive.blocks(rows, names, start)
    return None if found is None else ahead(found)
