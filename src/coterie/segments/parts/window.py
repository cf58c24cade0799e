"""Windows: stretches of time that a condition looks at, and the instants at which they let something go.

A window at T is the span `low < t <= high`, in milliseconds. Both ends never move backwards as T goes on, so
something at `t` is inside for one unbroken stretch of T at most: see `presence`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal, TypeAlias, assert_never, cast, get_args

from coterie.lib.anniversary import YEAR_DAYS, changes, names_between
from coterie.lib.calendar import MONTHS, Calendar, CalendarUnit, day_months_earlier
from coterie.lib.edges import Behind, Edge, Fixed, JustBefore, MonthsBehind
from coterie.lib.instants import NEVER

Unit: TypeAlias = Literal["minute", "hour", "day", "week", "month", "quarter", "year"]
CalendricName: TypeAlias = Literal[
    "today", "yesterday",
    "this week", "this month", "this quarter", "this year",
    "last week", "last month", "last quarter", "last year",
    "tomorrow", "next week", "next month", "next quarter", "next year",
]  # fmt: skip

UNITS: tuple[Unit, ...] = get_args(Unit)
CALENDRIC: tuple[CalendricName, ...] = get_args(CalendricName)
EXACT_MS: dict[str, int] = {"minute": 60_000, "hour": 3_600_000, "day": 86_400_000, "week": 604_800_000}
_DAYS_OF = {"day": 1, "week": 7}
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_SHIFTS = {"this": 0, "last": -1, "next": 1}


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, read in the workspace's zone. Error: `ValueError` for a date that no calendar has."""

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        date(self.year, self.month, self.day)

    @property
    def ordinal(self) -> int:
        """`date.toordinal()` of it."""
        return date(self.year, self.month, self.day).toordinal()


@dataclass(frozen=True, slots=True)
class Instant:
    """An instant, in milliseconds since 1970 UTC."""

    ms: int


Point: TypeAlias = Day | Instant


@dataclass(frozen=True, slots=True)
class Last:
    """In the last n units: `T - D < t <= T`."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        _check(self.n, 1, self.unit)


@dataclass(frozen=True, slots=True)
class AgoBetween:
    """Between a and b units ago (a < b): `T - B < t <= T - A`."""

    a: int
    b: int
    unit: Unit

    def __post_init__(self) -> None:
        _check(self.a, 0, self.unit)
        _check(self.b, 1, self.unit)
        if self.a >= self.b:
            raise ValueError(f"the smaller number comes first, and {self.a} is not less than {self.b}")


@dataclass(frozen=True, slots=True)
class MoreThanAgo:
    """More than n units ago: `t <= T - D`."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        _check(self.n, 0, self.unit)


@dataclass(frozen=True, slots=True)
class Next:
    """In the next n units, for dates of traits: `T < t <= T + D`."""

    n: int
    unit: Unit

    def __post_init__(self) -> None:
        _check(self.n, 1, self.unit)


@dataclass(frozen=True, slots=True)
class Calendric:
    """A stretch of the local calendar; `this ...` and `today` end at T, the others are whole."""

    name: CalendricName

    def __post_init__(self) -> None:
        if self.name not in CALENDRIC:
            raise ValueError(f"no such stretch of the calendar: {self.name!r}")

    @property
    def unit(self) -> CalendarUnit:
        """The unit of the calendar that it is one of."""
        return "day" if self.name in _DAYS else cast("CalendarUnit", self.name.split()[1])

    @property
    def shift(self) -> int:
        """0 for the present unit, -1 for the one before it, 1 for the one after."""
        return _DAYS[self.name] if self.name in _DAYS else _SHIFTS[self.name.split()[0]]


@dataclass(frozen=True, slots=True)
class Before:
    """Before the start of a day, or before an instant: `t <`."""

    point: Point


@dataclass(frozen=True, slots=True)
class After:
    """From the start of the day after a day (`t >=`), or after an instant (`t >`)."""

    point: Point


@dataclass(frozen=True, slots=True)
class On:
    """On one whole local day."""

    day: Day


@dataclass(frozen=True, slots=True)
class Between:
    """From a day through a day, both whole; an end that is an instant is not itself inside."""

    first: Point
    last: Point


Window: TypeAlias = Last | AgoBetween | MoreThanAgo | Next | Calendric | Before | After | On | Between


