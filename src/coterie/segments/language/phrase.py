"""Phrases: conditions being said in Python, filters of events, levels of the population to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from coterie.errors import DefinitionError
from coterie.segments.parts.compare import Equals, IsSet, Predicate
from coterie.segments.parts.metric import Aggregate, Metric, Op, ThanMetric, ThanPopulation, Times, Total
from coterie.segments.parts.where import ALL, Every, Non, Some, Where
from coterie.segments.parts.window import Window
from coterie.segments.plan import Plan

from . import shape
from .comparing import Comparing, Figure, exact, window
from .grammar.properties import COMPUTED
from .messages import problem
from .tree import Condition, Context, Expression
from .types import fits


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


def both(filters: tuple[Filter, ...]) -> Where:
    return filters[0].held if len(filters) == 1 else Every(tuple(f.held for f in filters))


def _parts(held: Filter, kind: type[Every] | type[Some]) -> tuple[Where, ...]:
    return held.held.parts if isinstance(held.held, kind) else (held.held,)


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
        return self.put(both((*kept, *filters)))

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
