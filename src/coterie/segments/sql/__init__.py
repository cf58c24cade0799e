"""The SQL reading: a plan as sqlglot trees, executed on an engine.

For: a second opinion on every answer, and shops that outgrow one process. Not for: previews (columns are
many times quicker). `tables` brings a `Source` into plain relations; `predicates`, `rows`, `measures`,
`sets` turn plan nodes into trees; `dialect` holds what engines spell differently. Another engine is one more
file.
"""

from __future__ import annotations

from .duckdb import DuckDBReading

__all__ = ["DuckDBReading"]
