"""Filters over the rows of a log: what must hold of an event, or of one of its items.

A `field` is a logical field: a dotted path of the properties, a name of `coterie.events.fields` (url, device,
campaign ...) or one of the computed `$hour` (0-23, workspace's zone), `$weekday` (1 = Monday), `$name`,
`$amount` (workspace's currency). Inside `AnyItem` a field names a field of the item: product_id, name,
category, brand, price, quantity, or any other property of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .compare import Predicate


@dataclass(frozen=True, slots=True)
class Has:
    """The field of the row satisfies the predicate."""

    field: str
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold (of the same row). Empty: true."""

    parts: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds. Empty: false."""

    parts: tuple[Where, ...]


@dataclass(frozen=True, slots=True)
class Non:
    """The plain complement."""

    part: Where


@dataclass(frozen=True, slots=True)
class AnyItem:
    """One and the same item of the event satisfies `where`."""

    where: Where


Where: TypeAlias = "Has | Every | Some | Non | AnyItem"

ALL = Every(())
"""The filter that lets every row through."""


def item_filters(where: Where) -> tuple[Where, ...]:
    """The filters of items that stand in a `where`, not under a `Non`: what "matching items" means.

    >>> item_filters(Every((AnyItem(ALL), Non(AnyItem(ALL))))) == (ALL,)
    True
    """
    match where:
        case AnyItem(inner):
            return (inner,)
        case Every(parts) | Some(parts):
            return tuple(f for p in parts for f in item_filters(p))
        case _:
            return ()
