"""The demo's stores, rates of exchange and settings: addresses and rates are invented, the towns are real."""

from __future__ import annotations

import functools
import math
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from coterie.demo.journey import baskets
from coterie.demo.times import ZONE
from coterie.demo.towns import TOWNS, of_country

NETWORK: dict[str, int] = {"SI": 22, "PL": 22, "KZ": 6, "DE": 5, "GB": 3, "CH": 2}
"""Stores by country: the package's 60 busiest; what was bought elsewhere counts as bought on the web."""
_STREET = {
    "SI": "Glavna ulica {}", "PL": "ul. Długa {}", "KZ": "Абай даңғылы {}",
    "DE": "Hauptstraße {}", "GB": "{} High Street", "CH": "Bahnhofstrasse {}",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """A store in a town (index into TOWNS)."""

    name: str
    address: str
    town: int
    latitude: float
    longitude: float


def _deal(country: str, stores: int) -> list[int]:
    """Towns of a country's stores, dealt by weight (D'Hondt)."""
    dealt: list[int] = []
    for _ in range(stores):
        dealt.append(max(of_country(country), key=lambda i: TOWNS[i].weight / (dealt.count(i) + 1)))
    return dealt


def _shop(town: int, nth: int) -> Shop:
    place = TOWNS[town]
    street = _STREET[place.country].format(3 + 7 * nth)
    latitude = round(place.latitude + 0.012 * math.cos(2.4 * nth) * nth, 5)
    longitude = round(place.longitude + 0.015 * math.sin(2.4 * nth) * nth, 5)
    return Shop(f"{place.city} {nth + 1}", street, town, latitude, longitude)


@functools.cache
def shops() -> tuple[Shop, ...]:
    """The stores, countries interleaved so that each has busy and quiet ones."""
    dealt = {country: _deal(country, n) for country, n in NETWORK.items()}
    ranks = sorted((k / n, country, k) for country, n in NETWORK.items() for k in range(n))
    found = [(dealt[country][k], dealt[country][:k].count(dealt[country][k])) for _, country, k in ranks]
    return tuple(_shop(town, nth) for town, nth in found)


@functools.cache
def shop_of() -> dict[int, int]:
    """Index of the shop for each of the package's 60 busiest stores."""
    numbers, visits = np.unique(baskets().store, return_counts=True)
    busiest = numbers[np.lexsort((numbers, -visits))][: len(shops())]
    return {number: i for i, number in enumerate(busiest.tolist())}


def stores() -> list[dict[str, Any]]:
    """Each store: name, address, city, country, latitude, longitude (degrees, WGS 84)."""
    rows = []
    for shop in shops():
        row = {"city": TOWNS[shop.town].city, "country": TOWNS[shop.town].country, **asdict(shop)}
        del row["town"]
        rows.append(row)
    return rows


def settings() -> dict[str, Any]:
    """The workspace's settings.

    >>> settings()
    {'zone': 'Europe/Ljubljana', 'currency': 'EUR', 'human_opens_only': True}
    """
    return {"zone": ZONE, "currency": "EUR", "human_opens_only": True}


_BASE = {"PLN": 0.2341, "USD": 0.8673, "KZT": 0.0016612}
MONTHS = tuple((2023 + m // 12, m % 12 + 1) for m in range(48))


def rate(currency: str, month: int) -> float:
    """Euros for one unit in a month counted from January 2023: a gentle wave, invented.

    >>> rate("EUR", 0), rate("PLN", 0)
    (1.0, 0.2341)
    """
    base = _BASE.get(currency)
    return 1.0 if base is None else float(f"{base * (1 + 0.03 * math.sin(month / 3)):.5g}")


def rates() -> list[dict[str, Any]]:
    """Rates of exchange: {date, currency, rate}, one unit of the currency is `rate` euros from that date on.

    >>> rates()[0]
    {'date': '2023-01-01', 'currency': 'PLN', 'rate': 0.2341}
    """
    return [
        {"date": date(year, month, 1).isoformat(), "currency": currency, "rate": rate(currency, m)}
        for m, (year, month) in enumerate(MONTHS)
        for currency in _BASE
    ]
