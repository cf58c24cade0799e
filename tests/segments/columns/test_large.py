"""What only a larger world reaches: whole chunks of rows, few of many contacts, long dictionaries, ranks."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from coterie.columns import Columns
from coterie.contacts.contact import Change, Contact
from coterie.events.event import Event
from coterie.lib.calendar import Calendar
from coterie.segments.columns import Reading
from coterie.segments.parts.compare import (
    Dated,
    Equals,
    Holds,
    IsSet,
    Length,
    Number,
    Order,
    Range,
    Recurs,
    Text,
)
from coterie.segments.parts.where import ALL, Every, Has, Non
from coterie.segments.parts.window import Anniversary, Last, MoreThanAgo, Next
from coterie.segments.plan import (
    Against,
    And,
    Fold,
    Log,
    Meets,
    Moved,
    Not,
    Or,
    Rank,
    Sequence,
    Step,
    Trait,
    Versus,
)
from coterie.segments.reference import Reference
from coterie.segments.world import Ground, World
from coterie.testing import WorldSource
from tests.columns.growing import Growing, until

DAY, START = 86_400_000, 1_700_000_000_000
CONTACTS, DAYS = 700, 400
LATER = 10**6
NOW = START + DAYS * DAY


@pytest.fixture(scope="module")
def world() -> World:
    dice = Random(5)
    people, events, seq = [], {}, 0
    for contact in range(CONTACTS):
        told = {
            "rare": "yes" if contact % 200 == 3 else "no",
            "age": dice.choice((dice.randint(16, 90), "40", None, "old")),
            "score": Decimal(dice.randint(0, 10**6)) / 1000,
            "joined": f"20{dice.randint(10, 24)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
            "name": dice.choice(("Ana", "ANA", "Łucja", "Straße")) + f" {dice.randint(1, 600)}",
            "likes": [f"t{dice.randint(1, 30)}" for _ in range(dice.randint(0, 3))],
        }
        seq += 1
        changes = {name: (Change(START, seq, value),) for name, value in told.items()}
        people.append(Contact(contact, f"k{contact}", f"b{contact}", START, changes))
        rows = []
        for _ in range(int(600 * dice.random() ** 2)):
            seq += 1
            # One in fifty comes late, and so does the tail: their sequences are the largest.
            rows.append(_event(dice, seq + (LATER if dice.random() < 0.02 else 0)))
        events[contact] = tuple(sorted(rows, key=lambda e: (e.t, e.seq)))
    return World(tuple(people), events, Ground(Calendar("Europe/Warsaw")))


def _event(dice: Random, seq: int) -> Event:
    name = dice.choices(("Email Delivered", "Page Viewed", "Order Completed"), (90, 8, 2))[0]
    page, n = f"/p{dice.randint(1, 900)}", dice.choice((dice.randint(1, 10**6), "x"))
    props = {"page": page, "n": n} if name[0] == "P" else {}
    amount = dice.choice((None, dice.randint(1, 10**7))) if name[0] == "O" else None
    return Event(seq, START + int(DAYS * DAY * dice.random()), name, props, amount=amount)


@pytest.fixture(scope="module")
def reading(world: World) -> Reading:
    """Columns of which the last stage is a delta, with merges since; and with ids that no contact has."""
    dice = Random(6)
    merges = {CONTACTS + i: dice.randrange(CONTACTS) for i in range(40)}
    source = Growing([WorldSource(until(world, LATER, ended=True)), WorldSource(world, merges)])
    found = Reading(Columns(source), world.ground)
    found.many([plan() for plan in PLANS.values()], NOW)
    source.advance()
    return found


def log(name, days=None, where=ALL, ago=None):
    window = Last(days, "day") if days else None if ago is None else MoreThanAgo(ago, "day")
    return Log((name,), where, window)


def count(op, number, *args, **more):
    return Meets(Fold(log(*args, **more), "count"), Order(op, Number(number * 10_000)))


RARE = Meets(Trait("rare"), Equals(("yes",)))
SENT, PAGE, BOUGHT = "Email Delivered", "Page Viewed", "Order Completed"
SUM = Fold(log(BOUGHT, 200), "sum", "$amount")
PLANS = {
    "anybody all time": lambda: count(">=", 1, SENT),
    "nobody in a year": lambda: count("<", 1, SENT, 365),
    "often in 300 days": lambda: count(">=", 100, SENT, 300),
    "at most": lambda: count("<=", 30, SENT, 350),
    "beyond a byte": lambda: count(">", 300, SENT),
    "between": lambda: Meets(Fold(log(SENT), "count"), Range(Number(200_000), Number(2_000_000))),
    "exactly": lambda: Meets(Fold(log(PAGE), "count"), Equals((Number(30_000), Number(70_000)))),
    "sum": lambda: Meets(SUM, Order(">", Number(10**7))),
    "sum of nothing too": lambda: Meets(SUM, Order("<=", Number(10**7))),
    "few: sum": lambda: And((RARE, Meets(SUM, Order("<=", Number(10**8))))),
    "few: average": lambda: And((RARE, Meets(Fold(log(PAGE), "avg", "n"), Order(">", Number(10**9))))),
    "few: least": lambda: And((RARE, Not(Meets(Fold(log(PAGE), "min", "n"), Order("<", Number(10**9)))))),
    "few: most": lambda: And((RARE, Meets(Fold(log(PAGE), "max", "n"), Order(">", Number(9 * 10**9))))),
    "few: versus": lambda: And(
        (RARE, Or((Versus(Fold(log(SENT), "when_last"), ">", Fold(log(PAGE), "when_last")), RARE)))
    ),
    "versus": lambda: Versus(Fold(log(SENT), "when_last"), "<", Fold(log(PAGE), "when_last")),
    "versus sum": lambda: Versus(SUM, "<", Fold(log(PAGE), "max", "n"), 3),
    "last": lambda: Meets(Fold(log(PAGE), "when_last"), Dated(Last(30, "day"))),
    "first, not": lambda: Meets(Fold(log(PAGE), "when_first"), Dated(Last(300, "day"), negated=True, or_missing=True)),
    "average": lambda: Meets(Fold(log(PAGE, 300), "avg", "n"), Order(">=", Number(5 * 10**9))),
    "above average": lambda: Against(Fold(log(PAGE), "avg", "n"), ">", "average"),
    "median": lambda: Against(Fold(log(BOUGHT), "avg", "$amount"), "<=", "quantile", 5_000, 12_000),
    "above sum": lambda: Against(SUM, ">=", "average"),
    "top sum": lambda: Rank(SUM, "top", share=100_000),
    "bottom average per trait": lambda: Rank(Fold(log(PAGE), "avg", "n"), "bottom", count=2, per=Trait("age")),
    "page": lambda: count(">=", 1, PAGE, where=Has("page", Equals(("/p7", "/P8", "/p9")))),
    "pages": lambda: count(">=", 2, PAGE, where=Has("page", Text("starts", ("/p1", "/P2")))),
    "no such page": lambda: count(
        ">=", 2, PAGE, where=Every((Non(Has("page", Text("contains", ("1",)))), Has("n", Order(">", Number(10)))))
    ),
    "page ends": lambda: count(">=", 1, PAGE, 100, where=Has("page", Text("ends", ("00",), negated=True))),
    "page matches": lambda: count(">=", 1, PAGE, where=Has("page", Text("matches", ("/p[12]3$",)))),
    "hour": lambda: count(">=", 3, PAGE, where=Has("$hour", Range(Number(20_000), Number(40_000)))),
    "score": lambda: Meets(Trait("score"), Order(">=", Number(5 * 10**6))),
    "score range": lambda: Meets(
        Trait("score"), Range(Number(10**6), Number(5 * 10**6), negated=True, or_missing=True)
    ),
    "age": lambda: Meets(Trait("age"), Order("<", Number(400_001), or_missing=True)),
    "joined": lambda: Meets(Trait("joined"), Dated(Last(3, "year"), negated=True)),
    "joined soon": lambda: Meets(Trait("joined"), Dated(Next(1, "year"), or_missing=True)),
    "joined day": lambda: Meets(Trait("joined"), Recurs(Anniversary(Next(2, "month")))),
    "name": lambda: Meets(Trait("name"), Equals(("ana 7", "STRASSE 8"), negated=True)),
    "name contains": lambda: Meets(Trait("name"), Text("contains", ("ss",))),
    "likes": lambda: Meets(Trait("likes"), Holds("any", ("T3", "t4"))),
    "likes two": lambda: Meets(Trait("likes"), Length(">=", 2)),
    "age set": lambda: Meets(Trait("name"), IsSet(negated=True)),
    "distinct": lambda: Meets(Fold(log(PAGE, 300), "distinct", "page"), Order(">", Number(100_000))),
    "most common": lambda: Meets(Fold(log(PAGE), "common", "page"), Text("starts", ("/p1",))),
    "last page": lambda: Meets(Fold(log(PAGE), "last", "page"), Text("starts", ("/p1", "/p2"))),
    "first number": lambda: Meets(Fold(log(PAGE), "first", "n"), Order("<", Number(5 * 10**9))),
    "run": lambda: Meets(Fold(Log((SENT, PAGE)), "spell", "$name", ("page viewed",)), Dated(Last(20, "day"))),
    "per page": lambda: Rank(Fold(log(SENT), "count"), "top", count=3, per=Fold(log(PAGE), "common", "page")),
    "moved": lambda: Moved("age", IsSet(), IsSet()),
    "sequence": lambda: Sequence((Step(log(PAGE, 200)), Step(log(BOUGHT)), Step(log(PAGE), negated=True)), 2 * DAY),
}  # fmt: skip


@pytest.mark.slow
def test_every_plan_alone_and_together_at_now_and_before(world: World, reading: Reading):
    for at in (NOW, START + 200 * DAY):
        judge = Reference(world, at)
        together = reading.many([plan() for plan in PLANS.values()], at)
        for (name, plan), bits in zip(PLANS.items(), together, strict=True):
            asked = set(judge.members(plan()))
            assert set(bits.ids().tolist()) == asked, name
            assert set(reading.members(plan(), at).ids().tolist()) == asked, name
