"""Rows written: the same rows in any format, plain or gzipped, whole or not at all."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias, cast

from .opening import format_of, formats

Type: TypeAlias = Literal["text", "whole", "number", "flag", "instant", "any"]
"""What a column holds: instants in ms; any: JSON values."""

Columns: TypeAlias = Mapping[str, Type]
"""By name, in order."""


def write_rows(path: Path, columns: Columns, rows: Iterable[Sequence[Any]], as_is: bool = False) -> int:
    """Write rows into a file of the format that its name says; how many there were.

    The file appears when all of it is written. as_is: CSV cells that a spreadsheet would take for a formula
    are left so, rather than begun with an apostrophe. Errors: `ImportRefused` for another format, `OSError`.
    """
    writer = formats()[format_of(path)].write_rows
    part = path.with_name(f"{path.name}.part")
    count = 0

    def counted() -> Iterator[Sequence[Any]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    try:
        with _opened(part, packed=path.suffix.lower() == ".gz") as file:
            writer(file, columns, counted(), as_is)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


@contextmanager
def _opened(path: Path, packed: bool) -> Iterator[BinaryIO]:
    with path.open("wb") as file:
        if not packed:
            yield file
            return
        # No name and no time inside, so that equal rows make equal files.
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as inner:
            yield cast(BinaryIO, inner)
