"""The check of a definition: everything that is wrong or doubtful about a tree, however it was made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

import re2

from coterie.errors import Problem
from coterie.lib.instants import FIRST_MS, LAST_MS
from coterie.lib.numbers import LIMIT, text_of
from coterie.segments.parts.compare import Number, Range, Text
from coterie.segments.parts.metric import Metric, ThanMetric, ThanPopulation
from coterie.segments.parts.where import AnyItem, Has
from coterie.segments.parts.window import Calendric, Instant, Next

from . import limits, shape
from .data import encoded
from .grammar import lookup
from .messages import problem
from .names import NOTHING, Names, doubts
from .tree import Condition, Expression
from .types import mistyped
from .walk import Spans, Visit, walk

_FUTURE_IS_FINE = frozenset({"expires"})
_MAY_BE_EMPTY = frozenset({"parts"})
_PREDICATE = shape.fields(Has)["predicate"].type


def check(expression: Expression, known: Names = NOTHING, *, spans: Spans | None = None) -> list[Problem]:
    """All problems of a tree, in its order: errors of values and limits, and doubts about names in `known`.

    `spans` (of `language.text.read`) say where things stand in a text; what was read has the right types, so
    that only trees made in Python (`spans` None) are looked at for these.
    """
    found: list[Problem] = []
    conditions = 0
    for visit in walk(expression):
        wrong = _limits(visit, conditions := conditions + isinstance(visit.value, Condition))
        stop = bool(wrong)
        if spans is None:
            wrong = wrong or list(mistyped(visit))
        wrong = wrong or [*_wrong(visit), *doubts(visit, known)]
        if wrong:
            place = visit.place(spans or {})
            found += [replace(p, place=place) for p in wrong]
        if stop:
            break
    return found[: limits.PROBLEMS]


def _limits(visit: Visit, conditions: int) -> list[Problem]:
    """What ends the check: a definition that is too large."""
    if conditions > limits.CONDITIONS:
        return [problem("too-many-conditions", limit=limits.CONDITIONS)]
    if visit.depth > limits.DEPTH:
        return [problem("too-deep", limit=limits.DEPTH)]
    return []


def _wrong(visit: Visit) -> Iterator[Problem]:
    match visit.value:
        case str() as text if any("\ud800" <= c <= "\udfff" for c in text):
            yield problem("bad-text")
        case Number(scaled) if abs(scaled) >= LIMIT:
            yield problem("number-too-large", found=text_of(scaled)[:20])
        case bool():
            return
        case int() as whole if abs(whole) > limits.WHOLE and not isinstance(_above(visit), (Number, Instant)):
            yield problem("number-too-large", found=str(whole)[:20])
        case Instant(ms) if not FIRST_MS <= ms <= LAST_MS:
            yield problem("far-instant")
        case Text("matches"):
            yield from _patterns(visit.value)
        case Range() if visit.value.low.scaled > visit.value.high.scaled:
            yield _turned(visit.value)
        case Metric() | ThanMetric() | ThanPopulation() if (
            visit.value.field is None and visit.value.fn != "count"
        ):
            yield problem("no-property", fn=visit.value.fn)
        case AnyItem() if visit.nearest(AnyItem) is not None:
            yield problem("item-in-item")
        case tuple() as values:
            yield from _list(visit, values)
        case Next() | Calendric():
            yield from _future(visit)


def _turned(asked: Range) -> Problem:
    """Nothing lies in a range whose ends are the wrong way round."""
    turned = replace(asked, low=asked.high, high=asked.low)
    text, value = lookup(_PREDICATE).write(turned), encoded(turned, _PREDICATE)
    low, high = text_of(asked.low.scaled), text_of(asked.high.scaled)
    return problem("nothing-in-range", text=text, value=value, low=low, high=high)


def _list(visit: Visit, values: tuple[Any, ...]) -> Iterator[Problem]:
    if len(values) > limits.LITERALS:
        yield problem("too-many-values", limit=limits.LITERALS)
    if not values and visit.field not in _MAY_BE_EMPTY:
        yield problem("empty-list")


def _future(visit: Visit) -> Iterator[Problem]:
    """A window over events that lies ahead; dates of traits and properties may do so."""
    window, owner = visit.value, _above(visit)
    ahead = isinstance(window, Next) or window.shift > 0
    if ahead and isinstance(owner, (Condition, Metric)) and visit.field not in _FUTURE_IS_FINE:
        yield problem("future-window")


def _patterns(text: Text) -> Iterator[Problem]:
    for pattern in text.texts:
        if len(pattern) > limits.PATTERN:
            yield problem("pattern-too-long", found=len(pattern), limit=limits.PATTERN)
        elif (reason := _refused(pattern)) is not None:
            yield problem("bad-pattern", reason=reason)


@lru_cache(maxsize=1_024)
def _refused(pattern: str) -> str | None:
    """Why RE2 refuses a pattern, or None."""
    quiet = re2.Options()
    quiet.log_errors = False
    try:
        re2.compile(pattern, quiet)
    except (re2.error, UnicodeError) as refused:
        said = refused.args[0] if refused.args else "it can't be read"
        return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return None


def _above(visit: Visit) -> Any:
    return visit.above.value if visit.above is not None else None
