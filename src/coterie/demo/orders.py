"""Orders: each of the package's baskets, and a few refunds, cancellations and corrections.

From the package: contact, order number, day and time, products, quantities, prices, discounts, and the
redeemed coupon. Invented: which store it was (see `shops`), channel, payment, delivery, reason, currency.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from coterie.demo.agents import AGENTS
from coterie.demo.coupons import Matches
from coterie.demo.dice import dice
from coterie.demo.journey import Baskets, Floats
from coterie.demo.people import People
from coterie.demo.shops import MONTHS, rate, shop_of, shops
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, HOUR, MINUTE, NOW, Instants, utc
from coterie.demo.towns import CURRENCY, TOWNS

STORE_PAYMENT = ("card", "cash", "voucher")
WEB_PAYMENT = ("card", "paypal", "transfer", "blik")
DELIVERY = ("courier", "parcel locker", "click and collect")
REASONS = ("restock", "gift", "offer", "recommendation", "first try")


@dataclass(frozen=True)
class Orders:
    """Baskets of known households, with what is invented about each. One row an order, in order of time.

    row: of the basket; person: index into People; shop: index into shops(), -1 on the web; rate: euros for
    one unit of the order's currency; app: bought in the app.
    """

    row: Instants
    person: Instants
    t: Instants
    shop: Instants
    currency: list[str]
    rate: Floats
    draw: Floats
    app: np.ndarray[Any, np.dtype[np.bool_]]

    def __len__(self) -> int:
        return len(self.row)


def _persons(rows: Baskets, people: People) -> Instants:
    """Index of the person of each basket, -1 for households left out."""
    known = people.household > 0
    index = np.full(int(rows.household.max()) + 1, -1, dtype=np.int64)
    index[people.household[known]] = np.flatnonzero(known)
    return index[rows.household]


def _shops(stores: Instants, country: Instants) -> Instants:
    """The shop of each basket if it stands in the contact's country, else the web."""
    index = np.full(int(stores.max()) + 1, -1, dtype=np.int64)
    for number, i in shop_of().items():
        index[number] = i
    found = index[stores]
    codes = sorted({town.country for town in TOWNS})
    lands = np.array([codes.index(TOWNS[shop.town].country) for shop in shops()])
    return np.where((found >= 0) & (lands[found] == country), found, -1)


def _rates(currency: list[str], wall: Instants) -> Floats:
    months = wall.astype("datetime64[ms]").astype("datetime64[M]").astype(np.int64)
    offset = months - (MONTHS[0][0] - 1970) * 12
    tables = {
        code: np.array([rate(code, m) for m in range(len(MONTHS))]) for code in {"EUR", *CURRENCY.values()}
    }
    found = [tables[code][m] for code, m in zip(currency, offset.tolist(), strict=True)]
    return np.asarray(found, dtype=np.float64)


def orders(rows: Baskets, people: People, seed: int) -> Orders:
    """The orders of these people; half of those in Poland, Kazakhstan and the US pay in their money."""
    rng = dice(seed, "orders")
    draw = rng.random(len(rows))
    persons = _persons(rows, people)
    row = np.flatnonzero(persons >= 0)
    person = persons[row]
    codes = sorted({town.country for town in TOWNS})
    land = np.array([codes.index(town.country) for town in TOWNS])[people.homes.town]
    own = [
        CURRENCY.get(TOWNS[t].country, "EUR") if i % 2 else "EUR"
        for i, t in enumerate(people.homes.town.tolist())
    ]
    currency = [own[i] for i in person.tolist()]
    shop = _shops(rows.store, land[persons])[row]
    app = (shop < 0) & (draw[row] * 1000 % 1 < 0.18)
    t = utc(rows.wall[row])
    return Orders(row, person, t, shop, currency, _rates(currency, rows.wall[row]), draw[row], app)


@dataclass(frozen=True)
class Lines:
    """What the orders' lines are built of: texts of product numbers, and prices in the order's currency."""

    rows: Baskets
    texts: list[str]
    product: Instants
    price: Floats

    def of(self, row: int) -> list[dict[str, Any]]:
        """The lines of a basket."""
        a, b = int(self.rows.first[row]), int(self.rows.first[row + 1])
        numbers, counts = self.product[a:b].tolist(), self.rows.quantity[a:b].tolist()
        return [
            {"product_id": self.texts[p], "quantity": q, "price": c}
            for p, q, c in zip(numbers, counts, self.price[a:b].tolist(), strict=True)
        ]


