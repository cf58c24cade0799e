"""Goods that the grocer's data lacks: clothes, mowers and what goes with them. All invented.

Without them no contact could be asked for jeans and trousers, for the women's range or for cordless mowers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Good:
    """An invented product; category: steps joined by " > "; price in euros; audience: women, men or all."""

    product_id: str
    name: str
    category: str
    brand: str
    price: float
    audience: str = "all"


_W, _M, _A = "Clothing > Women", "Clothing > Men", "Clothing > Accessories"
GOODS: tuple[Good, ...] = (
    Good("W-JEA-1", "Slim jeans Tara", f"{_W} > Jeans", "Sava", 59.9, "women"),
    Good("W-JEA-2", "Wide jeans Nika", f"{_W} > Jeans", "Krka", 69.9, "women"),
    Good("W-TRO-1", "Linen trousers Zala", f"{_W} > Trousers", "Sava", 49.9, "women"),
    Good("W-TRO-2", "Pleated trousers Iva", f"{_W} > Trousers", "Drava", 54.9, "women"),
    Good("W-DRE-1", "Summer dress Lipa", f"{_W} > Dresses", "Krka", 64.9, "women"),
    Good("W-DRE-2", "Evening dress Vesna", f"{_W} > Dresses", "Drava", 119.0, "women"),
    Good("W-SHO-1", "Leather boots Ema", f"{_W} > Shoes", "Alpina Demo", 129.0, "women"),
    Good("M-JEA-1", "Straight jeans Jan", f"{_M} > Jeans", "Sava", 62.9, "men"),
    Good("M-JEA-2", "Dark jeans Rok", f"{_M} > Jeans", "Krka", 74.9, "men"),
    Good("M-TRO-1", "Chino trousers Luka", f"{_M} > Trousers", "Sava", 52.9, "men"),
    Good("M-TRO-2", "Wool trousers Anton", f"{_M} > Trousers", "Drava", 79.9, "men"),
    Good("M-SHI-1", "Oxford shirt Matej", f"{_M} > Shirts", "Drava", 39.9, "men"),
    Good("M-SHO-1", "Hiking shoes Triglav", f"{_M} > Shoes", "Alpina Demo", 139.0, "men"),
    Good("A-BEL-1", "Leather belt", f"{_A} > Belts", "Sava", 24.9),
    Good("A-SCA-1", "Wool scarf", f"{_A} > Scarves", "Krka", 29.9),
    Good("G-MOW-1", "Cordless mower 36 V, 33 cm", "Garden > Mowers > Cordless mowers", "Trata", 289.0),
    Good("G-MOW-2", "Cordless mower 36 V, 42 cm", "Garden > Mowers > Cordless mowers", "Trata", 399.0),
    Good("G-MOW-3", "Cordless mower 18 V, 30 cm", "Garden > Mowers > Cordless mowers", "Gaj", 219.0),
    Good("G-MOW-4", "Petrol mower 46 cm", "Garden > Mowers > Petrol mowers", "Gaj", 349.0),
    Good("G-ACC-1", "Battery 36 V 4 Ah", "Garden > Mower accessories > Batteries", "Trata", 119.0),
    Good("G-ACC-2", "Charger 36 V", "Garden > Mower accessories > Chargers", "Trata", 59.0),
    Good("G-ACC-3", "Spare blade 33 cm", "Garden > Mower accessories > Blades", "Trata", 24.9),
)
BY_ID: dict[str, Good] = {good.product_id: good for good in GOODS}

SECTIONS: dict[str, tuple[str, ...]] = {
    "groceries": (),
    "women": (*(g.product_id for g in GOODS if g.audience == "women"), "A-SCA-1", "A-BEL-1"),
    "men": (*(g.product_id for g in GOODS if g.audience == "men"), "A-BEL-1"),
    "mowers": tuple(g.product_id for g in GOODS if g.product_id.startswith("G-")),
}
"""What a contact looks at, by the section that interests them; groceries: what their household buys."""
SECTION_NAMES: tuple[str, ...] = tuple(SECTIONS)
SECTION_PATHS: dict[str, str] = {
    "groceries": "/groceries",
    "women": "/clothing/women",
    "men": "/clothing/men",
    "mowers": "/garden/cordless-mowers",
}
