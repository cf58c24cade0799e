"""Lines of an order may lie anywhere in a file: they wait in a table that spills to disk, and come out by
order."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, TypeAlias

import duckdb
import pyarrow as pa

from coterie.exchange.files import Row
from coterie.record import decode, to_text

from .kinds import Fields

Spilled: TypeAlias = tuple[str, int, Row, Fields]
"""A line that waits: order id, row number, the row as it stood, and as it was read."""

_MEMORY = "256MB"
_BLOCK = 10_000
_SCHEMA = pa.schema(
    [("ord", pa.string()), ("number", pa.int64()), ("whole", pa.int64()), ("body", pa.string())]
)
_BY_ORDER = """
    SELECT ord, number, whole, body FROM lines JOIN (SELECT ord, min(number) AS first FROM lines GROUP BY ord)
    USING (ord) ORDER BY first, number
"""


class Gathering:
    """A place for lines to wait in; a context manager that leaves nothing behind. Memory: a few hundred
    MB."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = TemporaryDirectory(dir=folder, prefix="gathering-")
        self._connection = duckdb.connect(
            config={"memory_limit": _MEMORY, "temp_directory": self._folder.name, "threads": 1}
        )
        self._connection.execute(
            "CREATE TABLE lines (ord VARCHAR, number BIGINT, whole BIGINT, body VARCHAR)"
        )
        self._block: list[tuple[str, int, int, str]] = []

    def add(self, line: Spilled) -> None:
        """Let a line wait."""
        order, number, row, fields = line
        body = to_text([fields.values, fields.traits, fields.properties, fields.items])
        self._block.append((order, number, _hash(row), body))
        if len(self._block) >= _BLOCK:
            self._write()

    def orders(self) -> Iterator[list[tuple[int, int, Fields]]]:
        """The lines of each order (row number, hash of the whole row, fields), orders by their first
        lines."""
        self._write()
        lines: list[tuple[int, int, Fields]] = []
        last: str | None = None
        for order, number, whole, body in self._rows():
            if order != last and lines:
                yield lines
                lines = []
            last = order
            lines.append((number, whole, Fields(*decode(body))))
        if lines:
            yield lines

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        cursor = self._connection.execute(_BY_ORDER)
        while rows := cursor.fetchmany(_BLOCK):
            yield from rows

    def _write(self) -> None:
        if not self._block:
            return
        columns = zip(*self._block, strict=True)
        block = pa.Table.from_arrays(
            [pa.array(c, f.type) for c, f in zip(columns, _SCHEMA, strict=True)], schema=_SCHEMA
        )
        assert block.num_rows
        self._connection.execute("INSERT INTO lines SELECT * FROM block")
        self._block = []

    def __enter__(self) -> Gathering:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._folder.cleanup()


def _hash(row: Row) -> int:
    """What rows that are equal in every cell have in common (BLAKE2b, RFC 7693). Python's own hash of -1 is
    that of -2."""
    told = repr(tuple(row.values())).encode(errors="surrogateescape")
    return int.from_bytes(blake2b(told, digest_size=8).digest(), "little", signed=True)
