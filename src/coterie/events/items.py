"""Lines of events: the products that an event is about, and what each line amounts to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coterie.lib.numbers import SCALE
from coterie.lib.values import as_number

from . import fields
from .event import Item
from .money import Till


def lines(props: Mapping[str, Any]) -> tuple[Item, ...]:
    """The lines of an event: its `products`, else the event itself if it names one product.

    >>> lines({"products": [{"product_id": 1}, "?"]}), lines({"product_id": 2, "context": {}}), lines({})
    (({'product_id': 1},), ({'product_id': 2},), ())
    """
    if "products" in props and isinstance(products := props["products"], list):
        return tuple([p for p in products if isinstance(p, Mapping)])
    if props.get("product_id") is None and props.get("productId") is None:
        return ()
    return ({name: value for name, value in props.items() if name != "context"},)


def product_of(item: Item) -> str | None:
    """The product id of a line, as text.

    >>> product_of({"product_id": 7}), product_of({"sku": "x"})
    ('7', None)
    """
    found = item.get("product_id")
    if found is None:
        found = fields.read(item, "product_id", item=True)
    if isinstance(found, str):
        return found or None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else None


def line_amount(item: Item, till: Till, currency: str | None, t: int) -> int | None:
    """Price x quantity (one unless given) in the workspace's currency, scaled by 10**4, or None."""
    price, quantity = as_number(item.get("price")), item.get("quantity")
    count = SCALE if quantity is None else as_number(quantity)
    if price is None or count is None:
        return None
    return till.worth(price * count, SCALE * SCALE, currency, t)


@dataclass(frozen=True)
class Catalogue:
    """Products by id (text): category (a path, steps joined by " > "), name, brand, price, audience ..."""

    products: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def apply(self, item: Item) -> Item:
        """A line with what the catalogue knows: its category, and whatever else the line does not say itself.

        >>> Catalogue({"1": {"category": "Coats", "brand": "B"}}).apply({"product_id": 1, "category": "?"})
        {'product_id': 1, 'category': 'Coats', 'brand': 'B'}
        """
        product = self.products.get(product_of(item) or "")
        if product is None:
            return item
        known = {name: v for name, v in product.items() if v is not None}
        missing = {
            n: v for n, v in known.items() if n == "category" or fields.read(item, n, item=True) is None
        }
        return {**item, **missing}


def read_product(said: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """A product's id and what is known of it, all flat; None without an id. A category may be a list of
    steps.

    >>> read_product({"product_id": 1, "category": ["Clothing", "Coats"]})
    ('1', {'category': 'Clothing > Coats'})
    """
    product = product_of(said)
    if product is None:
        return None
    flat = {
        name: _flat(value) for name, value in said.items() if name not in ("product_id", "productId", "id")
    }
    return product, {name: value for name, value in flat.items() if "." not in name and value is not None}


def _flat(value: Any) -> Any:
    if isinstance(value, list):
        return " > ".join(str(step) for step in value)
    return None if isinstance(value, Mapping) else value