@dataclass(frozen=True, slots=True)
class Anniversary:
    """The month and day of a date recur within a stretch of whole local days around today.

    `Last` and `Next` count in days or more and take in today as well: next 7 days is today and the 7 days
    after it. Of the calendar every stretch is whole here: `this month` goes on to the month's end.
    29 February falls on 28 February in common years. Error: `ValueError` for minutes and hours.
    """

    when: Last | Next | Calendric

    def __post_init__(self) -> None:
        if self.when.unit in ("minute", "hour"):
            raise ValueError("an anniversary is looked for in whole days")


@dataclass(frozen=True, slots=True)
class Presence:
    """The instants of evaluation at which something is inside a window: `since <= T < until`; else empty."""

    since: int
    until: int


def span(window: Window | None, T: int, calendar: Calendar) -> tuple[int, int]:
    """The window at T as `(low, high)` meaning `low < t <= high`, in ms; `-NEVER` and `NEVER` are open ends.

    It is not cut off at T: whoever looks at events takes `min(high, T)`, as future-dated events wait.

    >>> span(Last(1, "minute"), 100_000, Calendar("UTC"))
    (40000, 100000)
    >>> span(None, 0, Calendar("UTC")) == (-NEVER, NEVER)
    True
    """
    low, high = edges(window, calendar)
    return _kept(low.at(T)), _kept(high.at(T))


def presence(window: Window | None, t: int, calendar: Calendar, *, event: bool = False) -> Presence | None:
    """The stretch of T during which something at `t` is inside the window; None if it never is.

    `event`: it counts only from its own instant on (`t <= T`), as events do and dates of traits do not.

    >>> presence(Last(1, "minute"), 5, Calendar("UTC"))
    Presence(since=5, until=60005)
    """
    low, high = edges(window, calendar)
    since, until = _kept(high.reached(t)), _kept(low.reached(t))
    since = max(since, t) if event else since
    return Presence(since, until) if since < until else None


def enters(
    window: Window | None, t: int, calendar: Calendar, after: int, *, event: bool = False
) -> int | None:
    """The first instant later than `after` at which something at `t` comes into the window, or None."""
    found = presence(window, t, calendar, event=event)
    return found.since if found is not None and after < found.since < NEVER else None


def leaves(
    window: Window | None, t: int, calendar: Calendar, after: int, *, event: bool = False
) -> int | None:
    """The first instant later than `after` at which something at `t` is no longer in the window, or None."""
    found = presence(window, t, calendar, event=event)
    return found.until if found is not None and after < found.until < NEVER else None


def next_edge(
    window: Window | None, t: int, T: int, calendar: Calendar, *, event: bool = False
) -> int | None:
    """The first instant later than T at which it changes whether something at `t` is inside, or None.

    >>> next_edge(Last(1, "minute"), 5, 10, Calendar("UTC"))
    60005
    """
    coming = enters(window, t, calendar, T, event=event)
    return coming if coming is not None else leaves(window, t, calendar, T, event=event)


def edges(window: Window | None, calendar: Calendar) -> tuple[Edge, Edge]:
    """The two edges of a window: inside is `low.at(T) < t <= high.at(T)`."""
    match window:
        case None:
            return Fixed(-NEVER), Fixed(NEVER)
        case Last(n, unit):
            return _ago(n, unit, calendar), Behind(0)
        case AgoBetween(a, b, unit):
            return _ago(b, unit, calendar), _ago(a, unit, calendar)
        case MoreThanAgo(n, unit):
            return Fixed(-NEVER), _ago(n, unit, calendar)
        case Next(n, unit):
            return Behind(0), _ago(-n, unit, calendar)
        case Calendric():
            return _calendric(window, calendar)
        case Before(point):
            return Fixed(-NEVER), Fixed(_end(point, calendar, 0))
        case After(point):
            return Fixed(_start(point, calendar, 1)), Fixed(NEVER)
        case On(day):
            return Fixed(_start(day, calendar, 0)), Fixed(_end(day, calendar, 1))
        case Between(first, last):
            return Fixed(_start(first, calendar, 0)), Fixed(_end(last, calendar, 1))
        case _:
            assert_never(window)


