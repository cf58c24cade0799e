"""What a comparison says about a value, as regions: the same comparison of the same value is one line of a
table.

A measure is looked at in several readings (as a number, a text, a date ...), each with a region of its own,
as a value that is one text may be no number at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from coterie.lib.text import fold
from coterie.segments.parts.compare import Dated, Equals, IsSet, Number, Order, Predicate, Range
from coterie.segments.parts.where import AnyItem, Has
from coterie.segments.parts.window import Window
from coterie.segments.plan import (
    Against,
    Coupons,
    Distance,
    Fold,
    Lapsed,
    Measure,
    Meets,
    Moved,
    Rank,
    Reachable,
    Sample,
    Season,
    Sequence,
    Versus,
)

from .regions import YES_NO, Numbers, Region, States, Texts, yes

SCALE = 10_000
COUNTS = ("count", "counter", "distinct")
NUMERIC = (*COUNTS, "sum", "avg", "min", "max")
ALL_NUMBERS = Numbers(()).rest()
_WHOLE = Numbers.upward(0)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an event, or (`item`) of an item."""

    name: str
    item: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """A number that decides a condition without being a measure: a place in a ranking, a share, a ratio."""

    of: tuple[Any, ...]


Subject: TypeAlias = "Measure | Field | Hidden"
Atom: TypeAlias = (
    "Meets | Versus | Against | Rank | Lapsed | Sequence | Reachable | Season | Moved | Sample"
    " | Has | AnyItem"
)


@dataclass(frozen=True, slots=True)
class Key:
    """A subject in one reading: set, number, text, truth, date (in `window`), or by the comparison itself."""

    subject: Subject
    reading: str
    core: Predicate | Window | None = None


Fact: TypeAlias = "tuple[Key, Region]"


def facts(atom: Atom, holds: bool, item: bool = False) -> Iterator[Fact]:
    """What an atom says (or, denied, what its denial says). item: it is a filter of items."""
    key, region = _fact(atom, item)
    yield key, region if holds else region.rest()


def _fact(atom: Atom, item: bool) -> Fact:
    match atom:
        case Meets(measure, predicate):
            return compared(measure, predicate)
        case Has(name, predicate):
            return compared(Field(name, item), predicate)
        case Sample(salt, share):
            return _number(("sample", salt), ordered("<", share), False)
        case Rank():
            return _ranked(atom)
        case Lapsed(op, factor, interval):
            return _number(("lapsed", interval), ordered(op, factor), False)
        case Versus(left, op, right, factor):
            return _number(("versus", left, right, factor), ordered(op, 0), False)
        case Against(measure, op, statistic, q, factor, among):
            return _number(("against", measure, statistic, q, factor, among), ordered(op, 0), False)
        case Season(name):
            return Key(Hidden(("season",)), "text"), Region(Texts(frozenset({name})))
        case _:
            return Key(Hidden((atom,)), "itself"), yes()


def _number(of: tuple[Any, ...], numbers: Numbers, missing: bool) -> Fact:
    return Key(Hidden(of), "number"), Region(numbers, missing)


def _ranked(rank: Rank) -> Fact:
    """The smallest size of the ranking that has the contact in: it is in for that and for every larger
    one."""
    size = rank.count if rank.share is None else rank.share
    of = ("rank", rank.measure, rank.end, rank.share is None, rank.among, rank.per)
    return _number(of, ordered("<=", size or 0), False)


def compared(subject: Subject, predicate: Predicate) -> Fact:
    """What a comparison says about its subject."""
    if isinstance(predicate, IsSet):
        return Key(subject, "set"), yes(not predicate.negated)
    missing = predicate.or_missing
    if is_numeric(subject):
        predicate = _numbers_only(predicate)
    if isinstance(predicate, Equals) and not predicate.values:
        return _constant(missing)
    reading, body = _body(predicate)
    if is_numeric(subject) and reading != "number":
        return _constant(missing)  # a number is no text, no date and no list
    core = _core(predicate) if reading in ("date", "itself") else None
    region = Region(body.rest() if getattr(predicate, "negated", False) else body, missing)
    return Key(subject, reading, core), region


