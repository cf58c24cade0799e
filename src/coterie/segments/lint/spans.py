"""Windows against each other, at every instant at once: whether one lies within another, or apart from it.

Only what holds in any zone and any year is said: a month is taken for 26 to 33 days, a day for up to 3. What
these bounds leave open is answered "no", which here means "not proved".
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from coterie.lib.calendar import Calendar, CalendarUnit
from coterie.lib.edges import Behind, Edge, Fixed, JustBefore, MonthsBehind
from coterie.lib.instants import NEVER
from coterie.segments.parts.window import Window, edges

DAY = 86_400_000
SHORTEST, LONGEST = 28 * DAY, 31 * DAY
LEEWAY = 2 * DAY
"""Beside the months' own lengths: clocks that are set, a zone that skips a day."""

LENGTHS: Mapping[CalendarUnit, int] = {"day": 3, "week": 9, "month": 33, "quarter": 95, "year": 369}
"""Days that each unit lasts at most."""

_NESTED: Mapping[CalendarUnit, tuple[CalendarUnit, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "month"),
    "quarter": ("day", "month", "quarter"),
    "year": ("day", "month", "quarter", "year"),
}
"""The units that begin no earlier than the present one of each."""


@lru_cache(maxsize=65_536)
def within(inner: Window | None, outer: Window | None, calendar: Calendar, events: bool = True) -> bool:
    """Whether what is in one window is at any instant in the other too; `events`: they are never in the
    future.

    >>> from coterie.segments.parts.window import Last
    >>> utc = Calendar("UTC")
    >>> within(Last(20, "day"), Last(1, "month"), utc), within(Last(1, "month"), Last(30, "day"), utc)
    (True, False)
    """
    (low, high), (from_low, to_high) = edges(inner, calendar), edges(outer, calendar)
    upper = _never_after(high, to_high) or (events and _never_after(Behind(0), to_high))
    return _never_after(from_low, low) and upper


@lru_cache(maxsize=65_536)
def empty(window: Window | None, calendar: Calendar, events: bool = True) -> bool:
    """Whether nothing is ever in the window."""
    low, high = edges(window, calendar)
    return _never_after(high, low) or (events and _never_after(Behind(0), low))


@lru_cache(maxsize=65_536)
def apart(one: Window | None, other: Window | None, calendar: Calendar) -> bool:
    """Whether no instant is ever in both windows.

    >>> from coterie.segments.parts.window import Last, Next
    >>> apart(Last(1, "day"), Next(1, "day"), Calendar("UTC"))
    True
    """
    (low, high), (other_low, other_high) = edges(one, calendar), edges(other, calendar)
    return _never_after(high, other_low) or _never_after(other_high, low)


def _never_after(first: Edge, second: Edge) -> bool:
    """Whether `first.at(T) <= second.at(T)` is known for every T."""
    if first == second:
        return True
    match first, second:
        case Fixed(a), Fixed(b):
            return a <= b
        case (Fixed(ms), _) if ms <= -NEVER:
            return True
        case (_, Fixed(ms)) if ms >= NEVER:
            return True
        case MonthsBehind(n), MonthsBehind(m):
            return n >= m
        case JustBefore(), JustBefore():
            return _unit_first(first, second)
        case Fixed(), _:
            return False
        case _, Fixed():
            return False
        case _:
            return _least_behind(first) >= _most_behind(second)


def _unit_first(first: JustBefore, second: JustBefore) -> bool:
    if first.unit == second.unit:
        return first.shift <= second.shift
    if first.shift <= 0 <= second.shift and second.unit in _NESTED[first.unit]:
        return True
    return _least_behind(first) >= _most_behind(second)


def _least_behind(edge: Edge) -> int:
    """A time by which the edge surely lies behind T (ms; negative: it may lie ahead by so much)."""
    match edge:
        case Behind(ms):
            return ms
        case MonthsBehind(n):
            return n * SHORTEST - LEEWAY if n > 0 else n * LONGEST - LEEWAY
        case JustBefore(_, shift) if shift <= 0:
            return 1
        case JustBefore(unit, shift):
            return -shift * LENGTHS[unit] * DAY
        case _:
            return -ENDLESS


def _most_behind(edge: Edge) -> int:
    """A time by which the edge lies behind T at most."""
    match edge:
        case Behind(ms):
            return ms
        case MonthsBehind(n):
            return n * LONGEST + LEEWAY if n > 0 else n * SHORTEST + LEEWAY
        case JustBefore(unit, shift) if shift <= 0:
            return (1 - shift) * LENGTHS[unit] * DAY
        case JustBefore():
            return 0
        case _:
            return ENDLESS


ENDLESS = 10**30
