"""The engines that are measured, each alone in a process of its own.

For: `made` by name. Not for: what is asked (segments) or told (report).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from .engine import Engine, TooSlow

NAMES = {
    "columns": "Coterie",
    "duckdb": "DuckDB",
    "clickhouse": "ClickHouse (chdb)",
    "postgresql": "PostgreSQL",
}


def made(name: str, path: Path, folder: Path) -> Engine:
    """An engine over a shop, which keeps its files in a folder. Only it is imported."""
    make: Callable[[Path, Path], Any] = import_module(f"{__name__}.{name}").made
    engine: Engine = make(path, folder)
    return engine


__all__ = ["NAMES", "Engine", "TooSlow", "made"]
