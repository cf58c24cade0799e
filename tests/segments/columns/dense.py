"""Small crowded worlds: few names, values and instants, so that ties, runs and replacements happen all the time."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from coterie.contacts.contact import Change, Contact
from coterie.events.event import Event
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER
from coterie.segments.parts.compare import Equals, Number, Order
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Some, Where
from coterie.segments.parts.window import Last, MoreThanAgo
from coterie.segments.plan import Coupons, Fold, Log, Measure, Sequence, Step, Trait
from coterie.segments.world import Ground, World

NAMES = ("Tag Added", "Tag Removed", "Order Completed", "Coupon Issued", "Coupon Redeemed", "Product Viewed")
ZONES = ("UTC", "Europe/Warsaw", "Asia/Almaty", "America/New_York")
VALUES: tuple[Any, ...] = (
    "a",
    "A",
    "b",
    1,
    Decimal("1.0"),
    "1",
    True,
    None,
    ["a", "b"],
    {"x": 1},
    2,
    -3,
    "zz",
)
START, HOUR = 1_711_800_000_000, 3_600_000  # the eve of a night in which Europe's clocks go forward
FOLDS = (
    "count", "sum", "avg", "min", "max", "distinct", "first", "last", "common",
    "when_first", "when_last", "spell", "counter",
)  # fmt: skip
FIELDS = ("p", "by", "$amount", "$hour", "$weekday", "$name", "item.x", "item.price", "coupon")


def world(dice: Random) -> World:
    """2 to 5 contacts with up to 25 events each, on few instants."""
    seq = iter(range(10**6))
    people, events = [], {}
    for contact in dice.sample(range(8), dice.randint(2, 5)):
        changes = {name: _changes(dice, seq) for name in ("t", "t.x", "u") if dice.random() < 0.7}
        people.append(
            Contact(contact, f"k{contact}", f"b{contact}", START - dice.choice((0, HOUR, -HOUR)), changes)
        )
        rows = [_event(dice, next(seq)) for _ in range(dice.randint(0, 25))]
        events[contact] = tuple(sorted(rows, key=lambda e: (e.t, e.seq)))
    return World(tuple(people), events, Ground(Calendar(dice.choice(ZONES))))


def instant(dice: Random) -> int:
    return START + dice.randint(-2, 14) * HOUR + dice.choice((-1, 0, 0, 1))


def _changes(dice: Random, seq: Any) -> tuple[Change, ...]:
    found = [Change(instant(dice), next(seq), dice.choice(VALUES)) for _ in range(dice.randint(1, 4))]
    return tuple(sorted(found, key=lambda c: (c.t, c.seq)))


def _event(dice: Random, seq: int) -> Event:
    props = {name: dice.choice(VALUES) for name in ("p", "coupon") if dice.random() < 0.8}
    if dice.random() < 0.5:
        props["by"] = dice.choice((1, 2, 3, -1, "2", Decimal("1.5"), "x", None))
    if dice.random() < 0.3:
        props["expires_at"] = dice.choice(("2024-03-30T14:00Z", "2024-03-31", 12, None))
    items = tuple(_item(dice) for _ in range(dice.choice((0, 0, 1, 2, 3))))
    amounts = tuple(dice.choice((None, 0, 5, 10**4, 10**17 * 9)) for _ in items)
    amount = dice.choice((None, 0, 15_000, 20_000, -5_000, 9 * 10**17))
    until = dice.choice((NEVER, NEVER, NEVER, instant(dice)))
    t = START + dice.randint(0, 12) * HOUR
    return Event(seq, t, dice.choice(NAMES), props, items, amount, amounts, until)


def _item(dice: Random) -> dict[str, Any]:
    return {name: dice.choice(VALUES) for name in ("x", "price") if dice.random() < 0.8}


def where(dice: Random, depth: int = 2) -> Where:
    """Filters of every shape."""
    shape = dice.randint(0, 9) if depth else dice.randint(0, 5)
    if shape < 3:
        return ALL
    if shape < 6:
        return Has(dice.choice(("p", "x", "$amount", "$hour", "$name", "$weekday")), predicate(dice))
    if shape == 6:
        return Every((where(dice, depth - 1), where(dice, depth - 1)))
    if shape == 7:
        return Some((where(dice, depth - 1), where(dice, depth - 1)))
    return (
        Non(where(dice, depth - 1))
        if shape == 8
        else AnyItem(Has(dice.choice(("x", "price")), predicate(dice)))
    )


def predicate(dice: Random) -> Any:
    """Comparisons that about half of the values meet."""
    return dice.choice((
        Equals(("a", "b")), Equals(("a",), negated=True), Equals((Number(10_000), "b", True)), Order(">", Number(0)),
        Order("<=", Number(15_000), or_missing=True), Equals(("order completed", "1.5", Number(12 * 10_000))),
    ))  # fmt: skip


def log(dice: Random) -> Log:
    """One to three names, any filter, a window now and then."""
    window = dice.choice((None, None, Last(4, "hour"), Last(1, "day"), MoreThanAgo(2, "hour")))
    return Log(tuple(dice.choices(NAMES, k=dice.randint(1, 3))), where(dice), window)


def measure(dice: Random) -> Measure:
    """A fold of any kind, a trait, or coupons."""
    kind = dice.randint(0, 9)
    if kind == 0:
        return Trait(dice.choice(("t", "t.x", "u", "t.x.y", "none", "$first_seen")))
    if kind == 1:
        names = ("Coupon Issued", "Product Viewed") if dice.random() < 0.3 else ("Coupon Issued",)
        return Coupons(Log(names), dice.choice(("issued", "redeemed", "unused", "expired")))
    fn = dice.choice(FOLDS)
    keep = tuple(dice.sample(("a", "B", "1", "tag added", "order completed", "12"), 2))
    return Fold(log(dice), fn, dice.choice(FIELDS), keep)  # type: ignore[arg-type]


def sequence(dice: Random) -> Sequence:
    """Two to four steps, some of them negated, that may share events."""
    steps = [Step(log(dice))]
    for _ in range(dice.randint(1, 3)):
        steps.append(Step(log(dice), negated=dice.random() < 0.4))
    return Sequence(tuple(steps), dice.choice((0, 1, HOUR, 3 * HOUR, 5 * HOUR, 24 * HOUR)))