def anniversary_days(when: Anniversary, today: int, calendar: Calendar) -> tuple[int, int]:
    """The first and last local day (ordinals, both inside) of the stretch, as it stands on the day `today`.

    >>> anniversary_days(Anniversary(Next(1, "week")), 100, Calendar("UTC"))
    (100, 107)
    """
    match when.when:
        case Last(n, unit):
            return _days_on(today, -n, unit), today
        case Next(n, unit):
            return today, _days_on(today, n, unit)
        case Calendric() as named:
            following = calendar.unit_day(today, named.unit, named.shift + 1)
            return calendar.unit_day(today, named.unit, named.shift), following - 1


def recurring_days(when: Anniversary, T: int, calendar: Calendar) -> frozenset[int]:
    """The `Calendar.local_month_day`s (229 is 29 February) whose anniversary lies in the stretch at T.

    >>> sorted(recurring_days(Anniversary(Last(1, "day")), 0, Calendar("UTC")))
    [101, 1231]
    """
    return _recurring(when, calendar.local_day(T), calendar)


def recurs(when: Anniversary, t: int, T: int, calendar: Calendar) -> bool:
    """Whether the anniversary of the date at `t` lies in the stretch at T.

    >>> recurs(Anniversary(Calendric("today")), 0, 86_400_000 * 365, Calendar("UTC"))
    True
    """
    return calendar.local_month_day(t) in recurring_days(when, T, calendar)


def recurs_changes(when: Anniversary, t: int, T: int, calendar: Calendar) -> int | None:
    """The first instant later than T (the start of a local day) at which `recurs` changes, or None."""
    return _next_change(when, calendar.local_month_day(t), calendar.local_day(T), calendar)


@lru_cache(maxsize=4096)
def _next_change(when: Anniversary, name: int, today: int, calendar: Calendar) -> int | None:
    """`recurs_changes` for all dates of one month and day, and for a whole day: there are but 366 of them."""
    first, last = anniversary_days(when, today, calendar)
    if last - first + 1 >= YEAR_DAYS:
        return None
    now = name in _recurring(when, today, calendar)
    days = changes(name, today, lambda day: anniversary_days(when, day, calendar))
    starts = (calendar.date_start(day) for day in days)
    # A date that the zone skips starts with the next one, hence the day is read back.
    return next(
        (x for x in starts if (name in _recurring(when, calendar.local_day(x), calendar)) != now), None
    )


@lru_cache(maxsize=4096)
def _recurring(when: Anniversary, today: int, calendar: Calendar) -> frozenset[int]:
    return names_between(*anniversary_days(when, today, calendar))


def _days_on(day: int, n: int, unit: Unit) -> int:
    """The day so many units later (earlier if negative)."""
    return day_months_earlier(day, -n * MONTHS[unit]) if unit in MONTHS else day + n * _DAYS_OF[unit]


def _calendric(window: Calendric, calendar: Calendar) -> tuple[Edge, Edge]:
    unit, shift = window.unit, window.shift
    high = Behind(0) if shift == 0 else JustBefore(unit, shift + 1, calendar)
    return JustBefore(unit, shift, calendar), high


def _ago(n: int, unit: Unit, calendar: Calendar) -> Edge:
    if n == 0 or unit in EXACT_MS:
        return Behind(n * EXACT_MS.get(unit, 0))
    return MonthsBehind(n * MONTHS[unit], calendar)


def _start(point: Point, calendar: Calendar, later: int) -> int:
    """The last millisecond outside, before what begins at a point (`later`: so many days on)."""
    return point.ms if isinstance(point, Instant) else calendar.date_start(point.ordinal + later) - 1


def _end(point: Point, calendar: Calendar, later: int) -> int:
    """The last millisecond inside, of what ends at a point."""
    return (point.ms if isinstance(point, Instant) else calendar.date_start(point.ordinal + later)) - 1


def _kept(ms: int) -> int:
    """Within the open ends, so that every reading can hold it in 64 bits."""
    return min(max(ms, -NEVER), NEVER)


def _check(n: object, least: int, unit: str) -> None:
    if unit not in UNITS:
        raise ValueError(f"no such unit of time: {unit!r}")
    if isinstance(n, bool) or not isinstance(n, int) or n < least:
        raise ValueError(f"a whole number of at least {least} is needed, not {n!r}")
