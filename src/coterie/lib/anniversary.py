"""Days that come round each year, named by 100 times the month plus the day of the month.

29 February (229) falls on 28 February in common years. Days are ordinals, `date.toordinal()`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from .calendar import month_of, month_start

YEAR_DAYS = 366
"""Any so many successive days hold every anniversary."""

_REACH = 800  # days: a stretch of a year, a year away, begins and ends within them


def month_day(day: int) -> int:
    """The name of a day's anniversary.

    >>> from datetime import date
    >>> month_day(date(2024, 2, 29).toordinal())
    229
    """
    month, within = month_of(day)
    return (month % 12 + 1) * 100 + within


def falls_on(name: int, year: int) -> int:
    """The day on which the anniversary falls in a year.

    >>> from datetime import date
    >>> date.fromordinal(falls_on(229, 2023)).isoformat()
    '2023-02-28'
    """
    month, within = divmod(name, 100)
    start, following = (month_start(year * 12 + month - 1 + k) for k in (0, 1))
    return min(start + within, following) - 1


def names_between(first: int, last: int) -> frozenset[int]:
    """The names of the anniversaries that fall on the days `first`..`last`, ends included.

    >>> from datetime import date
    >>> sorted(names_between(date(2023, 2, 27).toordinal(), date(2023, 3, 1).toordinal()))
    [227, 228, 229, 301]
    """
    days = range(first, min(last, first + YEAR_DAYS - 1) + 1)
    return frozenset(name for day in days for name in _names_of(day))


def changes(name: int, today: int, stretch: Callable[[int], tuple[int, int]]) -> list[int]:
    """The later days, sorted, on which an anniversary may come into a moving stretch of days or go out.

    `stretch(day)` is its first and last day as it stands on `day`; neither may ever move backwards, and it
    holds less than `YEAR_DAYS`. Overlapping anniversaries leave days in the list on which nothing changes.
    """
    year = month_of(today)[0] // 12
    first, last = stretch(today)
    # What holds 365 days misses an anniversary over a leap day only, and leap years are up to 8 years apart.
    ahead = 12 if last - first + 1 >= YEAR_DAYS - 1 else 4
    found: set[int] = set()
    for day in (falls_on(name, y) for y in range(year - 2, year + ahead)):
        around = range(day - _REACH, day + _REACH)
        found.add(around[bisect_left(around, day, key=lambda d: stretch(d)[1])])
        found.add(around[bisect_right(around, day, key=lambda d: stretch(d)[0])])
    return sorted(day for day in found if day > today)


def _names_of(day: int) -> tuple[int, ...]:
    name = month_day(day)
    ends_february = name == 228 and month_day(day + 1) == 301
    return (228, 229) if ends_february else (name,)
