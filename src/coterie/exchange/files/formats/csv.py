"""CSV: text with a delimiter (RFC 4180, and what the field makes of it)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from coterie.errors import ImportRefused
from coterie.lib.instants import to_iso
from coterie.record import to_text

from ..opening import open_bytes
from ..rows import Numbered, Reading, Reject
from ..writing import Columns, Type

SUFFIXES = (".csv", ".tsv", ".txt")
ADDED = ("reject_code", "reject_reason")
"""Columns that a file of rejects has before its own."""

FORMULAS = ("=", "+", "-", "@", "\t", "\r")

Cells = list[str]


def open_rows(path: Path, reading: Reading) -> CsvRows:
    """The rows of a CSV file. Error: `ImportRefused` for an unknown encoding or a file without a row."""
    try:
        "".encode(reading.encoding)
    except LookupError:
        raise ImportRefused(f"there is no encoding called {reading.encoding}") from None
    return CsvRows(path, reading)


@dataclass
class CsvRows:
    """A CSV file. first: its first row, which is the header if there is one."""

    path: Path
    reading: Reading
    columns: tuple[str, ...] = ()
    total: int = 0
    _raw: io.FileIO | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        with self._lines() as lines:
            first = next(_cut(lines, self.reading.delimiter, None), None)
        if first is None:
            raise ImportRefused(f"{self.path.name} is empty")
        cells, _ = first
        self.columns = names(cells) if self.reading.header else tuple(str(n + 1) for n in range(len(cells)))
        self.total = self.path.stat().st_size

    def __iter__(self) -> Iterator[Numbered]:
        columns, width = self.columns, len(self.columns)
        for number, cells, text in self._cut():
            if text and not text.isascii() and _is_broken(text):
                yield number, Reject("bad-encoding", f"a cell is not {self.reading.encoding}")
            elif len(cells) != width:
                yield number, Reject("bad-row", f"{len(cells)} cells where the header has {width}")
            else:
                yield number, dict(zip(columns, cells, strict=True))

    def done(self) -> int:
        return self._raw.tell() if self._raw is not None and not self._raw.closed else self.total

    def put_aside(self, rejects: Iterator[tuple[int, Reject]], target: Path) -> None:
        with target.open("w", encoding=self.reading.encoding, errors="surrogateescape", newline="") as file:
            writer = csv.writer(file, delimiter=self.reading.delimiter)
            writer.writerow([*ADDED, *self.columns])
            waiting = next(rejects, None)
            for number, cells, _ in self._cut():
                if waiting is None:
                    break
                if number == waiting[0]:
                    writer.writerow([waiting[1].code, _in(waiting[1].reason, self.reading.encoding), *cells])
                    waiting = next(rejects, None)

    def _cut(self) -> Iterator[tuple[int, Cells, str]]:
        """Row number, cells, and the row's text."""
        with self._lines() as lines:
            rows = _cut(lines, self.reading.delimiter, len(self.columns))
            if self.reading.header:
                next(rows)
            for number, (cells, text) in enumerate(rows, 1):
                yield number, cells, text

    @contextmanager
    def _lines(self) -> Iterator[Iterable[str]]:
        self._raw, content = open_bytes(self.path)
        encoding = (
            "utf-8-sig" if self.reading.encoding.lower() in ("utf-8", "utf8") else self.reading.encoding
        )
        # surrogateescape: bytes that are not of the encoding pass through unharmed, into the file of rejects.
        with self._raw, content:
            yield io.TextIOWrapper(content, encoding, errors="surrogateescape", newline="")


def write_rows(file: BinaryIO, columns: Columns, rows: Iterable[Sequence[Any]], as_is: bool) -> None:
    """Write rows as CSV (RFC 4180) in UTF-8: nested values as JSON, nothing as an empty cell."""
    text = io.TextIOWrapper(file, "utf-8", newline="", write_through=True)
    writer = csv.writer(text)
    kinds = list(columns.values())
    writer.writerow(columns if as_is else map(harmless, columns))
    for row in rows:
        cells = [_cell(value, kind) for value, kind in zip(row, kinds, strict=True)]
        writer.writerow(cells if as_is else map(harmless, cells))
    text.detach()


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula (OWASP, CSV injection): such texts begin with an
    apostrophe.

    >>> harmless("=1+1"), harmless("a=1"), harmless(-5)
    ("'=1+1", 'a=1', -5)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell


def _cell(value: Any, kind: Type) -> Any:
    if value is None:
        return ""
    if kind == "instant":
        return to_iso(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return to_text(value) if isinstance(value, (dict, list)) else value


def names(cells: Cells) -> tuple[str, ...]:
    """Names of columns: trimmed, those without a name by their place, repeated ones numbered.

    >>> names([" a", "", "a"])
    ('a', 'column 2', 'a (2)')
    """
    found: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = cell.strip() or f"column {place}"
        again = sum(1 for other in found if other == name or other.startswith(f"{name} ("))
        found.append(f"{name} ({again + 1})" if again else name)
    return tuple(found)


def _cut(lines: Iterable[str], delimiter: str, width: int | None) -> Iterator[tuple[Cells, str]]:
    """Cells and text of every row that is not blank.

    A quote that is never closed would swallow the rows behind it: a row of several lines that has not the
    header's width, or is too large, is read again line by line.
    """
    taken: Cells = []
    reader = csv.reader(_noting(lines, taken), delimiter=delimiter)
    while True:
        try:
            cells: Cells | None = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells = None
        held, taken[:] = list(taken), []
        if cells is None or (len(held) > 1 and width is not None and len(cells) != width):
            yield from ((_single(line, delimiter), line) for line in held if line.strip())
        elif cells:
            yield cells, held[0] if len(held) == 1 else "".join(held)


def _noting(lines: Iterable[str], taken: Cells) -> Iterator[str]:
    for line in lines:
        taken.append(line)
        yield line


def _single(line: str, delimiter: str) -> Cells:
    """The cells of one line; where even that fails, as one cell."""
    try:
        return next(csv.reader([line], delimiter=delimiter))
    except csv.Error:
        return [line.rstrip("\r\n")]


def _is_broken(text: str) -> bool:
    """Whether bytes could not be decoded (they stand as lone surrogates)."""
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def _in(text: str, encoding: str) -> str:
    """A reason as an encoding can write it."""
    return text.encode(encoding, "replace").decode(encoding)
