"""The workspace's calendar: local days, weeks, months and the edges that they put into time.

Instants are milliseconds since 1970 UTC. Days are proleptic Gregorian ordinals, `date.toordinal()`.

Two rules keep every edge from ever moving backwards:

* a wall time that does not exist is the first instant after the gap, one shown twice is its first showing;
* while a clock set back catches up, the wall clock *rests* at the furthest that it had read. A local day once
  begun is thus not ended by a clock set back over midnight.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from .zones import DAY_MS, Instants, Piece, Zone, zone_named

CalendarUnit: TypeAlias = 'Literal["day", "week", "month", "quarter", "year"]'

EPOCH_DAY = date(1970, 1, 1).toordinal()
HOUR_MS = 3_600_000
MONTHS: dict[str, int] = {"month": 1, "quarter": 3, "year": 12}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CYCLE_DAYS = 146_097  # 400 Gregorian years
_CYCLE_MONTHS = 4_800


@dataclass(frozen=True, slots=True)
class Calendar:
    """A time zone (IANA name) and the day on which a week starts (1 = Monday .. 7 = Sunday).

    Error: `ValueError` for an unknown zone or another week start.
    """

    zone: str
    week_start: int = 1
    clock: Zone = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.week_start not in range(1, 8):
            raise ValueError(f"a week starts on day 1 (Monday) to 7 (Sunday), not {self.week_start!r}")
        object.__setattr__(self, "clock", zone_named(self.zone))

    # ---- what an instant is called here ---------------------------------------------------------

    def local(self, ms: int) -> datetime:
        """The local date-time, aware. Error: `OverflowError` outside of the years 1..9999.

        >>> Calendar("Asia/Almaty").local(0).isoformat()
        '1970-01-01T06:00:00+06:00'
        """
        return (_EPOCH + timedelta(milliseconds=ms)).astimezone(self.clock.info)

    def local_day(self, ms: int) -> int:
        """The ordinal of the local day: the last one that has begun by the instant.

        >>> Calendar("Europe/Warsaw").local_day(-1) == EPOCH_DAY
        True
        """
        return self.clock.furthest(ms) // DAY_MS + EPOCH_DAY

    def local_hour(self, ms: int) -> int:
        """The hour that the wall clock shows, 0..23."""
        return self.clock.wall(ms) % DAY_MS // HOUR_MS

    def local_weekday(self, ms: int) -> int:
        """The day of the week of `local_day`, 1 = Monday .. 7 = Sunday.

        >>> Calendar("UTC").local_weekday(0)
        4
        """
        return (self.local_day(ms) - 1) % 7 + 1

    def local_month_day(self, ms: int) -> int:
        """Month times 100 plus day of the month of `local_day`: 229 is 29 February.

        >>> Calendar("UTC").local_month_day(0)
        101
        """
        month, day = month_of(self.local_day(ms))
        return (month % 12 + 1) * 100 + day

    # ---- the same for columns ---------------------------------------------------------------------

    def local_days(self, instants: Instants) -> NDArray[np.int32]:
        """`local_day` of every instant (int64 ms in, int32 out)."""
        return (self.clock.walls(instants)[1] // DAY_MS + EPOCH_DAY).astype(np.int32)

    def local_hours(self, instants: Instants) -> NDArray[np.int32]:
        """`local_hour` of every instant."""
        return (self.clock.walls(instants)[0] % DAY_MS // HOUR_MS).astype(np.int32)

    def local_weekdays(self, instants: Instants) -> NDArray[np.int32]:
        """`local_weekday` of every instant."""
        return ((self.local_days(instants) - 1) % 7 + 1).astype(np.int32)

    def local_month_days(self, instants: Instants) -> NDArray[np.int32]:
        """`local_month_day` of every instant."""
        days = (self.clock.walls(instants)[1] // DAY_MS).astype("datetime64[D]")
        months = days.astype("datetime64[M]")
        within = (days - months).astype(np.int64) + 1
        named: NDArray[np.int32] = ((months.astype(np.int64) % 12 + 1) * 100 + within).astype(np.int32)
        return named

    def pieces(self, first: int, last: int) -> list[Piece]:
        """The stretches of constant offset over the instants `first`..`last` (years 1800..2500)."""
        return self.clock.pieces(first, last)

    # ---- where days begin -----------------------------------------------------------------------

    def date_start(self, day: date | int) -> int:
        """The first instant of a local date (a date or its ordinal); a skipped date's is the next one's.

        >>> Calendar("America/New_York").date_start(date(1970, 1, 1)) // HOUR_MS
        5
        """
        ordinal = day if isinstance(day, int) else day.toordinal()
        return self.clock.instant((ordinal - EPOCH_DAY) * DAY_MS)

    def midnight(self, ms: int) -> int:
        """The first instant of the local day that holds the instant."""
        return self.date_start(self.local_day(ms))

    def start_of(self, ms: int, unit: CalendarUnit) -> int:
        """The first instant of the local day, week, month, quarter or year that holds the instant."""
        return self.date_start(self.unit_day(self.local_day(ms), unit))

    def unit_day(self, day: int, unit: CalendarUnit, shift: int = 0) -> int:
        """The first day (ordinal) of the unit that holds `day`, or of the one `shift` units later.

        >>> may = date(2024, 5, 17).toordinal()
        >>> date.fromordinal(Calendar("UTC").unit_day(may, "quarter", -1)).isoformat()
        '2024-01-01'
        """
        if unit == "day":
            return day + shift
        if unit == "week":
            return day - (day - self.week_start) % 7 + 7 * shift
        size = MONTHS[unit]
        return month_start((month_of(day)[0] // size + shift) * size)

    # ---- edges ------------------------------------------------------------------------------------

    def add_days_local(self, ms: int, days: int) -> int:
        """The same wall time so many local days later (earlier if negative)."""
        return self.clock.instant(self.clock.furthest(ms) + days * DAY_MS)

    def month_edge(self, ms: int, months: int) -> int:
        """The same wall time so many months earlier (later if negative).

        A day that the other month lacks becomes the first instant of the month after it. As a function of
        `ms` it never decreases.

        >>> edge = Calendar("UTC").month_edge(1_711_886_400_000, 1)  # 2024-03-31T12:00Z
        >>> Calendar("UTC").local(edge).isoformat()
        '2024-03-01T00:00:00+00:00'
        """
        return self.clock.instant(months_earlier(self.clock.furthest(ms), months))

    def month_reached(self, ms: int, months: int) -> int:
        """The first instant T with `month_edge(T, months) >= ms`: its inverse.

        >>> utc = Calendar("UTC")
        >>> utc.local(utc.month_reached(1_706_702_400_000, 1)).isoformat()  # 2024-01-31T12:00Z
        '2024-03-01T00:00:00+00:00'
        """
        # instant(w) >= ms exactly when w > furthest(ms - 1): instant is the inverse of furthest.
        return self.clock.instant(months_reach(self.clock.furthest(ms - 1) + 1, months))


def month_of(day: int) -> tuple[int, int]:
    """A day (ordinal) as (months since the start of year 0, day of the month); any year, also out of 1..9999.

    >>> month_of(date(2024, 2, 29).toordinal()) == (2024 * 12 + 1, 29)
    True
    """
    cycle, within = divmod(day - 1, _CYCLE_DAYS)
    found = date.fromordinal(within + 1)
    return found.year * 12 + found.month - 1 + cycle * _CYCLE_MONTHS, found.day


def month_start(month: int) -> int:
    """The first day (ordinal) of a month counted as in `month_of`.

    >>> month_start(2024 * 12 + 1) == date(2024, 2, 1).toordinal()
    True
    """
    cycle, within = divmod(month - 12, _CYCLE_MONTHS)
    return date(within // 12 + 1, within % 12 + 1, 1).toordinal() + cycle * _CYCLE_DAYS


def months_earlier(wall: int, months: int) -> int:
    """A wall reading so many months earlier; a day that month lacks: the start of the month after it.

    >>> months_earlier(59 * DAY_MS, 1) == 31 * DAY_MS  # 1 March 1970 -> 1 February
    True
    """
    days, time = divmod(wall, DAY_MS)
    month, day = month_of(days + EPOCH_DAY)
    found, following = month_start(month - months) + day - 1, month_start(month - months + 1)
    if found >= following:
        return (following - EPOCH_DAY) * DAY_MS
    return (found - EPOCH_DAY) * DAY_MS + time


def day_months_earlier(day: int, months: int) -> int:
    """`months_earlier` for a whole day (ordinal).

    >>> date.fromordinal(day_months_earlier(date(2023, 3, 30).toordinal(), 1)).isoformat()
    '2023-03-01'
    """
    return months_earlier((day - EPOCH_DAY) * DAY_MS, months) // DAY_MS + EPOCH_DAY


def months_reach(wall: int, months: int) -> int:
    """The least wall reading that `months_earlier` takes to `wall` or beyond.

    >>> months_reach(31 * DAY_MS, 1) == 59 * DAY_MS  # no day of February 1970 precedes 1 February by more
    True
    """
    days, time = divmod(wall, DAY_MS)
    month, day = month_of(days + EPOCH_DAY)
    following = month_start(month + months + 1)
    if day == 1 and time == 0:
        # The days that the month before lacks fall on this very reading, and come sooner than its own day.
        lacking = month_start(month - 1 + months) + month_start(month) - month_start(month - 1)
        return (min(lacking, month_start(month + months)) - EPOCH_DAY) * DAY_MS
    found = month_start(month + months) + day - 1
    if found >= following:
        return (following - EPOCH_DAY) * DAY_MS
    return (found - EPOCH_DAY) * DAY_MS + time
