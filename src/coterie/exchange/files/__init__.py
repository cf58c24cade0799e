"""Files of rows: CSV, Parquet and JSON Lines, plain or gzipped, read and written row by row and never
whole.

For: bytes, encodings, cells, rows that can't be read, rows written back as they stood. Not for: what a column
means (imports) or what is written about contacts (exports). One file a format: the folder `formats` is the
registry.
"""

from __future__ import annotations

from .formats.jsonl import JsonRows, read_line
from .formats.parquet import ParquetRows
from .guessing import guess_reading
from .opening import digest, format_of, open_rows
from .rows import Numbered, Reading, Reject, Row, Rows
from .writing import Columns, write_rows

__all__ = [
    "Columns", "JsonRows", "Numbered", "ParquetRows", "Reading", "Reject", "Row", "Rows", "digest", "format_of",
    "guess_reading", "open_rows", "read_line", "write_rows",
]  # fmt: skip
