"""Random definitions whose parts speak of the same things, so that something follows from something."""

from __future__ import annotations

import dataclasses
from typing import Any

from hypothesis import strategies as st

from coterie.segments.conditions.did import Did
from coterie.segments.conditions.trait import HasTrait
from coterie.segments.language import AllOf, AnyOf, Complement, Condition, Expression
from coterie.segments.parts.compare import Dated, Equals, IsSet, Number, Order, Predicate, Range, Text
from coterie.segments.parts.metric import Tally, Times, Total
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Some, Where
from coterie.segments.parts.window import After, AgoBetween, Before, Calendric, Day, Last, MoreThanAgo, Next
from tests.strategies.definition import condition
from tests.strategies.dice import Dice, thrown

WINDOWS = (
    None, Last(1, "day"), Last(24, "hour"), Last(30, "day"), Last(1, "month"), Last(2, "month"),
    Last(1, "quarter"), Last(1, "year"), AgoBetween(1, 30, "day"), AgoBetween(1, 2, "month"),
    MoreThanAgo(30, "day"), MoreThanAgo(3, "month"), Calendric("today"), Calendric("yesterday"),
    Calendric("this week"), Calendric("this month"), Calendric("last month"), Calendric("this year"),
    Before(Day(2025, 3, 1)), After(Day(2025, 3, 1)), After(Day(2025, 6, 1)), Next(1, "day"),
)  # fmt: skip
DATES = (*WINDOWS[1:], Next(30, "day"), Next(1, "month"), Calendric("tomorrow"), Calendric("next week"))
TIMES = (
    Times("at least", 1), Times("at least", 2), Times("at least", 0), Times("at most", 0),
    Times("at most", 1), Times("at most", 2), Times("exactly", 1), Times("exactly", 0),
    Times("between", 1, 2), Times("between", 0, 1),
)  # fmt: skip
NUMBERS = tuple(Number(n) for n in (10_000, 0, 20_000, 50_000, -10_000, 15_000))
TEXTS = ("PL", "pl", "Poland", "SI", "5", "")
NAMES = (("Order Completed",), ("Product Viewed",), ("Order Completed", "Product Viewed"))
FIELDS = ("category", "price", "campaign", "$hour", "$weekday", "quantity")
TRAITS = ("country", "points", "birthday", "mixed")


def numeric(dice: Dice) -> Predicate:
    """Comparisons of numbers, and some that are not."""
    flags = dice.one_in(3), dice.one_in(3)
    match dice.upto(5):
        case 0 | 1:
            return Order(dice.pick((">=", "<=", ">", "<")), dice.pick(NUMBERS), flags[0])
        case 2:
            return Range(dice.pick(NUMBERS), dice.pick(NUMBERS), *flags)
        case 3:
            return Equals(dice.several(lambda d: d.pick(NUMBERS), 0, 2), *flags)
        case 4:
            return IsSet(flags[0])
        case _:
            return Equals(dice.pick((("PL",), ("pl", "SI"), (True,), ("5", Number(50_000)), ())), *flags)


def predicate(dice: Dice) -> Predicate:
    """Comparisons of traits and fields."""
    flags = dice.one_in(3), dice.one_in(3)
    match dice.upto(3):
        case 0:
            return numeric(dice)
        case 1:
            return Equals(dice.several(lambda d: d.pick(TEXTS), 1, 2), *flags)
        case 2:
            op = dice.pick(("contains", "starts", "ends", "matches"))
            return Text(op, dice.several(lambda d: d.pick(TEXTS), 1, 2), *flags)
        case _:
            return Dated(dice.pick(DATES), *flags)


def where(dice: Dice, depth: int = 2) -> Where:
    """Filters."""
    match dice.upto(6 if depth else 2):
        case 0:
            return ALL
        case 1 | 2:
            return Has(dice.pick(FIELDS), predicate(dice))
        case 3:
            return AnyItem(where(dice, depth - 1))
        case 4:
            return Every(dice.several(lambda d: where(d, depth - 1), 0, 2))
        case 5:
            return Some(dice.several(lambda d: where(d, depth - 1), 0, 2))
        case _:
            return Non(where(dice, depth - 1))


def did(dice: Dice) -> Did:
    """Events, so often or so much."""
    tally: Tally = dice.pick(TIMES)
    if dice.one_in(3):
        fn = dice.pick(("sum", "avg", "max", "distinct", "last"))
        tally = Total(fn, dice.pick(("$amount", "item.price")), numeric(dice))
    filters = where(dice) if dice.one_in(2) else ALL
    return Did(dice.pick(NAMES), filters, tally, dice.pick(WINDOWS))


def leaf(dice: Dice) -> Condition:
    """One condition."""
    match dice.upto(3):
        case 0 | 1:
            return did(dice)
        case 2:
            return HasTrait(dice.pick(TRAITS), predicate(dice))
        case _:
            return condition(dice)


def varied(dice: Dice) -> Expression:
    """Conditions of one kind that differ in a field or in none."""
    one = leaf(dice)
    other = changed(dice, one)
    return dice.pick((AllOf((one, other)), AnyOf((one, other)), AllOf((Complement(one), other))))


def changed(dice: Dice, one: Condition) -> Condition:
    """The condition with another window, count, filter or comparison."""
    fields = {field.name for field in dataclasses.fields(one)}  # type: ignore[arg-type]
    new: dict[str, Any] = {}
    if "window" in fields:
        new["window"] = dice.pick((one.window, *WINDOWS))  # type: ignore[attr-defined]
    if isinstance(one, Did):
        new["tally"] = dice.pick((one.tally, *TIMES))
        new["where"] = dice.pick((one.where, ALL, Every((one.where, where(dice, 1)))))
    if "times" in fields:
        new["times"] = dice.pick(TIMES)
    if isinstance(one, HasTrait):
        new["predicate"] = predicate(dice)
    return dataclasses.replace(one, **new)


def tree(dice: Dice, depth: int = 2) -> Expression:
    """Groups of such conditions."""
    match dice.upto(5 if depth else 1):
        case 0:
            return varied(dice)
        case 1:
            return leaf(dice)
        case 2 | 3:
            return AllOf(dice.several(lambda d: tree(d, depth - 1), 1, 3))
        case 4:
            return AnyOf(dice.several(lambda d: tree(d, depth - 1), 1, 3))
        case _:
            return Complement(tree(dice, depth - 1))


def related(depth: int = 2) -> st.SearchStrategy[Expression]:
    """Definitions nested so deep at most."""
    return thrown(lambda dice: tree(dice, depth), 200)
