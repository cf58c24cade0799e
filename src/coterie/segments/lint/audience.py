"""Doubts that only the numbers of contacts, or what the definition is for, can raise."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, TypeAlias

from coterie.errors import Problem
from coterie.segments.conditions.reachable import CHANNELS, CanBe
from coterie.segments.language import AllOf, AnyOf, Complement, Condition, Context, Expression
from coterie.segments.language.walk import Spans, Visit, walk
from coterie.segments.parts.compare import (
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
)
from coterie.segments.parts.metric import Metric, ThanMetric, ThanPopulation, Total
from coterie.segments.parts.where import AnyItem, Has
from coterie.segments.parts.window import Before, Instant
from coterie.segments.plan import And, Consent, Fold, Log, Measure, Meets, Not, Or, Plan, Reachable, Trait

from .facts import SCALE
from .messages import doubt, quoted
from .proof import Prover
from .shape import joined, parts

Count: TypeAlias = Callable[[Plan], int]
Audience: TypeAlias = Literal["email", "sms", "push"]
HOW: Mapping[str, CanBe] = {channel: CanBe(how) for how, channel in CHANNELS.items()}

TIMES = 5
"""An `or` is called wide where one part makes it so many times larger."""

AS_WRITTEN = frozenset(
    {"revenue", "total", "value", "price", "item.price", "subtotal", "discount", "shipping", "tax"}
)
"""Amounts of money as the message gave them, in its own currency."""
WHOLE_ORDER = frozenset({"revenue", "total", "value"})
"""Those that `$amount` is made of."""


@dataclass
class Figures:
    """A definition beside the numbers of contacts."""

    count: Count
    context: Context
    spans: Spans
    language: str

    def doubts(self, root: Visit) -> Iterator[Problem]:
        """Doubts about every node, outer ones first."""
        yield from self._below(root, True)
        if self._is_mixed():
            yield from self._currencies(root.value)

    def _below(self, visit: Visit, holds: bool) -> Iterator[Problem]:
        node = visit.value
        if isinstance(node, AnyOf) and len(node.parts) > 1:
            yield from self._wide(visit, node)
        if isinstance(node, Condition) and holds:
            yield from self._dropped(visit, node)
        for part in parts(visit):
            yield from self._below(part, holds != isinstance(node, Complement))

    def _wide(self, visit: Visit, node: AnyOf) -> Iterator[Problem]:
        plans = [part.plan(self.context) for part in node.parts]
        after = self.count(Or(tuple(plans)))
        for n, part in enumerate(node.parts):
            before = self.count(Or(tuple(plan for m, plan in enumerate(plans) if m != n)))
            if 0 < before * TIMES <= after:
                fixed = AllOf(node.parts)
                yield self._doubt("wide-or", visit, fixed, part=quoted(part), before=before, after=after)

    def _dropped(self, visit: Visit, node: Condition) -> Iterator[Problem]:
        plan = node.plan(self.context)
        if not isinstance(plan, Meets) or not isinstance(plan.measure, Trait):
            return
        if isinstance(plan.predicate, IsSet) or plan.predicate.or_missing:
            return
        unset = self.count(Meets(plan.measure, IsSet(negated=True)))
        unreadable = self.count(_unreadable(plan.measure, plan.predicate))
        if unset or unreadable:
            fixed = _let_in(node)
            yield self._doubt("dropped", visit, fixed, part=quoted(node), unset=unset, unreadable=unreadable)

    def _is_mixed(self) -> bool:
        """Whether anybody has an order in another currency than the workspace's."""
        other = Has("currency", Equals((self.context.ground.currency,), negated=True))
        rows = Fold(Log(("Order Completed", "Order Refunded"), other), "count")
        return self.count(Meets(rows, Order(">=", Number(SCALE)))) > 0

    def _currencies(self, root: Expression) -> Iterator[Problem]:
        found = [(visit, field) for visit in walk(root) if (field := _money(visit)) is not None]
        holders = [next(v for v in visit.owners() if isinstance(v.value, Condition)) for visit, _ in found]
        unique = {(h.pointer, field): h for h, (_, field) in zip(holders, found, strict=True)}
        for (_, field), holder in unique.items():
            fixed = _by_amount(holder.value) if field in WHOLE_ORDER else None
            yield self._doubt("mixed-currency", holder, fixed, field=field)

    def _doubt(self, code: str, visit: Visit, fixed: Expression | None, **facts: str | int) -> Problem:
        return doubt(code, visit.place(self.spans), fixed, self.language, **facts)


def unasked(
    root: Expression, channel: Audience, prover: Prover, context: Context, language: str
) -> Iterator[Problem]:
    """That a definition does not see to it that all of its members may be written to."""
    plan = root.plan(context)
    asks = Meets(Consent(channel, "status"), Equals(("subscribed",)))
    if not prover.implies(plan, Or((Reachable(channel), asks))):
        own = root.parts if isinstance(root, AllOf) else (root,)
        fixed = joined(AllOf((*own, HOW[channel])))
        yield doubt("no-consent", Visit(root).place({}), fixed, language)


def _unreadable(measure: Measure, predicate: Predicate) -> Plan:
    """The contacts whose value is there and can't be read as what a comparison asks."""
    return And((Meets(measure, IsSet()), *(Not(Meets(measure, way)) for way in _ways(predicate))))


def _ways(predicate: Predicate) -> tuple[Predicate, ...]:
    """Comparisons of which every value that can be read meets one."""
    match predicate:
        case Order(op, number):
            opposite: Any = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}[op]
            return predicate, Order(opposite, number)
        case Length(_, count):
            return Length("<", count), Length(">=", count)
        case Recurs():
            ever = Dated(Before(Instant(0)))
            return ever, replace(ever, negated=True)
        case Equals() | Text() | Range() | Dated() | Holds() | Under():
            return predicate, replace(predicate, negated=not predicate.negated)
        case IsSet():
            return predicate, IsSet(negated=not predicate.negated)


def _let_in(node: Condition) -> Expression | None:
    """The condition with "or is not set", where it has a comparison of its own."""
    predicate = getattr(node, "predicate", None)
    if predicate is None:
        return None
    return replace(node, predicate=replace(predicate, or_missing=True))  # type: ignore[type-var]


def _money(visit: Visit) -> str | None:
    """The amount, as written, that a comparison or an aggregate looks at."""
    match visit.value:
        case Has(field, Order() | Range()):
            inside = any(isinstance(v.value, AnyItem) for v in visit.owners())
            name = f"item.{field}" if inside else field
        case Total(_, name) | ThanMetric(_, str() as name) | ThanPopulation(_, str() as name):
            pass
        case Metric(_, str() as name):
            pass
        case _:
            return None
    return name if name in AS_WRITTEN else None


def _by_amount(node: Condition) -> Condition:
    """The condition with every amount as written replaced by the one in the workspace's currency."""
    return _replaced(node)  # type: ignore[no-any-return]


def _replaced(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_replaced(v) for v in value)
    if isinstance(value, AnyItem) or not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    changed = {f.name: _replaced(getattr(value, f.name)) for f in dataclasses.fields(value) if f.init}
    if changed.get("field") in WHOLE_ORDER:
        changed["field"] = "$amount"
    return replace(value, **changed)
