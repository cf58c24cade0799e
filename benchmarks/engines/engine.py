"""What every engine does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

QUERIES = "queries.json"
APPENDED = 1
"""The kind of event that comes in batches: `Email Opened`."""

Batch = Sequence[tuple[int, int]]
"""contact, t (ms)"""


class TooSlow(Exception):
    """A query took longer than an engine may."""


class Engine(Protocol):
    """An engine over one shop. An answer is of a first call: nothing of an earlier one is kept."""

    def load(self, tables: Path) -> Mapping[str, float]:
        """Takes the shop from Parquet files in a folder; seconds of each step."""
        ...

    def open(self) -> None:
        """Opens what was loaded."""
        ...

    def settle(self, name: str) -> str:
        """Tries every form of a query and keeps the quickest: its name."""
        ...

    def count(self, name: str) -> int:
        """How many contacts are in a segment. Error: `TooSlow`."""
        ...

    def together(self) -> list[int]:
        """How many are in each segment, in one go."""
        ...

    def append(self, number: int, rows: Batch) -> None:
        """Takes a batch of openings, seen by the next count; they are also known by the batch's number."""
        ...

    def close(self) -> None:
        """Stops what it started."""
        ...


class Queries:
    """What an engine that speaks SQL is asked, read from the file in its folder; which forms were chosen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.chosen: dict[str, str] = {}

    @cached_property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / QUERIES).read_text())
        return found

    @property
    def together(self) -> str:
        return str(self.told["together"])

    def forms(self, name: str) -> dict[str, str]:
        found: dict[str, str] = self.told["forms"][name]
        return found

    def of(self, name: str) -> str:
        """The query of a definition: as chosen, else in the first form."""
        forms = self.forms(name)
        return forms[self.chosen.get(name, next(iter(forms)))]


Forms = Mapping[str, str]


def quickest(forms: Forms, ask: Callable[[str], object]) -> str:
    """The name of the quickest of several queries, each asked twice unless the first call rules it out."""
    times: dict[str, float] = {}
    for name, query in forms.items():
        first = seconds(ask, query)
        hopeless = bool(times) and first > 3 * min(times.values())
        times[name] = first if hopeless else seconds(ask, query)
    return min(times, key=lambda name: times[name])


def seconds(ask: Callable[[str], object], query: str) -> float:
    """How long an answer took."""
    began = perf_counter()
    ask(query)
    return perf_counter() - began


def kinds(tables: Path) -> range:
    """The numbers of the kinds of events in a folder of tables."""
    return range(sum(1 for file in tables.glob("*.parquet") if file.stem.isdigit()))
