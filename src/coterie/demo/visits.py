"""Visits to the demo's website, as columns: sessions, the pages and the products looked at. All invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from coterie.demo.dice import choose, dice, spread
from coterie.demo.goods import BY_ID, SECTION_NAMES, SECTION_PATHS, SECTIONS
from coterie.demo.journey import Baskets, Floats
from coterie.demo.orders import Lines, Orders
from coterie.demo.people import VISITOR, People
from coterie.demo.times import DAY, FIRST, HOUR, MINUTE, NOW, SECOND, Instants, utc

_HOURS = (2, 1, 1, 1, 1, 2, 4, 6, 7, 7, 7, 7, 8, 7, 7, 7, 8, 9, 11, 13, 14, 12, 8, 4)
"""How much is browsed at each local hour of the day."""
PAGES: tuple[tuple[str, str, float], ...] = (
    ("Home", "/", 22),
    ("Price list", "/price-list", 7),
    ("Offer", "/offer", 9),
    ("Contact", "/contact", 3),
    ("Stores", "/stores", 4),
    ("Mowing without a cord", "/blog/mowing-without-a-cord", 4),
    ("Ten dinners in half an hour", "/blog/ten-dinners", 8),
    ("What to wear in autumn", "/blog/autumn-clothes", 5),
    ("Groceries", SECTION_PATHS["groceries"], 10),
    ("Women's clothes", SECTION_PATHS["women"], 3),
    ("Men's clothes", SECTION_PATHS["men"], 2),
    ("Cordless mowers", SECTION_PATHS["mowers"], 1),
)
"""Title, path, weight of each page. The last four are the sections, in the order of SECTION_NAMES."""
PRICE_LIST, CONTACT, SECTION = 1, 3, len(PAGES) - 4
MOWERS = SECTION + SECTION_NAMES.index("mowers")


@dataclass(frozen=True)
class Sessions:
    """One row a session: person, start, whether their name was known, whether an advertisement led here."""

    person: Instants
    t: Instants
    known: npt.NDArray[np.bool_]
    led: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Looks:
    """One row a page: session, number within it, instant, index into PAGES, seconds spent."""

    session: Instants
    nth: Instants
    t: Instants
    page: Instants
    seconds: Instants


@dataclass(frozen=True)
class Views:
    """One row a product looked at: person, known, instant, product, price; added: put into the cart too.

    checkout: the cart went to the till then. bought: part of an order that followed.
    """

    person: Instants
    known: npt.NDArray[np.bool_]
    t: Instants
    product: list[str]
    price: list[float]
    added: npt.NDArray[np.bool_]
    checkout: npt.NDArray[np.bool_]


def _starts(begin: Instants, end: Instants, rng: np.random.Generator) -> Instants:
    """An instant of a day between two instants, at an hour at which people browse."""
    day = (begin + (rng.random(len(begin)) * (end - begin)).astype(np.int64)) // DAY
    hour = choose(rng, _HOURS, len(begin))
    t = utc(day * DAY + hour * HOUR + (rng.random(len(begin)) * HOUR).astype(np.int64))
    return np.clip(t, begin + SECOND, np.maximum(end, begin + SECOND)).astype(np.int64)


def sessions(people: People, seed: int) -> Sessions:
    """Sessions from joining to now or silence; half of the contacts came by nameless before they joined."""
    rng = dice(seed, "visits")
    begin = np.maximum(people.joined, FIRST - 120 * DAY)
    end = np.maximum(np.minimum(people.quiet, NOW), begin + HOUR)
    person, _ = spread(rng.poisson(people.visits * (end - begin) / (365 * DAY)))
    curious = np.where(
        (np.arange(len(people)) % 2 == 1) & (people.visits > 0) & (people.kind != VISITOR), 1.3, 0.0
    )
    early, _ = spread(rng.poisson(curious))
    after = _starts(begin[person], end[person], rng)
    first = np.flatnonzero(people.kind == VISITOR)
    before = people.joined[early] - (MINUTE + rng.random(len(early)) ** 2 * 25 * DAY).astype(np.int64)
    who = np.concatenate([person, early, first])
    t = np.concatenate([after, before, people.joined[first]])
    known = (t > people.joined[who]) & (people.kind[who] != VISITOR)
    past = t <= NOW - HOUR
    return Sessions(who[past], t[past], known[past], (rng.random(len(who)) < 0.4)[past])


def looks(people: People, made: Sessions, seed: int) -> Looks:
    """One to eight pages a session; interest leads to a section's page, that in mowers to the price list."""
    rng = dice(seed, "pages")
    session, nth = spread(1 + np.minimum(rng.poisson(1.5, len(made.t)), 7))
    page = choose(rng, [weight for _, _, weight in PAGES], len(session))
    section = people.section[made.person[session]]
    page = np.where(rng.random(len(session)) < 0.25, SECTION + section, page)
    keen = (section == SECTION_NAMES.index("mowers")) & (rng.random(len(session)) < 0.2)
    page = np.where(keen, PRICE_LIST, page)
    seconds = np.minimum(1 + rng.lognormal(3.4, 0.9, len(session)), 900).astype(np.int64)
    t = made.t[session] + nth * 2 * MINUTE + (rng.random(len(session)) * 50_000).astype(np.int64)
    return Looks(session, nth, t, page.astype(np.int64), seconds)


