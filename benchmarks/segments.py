"""Thirty typical segments of a shop, as plans: each call makes a new one."""

from __future__ import annotations

from collections.abc import Callable

from coterie.segments.parts.compare import Dated, Equals, Holds, Number, Order, Predicate, Range
from coterie.segments.parts.where import ALL, Has
from coterie.segments.parts.window import AgoBetween, Last, Window
from coterie.segments.plan import (
    Against,
    And,
    Fold,
    FoldName,
    Log,
    Meets,
    Not,
    Op,
    Or,
    Plan,
    Rank,
    Trait,
    Versus,
)

RECEIVED, OPENED, CLICKED, VIEWED = "Email Delivered", "Email Opened", "Email Link Clicked", "Page Viewed"
LOOKED, ADDED, CHECKOUT, ORDERED = "Product Viewed", "Product Added", "Checkout Started", "Order Completed"
REFUNDED, PUSHED, TAPPED, FILLED = "Order Refunded", "Push Delivered", "Push Clicked", "Form Submitted"
SUBSCRIBED = Meets(Trait("email_consent"), Equals(("subscribed",)))


def log(name: str, days: int | None = None, category: int | None = None, until: int | None = None) -> Log:
    """Rows of a name in the last days (or between `until` and `days` ago), of a category."""
    window: Window | None = None if days is None else Last(days, "day")
    if days is not None and until is not None:
        window = AgoBetween(until, days, "day")
    return Log(
        (name,), ALL if category is None else Has("category", Equals((f"category {category}",))), window
    )


def fold(fn: FoldName, name: str, days: int | None = None) -> Fold:
    """A fold of amounts or instants."""
    return Fold(log(name, days), fn, "$amount" if fn in ("sum", "avg") else None)


def times(op: str, count: int, name: str, days: int | None = None, category: int | None = None) -> Meets:
    """So many rows."""
    number = Number(count * 10_000)
    predicate: Predicate = Equals((number,)) if op == "=" else Order(op, number)  # type: ignore[arg-type]
    return Meets(Fold(log(name, days, category), "count"), predicate)


def some(name: str, days: int | None = None, category: int | None = None, count: int = 1) -> Meets:
    """At least so many rows."""
    return times(">=", count, name, days, category)


def none(name: str, days: int | None = None, category: int | None = None) -> Meets:
    """No row."""
    return times("=", 0, name, days, category)


def spent(units: int, name: str = ORDERED, days: int | None = None) -> Meets:
    """A sum of amounts of at least so many units of money."""
    return Meets(fold("sum", name, days), Order(">=", Number(units * 10_000)))


def trait(name: str, *values: str) -> Meets:
    """A trait is one of these."""
    return Meets(Trait(name), Equals(values))


def age(predicate: Predicate) -> Meets:
    return Meets(Trait("age"), predicate)


def joined(days: int) -> Meets:
    """First seen in the last days."""
    return Meets(Trait("$first_seen"), Dated(Last(days, "day")))


def within(name: str, low: int, high: int) -> Meets:
    """Degrees between."""
    return Meets(Trait(name), Range(Number(low * 10_000), Number(high * 10_000)))


def later(first: str, op: Op, other: str) -> Versus:
    return Versus(fold("when_last", first), op, fold("when_last", other))


SEGMENTS: dict[str, Callable[[], Plan]] = {
    "opened30_never_bought": lambda: And((some(OPENED, 30), none(ORDERED))),
    "orders2_sum100_365": lambda: And((some(ORDERED, 365, count=2), spent(100, days=365))),
    "recv10_open0_90": lambda: And((some(RECEIVED, 90, count=10), none(OPENED, 90))),
    "viewcat40x2_14_notbought": lambda: And((some(LOOKED, 14, 40, 2), none(ORDERED, None, 40))),
    "top10_spend_365": lambda: Rank(fold("sum", ORDERED, 365), "top", share=100_000),
    "lastorder_60_120": lambda: Meets(fold("when_last", ORDERED), Dated(AgoBetween(60, 120, "day"))),
    "nested4": lambda: And((
        trait("country", "US"), Or((some(OPENED, 30), some(CLICKED, 90))),
        Not(age(Order("<", Number(250_000)))), some(ORDERED, 180),
    )),
    "abandoned_cart": lambda: And((some(ADDED, 1), Or((later(ADDED, ">", ORDERED), none(ORDERED))))),
    "aov_above_avg": lambda: Against(fold("avg", ORDERED, 365), ">", "average"),
    "engaged180": lambda: And((SUBSCRIBED, Or(tuple(some(n, 180) for n in (OPENED, LOOKED, ADDED, ORDERED))))),
    "sunset180": lambda: And((
        some(RECEIVED, 180, count=5), *(none(n, 180) for n in (OPENED, LOOKED, ADDED, ORDERED)),
    )),
    "clicked7": lambda: some(CLICKED, 7),
    "opened5_30": lambda: some(OPENED, 30, count=5),
    "pv10_30_noorder30": lambda: And((some(VIEWED, 30, count=10), none(ORDERED, 30))),
    "checkout3_noorder3": lambda: And((some(CHECKOUT, 3), none(ORDERED, 3))),
    "firsttime_new": lambda: And((times("=", 1, ORDERED), joined(365))),
    "vip": lambda: And((some(ORDERED, count=5), spent(500))),
    "refund180": lambda: some(REFUNDED, 180),
    "push5_noclick30": lambda: And((some(PUSHED, 30, count=5), none(TAPPED, 30))),
    "form90_sub_noorder": lambda: And((some(FILLED, 90), SUBSCRIBED, none(ORDERED))),
    "demo_viewcat3_30": lambda: And((
        trait("gender", "f"), age(Range(Number(250_000), Number(400_000))),
        trait("country", "GB", "DE", "FR"), some(LOOKED, 30, 3),
    )),
    "anniversary": lambda: And((
        Meets(Fold(log(ORDERED, 395, until=335), "count"), Order(">=", Number(10_000))), none(ORDERED, 90),
    )),
    "active7": lambda: Or((some(OPENED, 7), some(TAPPED, 7), some(VIEWED, 7))),
    "winback": lambda: And((some(ORDERED, count=2), none(ORDERED, 180), some(OPENED, 60))),
    "cart2_noorder30_geo": lambda: And((
        some(ADDED, 30, count=2), none(ORDERED, 30), trait("country", "US", "GB", "CA"),
    )),
    "bbox_buyers365": lambda: And((within("latitude", 44, 49), within("longitude", 0, 12), some(ORDERED, 365))),
    "tag_noorder90": lambda: And((Meets(Trait("tags"), Holds("any", ("tag 3",))), none(ORDERED, 90))),
    "catbuyer12_view30": lambda: And((some(ORDERED, 365, 12), some(LOOKED, 30, 12))),
    "new30_recv_noopen": lambda: And((joined(30), some(RECEIVED, 30), none(OPENED, 30))),
    "spend_or": lambda: Or((spent(50, days=30), And((spent(200, days=180), some(CLICKED, 30))))),
}  # fmt: skip
