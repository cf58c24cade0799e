"""Parquet: typed columns, read in batches by Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from coterie.errors import ImportRefused
from coterie.record import to_text

from ..rows import Numbered, Reading, Reject
from ..writing import Columns, Type

SUFFIXES = (".parquet", ".pq")
_BATCH = 10_000
_TYPES: dict[Type, pa.DataType] = {
    "text": pa.string(), "any": pa.string(), "whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_(),
    "instant": pa.timestamp("ms", "UTC"),
}  # fmt: skip


def open_rows(path: Path, reading: Reading) -> ParquetRows:
    """The rows of a Parquet file. Error: `ImportRefused` for what is none; gzipped ones are none."""
    try:
        return ParquetRows(path)
    except (pa.ArrowException, OSError) as cause:
        raise ImportRefused(f"{path.name} is not a Parquet file: {cause}") from cause


@dataclass
class ParquetRows:
    """A Parquet file. schema: its Arrow schema."""

    path: Path
    columns: tuple[str, ...] = ()
    total: int = 0
    schema: pa.Schema = field(default=None, repr=False)
    count: int = 0
    _read: int = 0

    def __post_init__(self) -> None:
        with pq.ParquetFile(self.path) as file:
            self.schema, self.count = file.schema_arrow, file.metadata.num_rows
        self.columns = tuple(self.schema.names)
        self.total = self.path.stat().st_size

    def __iter__(self) -> Iterator[Numbered]:
        number = 0
        for batch in self.batches():
            self._read = number
            cells = zip(*(column.to_pylist() for column in batch.columns), strict=True)
            for row in cells:
                number += 1
                yield number, dict(zip(self.columns, row, strict=True))
        self._read = number

    def batches(self, size: int = _BATCH) -> Iterator[pa.RecordBatch]:
        """The rows as Arrow batches of at most so many."""
        with pq.ParquetFile(self.path) as file:
            yield from file.iter_batches(size)

    def done(self) -> int:
        return self.total * self._read // self.count if self.count else self.total

    def put_aside(self, rejects: Iterator[tuple[int, Reject]], target: Path) -> None:
        schema = pa.schema(
            [pa.field("reject_code", pa.string()), pa.field("reject_reason", pa.string()), *self.schema]
        )
        waiting, start = next(rejects, None), 0
        with pq.ParquetWriter(target, schema) as writer:
            for batch in self.batches():
                places: list[int] = []
                told: list[Reject] = []
                while waiting is not None and waiting[0] <= start + batch.num_rows:
                    places.append(waiting[0] - start - 1)
                    told.append(waiting[1])
                    waiting = next(rejects, None)
                if places:
                    writer.write_table(_marked(batch, places, told, schema))
                start += batch.num_rows


def write_rows(file: BinaryIO, columns: Columns, rows: Iterable[Sequence[Any]], as_is: bool) -> None:
    """Write rows as typed columns: nested values as JSON text, further digits of numbers as floating point
    has them."""
    schema = pa.schema([(name, _TYPES[kind]) for name, kind in columns.items()])
    told, kinds = iter(rows), list(columns.values())
    with pq.ParquetWriter(file, schema) as writer:
        while block := list(islice(told, _BATCH)):
            cells = zip(*block, strict=True)
            arrays = [
                pa.array([_cell(value, kind) for value in column], _TYPES[kind])
                for column, kind in zip(cells, kinds, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _cell(value: Any, kind: Type) -> Any:
    if value is None:
        return None
    if kind == "number":
        return float(value)
    if kind in ("text", "any"):
        return value if isinstance(value, str) else to_text(value)
    return value


def _marked(batch: pa.RecordBatch, places: list[int], told: list[Reject], schema: pa.Schema) -> pa.Table:
    kept = batch.take(pa.array(places, pa.int64()))
    codes, reasons = pa.array([r.code for r in told]), pa.array([r.reason for r in told])
    return pa.Table.from_arrays([codes, reasons, *kept.columns], schema=schema)
