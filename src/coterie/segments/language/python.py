"""The Python form: `did("Order Completed").at_least(2).in_last("365 days") & has("country").is_("PL")`.

Every kind of condition is a function of its name, its fields given in order or by name; what it gives is a
`Phrase`, which fluent methods complete and which equals the condition that it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any, NoReturn

from coterie.errors import DefinitionError
from coterie.segments.parts import compare, step
from coterie.segments.parts import duration as durations
from coterie.segments.parts import metric as metrics
from coterie.segments.parts import where as wheres
from coterie.segments.parts import window as windows
from coterie.segments.parts.compare import Equals, IsSet, Number, Predicate
from coterie.segments.parts.metric import (
    Aggregate,
    Metric,
    Op,
    ThanMetric,
    ThanPopulation,
    Times,
    Total,
)
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Some, Where
from coterie.segments.parts.window import Window
from coterie.segments.plan import Plan

from . import shape
from .comparing import Comparing, Figure, duration, exact, window
from .grammar.properties import COMPUTED
from .messages import problem
from .registry import kinds
from .tree import AllOf, AnyOf, Condition, Context, Expression
from .types import fits


class Phrase(Comparing["Phrase"], Expression):
    """A condition being said: its kind, and the fields given so far."""

    __slots__ = ("_kind", "_values")

    def __init__(self, kind: type[Condition], values: Mapping[str, Any]) -> None:
        self._kind, self._values = kind, dict(values)

    def settled(self) -> Expression:
        """The condition. Error: `DefinitionError` if a field is missing or can't be."""
        values = {
            n: IsSet() for n, f in self._fields().items() if f.required and Equals in shape.union(f.type)
        }
        try:
            return self._kind(**values | self._values)
        except (ValueError, TypeError) as refused:
            raise DefinitionError([problem("bad-value", reason=refused)]) from refused

    def plan(self, context: Context) -> Plan:
        return self.settled().plan(context)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and bool(self.settled() == other.settled())

    def __hash__(self) -> int:
        return hash(self.settled())

    def __repr__(self) -> str:
        return repr(self.settled())

    # ---- parts ----------------------------------------------------------------------------------

    def put(self, *parts: object) -> Phrase:
        """With the first of these parts that the kind has a field for. Error: `TypeError` if it has none."""
        for part in parts:
            names = [name for name, field in self._fields().items() if fits(part, field.type)]
            if len(names) == 1:
                return Phrase(self._kind, self._values | {names[0]: part})
            if names:
                self._refuse(f"takes such a part as {' or '.join(names)}: name the one you mean")
        return self._refuse("takes no such part")

    def meets(self, predicate: Predicate) -> Phrase:
        return self.put(predicate)

    def where(self, *filters: Filter) -> Phrase:
        """Only events that pass all these filters."""
        before = self._values.get("where", ALL)
        kept = () if before == ALL else (Filter(before),)
        return self.put(_both((*kept, *filters)))

    def during(self, when: str | Window, *, negated: bool = False, or_missing: bool = False) -> Phrase:
        """In a window: of the events or, where the kind compares a value, of its date."""
        if self._takes(window(when)) and not negated and not or_missing:
            return self.put(window(when))
        return super().during(when, negated=negated, or_missing=or_missing)

    def _takes(self, part: object) -> bool:
        return any(fits(part, field.type) for field in self._fields().values())

    def _fields(self) -> Mapping[str, shape.Field]:
        return shape.fields(self._kind)

    def _refuse(self, why: str) -> NoReturn:
        raise TypeError(f"{self._kind.kind} {why}")

    # ---- how often ------------------------------------------------------------------------------

    def at_least(self, number: Figure, *, or_missing: bool = False) -> Phrase:
        """So many times or more, or a number of at least so much."""
        return self._counted("at least", number) or super().at_least(number, or_missing=or_missing)

    def at_most(self, number: Figure, *, or_missing: bool = False) -> Phrase:
        """So many times or less, or a number of at most so much."""
        return self._counted("at most", number) or super().at_most(number, or_missing=or_missing)

    def exactly(self, number: Figure) -> Phrase:
        """So many times, or this number."""
        return self._counted("exactly", number) or self.is_(number)

    def never(self) -> Phrase:
        """Not once."""
        return self.exactly(0)

    def between(
        self, low: Figure, high: Figure, *, negated: bool = False, or_missing: bool = False
    ) -> Phrase:
        """From so many to so many times, or a number in between."""
        counted = None if negated or or_missing else self._counted("between", low, high)
        return counted or super().between(low, high, negated=negated, or_missing=or_missing)

    def _counted(self, mode: Any, low: Figure, high: Figure | None = None) -> Phrase | None:
        """With a number of times; None if the kind counts nothing."""
        if not self._takes(Times()):
            return None
        if not isinstance(low, int) or not isinstance(high, int | None):
            return self._refuse("is counted in whole numbers")
        return self.put(Times(mode, low, high))

    # ---- how much -------------------------------------------------------------------------------

    def with_(self, fn: Aggregate, field: str | None = None) -> Aggregated:
        """An aggregate of the events, to be compared: `sum`, `avg`, `distinct` ... of a property."""
        return Aggregated(self, fn, None if field is None else COMPUTED.get(field, field))

    def sum(self, field: str) -> Aggregated:
        """The sum of a property."""
        return self.with_("sum", field)

    def avg(self, field: str) -> Aggregated:
        """The average of a property."""
        return self.with_("avg", field)

    def min(self, field: str) -> Aggregated:
        """The smallest value of a property."""
        return self.with_("min", field)

    def max(self, field: str) -> Aggregated:
        """The largest value of a property."""
        return self.with_("max", field)

    def distinct(self, field: str) -> Aggregated:
        """How many different values a property has."""
        return self.with_("distinct", field)

    def first(self, field: str) -> Aggregated:
        """The first value of a property."""
        return self.with_("first", field)

    def last(self, field: str) -> Aggregated:
        """The last value of a property."""
        return self.with_("last", field)

    def common(self, field: str) -> Aggregated:
        """The most frequent value of a property."""
        return self.with_("common", field)

    def count(self) -> Aggregated:
        """The number of events, to be compared with another number."""
        return self.with_("count")


