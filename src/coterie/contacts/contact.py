"""A contact: who, with every change of every trait. Immutable, as every reading sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A trait was set to `value` (None clears) at t (ms), by the message with ingest sequence seq."""

    t: int
    seq: int
    value: Any


@dataclass(frozen=True, slots=True)
class Contact:
    """id: dense number, never reused. key: userId, else e-mail, else oldest anonymousId. birth: immutable birth id.

    first_seen: ms. changes: per top-level trait name, in order of (t, seq), merged contacts' united.
    """

    id: int
    key: str
    birth: str
    first_seen: int
    changes: Mapping[str, tuple[Change, ...]] = field(default_factory=dict)
