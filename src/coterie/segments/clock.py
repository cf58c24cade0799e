"""When time alone may change an answer: the next instant at which something about a contact falls due.

`next_change(plan, who, events, at, ground)` gives the first instant later than `at` at which a window lets
one of the contact's events in or out, a future-dated one comes due, a trait's date crosses an edge, a consent
or coupon expires. Between two such instants a plan's answer for the contact cannot change (others held as they
are). Explain walks them to the flip; live keeps the next one in its timer heap.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Seq
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from math import ceil
from statistics import median
from typing import Any, assert_never

from coterie.contacts import Contact, consent
from coterie.events import Event, fields
from coterie.lib import values
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER

from .parts.compare import Dated, Predicate, Recurs
from .parts.where import AnyItem, Every, Has, Non, Some, Where
from .parts.window import Window, next_edge, presence, recurs_changes
from .plan import (
    Against,
    And,
    Consent,
    Coupons,
    Distance,
    Everyone,
    Fold,
    Lapsed,
    Log,
    Measure,
    Meets,
    Moved,
    NearestStore,
    Not,
    Or,
    Plan,
    Rank,
    Reachable,
    Sample,
    Season,
    Sequence,
    Trait,
    Versus,
)  # fmt: skip
from .world import Ground

DAY = 86_400_000
PLACE = ("country", "region", "postal_code", "city", "latitude", "longitude", "address")


def next_change(plan: Plan, who: Contact, events: Seq[Event], at: int, ground: Ground) -> int | None:
    """The first instant (ms) later than `at` at which time alone may change the contact's answer."""
    due = [t for t in Clock(who, events, at, ground).plan(plan) if at < t < NEVER]
    if who.first_seen > at:
        due.append(who.first_seen)
    return min(due, default=None)


