"""Column files: raw arrays beside a manifest that names those that count. A crash leaves the old manifest, or none.

A file is written whole, synced and never changed; the manifest is swapped by a rename. Whatever can't be read
(torn, of another format) is treated as absent: columns are derived and can be made again.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from .dictionary import decode, encode

FORMAT = 1
MANIFEST = "manifest.json"


class Entry(msgspec.Struct):
    """One column file: its name, type, and how many entries it has."""

    file: str
    dtype: str
    length: int


class Saved(msgspec.Struct):
    """One frame: columns and lines by name, dictionaries by field. seq, orders: as of which stamp it was made."""

    seq: int
    orders: int
    columns: dict[str, Entry]
    lines: dict[str, Entry] = msgspec.field(default_factory=dict)
    values: dict[str, str] = msgspec.field(default_factory=dict)
    line_values: dict[str, str] = msgspec.field(default_factory=dict)


class Manifest(msgspec.Struct):
    """What counts in the folder. serial: of the last file's name. baked: see `Crowd`."""

    format: int
    epoch: int
    serial: int = 0
    baked: Entry | None = None
    frames: dict[str, Saved] = msgspec.field(default_factory=dict)


class Folder:
    """The files of one set of columns. Not shared between processes; writes under the caller's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self.manifest = self._read()
        self._sweep()

    def clear(self, epoch: int) -> None:
        """Forgets everything."""
        self.manifest = Manifest(FORMAT, epoch, self.manifest.serial)

    def save(self, column: NDArray[Any]) -> Entry:
        """Writes an array into a new file."""
        name = self._name("column")
        _write(self.path / name, np.ascontiguousarray(column).data)
        return Entry(name, column.dtype.str, len(column))

    def save_values(self, found: list[Any]) -> str:
        name = self._name("values")
        _write(self.path / name, encode(found))
        return name

    def load(self, entry: Entry) -> NDArray[Any]:
        """Maps a file; a private mapping, so that kernels see the same (writable) type as in memory."""
        dtype = np.dtype(entry.dtype)
        path = self.path / entry.file
        if path.stat().st_size != entry.length * dtype.itemsize:
            raise OSError(f"{entry.file}: torn")
        if entry.length == 0:
            return np.empty(0, dtype)
        with path.open("rb") as file:
            return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY), dtype)

    def load_values(self, name: str) -> list[Any]:
        found: list[Any] = decode((self.path / name).read_bytes())
        return found

    def commit(self) -> None:
        """Makes the manifest as it stands the one that counts, then removes files that no longer do."""
        temporary = self.path / (MANIFEST + ".new")
        _write(temporary, msgspec.json.encode(self.manifest))
        temporary.replace(self.path / MANIFEST)
        _sync(self.path)
        self._sweep()

    def _name(self, kind: str) -> str:
        self.manifest.serial += 1
        return f"{self.manifest.serial:08d}.{kind}"

    def _read(self) -> Manifest:
        try:
            found = msgspec.json.decode((self.path / MANIFEST).read_bytes(), type=Manifest)
        except (OSError, msgspec.DecodeError, json.JSONDecodeError):
            return Manifest(0, -1, serial=_highest(self.path))
        return found if found.format == FORMAT else Manifest(0, -1, serial=found.serial)

    def _sweep(self) -> None:
        kept = {MANIFEST, *_named(self.manifest)}
        for path in self.path.iterdir():
            if path.name not in kept and path.suffix in (".column", ".values", ".new"):
                path.unlink()


def _named(manifest: Manifest) -> Iterable[str]:
    if manifest.baked is not None:
        yield manifest.baked.file
    for saved in manifest.frames.values():
        yield from (entry.file for entry in (*saved.columns.values(), *saved.lines.values()))
        yield from (*saved.values.values(), *saved.line_values.values())


def _highest(path: Path) -> int:
    return max((int(p.stem) for p in path.iterdir() if p.stem.isdigit()), default=0)


def _write(path: Path, data: Any) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
