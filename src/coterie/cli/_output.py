"""What a command prints: an answer for people, or the same as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from coterie.record import to_text

UNBOUND = 10_000
"""Columns of an output that is no terminal: nothing that is to be read by programs is folded or cut."""


def console(stderr: bool = False) -> Console:
    """Where to print. Made at each use: a test, or a pipe, may have put another stream in its place."""
    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, width=None if stream.isatty() else UNBOUND, highlight=False, markup=False)


def tell(answer: Any, as_json: bool, shown: Callable[[Console], None]) -> None:
    """Print an answer (a dataclass, a list of them, or JSON values): as JSON, or as `shown` shows it."""
    if as_json:
        sys.stdout.write(to_text(plain(answer)) + "\n")
    else:
        shown(console())


def plain(value: Any) -> Any:
    """An answer as JSON values: dataclasses by their fields, instants as ISO 8601, decimals as numbers.

    >>> plain({"at": datetime(2026, 1, 31), "n": (1, 2)})
    {'at': '2026-01-31T00:00:00', 'n': [1, 2]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    match value:
        case dict():
            return {str(key): plain(part) for key, part in value.items()}
        case list() | tuple() | set() | frozenset():
            return [plain(part) for part in value]
        case datetime():
            return value.isoformat()
        case None | bool() | int() | float() | str() | Decimal():
            return value
        case _:
            return str(value)


def safe(text: str) -> str:
    """Text of others without what would steer a terminal: control characters are spelled out.

    >>> safe("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return "".join(char if char.isprintable() or char in "\n\t" else f"\\x{ord(char):02x}" for char in text)


def line(text: str) -> str:
    """Text as one line, safe to print."""
    return safe(" ".join(text.split()))


def table(columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Iterable[int] = ()) -> Table:
    """A table of plain texts; columns at `numbers` are right-aligned."""
    right = set(numbers)
    made = Table(box=None, pad_edge=False, header_style="bold", show_edge=False, show_header=any(columns))
    for i, name in enumerate(columns):
        made.add_column(name, justify="right" if i in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(Text(grouped(cell)) for cell in row))
    return made


def grouped(cell: object) -> str:
    """A cell's text: whole numbers with thin groups of three, nothing for None.

    >>> grouped(1234567), grouped(None)
    ('1,234,567', '')
    """
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) and not isinstance(cell, bool) else safe(str(cell))


def size(number: int) -> str:
    """Bytes in words.

    >>> size(999), size(15_300_000)
    ('999 B', '15.3 MB')
    """
    amount, unit = float(number), "B"
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if amount < 1000 or unit == "TB":
            break
        amount /= 1000
    return f"{amount:.0f} B" if unit == "B" else f"{amount:.1f} {unit}"
