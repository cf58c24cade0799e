"""Whether one value meets a predicate: the one place where a value is read as the type that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, assert_never

import re2

from coterie.lib import values
from coterie.lib.calendar import Calendar
from coterie.lib.text import fold, normal

from .compare import (
    Dated,
    Equals,
    Holds,
    IsSet,
    Length,
    Number,
    Order,
    Predicate,
    Range,
    Recurs,
    Text,
    Under,
    Value,
)
from .window import recurs, span

STEP = "\x1f"


@dataclass(frozen=True, slots=True)
class Moment:
    """A computed instant (ms), to tell it from a number."""

    ms: int


def meets(predicate: Predicate, value: Any, at: int, calendar: Calendar) -> bool:
    """Whether a value (JSON, `Fraction` times 10**4, or `Moment`) meets the predicate at the instant `at`.

    >>> meets(Equals(("PL",)), "pl", 0, Calendar("UTC"))
    True
    >>> meets(Equals(("PL",), negated=True), None, 0, Calendar("UTC"))
    False
    """
    if isinstance(predicate, IsSet):
        return (value is not None) != predicate.negated
    answer = None if value is None else _answer(predicate, value, at, calendar)
    if answer is None:
        return predicate.or_missing
    return answer != getattr(predicate, "negated", False)


def _answer(predicate: Predicate, value: Any, at: int, calendar: Calendar) -> bool | None:
    """The comparison before negation; None where the value can't be read as what is asked."""
    match predicate:
        case Equals(literals):
            return _equals(literals, value)
        case Text(op, texts):
            written = op == "matches"
            text = (
                None if isinstance(value, (Fraction, Moment)) else values.as_text(value, folded=not written)
            )
            return None if text is None else any(_matches(op, text, t) for t in texts)
        case Order(op, literal):
            number = as_number(value)
            return None if number is None else _ordered(op, number, literal.scaled)
        case Range(least, most):
            number = as_number(value)
            return None if number is None else least.scaled <= number <= most.scaled
        case Dated(window):
            instant = as_instant(value, calendar)
            low, high = span(window, at, calendar)
            return None if instant is None else low < instant <= high
        case Recurs(when):
            instant = as_instant(value, calendar)
            return None if instant is None else recurs(when, instant, at, calendar)
        case Holds(mode, literals):
            return _holds(mode, literals, values.as_list(value))
        case Length(op, count):
            size = values.length(value)
            return None if size is None else _ordered(op, size, count)
        case Under(paths):
            path = category(value)
            return None if path is None else any(c in path for p in paths if (c := category(p)))
        case IsSet():
            return value is not None
        case _:
            assert_never(predicate)


def as_number(value: Any) -> Fraction | int | None:
    """The value as a number times 10**4."""
    if isinstance(value, Moment):
        return None
    return value if isinstance(value, Fraction) else values.as_number(value)


def as_instant(value: Any, calendar: Calendar) -> int | None:
    """The value as an instant (ms)."""
    if isinstance(value, Moment):
        return value.ms
    return None if isinstance(value, Fraction) else values.as_instant(value, calendar.zone)


def category(value: Any) -> str | None:
    """A category path, folded, each step between separators, so that a run of steps is a piece of the text.

    >>> category("Clothing > Coats") == category(["clothing", "COATS"]) == "\\x1fclothing\\x1fcoats\\x1f"
    True
    """
    raw = value if isinstance(value, (list, tuple)) else value.split(">") if isinstance(value, str) else None
    steps = [fold(s).strip() for s in raw or () if isinstance(s, str) and s.strip()]
    return STEP + STEP.join(steps) + STEP if steps else None


def _equals(literals: Sequence[Value], value: Any) -> bool | None:
    answers = [a for literal in literals if (a := _same(literal, value)) is not None]
    return any(answers) if answers else None


def _same(literal: Value, value: Any) -> bool | None:
    if isinstance(literal, bool):
        truth = values.as_bool(value)
        return None if truth is None else truth is literal
    if isinstance(literal, Number):
        number = as_number(value)
        return None if number is None else number == literal.scaled
    text = None if isinstance(value, (Fraction, Moment)) else values.as_text(value)
    return None if text is None else text == fold(literal)


def _holds(mode: str, literals: Sequence[Value], items: list[Any] | None) -> bool | None:
    if items is None:
        return None
    found = [any(_same(literal, item) for item in items) for literal in literals]
    return any(found) if mode == "any" else all(found)


def _matches(op: str, text: str, asked: str) -> bool:
    match op:
        case "contains":
            return fold(asked) in text
        case "starts":
            return text.startswith(fold(asked))
        case "ends":
            return text.endswith(fold(asked))
        case _:
            return bool(pattern(normal(asked)).search(text))


@lru_cache(maxsize=256)
def pattern(source: str) -> Any:
    """A compiled RE2 pattern (linear time; refused patterns are found by the check of the definition)."""
    return re2.compile(source)


def _ordered(op: str, left: Fraction | int, right: int) -> bool:
    return {"<": left < right, "<=": left <= right, "=": left == right, ">": left > right}.get(
        op, left >= right
    )
