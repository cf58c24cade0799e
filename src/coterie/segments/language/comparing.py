"""Comparisons in Python: the methods that a trait, a property and an aggregate have in common."""

from __future__ import annotations

import abc
import re
from decimal import Decimal
from typing import Generic, TypeAlias, TypeVar

from coterie.errors import DefinitionError
from coterie.lib.numbers import scaled, text_of
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
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.window import (
    UNITS,
    AgoBetween,
    Anniversary,
    Last,
    MoreThanAgo,
    Next,
    Unit,
    Window,
)

from .fragment import one
from .grammar import lookup
from .messages import problem

R = TypeVar("R")
Figure: TypeAlias = int | float | Decimal | Number
Literal: TypeAlias = str | bool | Figure

_SPAN = re.compile(r"\s*(\d{1,9})\s*([a-z]+?)s?\s*")


class Comparing(Generic[R], abc.ABC):
    """What is compared; each method gives the comparison its `R`. `or_missing`: or it is not set at all."""

    __slots__ = ()

    @abc.abstractmethod
    def meets(self, predicate: Predicate) -> R:
        """What is compared, held against a comparison of any sort."""

    def is_(self, *values: Literal, or_missing: bool = False) -> R:
        """It is one of these."""
        return self.meets(Equals(tuple(map(literal, values)), or_missing=or_missing))

    def is_not(self, *values: Literal, or_missing: bool = False) -> R:
        """It is set and none of these."""
        return self.meets(Equals(tuple(map(literal, values)), True, or_missing))

    def is_set(self) -> R:
        """It is there."""
        return self.meets(IsSet())

    def is_not_set(self) -> R:
        """It is not there."""
        return self.meets(IsSet(True))

    def contains(self, *texts: str, negated: bool = False, or_missing: bool = False) -> R:
        """Its text contains one of these."""
        return self.meets(Text("contains", texts, negated, or_missing))

    def starts_with(self, *texts: str, negated: bool = False, or_missing: bool = False) -> R:
        """Its text starts with one of these."""
        return self.meets(Text("starts", texts, negated, or_missing))

    def ends_with(self, *texts: str, negated: bool = False, or_missing: bool = False) -> R:
        """Its text ends with one of these."""
        return self.meets(Text("ends", texts, negated, or_missing))

    def matches(self, *patterns: str, negated: bool = False, or_missing: bool = False) -> R:
        """One of these patterns (RE2) is found in its text."""
        return self.meets(Text("matches", patterns, negated, or_missing))

    def at_least(self, number: Figure, *, or_missing: bool = False) -> R:
        """It is this number or more."""
        return self.meets(Order(">=", exact(number), or_missing))

    def at_most(self, number: Figure, *, or_missing: bool = False) -> R:
        """It is this number or less."""
        return self.meets(Order("<=", exact(number), or_missing))

    def more_than(self, number: Figure, *, or_missing: bool = False) -> R:
        """It is more than this number."""
        return self.meets(Order(">", exact(number), or_missing))

    def less_than(self, number: Figure, *, or_missing: bool = False) -> R:
        """It is less than this number."""
        return self.meets(Order("<", exact(number), or_missing))

    def between(self, low: Figure, high: Figure, *, negated: bool = False, or_missing: bool = False) -> R:
        """It is one of these numbers or between them."""
        return self.meets(Range(exact(low), exact(high), negated, or_missing))

    def during(self, when: str | Window, *, negated: bool = False, or_missing: bool = False) -> R:
        """Its date lies in a window, such as "last month" or "before 2026-01-01"."""
        return self.meets(Dated(window(when), negated, or_missing))

    def in_last(self, length: str) -> R:
        """It happened in the last so many units, such as "30 days"."""
        return self.during(Last(*units(length)))

    def in_next(self, length: str) -> R:
        """It comes in the next so many units."""
        return self.during(Next(*units(length)))

    def more_than_ago(self, length: str) -> R:
        """It happened more than so many units ago."""
        return self.during(MoreThanAgo(*units(length)))

    def between_ago(self, near: str, far: str) -> R:
        """It happened between so many and so many units ago; both in one unit."""
        return self.during(ago(near, far))

    def anniversary(self, when: str, *, or_missing: bool = False) -> R:
        """Its month and day recur in a window of days, such as "in the next 7 days"."""
        return self.meets(Recurs(one(lookup(Anniversary), when), or_missing))

    def holds_any(self, *values: Literal, negated: bool = False, or_missing: bool = False) -> R:
        """The list holds one of these."""
        return self.meets(Holds("any", tuple(map(literal, values)), negated, or_missing))

    def holds_all(self, *values: Literal, negated: bool = False, or_missing: bool = False) -> R:
        """The list holds all of these."""
        return self.meets(Holds("all", tuple(map(literal, values)), negated, or_missing))

    def length_at_least(self, count: int, *, or_missing: bool = False) -> R:
        """The list has so many members or more."""
        return self.meets(Length(">=", count, or_missing))

    def under(self, *paths: str, negated: bool = False, or_missing: bool = False) -> R:
        """The category is, or lies under, one of these."""
        return self.meets(Under(paths, negated, or_missing))


def exact(value: Figure | str) -> Number:
    """An exact number. Error: `DefinitionError` beyond 14 digits before the point or four behind it.

    >>> exact(42.5)
    Number(scaled=425000)
    """
    if isinstance(value, Number):
        return value
    found = scaled(value)
    if found is None:
        raise DefinitionError([problem("number-too-large", found=str(value)[:20])])
    if not found[1]:
        near = text_of(found[0])
        raise DefinitionError(
            [problem("number-too-precise", value=near, found=str(value)[:40], replacement=near)]
        )
    return Number(found[0])


def literal(value: Literal) -> Value:
    """A literal as the tree holds it.

    >>> literal("PL"), literal(5), literal(True)
    ('PL', Number(scaled=50000), True)
    """
    return value if isinstance(value, (str, bool)) else exact(value)


def units(length: str) -> tuple[int, Unit]:
    """A number of units. Error: `DefinitionError` for anything but such as "30 days".

    >>> units("30 days"), units("1 month")
    ((30, 'day'), (1, 'month'))
    """
    found = _SPAN.fullmatch(length)
    unit = next((u for u in UNITS if found and u == found[2]), None)
    if found is None or unit is None:
        raise DefinitionError(
            [problem("bad-value", reason=f"a length such as '30 days' is needed, not {length!r}")]
        )
    return int(found[1]), unit


def ago(near: str, far: str) -> AgoBetween:
    """Between two lengths ago. Error: `DefinitionError` unless both are in one unit.

    >>> ago("30 days", "60 days")
    AgoBetween(a=30, b=60, unit='day')
    """
    (a, unit), (b, other) = units(near), units(far)
    if unit != other:
        raise DefinitionError([problem("bad-value", reason=f"{near!r} and {far!r} must be in one unit")])
    return AgoBetween(a, b, unit)


def window(when: str | Window) -> Window:
    """A window, from its text.

    >>> window("in the last 30 days")
    Last(n=30, unit='day')
    """
    found: Window = one(lookup(Window), when) if isinstance(when, str) else when
    return found


def duration(length: str | Duration) -> Duration:
    """An exact length of time, from its text.

    >>> duration("4 hours")
    Duration(n=4, unit='hour')
    """
    found: Duration = one(lookup(Duration), length) if isinstance(length, str) else length
    return found
