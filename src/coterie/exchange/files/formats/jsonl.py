"""JSON Lines: one JSON object a line (jsonlines.org), numbers read as written."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from coterie.errors import ImportRefused
from coterie.lib.instants import to_iso
from coterie.record import decode, encode

from ..opening import head, open_bytes
from ..rows import Numbered, Reading, Reject, Row
from ..writing import Columns

SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
_LOOKED_AT = 1_000
_MARK = b"\xef\xbb\xbf"


def open_rows(path: Path, reading: Reading) -> JsonRows:
    """The rows of a file of JSON objects. Error: `ImportRefused` for one JSON array instead of lines."""
    if head(path, 64).removeprefix(_MARK).lstrip().startswith(b"["):
        raise ImportRefused(f"{path.name} is one JSON list; write one object a line instead")
    return JsonRows(path)


@dataclass
class JsonRows:
    """A file of JSON objects. columns: the keys of its first thousand."""

    path: Path
    columns: tuple[str, ...] = ()
    total: int = 0
    _raw: io.FileIO | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        first = (row for _, row in islice(self, _LOOKED_AT) if not isinstance(row, Reject))
        self.columns = tuple(dict.fromkeys(key for row in first for key in row))
        self.total = self.path.stat().st_size

    def __iter__(self) -> Iterator[Numbered]:
        for number, line in self.lines():
            yield number, read_line(line)

    def done(self) -> int:
        return self._raw.tell() if self._raw is not None and not self._raw.closed else self.total

    def put_aside(self, rejects: Iterator[tuple[int, Reject]], target: Path) -> None:
        waiting = next(rejects, None)
        with target.open("wb") as file:
            for number, line in self.lines():
                if waiting is None:
                    break
                if number == waiting[0]:
                    file.write(_marked(line.strip(), waiting[1]) + b"\n")
                    waiting = next(rejects, None)

    def chunks(self, start: int, size: int) -> Iterator[bytes]:
        """Whole lines, about `size` bytes of them at once, from the row with index `start` (from 0) on."""
        self._raw, content = open_bytes(self.path)
        with self._raw, content:
            if start:
                _ = next(islice((line for line in content if not line.isspace()), start - 1, None), None)
            mark = b"" if start else _MARK
            while text := content.read(size):
                yield _whole(content, text).removeprefix(mark)
                mark = b""

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Number and bytes of every line that is not blank."""
        self._raw, content = open_bytes(self.path)
        number = 0
        with self._raw, content:
            for line in content:
                if not line.isspace():
                    number += 1
                    yield number, line.removeprefix(_MARK) if number == 1 else line


def write_rows(file: BinaryIO, columns: Columns, rows: Iterable[Sequence[Any]], as_is: bool) -> None:
    """Write rows as objects; what is nothing is left out."""
    instants = {name for name, kind in columns.items() if kind == "instant"}
    for row in rows:
        told = {n: v for n, v in zip(columns, row, strict=True) if v is not None}
        told.update((name, to_iso(told[name])) for name in instants & told.keys())
        file.write(encode(told) + b"\n")


def _whole(content: BinaryIO, text: bytes) -> bytes:
    """The text up to the end of its last line."""
    if not text.endswith(b"\n"):
        text += content.readline()
    return text if text.endswith(b"\n") else text + b"\n"


def read_line(line: bytes) -> Row | Reject:
    """The row that a line holds, or why it is none."""
    try:
        row = decode(line)
    except UnicodeDecodeError:
        return Reject("bad-encoding", "the line is not UTF-8")
    except (msgspec.DecodeError, RecursionError) as cause:
        return Reject("bad-json", f"the line is not JSON: {cause}")
    if not isinstance(row, dict):
        return Reject("not-an-object", "a line is one JSON object")
    return row


def _marked(line: bytes, reject: Reject) -> bytes:
    """The line with code and reason set before its own keys; what is no object, as text beside them."""
    told = json.dumps({"reject_code": reject.code, "reject_reason": reject.reason}, ensure_ascii=False)
    if isinstance(read_line(line), Reject):
        kept = json.dumps(line.decode(errors="replace"), ensure_ascii=False)
        return f'{told[:-1]}, "reject_line": {kept}}}'.encode()
    inside = line[1:].lstrip()
    return told[:-1].encode() + (b"" if inside == b"}" else b", ") + inside
