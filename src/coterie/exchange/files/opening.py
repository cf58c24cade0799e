"""Files by their names: which format, plain or gzipped, and what their bytes add up to."""

from __future__ import annotations

import gzip
import io
from hashlib import blake2b
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, cast

from coterie.errors import ImportRefused
from coterie.lib.plugins import load

from .rows import Reading, Rows

_BLOCK = 1 << 20


def format_of(path: Path) -> str:
    """The format that a file's name says, `.gz` or not. Error: `ImportRefused`.

    >>> format_of(Path("orders.CSV.gz")), format_of(Path("events.ndjson"))
    ('csv', 'jsonl')
    """
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    known = {suffix: name for name, module in formats().items() for suffix in module.SUFFIXES}
    if not suffixes or suffixes[-1] not in known:
        raise ImportRefused(
            f"{path.name}: not a file that can be read; these can: {', '.join(sorted(known))}"
        )
    return known[suffixes[-1]]


def open_rows(path: Path, reading: Reading) -> Rows:
    """The rows of a file. Error: `ImportRefused` if it is absent or not what its name says."""
    if not path.is_file():
        raise ImportRefused(f"there is no file {path}")
    opened: Rows = formats()[reading.format].open_rows(path, reading)
    return opened


def open_bytes(path: Path) -> tuple[io.FileIO, BinaryIO]:
    """A file as it lies on disk (to ask how far it was read), and its content, unpacked if it is gzipped."""
    raw = io.FileIO(path)
    if path.suffix.lower() == ".gz":
        return raw, cast(BinaryIO, gzip.GzipFile(fileobj=io.BufferedReader(raw, _BLOCK)))
    return raw, io.BufferedReader(raw, _BLOCK)


def head(path: Path, size: int = 256 * 1024) -> bytes:
    """The first bytes of a file's content."""
    raw, content = open_bytes(path)
    with raw, content:
        return content.read(size)


def digest(path: Path) -> str:
    """What tells a file from any other: 16 hexadecimal digits of BLAKE2b (RFC 7693) over all its bytes."""
    made = blake2b(digest_size=8)
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            made.update(block)
    return made.hexdigest()


def formats() -> dict[str, ModuleType]:
    """The modules that read and write each format."""
    return {module.__name__.rsplit(".", 1)[1]: module for module in load(f"{__package__}.formats")}
