"""Edges of windows: instants that follow the instant of evaluation T, and never move backwards.

Each edge knows both ways: `at(T)` is where it stands at T, and `reached(t)` is the first T at which it stands
at `t` or later (`-NEVER`: it always does; `NEVER`: it never will). So what a window holds, and when that
changes, are found in closed form, without searching.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from .calendar import Calendar, CalendarUnit
from .instants import NEVER


@dataclass(frozen=True, slots=True)
class Fixed:
    """An edge that stands still.

    >>> Fixed(5).at(100), Fixed(5).reached(6) == NEVER, Fixed(5).reached(5) == -NEVER
    (5, True, True)
    """

    ms: int

    def at(self, T: int) -> int:
        return self.ms

    def reached(self, t: int) -> int:
        return -NEVER if self.ms >= t else NEVER


@dataclass(frozen=True, slots=True)
class Behind:
    """T less an exact number of milliseconds (ahead of T if negative).

    >>> Behind(10).at(15), Behind(10).reached(5)
    (5, 15)
    """

    ms: int

    def at(self, T: int) -> int:
        return T - self.ms

    def reached(self, t: int) -> int:
        return t + self.ms


@dataclass(frozen=True, slots=True)
class MonthsBehind:
    """The same wall time so many months earlier than T (later if negative): `Calendar.month_edge`."""

    months: int
    calendar: Calendar

    def at(self, T: int) -> int:
        return self.calendar.month_edge(T, self.months)

    def reached(self, t: int) -> int:
        return self.calendar.month_reached(t, self.months)


@dataclass(frozen=True, slots=True)
class JustBefore:
    """The last millisecond before a local day, week, month ...: the one `shift` units from that of T.

    >>> JustBefore("day", 1, Calendar("UTC")).at(0)
    86399999
    """

    unit: CalendarUnit
    shift: int
    calendar: Calendar

    def at(self, T: int) -> int:
        day = self.calendar.unit_day(self.calendar.local_day(T), self.unit, self.shift)
        return self.calendar.date_start(day) - 1

    def reached(self, t: int) -> int:
        # The edge stands at t or later once the unit it precedes begins on a later day than t's.
        calendar, wanted = self.calendar, self.calendar.local_day(t) + 1
        begins = calendar.unit_day(wanted, self.unit)
        if begins < wanted:
            begins = calendar.unit_day(wanted, self.unit, 1)
        return calendar.date_start(calendar.unit_day(begins, self.unit, -self.shift))


Edge: TypeAlias = Fixed | Behind | MonthsBehind | JustBefore
