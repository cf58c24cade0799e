"""Coterie's columns, built without the shop's tail and merges and then brought up to date, as in a shop at work."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import perf_counter

from coterie.columns import Columns
from coterie.lib.calendar import Calendar
from coterie.segments.columns import Reading
from coterie.segments.world import Ground

from ..appended import Grown
from ..segments import SEGMENTS
from ..shop import NOW, Shop
from .engine import Batch

GROUND = Ground(Calendar("UTC"))


class Kept:
    """An `Engine`: columns in files, read by one thread."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder = path, folder
        self.grown = Grown(Shop(path))
        self.reading: Reading

    def load(self, tables: Path) -> Mapping[str, float]:
        began = perf_counter()
        early = Reading(Columns(Shop(self.path, later=False, merged=False), self.folder), GROUND)
        for make in SEGMENTS.values():
            early.count(make(), NOW)
        return {"columns from the record's arrays": perf_counter() - began}

    def open(self) -> None:
        self.reading = Reading(Columns(self.grown, self.folder), GROUND)

    def settle(self, name: str) -> str:
        self.count(name)
        return "columns"

    def count(self, name: str) -> int:
        return self.reading.count(SEGMENTS[name](), NOW)

    def together(self) -> list[int]:
        return [bits.count() for bits in self.reading.many([make() for make in SEGMENTS.values()], NOW)]

    def append(self, number: int, rows: Batch) -> None:
        self.grown.batches = number + 1

    def close(self) -> None:
        pass


made = Kept
