"""Columns into PostgreSQL by COPY in its binary format (PostgreSQL manual, COPY, file formats)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

TYPES = {"smallint": ">i2", "int": ">i4", "bigint": ">i8", "float8": ">f8"}
HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
END = b"\xff\xff"
ROWS = 500_000


def copied(base: Any, table: str, columns: Mapping[str, NDArray[Any]], types: Mapping[str, str]) -> None:
    """Copies columns of equal length into a table; a column that is not given stays null."""
    here = {name: TYPES[kind] for name, kind in types.items() if name in columns}
    length = len(next(iter(columns.values())))
    with base.cursor().copy(f"copy {table} ({', '.join(here)}) from stdin (format binary)") as stream:
        stream.write(HEADER)
        for start in range(0, length, ROWS):
            part = {name: columns[name][start : start + ROWS] for name in here}
            stream.write(packed(part, here).tobytes())
        stream.write(END)


def packed(part: Mapping[str, NDArray[Any]], types: Mapping[str, str]) -> NDArray[Any]:
    """Rows as PostgreSQL reads them: how many fields, then each with its length before it.

    >>> packed({"id": np.array([7])}, {"id": ">i2"}).tobytes().hex()
    '0001000000020007'
    """
    fields = [("fields", ">i2")]
    for name, kind in types.items():
        fields += [(f"length {name}", ">i4"), (name, kind)]
    rows = np.empty(len(next(iter(part.values()))), fields)
    rows["fields"] = len(types)
    for name, kind in types.items():
        rows[f"length {name}"] = np.dtype(kind).itemsize
        rows[name] = part[name]
    return rows
