"""The parts of a plan, and what they look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from coterie.contacts.consent import INGREDIENTS
from coterie.segments.plan import (
    Consent,
    Coupons,
    Distance,
    Lapsed,
    Log,
    Moved,
    NearestStore,
    Plan,
    Reachable,
    Season,
    Trait,
)  # fmt: skip

_ORDERS = ("Order Completed",)
_PLACE = ("country", "postal_code", "city", "latitude", "longitude")


def nodes(node: Any) -> Iterator[Any]:
    """Every part of a plan, itself first, windows and predicates included."""
    if isinstance(node, tuple):
        for part in node:
            yield from nodes(part)
    elif is_dataclass(node):
        yield node
        for each in fields(node):
            yield from nodes(getattr(node, each.name))


def looked_at(plan: Plan | None) -> tuple[frozenset[str], frozenset[str]]:
    """Names of events and of traits that decide who is in a plan."""
    found = [_looked_at(node) for node in nodes(plan)]
    names = frozenset(name for events, _ in found for name in events)
    return names, frozenset(name for _, traits in found for name in traits)


def _looked_at(node: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    match node:
        case Log(names):
            return names, ()
        case Trait(name):
            return (), (name, name.partition(".")[0])
        case Moved(trait):
            return (), (trait,)
        case Consent(channel) | Reachable(channel):
            wanted = INGREDIENTS[channel]
            return (*wanted.statements, *wanted.harms, *wanted.bases), (wanted.address, "country")
        case Coupons():
            return ("Coupon Issued", "Coupon Redeemed", *_ORDERS), ()
        case Lapsed():
            return _ORDERS, ()
        case Distance() | NearestStore():
            return (), _PLACE
        case Season():
            return (), ("country",)
        case _:
            return (), ()
