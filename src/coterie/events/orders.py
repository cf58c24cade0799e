"""Orders through their life: completed, completed again, refunded, cancelled. Pure: one order id at a time.

`until` says from when a row no longer counts, so that any instant can be asked: a row counts at T while
`t <= T < until`. Nothing is ever deleted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from coterie.lib.instants import NEVER

from . import fields

COMPLETED, CANCELLED, REFUNDED = "Order Completed", "Order Cancelled", "Order Refunded"
CHAIN = frozenset({COMPLETED, CANCELLED, REFUNDED})
"""Canonical names of the events that tell an order's life."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A row of an order's life. amount: its own, scaled by 10**4. rest: a refund of whatever is left."""

    t: int
    seq: int
    name: str
    amount: int | None
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a row amounts to: until when it counts, and its amount."""

    until: int
    amount: int | None


def order_of(props: Mapping[str, Any]) -> str | None:
    """The order id of an event, as text.

    >>> order_of({"order_id": 17}), order_of({"orderId": " A1 "}), order_of({"order_id": ""})
    ('17', 'A1', None)
    """
    found = fields.read(props, "order_id")
    if isinstance(found, bool) or not isinstance(found, (str, int)):
        return None
    return str(found).strip() or None


def standings(happenings: Iterable[Happening]) -> dict[int, Standing]:
    """By seq, what each row of one order amounts to.

    * A later `Order Completed` replaces the earlier one; refunds made meanwhile stay.
    * `Order Cancelled` ends the order and its refunds; what is refunded while it is cancelled does not count.
      Completed once more, the order stands again.
    * A refund of the rest is the order's amount as of then, less the refunds before it, never below nothing;
    if
      one of these is not known, neither is it.

    >>> refunds = [Happening(2, 2, REFUNDED, 30), Happening(3, 3, REFUNDED, None, rest=True)]
    >>> standings([Happening(1, 1, COMPLETED, 100), *refunds])[3].amount
    70
    """
    found: dict[int, Standing] = {}
    order: Happening | None = None
    refunds: list[int] = []
    cancelled = False
    for row in sorted(happenings, key=lambda h: (h.t, h.seq)):
        found[row.seq] = Standing(NEVER, row.amount)
        if row.name == REFUNDED:
            amount = _rest(order, [found[seq] for seq in refunds]) if row.rest else row.amount
            found[row.seq] = Standing(row.t if cancelled else NEVER, amount)
            refunds += [] if cancelled else [row.seq]
            continue
        ending = [order.seq] if order else []
        ending += refunds if row.name == CANCELLED else []
        found.update((seq, Standing(row.t, found[seq].amount)) for seq in ending)
        cancelled = row.name == CANCELLED
        order, refunds = (None, []) if cancelled else (row, refunds)
    return found


def _rest(order: Happening | None, refunds: list[Standing]) -> int | None:
    amounts = [order.amount if order else None, *(r.amount for r in refunds)]
    known = [a for a in amounts if a is not None]
    return None if len(known) < len(amounts) else max(0, known[0] - sum(known[1:]))