@dataclass(frozen=True)
class Clock:
    """One contact at one instant. Every method yields instants; those not later than `at` mean nothing."""

    who: Contact
    events: Seq[Event]
    at: int
    ground: Ground

    @property
    def calendar(self) -> Calendar:
        return self.ground.calendar

    def plan(self, plan: Plan) -> Iterator[int]:
        """Instants at which a set may let the contact in or out."""
        match plan:
            case Everyone() | Sample():
                return
            case And(parts) | Or(parts):
                for part in parts:
                    yield from self.plan(part)
            case Not(part):
                yield from self.plan(part)
            case Meets(measure, predicate):
                yield from self.measure(measure, predicate)
            case Versus(left, _, right):
                yield from self.measure(left)
                yield from self.measure(right)
            case Against(measure) | Rank(measure):
                yield from self.measure(measure)
            case Lapsed():
                yield from self._lapsed(plan)
            case Sequence():
                yield from self._sequence(plan)
            case Reachable(channel):
                yield from self._reachable(channel)
            case Season():
                yield from self._traits(PLACE)
                yield self._next_month()
            case Moved(trait, _, _, window):
                for change in self.who.changes.get(trait, ()):
                    yield change.t
                    yield from self._edge(window, change.t)
            case _:
                assert_never(plan)

    def measure(self, measure: Measure, predicate: Predicate | None = None) -> Iterator[int]:
        """Instants at which a measure may take another value, or its value another side of the predicate."""
        match measure:
            case Fold():
                yield from self.log(measure.log)
                yield from self._sides(predicate, self._fold_instants(measure))
            case Trait("$first_seen"):
                yield from self._sides(predicate, [self.who.first_seen])
            case Trait(name):
                yield from self._trait(name, predicate)
            case Consent(channel, aspect):
                yield from self._consent(channel, aspect, predicate)
            case Distance() | NearestStore():
                yield from self._traits(PLACE)
            case Coupons():
                yield from self._coupons(measure)
            case _:
                assert_never(measure)

    def log(self, log: Log) -> Iterator[int]:
        """Instants at which a row starts or stops to count."""
        for e in self._named(log.names):
            yield from self._stretch(e, log.window)
            yield from self._where(log.where, e)

    def _named(self, names: Seq[str]) -> Iterator[Event]:
        return (e for e in self.events if e.name in names)

    def _stretch(self, e: Event, window: Window | None) -> Iterator[int]:
        inside = presence(window, e.t, self.calendar, event=True)
        if inside is not None:
            yield from (max(inside.since, e.t), min(inside.until, e.until))

    def _edge(self, window: Window | None, t: int) -> Iterator[int]:
        edge = next_edge(window, t, self.at, self.calendar)
        if edge is not None:
            yield edge

    # ---- dates inside values ----------------------------------------------------------------------

    def _where(self, where: Where, e: Event) -> Iterator[int]:
        """Instants at which a date in a property crosses an edge of what a filter asks."""
        match where:
            case Has(name, predicate):
                rows = [fields.read(e.props, name)] + [fields.read(i, name, item=True) for i in e.items]
                yield from self._sides(predicate, self._instants(rows))
            case Every(parts) | Some(parts):
                for part in parts:
                    yield from self._where(part, e)
            case Non(part) | AnyItem(part):
                yield from self._where(part, e)
            case _:
                assert_never(where)

    def _sides(self, predicate: Predicate | None, instants: Iterable[int]) -> Iterator[int]:
        """Instants at which a date at t goes to the other side of a dated predicate."""
        for t in instants:
            if isinstance(predicate, Dated):
                yield from self._edge(predicate.window, t)
            elif isinstance(predicate, Recurs):
                change = recurs_changes(predicate.when, t, self.at, self.calendar)
                if change is not None:
                    yield change

    def _instants(self, raw: Iterable[Any]) -> list[int]:
        found = (values.as_instant(v, self.calendar.zone) for v in raw)
        return [t for t in found if t is not None]

    def _fold_instants(self, fold: Fold) -> list[int]:
        """Every instant that a fold's value could be: of its rows, or read from its field."""
        rows = list(self._named(fold.log.names))
        if fold.fn in ("when_first", "when_last", "spell"):
            return [e.t for e in rows]
        if fold.fn not in ("first", "last", "common") or fold.field is None:
            return []
        name = fold.field.removeprefix("item.")
        return self._instants([fields.read(e.props, name) for e in rows] + [
            fields.read(i, name, item=True) for e in rows for i in e.items
        ])  # fmt: skip

    def _trait(self, name: str, predicate: Predicate | None) -> Iterator[int]:
        parts = name.split(".")
        tops = [(".".join(parts[:n]), ".".join(parts[n:])) for n in range(1, len(parts) + 1)]
        for top, rest in tops:
            changes = self.who.changes.get(top, ())
            yield from (c.t for c in changes)
            raw = [
                values.dig(c.value, rest) if rest and isinstance(c.value, dict) else c.value for c in changes
            ]
            yield from self._sides(predicate, self._instants(raw))

    def _traits(self, names: Iterable[str]) -> Iterator[int]:
        for name in names:
            yield from self._trait(name, None)

    # ---- consent, coupons, rhythm, sequences ---------------------------------------------------------

    def _ledger(self, channel: consent.Channel) -> Iterator[Event]:
        needed = consent.INGREDIENTS[channel]
        return self._named((*needed.statements, *needed.harms))

    def _consent(self, channel: consent.Channel, aspect: str, predicate: Predicate | None) -> Iterator[int]:
        for e in self._ledger(channel):
            yield from self._stretch(e, None)
            ends = self._instants([e.props.get("expires_at")])
            yield from ends
            yield from self._sides(predicate, ends if aspect == "expires" else [e.t])
        yield from self._traits((consent.INGREDIENTS[channel].address,))

    def _reachable(self, channel: consent.Channel) -> Iterator[int]:
        yield from self._consent(channel, "status", None)
        yield from self._traits(PLACE)
        months = {
            b.months
            for rule in consent.Rules(self.ground.consent_overrides).known().values()
            for b in rule.implied
        }
        for e in self._named(consent.INGREDIENTS[channel].bases):
            yield from self._stretch(e, None)
            yield from (self.calendar.month_reached(e.t, m) for m in months)

    def _coupons(self, measure: Coupons) -> Iterator[int]:
        yield from self.log(measure.log)
        for e in self._named((*measure.log.names, "Order Completed", "Coupon Redeemed")):
            yield from self._stretch(e, None)
            yield from self._instants([e.props.get("expires_at")])

    def _lapsed(self, plan: Lapsed) -> Iterator[int]:
        """Orders that come or go; and, for the own interval, the instant at which the wait reaches the line.

        The line is that of the orders that stand now: whenever those change, the clock is asked again.
        """
        orders = list(self._named(("Order Completed",)))
        for e in orders:
            yield from self._stretch(e, None)
        standing = [e.t for e in orders if e.t <= self.at < e.until]
        days = sorted({self.calendar.local_day(t) for t in standing})
        gaps = [b - a for a, b in pairwise(days)]
        if gaps:
            line = standing[-1] + ceil(Fraction(median(map(Fraction, gaps))) * DAY * plan.factor / 10_000)
            yield from (line, line + 1)  # + 1: the comparison may be strict

    def _sequence(self, plan: Sequence) -> Iterator[int]:
        for i, step in enumerate(plan.steps):
            yield from self.log(step.log if i == 0 else replace(step.log, window=None))
        for e in self._named(plan.steps[0].log.names):
            yield e.t + plan.within

    def _next_month(self) -> int:
        calendar = self.calendar
        return calendar.date_start(calendar.unit_day(calendar.local_day(self.at), "month", 1))
