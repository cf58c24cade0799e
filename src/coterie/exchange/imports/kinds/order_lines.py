"""Order lines: several rows make an order, perhaps far apart in the file."""

from __future__ import annotations

from typing import Any

from ..cells import Type
from ..mapping import OrderRules
from ._kind import Fields, Kind, Message, Names
from ._sale import FIELDS, MARKS, sale

_LINE: dict[str, Type] = {
    "product_id": "text", "product": "text", "category": "text", "brand": "text", "price": "number",
    "quantity": "number",
}  # fmt: skip


def _gather(lines: list[tuple[int, Fields]], names: Names, rules: OrderRules) -> list[Message]:
    """An order and its returns. What is said of the order is what the first line that says it says."""
    order = Fields()
    for _, line in reversed(lines):  # so that the first line's word is the last
        order.values.update(line.values)
        order.traits.update(line.traits)
        order.properties.update(line.properties)
    for name in _LINE:
        order.values.pop(name, None)
    dates = [line.values["timestamp"] for _, line in lines if "timestamp" in line.values]
    if dates:
        order.values["timestamp"] = min(dates)
    return sale(order, [_product(line) for _, line in lines], names, rules, lines[0][0])


def _product(line: Fields) -> Message:
    values = line.values
    told: dict[str, Any] = {**line.items, **{name: values[name] for name in _LINE if name in values}}
    if "product" in told:
        told["name"] = told.pop("product")
    told.setdefault("quantity", 1)
    return told


KIND = Kind(
    "order-lines",
    {**FIELDS, **_LINE},
    needs=(
        ("order_id",),
        ("timestamp",),
        ("user_id", "anonymous_id", "email"),
        ("product_id", "product"),
        ("quantity", "price"),
    ),
    marks={**MARKS, "product_id": 3, "quantity": 3, "price": 2},
    rest="items",
    tells_once=True,
    gather=_gather,
)
