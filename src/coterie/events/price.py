"""What an event amounts to: its own money, its lines', and what has to be said about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .event import Item
from .items import line_amount, lines
from .money import Till
from .orders import REFUNDED

REST = 4
"""A flag of events: a refund of whatever was left of its order."""
UNPRICED = 8
"""A flag: money that could not be converted, for want of a rate or of a currency that is one."""


class Price(NamedTuple):
    """amount: of the event, in the workspace's currency, scaled by 10**4, or None. flags: `REST`, `UNPRICED`.
    items: its lines. parts: the amount of each."""

    amount: int | None
    flags: int
    items: tuple[Item, ...]
    parts: tuple[int | None, ...]


def price(name: str, props: Mapping[str, Any], t: int, till: Till) -> Price:
    """What an event of this (canonical) name amounts to on its day.

    A refund that states no amount is what its lines come to, if each of them has a price, else the rest of
    its order.
    """
    amount, stated = till.amount(props, t)
    items = lines(props)
    if not items and name != REFUNDED:
        return (
            Price(amount, UNPRICED, items, ()) if stated and amount is None else Price(amount, 0, items, ())
        )
    currency = till.currency_of(props) if items else None
    parts = tuple(line_amount(item, till, currency, t) for item in items)
    flags = UNPRICED if stated and amount is None else 0
    if name == REFUNDED and not stated:
        known = [part for part in parts if part is not None]
        if not parts or len(known) < len(parts):
            return Price(None, REST, items, parts)
        amount = sum(known)
    return Price(amount, flags, items, parts)