def _constant(holds: bool) -> Fact:
    return Key(Hidden(()), "itself"), Region(States(YES_NO if holds else frozenset(), YES_NO))


def _core(predicate: Predicate) -> Predicate | Window:
    """The comparison without its negation and what it says of missing values."""
    if isinstance(predicate, Dated):
        return predicate.window
    plain = {name: False for name in ("negated", "or_missing") if hasattr(predicate, name)}
    return replace(predicate, **plain)  # type: ignore[arg-type]


def _numbers_only(predicate: Predicate) -> Predicate:
    if not isinstance(predicate, Equals):
        return predicate
    return replace(predicate, values=tuple(v for v in predicate.values if isinstance(v, Number)))


def _body(predicate: Predicate) -> tuple[str, Numbers | Texts | States]:
    """The reading that a comparison asks for, and the values that satisfy it before negation."""
    match predicate:
        case Order(op, number):
            return "number", ordered(op, number.scaled)
        case Range(low, high):
            return "number", Numbers.between(low.scaled, high.scaled)
        case Equals(values) if all(isinstance(v, Number) for v in values):
            return "number", Numbers.points(frozenset(v.scaled for v in values if isinstance(v, Number)))
        case Equals(values) if all(isinstance(v, str) for v in values):
            return "text", Texts(frozenset(fold(v) for v in values if isinstance(v, str)))
        case Equals(values) if all(isinstance(v, bool) for v in values):
            return "truth", States(frozenset(values), YES_NO)
        case Dated():
            return "date", yes().body
        case _:
            return "itself", yes().body


def ordered(op: str, number: int) -> Numbers:
    """The numbers that compare so.

    >>> ordered("!=", 5).holds(5), ordered("<=", 5).holds(5)
    (False, True)
    """
    found: Mapping[str, Numbers] = {
        "<": Numbers.upward(number).rest(),
        "<=": Numbers.upward(number, above=True).rest(),
        ">": Numbers.upward(number, above=True),
        ">=": Numbers.upward(number),
        "=": Numbers.between(number, number),
        "!=": Numbers.between(number, number).rest(),
    }
    return found[op]


def is_numeric(subject: Subject) -> bool:
    """Whether its values are numbers, computed exactly."""
    match subject:
        case Fold():
            return subject.fn in NUMERIC
        case Coupons() | Distance():
            return True
        case _:
            return False


def is_count(subject: Subject) -> bool:
    """Whether its values are whole numbers from 0 on, and never missing."""
    return isinstance(subject, Coupons) or (isinstance(subject, Fold) and subject.fn in COUNTS)


def domain(key: Key, region: Region) -> Region:
    """What is left of a region within what its subject can be at all."""
    subject = key.subject
    sure = isinstance(subject, Hidden) and (key.reading == "itself" or subject.of[:1] == ("sample",))
    if sure or key.reading == "set":
        region = Region(region.body)  # it is so or it is not
    if key.reading != "number" or not isinstance(region.body, Numbers):
        return region
    if is_count(subject):
        return Region(region.body.both(_WHOLE).whole(SCALE))
    if isinstance(subject, Fold) and subject.fn == "sum":
        return Region(region.body)
    if isinstance(subject, Field) and not subject.item and subject.name in _CLOCK:
        return Region(region.body.both(_CLOCK[subject.name]).whole(SCALE))
    if isinstance(subject, Distance):
        return Region(region.body.both(_WHOLE), region.missing)
    if isinstance(subject, Hidden):
        return Region(region.body.both(_HIDDEN.get(subject.of[0], ALL_NUMBERS)), region.missing)
    return region


_CLOCK: Mapping[str, Numbers] = {
    "$hour": Numbers.between(0, 23 * SCALE),
    "$weekday": Numbers.between(SCALE, 7 * SCALE),
}
_HIDDEN: Mapping[str, Numbers] = {
    "sample": _WHOLE.both(ordered("<", SCALE)),
    "lapsed": _WHOLE,
    "rank": ordered(">", 0),
}
