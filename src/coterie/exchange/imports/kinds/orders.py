"""Orders: one a row."""

from __future__ import annotations

from ..mapping import OrderRules
from ._kind import Fields, Kind, Message, Names
from ._sale import FIELDS, MARKS, sale


def _speak(row: Fields, number: int, names: Names, rules: OrderRules) -> list[Message]:
    return sale(row, [], names, rules, number)


KIND = Kind(
    "orders",
    FIELDS,
    needs=(("timestamp",), ("order_id", "total"), ("user_id", "anonymous_id", "email")),
    marks=MARKS,
    tells_once=True,
    speak=_speak,
)
