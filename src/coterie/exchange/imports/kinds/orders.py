"""Orders: one a row."""

from __future__ import annotations

from ..mapping import OrderRules
from ._kind import Fields, Kind, Message, Names
from ._sale import FIELDS, sale


def _speak(row: Fields, number: int, names: Names, rules: OrderRules) -> list[Message]:
    return sale(row, [], names, rules, number)


KIND = Kind(
    "orders",
    FIELDS,
    needs=(("timestamp",), ("user_id", "anonymous_id", "email")),
    marks={"order_id": 2, "total": 3, "timestamp": 1, "currency": 1, "coupon": 1, "status": 1},
    tells_once=True,
    speak=_speak,
)
