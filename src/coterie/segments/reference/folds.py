"""Folds: from the rows of a log to one value."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, assert_never

from coterie.contacts import Contact
from coterie.events import Event
from coterie.lib import values
from coterie.segments.parts.meets import Moment
from coterie.segments.plan import Fold

from .rows import Scene, number, read, readings, rows


def fold_of(scene: Scene, fold: Fold, who: Contact) -> Any:
    """The value of a fold for a contact, or None (missing)."""
    found = rows(scene, fold.log, who)
    match fold.fn:
        case "count":
            return Fraction(10_000 * len(found))
        case "when_first" | "when_last":
            return Moment(found[0 if fold.fn == "when_first" else -1].t) if found else None
        case "counter":
            return Fraction(10_000 * counter(found))
        case "spell":
            return _spell(scene, fold, found)
        case "first" | "last" | "common" | "distinct":
            return _of_values(fold.fn, readings(scene, fold, found))
        case "sum" | "avg" | "min" | "max":
            return _of_numbers(fold.fn, numbers(scene, fold, found))
        case _:
            assert_never(fold.fn)


def numbers(scene: Scene, fold: Fold, found: Sequence[Event]) -> list[Fraction]:
    """The fold's field, of the rows where it is a number."""
    return [n for _, v in readings(scene, fold, found) if (n := number(v)) is not None]


def counter(found: Sequence[Event]) -> int:
    """The counter of a tag after these additions and removals, never below 0 on the way.

    >>> counter([Event(1, 1, "Tag Added", {"by": 3}), Event(2, 2, "Tag Removed", {"by": 1})])
    2
    """
    total = 0
    for row in found:
        scaled = values.as_number(row.props.get("by"))
        by = scaled // 10_000 if scaled is not None and scaled % 10_000 == 0 else None
        if row.name == "Tag Added":
            total = max(0, total + (1 if by is None else by))
        else:
            total = 0 if by is None else max(0, total - by)
    return total


def _spell(scene: Scene, fold: Fold, found: Sequence[Event]) -> Moment | None:
    kept = {values.as_text(k) for k in fold.keep}
    start: int | None = None
    for row in found:
        inside = values.as_text(read(scene, row, fold.field or "$name")) in kept
        start = (row.t if start is None else start) if inside else None
    return None if start is None else Moment(start)


def _of_values(fn: str, pairs: Sequence[tuple[Event, Any]]) -> Any:
    if fn == "first" or fn == "last":
        return pairs[0 if fn == "first" else -1][1] if pairs else None
    texts = [(e, t) for e, v in pairs if (t := values.as_text(v)) is not None]
    if fn == "distinct":
        return Fraction(10_000 * len({t for _, t in texts}))
    counts = {t: sum(1 for _, u in texts if u == t) for _, t in texts}
    latest = {t: max((e.t, e.seq) for e, u in texts if u == t) for t in counts}
    return min(counts, key=lambda t: (-counts[t], -latest[t][0], -latest[t][1], t), default=None)


def _of_numbers(fn: str, found: Sequence[Fraction]) -> Fraction | None:
    if fn == "sum":
        return sum(found, Fraction(0))
    if not found:
        return None
    return {"avg": sum(found, Fraction(0)) / len(found), "min": min(found), "max": max(found)}[fn]
