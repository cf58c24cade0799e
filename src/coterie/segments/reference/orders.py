"""The usual interval between orders, and who is past it."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from coterie.contacts import Contact
from coterie.segments.plan import Lapsed

from .rows import Scene

DAY = 86_400_000
OPS: Mapping[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq,
    "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def lapsed(scene: Scene, plan: Lapsed, who: Contact) -> bool:
    """Whether the time since the last order compares so with a multiple of the usual interval."""
    orders = [e.t for e in scene.past(who) if e.name == "Order Completed"]
    usual = own(scene, who) if plan.interval == "own" else base_wide(scene)
    if not orders or usual is None:
        return False
    return OPS[plan.op](Fraction(scene.at - orders[-1]) * 10_000, usual * DAY * plan.factor)


def own(scene: Scene, who: Contact) -> Fraction | None:
    """Median gap (days) between the contact's order days, of at least 3."""
    days = order_days(scene, who)
    return _median(_gaps(days)) if len(days) >= 3 else None


def base_wide(scene: Scene) -> Fraction | None:
    """Median gap (days) of everybody, of at least 30 gaps."""
    base = [c for c in scene.world.contacts if c.first_seen <= scene.at]
    gaps = [g for c in base for g in _gaps(order_days(scene, c))]
    return _median(gaps) if len(gaps) >= 30 else None


def order_days(scene: Scene, who: Contact) -> list[int]:
    """The distinct local days (ordinals) of the contact's orders, in order."""
    return sorted({scene.calendar.local_day(e.t) for e in scene.past(who) if e.name == "Order Completed"})


def _gaps(days: Sequence[int]) -> list[int]:
    return [b - a for a, b in pairwise(days)]


def _median(gaps: Sequence[int]) -> Fraction:
    return Fraction(statistics.median([Fraction(g) for g in gaps]))
