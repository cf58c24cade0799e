"""did: an event, so many times, with such properties, in such a window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, assert_never

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals, Number, Order, Range
from coterie.segments.parts.metric import ONCE, Metric, Tally, ThanMetric, ThanPopulation, Times, Total
from coterie.segments.parts.where import ALL, Where
from coterie.segments.parts.window import Window
from coterie.segments.plan import Against, Fold, Log, Measure, Meets, Plan, Versus

from .segment import among


@dataclass(frozen=True, slots=True)
class Did(Condition):
    """Did one of the events, so many times or with such an aggregate.

    `at most n` and `never` include contacts with no event. A sum over nothing is 0; other aggregates are
    missing.
    """

    events: tuple[str, ...]
    where: Where = ALL
    tally: Tally = ONCE
    window: Window | None = None

    kind: ClassVar[str] = "did"
    syntax: ClassVar[str] = "did {events} [where {where}] [{tally}] [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "{act? -: (whose) {metric} {compared}; *: (who) {act}}",
        "pl": "{act? -: (których) {metric} {compared}; *: (które) {act}}",
        "sl": "{act? -: (pri katerih) {metric} {compared}; *: (ki) {act}}",
        "kk": "{act? -: {metric} {compared}; *: {act}}",
    }

    def plan(self, context: Context) -> Plan:
        log = Log(self.events, self.where, self.window)
        match self.tally:
            case Times():
                return counted(Fold(log, "count"), self.tally)
            case Total(fn, field, predicate):
                return Meets(Fold(log, fn, field), predicate)
            case ThanMetric(fn, field, op, other, factor):
                return Versus(Fold(log, fn, field), op, measure(other), factor.scaled)
            case ThanPopulation():
                return against(log, self.tally, context)
            case _:
                assert_never(self.tally)


def against(log: Log, tally: ThanPopulation, context: Context) -> Against:
    """A fold of a log against the average (no `quantile`) or a quantile of the population."""
    fold, people = Fold(log, tally.fn, tally.field), among(tally.among, context)
    if tally.quantile is None:
        return Against(fold, tally.op, "average", factor=tally.factor.scaled, among=people)
    return Against(fold, tally.op, "quantile", tally.quantile, tally.factor.scaled, people)


def measure(metric: Metric) -> Fold:
    """A metric as a fold."""
    return Fold(Log(metric.events, metric.where, metric.window), metric.fn, metric.field)


def counted(measure: Measure, tally: Times) -> Meets:
    """A number of things, so many times."""
    low = Number(tally.low * 10_000)
    match tally.mode:
        case "at least":
            return Meets(measure, Order(">=", low))
        case "at most":
            return Meets(measure, Order("<=", low))
        case "exactly":
            return Meets(measure, Equals((low,)))
        case "between":
            return Meets(
                measure, Range(low, Number((tally.low if tally.high is None else tally.high) * 10_000))
            )
        case _:
            assert_never(tally.mode)
