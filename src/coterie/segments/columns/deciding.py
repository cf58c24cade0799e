"""Predicates over whole vectors. Every answer is that of `parts.meets`; only the way there is quicker."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Dictionary
from coterie.lib.calendar import Calendar
from coterie.lib.text import fold
from coterie.segments.parts.compare import Dated, Equals, IsSet, Number, Order, Predicate, Range, Recurs, Text
from coterie.segments.parts.meets import Moment, meets
from coterie.segments.parts.window import span

from .exact import compares
from .vectors import Codes, Flags, Instants, Numbers, Vector, known

FEW = 256  # so many values are asked one by one


def decide(predicate: Predicate, vector: Vector, at: int, calendar: Calendar) -> Flags:
    """Where the predicate holds, one truth value an entry of the vector."""
    match vector:
        case Numbers():
            return of_numbers(predicate, vector, at, calendar)
        case Instants(ms):
            return of_instants(predicate, ms, at, calendar)
        case Codes(codes, dictionary):
            found: Flags = table(predicate, dictionary, at, calendar)[np.maximum(codes, -1)]
            return found


def of_numbers(predicate: Predicate, numbers: Numbers, at: int, calendar: Calendar) -> Flags:
    """The predicate over exact numbers."""
    den = 1 if numbers.den is None else numbers.den
    match predicate:
        case Order(op, literal):
            answer = compares(op, [numbers.num], [literal.scaled, den])
        case Range(low, high):
            answer = compares(">=", [numbers.num], [low.scaled, den])
            answer &= compares("<=", [numbers.num], [high.scaled, den])
        case Equals(literals) if any(isinstance(one, Number) for one in literals):
            answer = np.zeros(len(numbers.num), np.bool_)
            for one in (one for one in literals if isinstance(one, Number)):
                answer |= compares("=", [numbers.num], [one.scaled, den])
        case _:
            return _same_for_all(predicate, Fraction(0), numbers.present(), at, calendar)
    return _settled(predicate, answer, numbers.there)


def of_instants(predicate: Predicate, ms: NDArray[np.int64], at: int, calendar: Calendar) -> Flags:
    """The predicate over instants."""
    there = ms != MISSING
    match predicate:
        case Dated(window):
            low, high = span(window, at, calendar)
            return _settled(predicate, (low < ms) & (ms <= high), there)
        case Recurs():
            return _settled(predicate, _recurring(predicate, ms, there, at, calendar), there)
        case _:
            return _same_for_all(predicate, Moment(0), there, at, calendar)


def table(predicate: Predicate, dictionary: Dictionary, at: int, calendar: Calendar) -> Flags:
    """The predicate's answer for each value of the dictionary, and at the end for the missing (code -1)."""
    if len(dictionary) > FEW:
        return many(predicate, dictionary, at, calendar)
    found = (meets(predicate, value, at, calendar) for value in (*dictionary.values, None))
    return np.fromiter(found, np.bool_, len(dictionary) + 1)


def many(predicate: Predicate, dictionary: Dictionary, at: int, calendar: Calendar) -> Flags:
    """`table` for long dictionaries: by their readings as numbers, instants and texts."""
    match predicate:
        case Order() | Range():
            return of_numbers(predicate, known(dictionary.numbers()), at, calendar)
        case Dated() | Recurs():
            return of_instants(predicate, dictionary.instants(calendar.zone), at, calendar)
        case IsSet(negated):
            return np.append(np.full(len(dictionary), not negated), negated)
        case Equals(literals) if all(isinstance(one, str) for one in literals):
            wanted = {fold(one) for one in literals if isinstance(one, str)}
            return _of_texts(predicate, [t in wanted for t in dictionary.texts()], dictionary)
        case Text("contains" | "starts" | "ends" as op, texts):
            return _of_texts(
                predicate, _holding(op, [fold(t) for t in texts], dictionary.texts()), dictionary
            )
        case _:
            found = (meets(predicate, value, at, calendar) for value in (*dictionary.values, None))
            return np.fromiter(found, np.bool_, len(dictionary) + 1)


def _holding(op: str, asked: list[str], texts: list[str | None]) -> list[bool]:
    if op == "contains":
        return [t is not None and any(a in t for a in asked) for t in texts]
    one = tuple(asked)
    if op == "starts":
        return [t is not None and t.startswith(one) for t in texts]
    return [t is not None and t.endswith(one) for t in texts]


def _of_texts(predicate: Predicate, answers: list[bool], dictionary: Dictionary) -> Flags:
    there = np.array([*(t is not None for t in dictionary.texts()), False], np.bool_)
    return _settled(predicate, np.array([*answers, False], np.bool_), there)


def _recurring(predicate: Recurs, ms: NDArray[np.int64], there: Flags, at: int, calendar: Calendar) -> Flags:
    # An anniversary depends on nothing but the month and the day: each is asked once.
    names = calendar.local_month_days(np.where(there, ms, 0))
    distinct, first, which = np.unique(names, return_index=True, return_inverse=True)
    answers = [meets(predicate, Moment(int(ms[i]) if there[i] else 0), at, calendar) for i in first]
    found: Flags = np.array(answers, np.bool_)[which] if len(distinct) else np.zeros(0, np.bool_)
    return found


def _settled(predicate: Any, answer: Flags, there: Flags | None) -> Flags:
    """Negation, and what is missing."""
    if getattr(predicate, "negated", False):
        answer = ~answer
    if there is None:
        return answer
    return (answer | ~there) if predicate.or_missing else (answer & there)


def _same_for_all(predicate: Predicate, example: Any, there: Flags, at: int, calendar: Calendar) -> Flags:
    """A predicate that asks another type gives every number (every instant) the same answer."""
    here, missing = (meets(predicate, value, at, calendar) for value in (example, None))
    return np.where(there, here, missing)
