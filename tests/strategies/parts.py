"""Windows, comparisons, filters, tallies: the parts of conditions."""

from __future__ import annotations

from coterie.segments.parts.compare import (
    Dated,
    Equals,
    Holds,
    IsSet,
    Length,
    Number,
    Order,
    Predicate,
    Range,
    Recurs,
    Text,
    Under,
    Value,
)  # fmt: skip
from coterie.segments.parts.duration import EXACT_UNITS, Duration
from coterie.segments.parts.metric import Metric, Tally, ThanMetric, ThanPopulation, Times, Total
from coterie.segments.parts.step import Step
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Some, Where
from coterie.segments.parts.window import (
    CALENDRIC,
    UNITS,
    After,
    AgoBetween,
    Anniversary,
    Before,
    Between,
    Calendric,
    Day,
    Instant,
    Last,
    MoreThanAgo,
    Next,
    On,
    Point,
    Unit,
    Window,
)  # fmt: skip

from . import words
from .dice import Dice
from .times import CENTRES

AGGREGATES = ("sum", "avg", "min", "max", "distinct", "first", "last", "common")
OPS = (">=", "<=", "=", "!=", "<", ">")
FIELDS = (*words.FIELDS, *(f"item.{name}" for name in words.ITEM_FIELDS))
_SMALL = (1, 2, 3, 7, 12, 30, 365)
_LONG = (365, 90, 30, 180, 7, 1)
_AGO = (0, 1, 2, 30)
_PAST = [name for name in CALENDRIC if not (name == "tomorrow" or name.startswith("next"))]
_UNITS: tuple[Unit, ...] = ("day", *(unit for unit in UNITS if unit != "day"))
_DAYS = (
    Day(2025, 6, 15),
    Day(2024, 2, 29),
    Day(2025, 3, 30),
    Day(2025, 10, 26),
    Day(2026, 1, 1),
    Day(2011, 12, 30),
)
_POINTS: tuple[Point, ...] = (*_DAYS, *(Instant(ms) for _, ms in CENTRES))
_FACTORS = tuple(Number(n) for n in (10_000, 15_000, 5_000, 20_000, 1, 0, -10_000, 33_333))
_QUANTILES = (None, 5_000, 2_500, 9_000, 0, 10_000, 3_333)


# ---- windows -------------------------------------------------------------------------------------


def window(dice: Dice, dates: bool = False) -> Window:
    """A window of events; `dates`: also one that looks forward, for dates of traits."""
    if dice.upto(1) == 0:
        return Last(dice.pick(_LONG), "day")
    match dice.upto(8 if dates else 7):
        case 0 | 1:
            return Last(dice.pick(_SMALL), dice.pick(_UNITS))
        case 2:
            low = dice.pick(_AGO)
            return AgoBetween(low, low + dice.pick(_SMALL), dice.pick(_UNITS))
        case 3:
            return MoreThanAgo(dice.pick(_AGO), dice.pick(_UNITS))
        case 4:
            return Calendric(dice.pick(CALENDRIC if dates else _PAST))
        case 5:
            return Before(dice.pick(_POINTS))
        case 6:
            return After(dice.pick(_POINTS)) if dice.upto(1) else On(dice.pick(_DAYS))
        case 7:
            first, last = sorted((dice.pick(_POINTS), dice.pick(_POINTS)), key=_rough)
            return Between(first, last)
        case _:
            return Next(dice.pick(_SMALL), dice.pick(_UNITS))


def maybe_window(dice: Dice) -> Window | None:
    """Half the time a window."""
    return window(dice) if dice.one_in(2) else None


def any_window(dice: Dice) -> Window:
    """A window of dates."""
    return window(dice, dates=True)


def _rough(point: Point) -> float:
    return point.ordinal if isinstance(point, Day) else point.ms / 86_400_000 + 719_163


def duration(dice: Dice) -> Duration:
    """An exact length."""
    return Duration(dice.pick((1, 2, 4, 7, 30)), dice.pick(EXACT_UNITS))


# ---- comparisons ---------------------------------------------------------------------------------


def value(dice: Dice) -> Value:
    """A literal."""
    match dice.upto(4):
        case 0 | 1:
            return dice.pick(words.TEXTS)
        case 2:
            return dice.pick((*words.NUMERIC, *words.DATES))
        case 3:
            return dice.pick(words.LITERALS)
        case _:
            return bool(dice.upto(1))


def numeric(dice: Dice) -> Predicate:
    """A comparison of numbers."""
    match dice.upto(2):
        case 0:
            return Order(dice.pick((">=", "<=", ">", "<")), dice.pick(words.LITERALS), dice.one_in(4))
        case 1:
            low, high = sorted((dice.pick(words.LITERALS), dice.pick(words.LITERALS)), key=lambda n: n.scaled)
            return Range(low, high, dice.one_in(4), dice.one_in(4))
        case _:
            return Equals((dice.pick(words.LITERALS),), dice.one_in(3), dice.one_in(4))


