"""Comparisons with other contacts: statistics of a population, and ranks within it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from coterie.segments.plan import Rank


def quantile(ordered: Sequence[Fraction], q: Fraction) -> Fraction:
    """Type 7 (linear interpolation; Hyndman & Fan 1996).

    >>> quantile([Fraction(1), Fraction(2), Fraction(4)], Fraction(1, 4))
    Fraction(3, 2)
    """
    place = (len(ordered) - 1) * q
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def best(plan: Rank, found: Mapping[int, Fraction], group: Sequence[int]) -> list[int]:
    """Who of a group is in the top or bottom share or number; ties at the border go in."""
    wanted = plan.count
    if wanted is None:
        wanted = math.ceil(Fraction((plan.share or 0) * len(group), 1_000_000))
    if wanted <= 0:
        return []
    ordered = sorted((found[who] for who in group), reverse=plan.end == "top")
    line = ordered[min(wanted, len(ordered)) - 1]
    return [who for who in group if (found[who] >= line if plan.end == "top" else found[who] <= line)]
