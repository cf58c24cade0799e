"""What a definition is made of, for a sweep through time: atoms, and which of their combinations are in the set."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.segments.parts.compare import Dated, Equals, Number, Order, Predicate, Range, Recurs
from coterie.segments.parts.where import item_filters
from coterie.segments.plan import And, Everyone, Fold, Meets, Not, Or, Plan, Trait

MOST = 15
"""Atoms of one sweep: with the base, a state of 16 bits."""
FAR = 2**62


@dataclass(frozen=True, slots=True)
class Interval:
    """low <= number <= high (times 10**4), or (`outside`) not so."""

    low: int
    high: int
    outside: bool = False


def atoms(plan: Plan) -> list[Plan]:
    """The parts of a plan that are no combination, each once."""
    match plan:
        case And(parts) | Or(parts):
            return list(dict.fromkeys(atom for part in parts for atom in atoms(part)))
        case Not(part):
            return atoms(part)
        case Everyone():
            return []
        case _:
            return [plan]


def table(plan: Plan, found: list[Plan]) -> NDArray[np.int8]:
    """For each state whether it is in the set: bit 0 is the base, bit 1 + i the i-th atom."""
    states = np.arange(1 << (len(found) + 1))
    bits = {atom: (states >> (i + 1) & 1).astype(np.bool_) for i, atom in enumerate(found)}
    return ((states & 1).astype(np.bool_) & _holds(plan, bits, len(states))).astype(np.int8)


def _holds(plan: Plan, bits: dict[Plan, NDArray[np.bool_]], size: int) -> NDArray[np.bool_]:
    match plan:
        case And(parts):
            every = np.ones(size, np.bool_)
            for part in parts:
                every &= _holds(part, bits, size)
            return every
        case Or(parts):
            some = np.zeros(size, np.bool_)
            for part in parts:
                some |= _holds(part, bits, size)
            return some
        case Not(part):
            return ~_holds(part, bits, size)
        case Everyone():
            return np.ones(size, np.bool_)
        case _:
            return bits[plan]


def interval(predicate: Predicate) -> Interval | None:
    """A predicate of numbers as an interval, or None.

    >>> interval(Order(">", Number(10_000)))
    Interval(low=10001, high=4611686018427387904, outside=False)
    """
    match predicate:
        case Order("<" | "<=" as op, number):
            return Interval(-FAR, number.scaled - (op == "<"))
        case Order(op, number):
            return Interval(number.scaled + (op == ">"), FAR)
        case Range(low, high, negated):
            return Interval(low.scaled, high.scaled, negated)
        case Equals((Number(scaled),), negated):
            return Interval(scaled, scaled, negated)
        case _:
            return None


def totalled(atom: Plan) -> tuple[Fold, Interval] | None:
    """The fold and the interval of an atom whose rows come and go one by one: a count, or a sum of a property."""
    match atom:
        case Meets(Fold(log, fn, field) as fold, predicate) if fn in ("count", "sum") and timeless(log.where):
            plain = fn == "count" or not ((field or "$name").startswith("item.") or item_filters(log.where))
            found = interval(predicate)
            return (fold, found) if plain and found is not None else None
        case _:
            return None


def told(atom: Plan) -> tuple[str, Predicate] | None:
    """The trait and the predicate of an atom that only changes of the trait can flip."""
    match atom:
        case Meets(Trait(name), predicate) if (
            timeless(predicate) and "." not in name and not name.startswith("$f")
        ):
            return name, predicate
        case _:
            return None


def timeless(part: Any) -> bool:
    """Whether a filter or a predicate says the same at every instant.

    >>> from coterie.segments.parts.window import Last
    >>> timeless(Order(">", Number(1))), timeless(Dated(Last(1, "day")))
    (True, False)
    """
    if isinstance(part, (Dated, Recurs)):
        return False
    if isinstance(part, tuple):
        return all(timeless(one) for one in part)
    return not is_dataclass(part) or all(timeless(getattr(part, f.name)) for f in fields(part))
