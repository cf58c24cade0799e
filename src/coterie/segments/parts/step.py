"""Steps of a sequence: an event that follows, or one that must not."""

from __future__ import annotations

from dataclasses import dataclass

from .where import ALL, Where


@dataclass(frozen=True, slots=True)
class Step:
    """One of the events with such properties; `negated`: no such event. The first step is never negated."""

    events: tuple[str, ...]
    where: Where = ALL
    negated: bool = False
