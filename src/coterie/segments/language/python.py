"""The Python form: `did("Order Completed").at_least(2).in_last("365 days") & has("country").is_("PL")`.

Every kind of condition is a function of its name, its fields given in order or by name; what it gives is a
`Phrase`, which fluent methods complete and which equals the condition that it stands for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

from coterie.segments.parts import compare, step
from coterie.segments.parts import duration as durations
from coterie.segments.parts import metric as metrics
from coterie.segments.parts import where as wheres
from coterie.segments.parts import window as windows
from coterie.segments.parts.compare import Number, Predicate
from coterie.segments.parts.metric import Aggregate, Metric
from coterie.segments.parts.where import ALL, AnyItem, Has
from coterie.segments.parts.window import Window

from . import shape
from .comparing import Comparing, Figure, duration, exact, window
from .grammar.properties import COMPUTED
from .phrase import Filter, Level, Phrase, both
from .registry import kinds
from .tree import AllOf, AnyOf, Expression

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
    return Filter(AnyItem(both(filters)))


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
