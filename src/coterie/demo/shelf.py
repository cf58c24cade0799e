"""The demo shop's catalogue: the products that the package's households bought, and the invented goods."""

from __future__ import annotations

import functools
from dataclasses import asdict
from typing import Any

import numpy as np
import numpy.typing as npt

from coterie.demo.goods import GOODS
from coterie.demo.journey import baskets, table
from coterie.demo.times import Instants

WOMEN = ("MAKEUP", "FEMININE", "LADIES", "COSMETIC ACC", "LEGGS", "FRAGRANCES")
MEN = ("MENS ", "MEN'S", "SHAVING CARE")


@functools.cache
def audience(*words: str | None) -> str:
    """Whom a product is for, guessed from the words of its category; ours, the package doesn't say.

    >>> audience("DRUG GM", "APPAREL", "LADIES SANDALS"), audience("GROCERY", "SOUP", None)
    ('women', 'all')
    """
    text = " ".join(word for word in words if word)
    if any(word in text for word in WOMEN):
        return "women"
    return "men" if any(word in text for word in MEN) else "all"


def category(*steps: str | None) -> str:
    """A category path of the steps that are known.

    >>> category("DRUG GM", "BABY FOODS", None)
    'Drug Gm > Baby Foods'
    """
    return " > ".join(step.title().replace(" > ", " ") for step in steps if step)


@functools.cache
def prices() -> dict[int, float]:
    """The median price at which each product was sold, in euros, by the package's product number."""
    sold = baskets()
    order = np.lexsort((sold.price, sold.product))
    products, paid = sold.product[order], sold.price[order]
    first = np.flatnonzero(np.r_[True, products[1:] != products[:-1]])
    middle = (first + np.append(first[1:], len(products)) - 1) // 2
    return dict(zip(products[first].tolist(), np.round(paid[middle], 2).tolist(), strict=True))


def women_share(household: Instants) -> npt.NDArray[np.float64]:
    """Of what each household bought for women or men, the part for women; NaN below three such lines."""
    parts = (
        table("products").select(["product_id", "department", "product_category", "product_type"]).to_pylist()
    )
    kinds = {int(row.pop("product_id")): audience(*row.values()) for row in parts}
    sold = baskets()
    numbers, which = np.unique(sold.product, return_inverse=True)
    owner = np.repeat(sold.household, np.diff(sold.first))
    counts = []
    for wanted in ("women", "men"):
        match = np.array([kinds.get(number) == wanted for number in numbers.tolist()])[which]
        counts.append(
            np.bincount(owner[match], minlength=int(household.max()) + 1)[household].astype(np.float64)
        )
    both = counts[0] + counts[1]
    return np.where(both >= 3, counts[0] / np.maximum(both, 1), np.nan)


def _product(number: int, row: dict[str, Any] | None, price: float) -> dict[str, Any]:
    row = row or {"department": "Unlisted", "brand": "Unlisted", "manufacturer_id": 0}
    steps = (row["department"], row.get("product_category"), row.get("product_type"))
    name = next(step for step in reversed(steps) if step).title()
    return {
        "product_id": str(number),
        "name": " ".join(filter(None, (name, row.get("package_size")))),
        "category": category(*steps),
        "brand": f"{row['brand']} {row['manufacturer_id']}",
        "price": price,
        "audience": audience(*steps),
    }


def catalogue() -> list[dict[str, Any]]:
    """Each product: product_id, name, category path, brand, price (euros), audience.

    The package names neither price (the median of what was paid stands here) nor audience (guessed from the
    category); 17 products sold are not in its list and stand as "Unlisted". The last rows are invented (see
    `goods`).
    """
    known = {row["product_id"]: row for row in table("products").to_pylist()}
    sold = [_product(number, known.get(number), price) for number, price in prices().items()]
    return sold + [asdict(good) for good in GOODS]