@dataclass(frozen=True, slots=True)
class Aggregated(Comparing[Phrase]):
    """An aggregate of a phrase's events, to be compared with a literal, another metric, or the population."""

    phrase: Phrase
    fn: Aggregate
    field: str | None

    def meets(self, predicate: Predicate) -> Phrase:
        if self.field is None:
            raise TypeError("a number of events is said by .at_least(2), or compared by .than(...)")
        return self.phrase.put(Total(self.fn, self.field, predicate))

    def than(self, op: Op, other: Metric | Level, factor: Figure = 1) -> Phrase:
        """Compared with a factor times another metric of the contact, or a level of the population."""
        if isinstance(other, Metric):
            return self.phrase.put(ThanMetric(self.fn, self.field, op, other, exact(factor)))
        level = ThanPopulation(self.fn, self.field, op, exact(factor), other.quantile, other.segment)
        return self.phrase.put(level)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the population: its average, or a quantile times 10**4; of everybody, or of a segment."""

    quantile: int | None = None
    segment: str | None = None

    def among(self, segment: str) -> Level:
        """The level among the members of a segment."""
        return Level(self.quantile, segment)


average = Level()
median = Level(5_000)


def quantile(share: Figure) -> Level:
    """A quantile of the population, by a share between 0 and 1.

    >>> quantile(0.9)
    Level(quantile=9000, segment=None)
    """
    return Level(exact(share).scaled)


# ---- filters ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of events or items; filters combine by `&`, `|` and `~`."""

    held: Where

    def __and__(self, other: Filter) -> Filter:
        return Filter(Every((*_parts(self, Every), *_parts(other, Every))))

    def __or__(self, other: Filter) -> Filter:
        return Filter(Some((*_parts(self, Some), *_parts(other, Some))))

    def __invert__(self) -> Filter:
        return Filter(Non(self.held))


