"""Windows of time, and the points they begin and end at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from coterie.errors import Place
from coterie.lib.instants import from_iso, to_iso
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.window import (
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
)  # fmt: skip

from ..forms import Form, Grammar, Unsayable
from ..messages import problem
from ..reader import Reader, Spoilt
from ..shape import union

FORMS = (
    Form(Last, "in the last {n} {unit:unit}"),
    Form(Last, "in the last {unit:unit}", {"n": 1}, spoken=False),
    Form(AgoBetween, "between {a} and {b} {unit:unit} ago"),
    Form(MoreThanAgo, "more than {n} {unit:unit} ago"),
    Form(Next, "in the next {n} {unit:unit}"),
    Form(Next, "in the next {unit:unit}", {"n": 1}, spoken=False),
    Form(Calendric, "{name}"),
    Form(Before, "before {point}"),
    Form(After, "after {point}"),
    Form(On, "on {day}"),
    Form(Between, "between {first} and {last}"),
    Form(Anniversary, "{when}"),
    Form(Duration, "{n} {unit:unit}"),
)
CALLED = {Last: "a window of time", Duration: "a length of time"}


@dataclass(frozen=True, slots=True)
class Moment:
    """`2026-01-31` (a day), or `2026-01-31T10:00:00Z` (an instant), as far as allowed."""

    allowed: tuple[type[Day | Instant], ...]

    def read(self, reader: Reader) -> Any:
        token = reader.peek()
        if token.sort != "date" or (Instant not in self.allowed and len(token.text) > 10):
            reader.fail("a date such as 2026-01-31")
        start = reader.at
        reader.next()
        value = moment(token.text)
        if value is None:
            reader.report(problem("bad-date", Place(token.start, token.end), found=token.text))
            raise Spoilt
        reader.keep(value, start)
        return value

    def write(self, value: Any) -> str:
        if not isinstance(value, self.allowed):
            raise Unsayable
        return iso(value)

    def firsts(self) -> None:
        return None


def moment(text: str) -> Day | Instant | None:
    """The day or instant that an ISO text names; an instant must say its offset.

    >>> moment("2026-01-31"), moment("1970-01-01T00:00:01Z"), moment("2026-02-30")
    (Day(year=2026, month=1, day=31), Instant(ms=1000), None)
    """
    if len(text) == 10:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return Day(day.year, day.month, day.day)
    offset = text.endswith("Z") or "+" in text or "-" in text[10:]
    ms = from_iso(text) if offset else None
    return None if ms is None else Instant(ms)


def iso(value: Day | Instant) -> str:
    """The ISO text of a day or an instant. Error: `Unsayable` out of the years 1 to 9999.

    >>> iso(Day(2026, 1, 31)), iso(Instant(0))
    ('2026-01-31', '1970-01-01T00:00:00.000Z')
    """
    if isinstance(value, Day):
        return f"{value.year:04d}-{value.month:02d}-{value.day:02d}"
    try:
        return to_iso(value.ms)
    except OverflowError as out:
        raise Unsayable from out


TYPES: Mapping[frozenset[Any], Grammar] = {
    frozenset(union(Point)): Moment((Day, Instant)),
    frozenset([Day]): Moment((Day,)),
    frozenset([Instant]): Moment((Instant,)),
}
