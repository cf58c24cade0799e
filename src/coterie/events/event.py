"""An event: what a contact did, or what happened to it. Immutable, as every reading sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coterie.lib.instants import NEVER

Item = Mapping[str, Any]
"""One line of an event: product_id, name, category (a path, steps joined by " > "), brand, price, quantity ..."""


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the log.

    seq: ingest sequence, the tie-breaker of equal instants. t: ms UTC. name: canonical. props: JSON values as
    received (numbers as int or Decimal), with the message's `context` beneath the key "context".
    items: its lines, the catalogue applied. amount: money in the workspace's currency scaled by 10**4, or None.
    item_amounts: price x quantity of each item likewise. until: the instant from which it no longer counts (a
    replaced or cancelled order and its refunds), else NEVER. id: the message id.
    """

    seq: int
    t: int
    name: str
    props: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Item, ...] = ()
    amount: int | None = None
    item_amounts: tuple[int | None, ...] = ()
    until: int = NEVER
    id: str = ""
