"""Coupons: the package's campaigns and redemptions, and an invented welcome code.

From the package: who was in which campaign, which coupons it had, its first and last day, every redemption.
The package doesn't say which of a campaign's coupons a household got: here each gets those that it redeemed
and up to five others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from coterie.demo.dice import dice
from coterie.demo.journey import Baskets, campaigns, redemptions
from coterie.demo.people import LEAD, ONCE, WARDROBE, People
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, SECOND, Instants, iso, utc

WELCOME = "WELCOME10"
WELCOME_DAYS = 60
OTHERS = 5


def code(campaign: int, coupon: int) -> str:
    """The code of a coupon of the package; one coupon in two campaigns has two codes.

    >>> code(8, 51380041013)
    'C08-51380041013'
    """
    return f"C{campaign:02d}-{coupon}"


def campaign_name(number: int) -> str:
    """How a campaign of the package is called.

    >>> campaign_name(8)
    'Campaign 8'
    """
    return f"Campaign {number}"


@dataclass(frozen=True)
class Matches:
    """Redemptions laid on baskets: the code on each basket's order, and further (basket row, code) pairs."""

    on_order: dict[int, str]
    beside: list[tuple[int, str]]


def matches(rows: Baskets) -> Matches:
    """Each redemption goes to the household's basket of that day with the largest discount."""
    order = np.lexsort((rows.discount, rows.wall // DAY, rows.household))
    keys = zip(rows.household[order].tolist(), (rows.wall[order] // DAY).tolist(), strict=True)
    best = dict(zip(keys, order.tolist(), strict=True))
    taken = redemptions()
    found = Matches({}, [])
    columns = (taken.household, taken.day // DAY, taken.campaign, taken.coupon)
    for household, day, campaign, coupon in zip(*(c.tolist() for c in columns), strict=True):
        row = best[household, day]
        if row in found.on_order:
            found.beside.append((row, code(campaign, coupon)))
        else:
            found.on_order[row] = code(campaign, coupon)
    return found


def beside(rows: Baskets, found: Matches, persons: dict[int, int], people: People) -> Family:
    """`Coupon Redeemed` for coupons that did not fit on their order; persons: index by household."""
    kept = [(row, text) for row, text in found.beside if int(rows.household[row]) in persons]
    t = utc(rows.wall[[row for row, _ in kept]]) + SECOND

    def build(n: int) -> Message:
        row, text = kept[n]
        user = people.user[persons[int(rows.household[row])]]
        return track(user, "Coupon Redeemed", {"coupon": text, "order_id": str(rows.basket[row])})

    return Family("redeemed", t, build)


def _redeemed() -> dict[tuple[int, int], list[int]]:
    """Coupons by (campaign, household) that redeemed them, each once."""
    taken, found = redemptions(), dict[tuple[int, int], list[int]]()
    columns = (taken.campaign, taken.household, taken.coupon)
    for campaign, household, coupon in zip(*(c.tolist() for c in columns), strict=True):
        coupons = found.setdefault((campaign, household), [])
        if coupon not in coupons:
            coupons.append(coupon)
    return found


def _grants(persons: dict[int, int], rng: np.random.Generator) -> Iterator[tuple[int, int, int]]:
    """(campaign, index of the person, coupon) of every coupon handed out."""
    redeemed, known = _redeemed(), campaigns()
    for campaign, members in sorted(known.households.items()):
        offered = known.coupons[campaign]
        picks = rng.integers(len(offered), size=(len(members), OTHERS)).tolist()
        for household, pick in zip(members, picks, strict=True):
            if household not in persons:
                continue
            own = redeemed.get((campaign, household), [])
            for coupon in dict.fromkeys(own + [offered[k] for k in pick]):
                yield campaign, persons[household], coupon


def issued(people: People, persons: dict[int, int], seed: int) -> Family:
    """`Coupon Issued` on the first day of each campaign, good until the end of its last."""
    grants = list(_grants(persons, dice(seed, "coupons")))
    spans = campaigns().span
    starts = {number: int(utc(span[0])) for number, span in spans.items()}
    ends = {number: iso(utc([span[1]]))[0] for number, span in spans.items()}
    t = np.array([starts[campaign] for campaign, _, _ in grants], dtype=np.int64)

    def build(n: int) -> Message:
        campaign, person, coupon = grants[n]
        given = {
            "coupon": code(campaign, coupon),
            "expires_at": ends[campaign],
            "campaign": campaign_name(campaign),
        }
        return track(people.user[person], "Coupon Issued", given)

    return Family("coupon", t, build)


def welcomed(people: People) -> Instants:
    """Who gets the welcome code: leads, one-time buyers and buyers of clothes."""
    return np.flatnonzero(np.isin(people.kind, (LEAD, ONCE, WARDROBE))).astype(np.int64)


def welcome(people: People) -> Family:
    """The invented welcome code, one minute after joining, good for sixty days."""
    rows = welcomed(people)
    t = people.joined[rows] + 60 * SECOND
    ends = iso(t + WELCOME_DAYS * DAY)

    def build(n: int) -> Message:
        given: dict[str, Any] = {
            "coupon": WELCOME,
            "expires_at": ends[n],
            "campaign": "Welcome",
            "synthetic": True,
        }
        return track(people.user[int(rows[n])], "Coupon Issued", given)

    return Family("welcome", t, build)
