"""What an order says: that it was completed, cancelled, returned in part or whole.

* Lines with a negative quantity, and orders with a negative total, are returned goods: `Order Refunded` with
  those lines, their signs turned.
* An order id that begins with the mapping's mark is a document of its own: a return under its own id (marked
  = refund; UCI Online Retail's invoices of cancellations are numbered anew and name no order), or the
  cancellation of the order whose id stands behind the mark (marked = cancel).
* A status says the rest: cancelled, refunded, or never an order at all (failed, draft): put aside.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from coterie.exchange.files import Reject
from coterie.lib.text import fold

from ..cells import Type, Unreadable
from ..mapping import OrderRules
from ._kind import TRAITS, WHO, Fields, Message, Names, identify, needed, track, traits_of, who

_PROPERTIES: dict[str, Type] = {
    "order_id": "text", "total": "number", "currency": "text", "coupon": "text", "channel": "text",
    "store": "text", "payment": "text", "delivery": "text", "reason": "text", "shipping": "number",
    "tax": "number", "discount": "number",
}  # fmt: skip
FIELDS: dict[str, Type] = {
    **WHO, "timestamp": "instant", **_PROPERTIES, "status": "text", "cancelled_at": "instant",
    "refunded": "number", "refunded_at": "instant", **TRAITS,
}  # fmt: skip

Namer: TypeAlias = Callable[[str, Message], str]
"""Gives a message's id: by which part of the order it is, and what it says."""

MARKS = {
    "order_id": 3, "total": 5, "timestamp": 1, "currency": 2, "status": 2, "coupon": 1, "tax": 1,
    "shipping": 1,
}  # fmt: skip

CANCELLED = frozenset(
    "cancelled canceled voided cancel anulowane anulowany anulowano preklicano бас_тартылды".split()
)
RETURNED = frozenset("refunded returned zwrócone zwrot vrnjeno қайтарылды".split())
NEVER = frozenset("failed draft checkout-draft abandoned trash expired nieudane neuspelo".split())
"""Words for what became of an order (folded, blanks as _), in the languages that Coterie speaks."""


def sale(
    order: Fields, products: list[Message], names: Names, rules: OrderRules, number: int
) -> list[Message]:
    """The messages of one order. products: its lines, returned ones with a negative quantity. number: of its
    first row. Error: `Unreadable` for an order without a date or of nobody."""
    at = needed(order.values, "timestamp", Reject("no-date", "it does not say when"))
    person = who(order.values)
    if not person:
        raise Unreadable(Reject("no-customer", "it says neither by an id nor by an e-mail whose it is"))
    name = _namer(order.values.get("order_id"), names, number)
    return [*_told(order, person, at, name), *_marked(order, products, person, at, name, rules)]


def _marked(
    order: Fields, products: list[Message], person: Message, at: str, name: Namer, rules: OrderRules
) -> list[Message]:
    values, mark = order.values, rules.cancel_mark
    order_id = values.get("order_id", "")
    if not mark or not order_id.startswith(mark):
        return _plain(order, products, person, at, name)
    if rules.marked == "cancel":
        told = {"order_id": order_id.removeprefix(mark)}
        return [track(person, "Order Cancelled", at, told, name("cancelled", told))]
    return [_refund(order, [_turned(p) for p in products], person, at, name)]


def _plain(order: Fields, products: list[Message], person: Message, at: str, name: Namer) -> list[Message]:
    values, state = order.values, _state(order.values)
    kept = [p for p in products if p["quantity"] >= 0]
    back = [p for p in products if p["quantity"] < 0]
    if (back and not kept) or (not products and values.get("total", 0) < 0):
        return [_refund(order, [_turned(p) for p in back], person, at, name)]
    told = _properties(order, kept)
    said = [track(person, "Order Completed", at, told, name("order", told))]
    if back:
        said.append(_refund(order, [_turned(p) for p in back], person, at, name))
    if state == "cancelled":
        ended = {"order_id": values["order_id"]}
        said.append(
            track(person, "Order Cancelled", values.get("cancelled_at", at), ended, name("cancelled", ended))
        )
    elif state == "returned":
        said.append(_repaid(values, person, at, name))
    return said


def _told(order: Fields, person: Message, at: str, name: Namer) -> list[Message]:
    """What the row says of its contact beyond who it is."""
    traits = traits_of(order)
    if not traits or (traits.keys() == {"email"} and "userId" not in person):
        return []
    return [identify(person, traits, at, name("traits", traits))]


def _properties(order: Fields, products: list[Message]) -> Message:
    told = {**order.properties, **{n: order.values[n] for n in _PROPERTIES if n in order.values}}
    if products:
        told["products"] = products
        if "total" not in told and (total := worth(products)) is not None:
            told["total"] = total
    return told


def worth(products: list[Message]) -> Decimal | None:
    """What lines add up to; None if one of them has no price.

    >>> worth([{"price": Decimal("2.55"), "quantity": 6}, {"price": 1, "quantity": 1}])
    Decimal('16.30')
    """
    if not all("price" in product for product in products):
        return None
    return sum((Decimal(p["price"]) * Decimal(p["quantity"]) for p in products), Decimal(0))


def _refund(order: Fields, back: list[Message], person: Message, at: str, name: Namer) -> Message:
    """Goods that came back, worth what their lines add up to, else the order's own total without its sign."""
    told = _properties(
        Fields({n: v for n, v in order.values.items() if n != "total"}, {}, order.properties), back
    )
    if not back and "total" in order.values:
        told["total"] = abs(order.values["total"])
    return track(person, "Order Refunded", at, told, name("refund", told))


def _repaid(values: Message, person: Message, at: str, name: Namer) -> Message:
    """Money that was paid back, as the order's own row says: the amount, else the rest of the order."""
    told: Message = {"order_id": values["order_id"]}
    if "refunded" in values:
        told["total"] = abs(values["refunded"])
    return track(person, "Order Refunded", values.get("refunded_at", at), told, name("repaid", told))


def _state(values: Message) -> str:
    """What became of an order: completed, cancelled, returned. Error: `Unreadable` if it never was one."""
    word = fold(values.get("status", "")).strip().replace(" ", "_").removeprefix("wc-")
    if word in NEVER:
        raise Unreadable(Reject("not-an-order", f"its status is {values['status']}"))
    cancelled = word in CANCELLED or "cancelled_at" in values
    returned = word in RETURNED or values.get("refunded", 0) > 0
    if (cancelled or returned) and "order_id" not in values:
        raise Unreadable(Reject("not-an-order", "it was cancelled or refunded, and has no order id"))
    return "cancelled" if cancelled else "returned" if returned else "completed"


def _turned(product: Message) -> Message:
    return {**product, "quantity": abs(product["quantity"])}


def _namer(order_id: str | None, names: Names, number: int) -> Namer:
    """Names for an order's messages: by its id, else by its row."""

    def name(part: str, content: Message) -> str:
        return names.row(number, part) if order_id is None else names.keyed(order_id, part, content)

    return name
