"""The history of a definition: how many members it had on each of the last days, new definitions too.

A point at each of the last local midnights, and one now. Identities, catalogue, stores and settings are today's;
traits, lists, tags and consents are as they were (segments.md, Membership).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coterie.lib.calendar import Calendar

from .plan import Plan

Counting = Callable[[Plan, Sequence[int]], Sequence[int]]
"""How many members a plan has at each of these instants (ms), in rising order."""


@dataclass(frozen=True, slots=True)
class Point:
    """The size of a segment at an instant (ms)."""

    at: int
    members: int


def midnights(calendar: Calendar, now: int, days: int) -> list[int]:
    """The last `days` local midnights up to now, oldest first, and now (once, if it is one).

    >>> midnights(Calendar("UTC"), 86_400_000 * 2 + 5, 2)
    [86400000, 172800000, 172800005]
    """
    today = calendar.local_day(now)
    found = [calendar.date_start(today - back) for back in range(days - 1, -1, -1)]
    return found if found and found[-1] == now else [*found, now]


def history(plan: Plan, count: Counting, calendar: Calendar, now: int, days: int = 365) -> list[Point]:
    """The points of the last days, by a reading's own way of counting at many instants."""
    instants = midnights(calendar, now, days)
    return [Point(at, members) for at, members in zip(instants, count(plan, instants), strict=True)]
