"""Invented orders of invented people: one-time buyers, contacts lost long ago, buyers of clothes.

Each is labelled `synthetic: true`. They buy goods of the section that interests them (`goods`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from coterie.demo.agents import AGENTS
from coterie.demo.coupons import WELCOME
from coterie.demo.dice import dice, spread
from coterie.demo.goods import BY_ID, SECTION_NAMES, SECTIONS
from coterie.demo.journey import Floats
from coterie.demo.people import LAPSED, ONCE, WARDROBE, People
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, HOUR, NOW, Instants

_SPREAD_DAYS = {ONCE: 25, LAPSED: 110, WARDROBE: 700}


@dataclass(frozen=True)
class Purchases:
    """One row an invented order: person, which of their orders it is, instant, four chance numbers."""

    person: Instants
    nth: Instants
    t: Instants
    draws: Floats


def purchases(people: People, seed: int) -> Purchases:
    """One order of each one-time buyer, one to five of the lapsed, two to nine of buyers of clothes."""
    rng = dice(seed, "purchases")
    most = {ONCE: (1, 2), LAPSED: (1, 6), WARDROBE: (2, 10)}
    counts = np.zeros(len(people), dtype=np.int64)
    for kind, (low, high) in most.items():
        rows = people.kind == kind
        counts[rows] = rng.integers(low, high, int(rows.sum()))
    person, nth = spread(counts)
    days = np.array([_SPREAD_DAYS.get(k, 0) for k in range(6)])[people.kind[person]] * DAY
    room = np.minimum(days, NOW - HOUR - people.joined[person])
    t = people.joined[person] + HOUR + (rng.random(len(person)) * (room - HOUR)).astype(np.int64)
    return Purchases(person, nth, t, rng.random((len(person), 4)))


def _products(section: str, draws: list[float]) -> list[dict[str, Any]]:
    """One to three lines of a section's goods, no good twice."""
    goods = SECTIONS[section]
    picks = dict.fromkeys(goods[int(d * len(goods))] for d in draws[: 1 + int(draws[3] * 3)])
    return [{"product_id": p, "quantity": 1 + int(draws[3] * 10 % 2), "price": BY_ID[p].price} for p in picks]


def _properties(people: People, made: Purchases, n: int) -> dict[str, Any]:
    i, draws = int(made.person[n]), made.draws[n].tolist()
    products = _products(SECTION_NAMES[int(people.section[i])], draws)
    total = sum(line["price"] * line["quantity"] for line in products)
    coupon = WELCOME if people.kind[i] == ONCE and i % 5 < 2 else None
    properties: dict[str, Any] = {
        "order_id": f"S-{n:05d}",
        "total": round(total * (0.9 if coupon else 1.0), 2),
        "currency": "EUR",
        "channel": "web",
        "payment": ("card", "paypal")[n % 2],
        "delivery": ("courier", "parcel locker")[i % 2],
        "reason": ("gift", "first try", "offer")[n % 3],
        "synthetic": True,
        "products": products,
    }
    return properties | ({"coupon": coupon, "discount": round(total * 0.1, 2)} if coupon else {})


def bought(people: People, made: Purchases) -> Family:
    """`Order Completed` of the invented orders."""

    def build(n: int) -> Message:
        i = int(made.person[n])
        context = {"userAgent": AGENTS[int(people.agent[i])].web}
        return track(people.user[i], "Order Completed", _properties(people, made, n), context)

    return Family("purchase", made.t, build)
