"""What every engine does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Protocol


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

    def append(self, number: int) -> None:
        """Takes a batch of a hundred events, seen by the next count."""
        ...

    def close(self) -> None:
        """Stops what it started."""
        ...


Forms = Mapping[str, str]


def quickest(forms: Forms, ask: Callable[[str], object]) -> str:
    """The name of the quickest of several queries, each asked twice; those that fail are out.

    Error: `TooSlow` if all fail.
    """
    times = {}
    for name, query in forms.items():
        try:
            ask(query)
            began = perf_counter()
            ask(query)
            times[name] = perf_counter() - began
        except TooSlow:
            continue
    if not times:
        raise TooSlow
    return min(times, key=lambda name: times[name])