def lines(rows: Baskets, made: Orders) -> Lines:
    """The lines of all baskets, at the rates of the orders."""
    numbers, product = np.unique(rows.product, return_inverse=True)
    factor = np.ones(len(rows))
    factor[made.row] = made.rate
    price = np.round(rows.price / np.repeat(factor, np.diff(rows.first)), 4)
    return Lines(rows, [str(number) for number in numbers.tolist()], product.astype(np.int64), price)


def _where(made: Orders, n: int) -> dict[str, Any]:
    """Channel, store, payment, delivery, reason of an order: all invented."""
    shop, draw = int(made.shop[n]), float(made.draw[n])
    if shop >= 0:
        return {"channel": "store", "store": shops()[shop].name, "payment": STORE_PAYMENT[int(draw * 2.1)]}
    place: dict[str, Any] = {
        "channel": "app" if made.app[n] else "web",
        "payment": WEB_PAYMENT[int(draw * 3.3) if made.currency[n] != "PLN" else 3],
        "delivery": DELIVERY[int(draw * 100) % 3],
    }
    if draw < 0.3:
        place["reason"] = REASONS[int(draw * 1000) % 5]
    return place


def order_properties(made: Orders, items: Lines, found: Matches, n: int) -> dict[str, Any]:
    """The properties of the n-th order, by the names of the Segment e-commerce spec."""
    row, money = int(made.row[n]), float(made.rate[n])
    properties: dict[str, Any] = {
        "order_id": str(items.rows.basket[row]),
        "total": round(float(items.rows.total[row]) / money, 2),
        "currency": made.currency[n],
        **_where(made, n),
    }
    if items.rows.discount[row]:
        properties["discount"] = round(float(items.rows.discount[row]) / money, 2)
    if row in found.on_order:
        properties["coupon"] = found.on_order[row]
    properties["products"] = items.of(row)
    return properties


def completed(people: People, made: Orders, items: Lines, found: Matches) -> Family:
    """`Order Completed` of every basket; those of the web carry the buyer's user agent."""
    contexts = [{"userAgent": agent.web} for agent in AGENTS]
    agents, persons, web = people.agent.tolist(), made.person.tolist(), (made.shop < 0).tolist()

    def build(n: int) -> Message:
        i = persons[n]
        context = contexts[agents[i]] if web[n] else None
        return track(people.user[i], "Order Completed", order_properties(made, items, found, n), context)

    return Family("order", made.t, build)


def _some(made: Orders, low: float, high: float) -> Instants:
    """Numbers of the orders whose draw lies in a band, old enough for something to have followed."""
    band = (made.draw >= low) & (made.draw < high) & (made.t < NOW - 21 * DAY)
    return np.flatnonzero(band).astype(np.int64)


def refunded(people: People, made: Orders, items: Lines) -> Family:
    """One order in 160 is refunded: half its amount, its first line, or (nothing said) the whole."""
    chosen = _some(made, 0.5, 0.50625)
    t = made.t[chosen] + (1 + chosen % 19) * DAY

    def build(k: int) -> Message:
        n = int(chosen[k])
        row = int(made.row[n])
        properties: dict[str, Any] = {"order_id": str(items.rows.basket[row]), "currency": made.currency[n]}
        if k % 3 == 0:
            properties["total"] = round(float(items.rows.total[row] / made.rate[n]) / 2, 2)
        elif k % 3 == 1:
            properties["products"] = items.of(row)[:1]
        return track(people.user[int(made.person[n])], "Order Refunded", properties)

    return Family("refund", t, build)


def cancelled(people: People, made: Orders, items: Lines) -> Family:
    """One order of the web in 200 is cancelled within a day."""
    chosen = _some(made, 0.6, 0.605)
    chosen = chosen[made.shop[chosen] < 0]
    t = made.t[chosen] + 7 * MINUTE + chosen % 20 * HOUR

    def build(k: int) -> Message:
        n = int(chosen[k])
        properties = {
            "order_id": str(items.rows.basket[int(made.row[n])]),
            "reason": ("stock", "customer")[k % 2],
        }
        return track(people.user[int(made.person[n])], "Order Cancelled", properties)

    return Family("cancel", t, build)


def corrected(people: People, made: Orders, items: Lines, found: Matches) -> Family:
    """One order of the web in 1,000 comes again an hour later, delivered otherwise; it replaces the first."""
    chosen = _some(made, 0.7, 0.701)
    chosen = chosen[made.shop[chosen] < 0]

    def build(k: int) -> Message:
        n = int(chosen[k])
        properties = order_properties(made, items, found, n) | {"delivery": "courier", "corrected": True}
        return track(people.user[int(made.person[n])], "Order Completed", properties)

    return Family("correct", made.t[chosen] + HOUR, build)
