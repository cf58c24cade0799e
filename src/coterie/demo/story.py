"""The whole demo as one stream of messages."""

from __future__ import annotations

from collections.abc import Iterator

from coterie.demo import (
    browsing,
    consents,
    coupons,
    mail,
    orders,
    purchases,
    signals,
    surveys,
    traits,
    visits,
)  # fmt: skip
from coterie.demo.journey import baskets
from coterie.demo.people import People, people
from coterie.demo.stream import Family, Message, merged

ORIGINS: dict[str, str] = {
    "Order Completed": "package; store, channel, payment, delivery, reason and currency invented",
    "Coupon Issued": "package; which of a campaign's coupons each household got is invented",
    "Coupon Redeemed": "package",
}
"""Events that rest on the package. All others are invented, and so is each that says `synthetic: true`."""


def _trade(folk: People, made: orders.Orders, items: orders.Lines, seed: int) -> list[Family]:
    """Orders and coupons."""
    found = coupons.matches(items.rows)
    index = persons(folk)
    return [
        coupons.issued(folk, index, seed),
        coupons.welcome(folk),
        orders.completed(folk, made, items, found),
        coupons.beside(items.rows, found, index, folk),
        orders.refunded(folk, made, items),
        orders.cancelled(folk, made, items),
        orders.corrected(folk, made, items, found),
        purchases.bought(folk, purchases.purchases(folk, seed)),
    ]


def _site(folk: People, made: orders.Orders, items: orders.Lines, seed: int) -> list[Family]:
    """Visits and what they leave behind."""
    sessions = visits.sessions(folk, seed)
    seen = visits.looks(folk, sessions, seed)
    return [
        browsing.pages(folk, sessions, seen),
        browsing.left(folk, sessions, seen),
        browsing.listed(folk, sessions, seen),
        *browsing.products(folk, visits.views(folk, sessions, items, seed), "visit"),
        *browsing.products(folk, visits.shopped(made, items), "shop"),
        signals.counted(folk, sessions, seen),
        signals.inquiries(folk, sessions, seen),
    ]


def _post(folk: People, seed: int) -> list[Family]:
    """E-mail and push."""
    addresses = traits.addresses(folk, seed)
    sent = mail.mailing(folk, persons(folk), addresses, seed)
    return [
        mail.delivered(folk, sent),
        mail.opened(folk, sent),
        mail.prefetched(folk, sent),
        mail.clicked(folk, sent),
        mail.refused(folk, addresses),
        *signals.pushes(folk, seed),
    ]


def persons(folk: People) -> dict[int, int]:
    """Index of the person of each household."""
    return {number: i for i, number in enumerate(folk.household.tolist()) if number}


def families(households: int | None, seed: int) -> list[Family]:
    """All families of messages; contacts come first so that equal instants begin with a name."""
    folk = people(households, seed)
    made = orders.orders(baskets(), folk, seed)
    items = orders.lines(baskets(), made)
    return [
        traits.joining(folk, seed),
        traits.signing(folk, seed),
        traits.changing(folk, seed),
        consents.consents(folk),
        signals.once(folk),
        surveys.answered(folk, seed),
        *_trade(folk, made, items, seed),
        *_site(folk, made, items, seed),
        *_post(folk, seed),
    ]


def messages(households: int | None = None, seed: int = 7) -> Iterator[Message]:
    """The demo's messages (identify, track, page of the Segment spec) in order of time.

    households: only so many of the 2,469, with invented people in proportion. The same arguments give the
    same messages, ids included. What repeats inside messages (contexts) is shared: copy before you change
    it. Raises ModuleNotFoundError without the package.
    """
    return story(households, seed)[1]


def story(households: int | None, seed: int) -> tuple[int, Iterator[Message]]:
    """How many messages there are, and the messages."""
    told = families(households, seed)
    return sum(len(family.t) for family in told), merged(told)