def predicate(dice: Dice) -> Predicate:
    """Any comparison."""
    match dice.upto(9):
        case 0 | 1:
            return Equals(dice.several(value, 1, 3), dice.one_in(3), dice.one_in(4))
        case 2 | 3:
            return numeric(dice)
        case 4:
            return IsSet(dice.one_in(2))
        case 5:
            return _text(dice)
        case 6:
            return Dated(any_window(dice), dice.one_in(4), dice.one_in(4))
        case 7:
            return Recurs(anniversary(dice), dice.one_in(4))
        case 8:
            return Under(dice.some(words.CATEGORIES), dice.one_in(4), dice.one_in(4))
        case _:
            return _of_list(dice)


def fitting(dice: Dice, name: str) -> Predicate:
    """A comparison that something in the worlds may well meet; `name`: of a trait or a field."""
    pool = words.FITTING.get(name)
    if pool is None or dice.one_in(3):
        return predicate(dice)
    return Equals(dice.some(pool), dice.one_in(5), dice.one_in(5))


def _text(dice: Dice) -> Predicate:
    if dice.one_in(4):
        return Text("matches", dice.some(words.PATTERNS), dice.one_in(4), dice.one_in(4))
    op = dice.pick(("contains", "starts", "ends"))
    return Text(op, dice.some(words.TEXTS), dice.one_in(4), dice.one_in(4))


def _of_list(dice: Dice) -> Predicate:
    if dice.upto(1):
        return Length(dice.pick((">=", "<=", "=", "<", ">")), dice.upto(3), dice.one_in(4))
    return Holds(dice.pick(("any", "all")), dice.several(value, 1, 2), dice.one_in(4), dice.one_in(4))


def anniversary(dice: Dice) -> Anniversary:
    """A stretch of whole days."""
    match dice.upto(2):
        case 0:
            return Anniversary(Next(dice.pick(_SMALL), dice.pick(UNITS[2:])))
        case 1:
            return Anniversary(Last(dice.pick(_SMALL), dice.pick(UNITS[2:])))
        case _:
            return Anniversary(Calendric(dice.pick(CALENDRIC)))


# ---- filters -------------------------------------------------------------------------------------


def where(dice: Dice, depth: int = 2) -> Where:
    """A filter of events, or mostly none."""
    return ALL if dice.upto(2) else _where(dice, depth)


def _where(dice: Dice, depth: int) -> Where:
    match dice.upto(5 if depth else 2):
        case 0 | 1:
            name = dice.pick(words.FIELDS)
            return Has(name, fitting(dice, name))
        case 2:
            return AnyItem(of_item(dice))
        case 3:
            return Every(dice.several(lambda d: _where(d, depth - 1), 0, 3))
        case 4:
            return Some(dice.several(lambda d: _where(d, depth - 1), 0, 3))
        case _:
            return Non(_where(dice, depth - 1))


def of_item(dice: Dice, depth: int = 1) -> Where:
    """A filter of items."""
    match dice.upto(4 if depth else 1):
        case 0 | 1:
            name = dice.pick(words.ITEM_FIELDS)
            return Has(name, fitting(dice, name))
        case 2:
            return Every(dice.several(lambda d: of_item(d, 0), 0, 2))
        case 3:
            return Some(dice.several(lambda d: of_item(d, 0), 0, 2))
        case _:
            return Non(of_item(dice, 0))


def events(dice: Dice) -> tuple[str, ...]:
    """Names of events, more often common ones."""
    return dice.some(words.EVENTS if dice.one_in(3) else words.EVENTS[:5], 3)


# ---- tallies -------------------------------------------------------------------------------------


def times(dice: Dice) -> Times:
    """How often."""
    low = dice.pick((1, 0, 2, 3))
    match dice.upto(3):
        case 0:
            return Times("at least", low)
        case 1:
            return Times("at most", low)
        case 2:
            return Times("exactly", low)
        case _:
            return Times("between", low, low + dice.upto(3))


def metric(dice: Dice) -> Metric:
    """A number about a contact."""
    return Metric(*_aggregate(dice), events(dice), where(dice), maybe_window(dice))


def factor(dice: Dice) -> Number:
    """So many times another number."""
    return dice.pick(_FACTORS)


def quantile(dice: Dice) -> int | None:
    """A quantile, or the average."""
    return dice.pick(_QUANTILES)


def tally(dice: Dice, segments: tuple[str | None, ...] = (None,)) -> Tally:
    """How often, how much, more than another number, more than others."""
    match dice.upto(5):
        case 0 | 1:
            return times(dice)
        case 2:
            asked = numeric(dice) if dice.upto(1) else predicate(dice)
            return Total(dice.pick(AGGREGATES), dice.pick(FIELDS), asked)
        case 3:
            return ThanMetric(*_aggregate(dice), dice.pick(OPS), metric(dice), factor(dice))
        case _:
            op, much = dice.pick(OPS), factor(dice)
            return ThanPopulation(*_aggregate(dice), op, much, quantile(dice), dice.pick(segments))


def _aggregate(dice: Dice) -> tuple[str, str | None]:
    name = dice.pick(("count", *AGGREGATES[:-1]))
    return name, None if name == "count" else dice.pick(("$amount", *FIELDS))


def steps(dice: Dice) -> tuple[Step, ...]:
    """Steps of a sequence."""
    first = Step(events(dice), where(dice, 1))
    return (first, *dice.several(lambda d: Step(events(d), where(d, 1), d.one_in(2)), 1, 3))