@dataclass(frozen=True, slots=True)
class prop(Comparing[Filter]):  # noqa: N801 (said as a function)
    """A property of an event or, inside `item`, of an item: `prop("url").contains("/blog")`.

    `amount`, `hour` and `weekday` are the computed fields; with `raw` they are properties like any other.
    """

    name: str
    raw: bool = False

    def meets(self, predicate: Predicate) -> Filter:
        return Filter(Has(self.name if self.raw else COMPUTED.get(self.name, self.name), predicate))


def item(*filters: Filter) -> Filter:
    """One and the same item passes all these filters."""
    return Filter(AnyItem(_both(filters)))


def no_item(*filters: Filter) -> Filter:
    """No item passes all these filters."""
    return ~item(*filters)


def metric(
    fn: Aggregate,
    field: str | None,
    *events: str,
    where: Filter | None = None,
    window: str | Window | None = None,
) -> Metric:
    """A number about a contact, to rank or to compare by."""
    name = None if field is None else COMPUTED.get(field, field)
    return Metric(fn, name, events, where.held if where else ALL, _given(window, Window) if window else None)


def _both(filters: tuple[Filter, ...]) -> Where:
    return filters[0].held if len(filters) == 1 else Every(tuple(f.held for f in filters))


def _parts(held: Filter, kind: type[Every] | type[Some]) -> tuple[Where, ...]:
    return held.held.parts if isinstance(held.held, kind) else (held.held,)


# ---- conditions ---------------------------------------------------------------------------------


def did(*events: str) -> Phrase:
    """Did one of the events.

    >>> did("Order Completed").at_least(2).in_last("365 days").text
    'did "Order Completed" at least 2 times in the last 365 days'
    """
    return Phrase(kinds()["did"], {"events": events})


def has(trait: str) -> Phrase:
    """Has a trait: set at all, until a comparison is added.

    >>> has("country").is_("PL").text
    'has country is "PL"'
    """
    return Phrase(kinds()["has"], {"trait": trait})


def all_of(*parts: Expression) -> AllOf:
    """Every part holds."""
    return AllOf(parts)


def any_of(*parts: Expression) -> AnyOf:
    """At least one part holds."""
    return AnyOf(parts)


def condition(name: str, *given: Any, **fields: Any) -> Phrase:
    """A condition of any kind, its fields in order or by name.

    >>> condition("on_list", "Newsletter", since="in the last 30 days").text
    'on list "Newsletter" since in the last 30 days'
    """
    kind = kinds()[name]
    spec = shape.fields(kind)
    values = dict(zip(spec, given, strict=False)) | fields
    wrong = [*fields.keys() - spec.keys(), *given[len(spec) :]]
    if wrong:
        raise TypeError(f"{name} takes {', '.join(spec)}; not {wrong[0]!r}")
    return Phrase(kind, {n: _given(v, spec[n].type) for n, v in values.items()})


def _given(value: Any, annotation: Any) -> Any:
    """What people write for a field, as the field holds it."""
    members = shape.union(annotation)
    match value:
        case str() if windows.Last in members:
            return window(value)
        case str() if durations.Duration in members:
            return duration(value)
        case str() if shape.element(annotation) is str:
            return (value,)
        case int() | float() | Decimal() if Number in members and not isinstance(value, bool):
            return exact(value)
        case Filter(held):
            return held
        case list():
            return tuple(value)
        case _:
            return value


@cache
def words() -> Mapping[str, Any]:
    """All that a definition in Python may name: these functions, every kind, and the parts themselves."""
    parts = {
        name: value
        for module in (compare, wheres, windows, metrics, durations, step)
        for name, value in vars(module).items()
        if isinstance(value, type) and value.__module__ == module.__name__ and value.__name__ != "Presence"
    }
    said = (did, has, prop, item, no_item, metric, all_of, any_of, quantile, Filter, Level)
    own = {thing.__name__: thing for thing in said} | {"average": average, "median": median}
    every = {name: partial(condition, name) for name in kinds()}
    return {**parts, **every, **own}