def _own_lines(rows: Baskets, household: Instants, draw: Floats) -> Instants:
    """A line out of each household's own baskets (out of all, where there is no household)."""
    owner = np.repeat(rows.household, np.diff(rows.first))
    order = np.argsort(owner, kind="stable")
    low = np.searchsorted(owner[order], household, side="left")
    high = np.searchsorted(owner[order], household, side="right")
    low, high = np.where(household > 0, low, 0), np.where(household > 0, high, len(order))
    return np.asarray(order[low + (draw * (high - low)).astype(np.int64)], dtype=np.int64)


def views(people: People, made: Sessions, items: Lines, seed: int) -> Views:
    """Products looked at while browsing: what the household buys, or goods of the section they like."""
    rng = dice(seed, "views")
    session, nth = spread(rng.poisson(1.4, len(made.t)))
    person, draw = made.person[session], rng.random((len(session), 2))
    line = _own_lines(items.rows, people.household[person], draw[:, 0])
    products: list[str] = []
    for section, n, chance in zip(
        people.section[person].tolist(), line.tolist(), draw[:, 1].tolist(), strict=True
    ):
        goods = SECTIONS[SECTION_NAMES[section]]
        products.append(goods[int(chance * len(goods))] if goods else items.texts[int(items.product[n])])
    paid = items.rows.price[line].tolist()
    price = [BY_ID[p].price if p in BY_ID else paid[k] for k, p in enumerate(products)]
    t = made.t[session] + 15 * SECOND + nth * 90 * SECOND + (draw[:, 0] * 30_000).astype(np.int64)
    added = rng.random(len(session)) < 0.27
    return Views(
        person, made.known[session], t, products, price, added, added & (rng.random(len(session)) < 0.3)
    )


def shopped(made: Orders, items: Lines) -> Views:
    """Products put into the cart before three in ten orders of the web: up to three of each order."""
    n = np.flatnonzero((made.shop < 0) & (made.draw * 100 % 1 < 0.3))
    first, size = items.rows.first[made.row[n]], np.diff(items.rows.first)[made.row[n]]
    order, nth = spread(np.minimum(size, 3))
    line = first[order] + nth
    t = made.t[n][order] - 9 * MINUTE + nth * 70 * SECOND
    products = [items.texts[p] for p in items.product[line].tolist()]
    yes = np.ones(len(line), dtype=bool)
    return Views(made.person[n][order], yes, t, products, items.rows.price[line].tolist(), yes, nth == 0)


def context_rows(people: People, made: Sessions, seen: Looks) -> list[tuple[Any, ...]]:
    """For each page: agent, page and source (-1 unless an advertisement led to the session's first page)."""
    person = made.person[seen.session]
    led = made.led[seen.session] & (seen.nth == 0)
    source = np.where(led, people.source[person], -1)
    return list(zip(people.agent[person].tolist(), seen.page.tolist(), source.tolist(), strict=True))
