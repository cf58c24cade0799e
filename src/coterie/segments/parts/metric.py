"""Metrics and tallies: numbers about a contact's events, and what they are compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .compare import Number, Predicate
from .where import ALL, Where
from .window import Window

Aggregate: TypeAlias = Literal["count", "sum", "avg", "min", "max", "distinct", "first", "last", "common"]
Op: TypeAlias = Literal["<", "<=", "=", "!=", ">", ">="]


ONE = Number(10_000)


@dataclass(frozen=True, slots=True)
class Metric:
    """A number about a contact: "sum of amount of "Order Completed" in the last 90 days"."""

    fn: Aggregate
    field: str | None
    events: tuple[str, ...]
    where: Where = ALL
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Times:
    """How often: at least / at most / exactly `low` times, or between `low` and `high` times (both included).

    Error: `ValueError` for a `high` without "between", and for numbers that can't be.
    """

    mode: Literal["at least", "at most", "exactly", "between"] = "at least"
    low: int = 1
    high: int | None = None

    def __post_init__(self) -> None:
        if (self.mode == "between") != (self.high is not None):
            raise ValueError("a second number of times is given with 'between', and only there")
        if self.low < 0 or (self.high is not None and self.high < self.low):
            raise ValueError("numbers of times are whole, not negative, and the smaller one comes first")


@dataclass(frozen=True, slots=True)
class Total:
    """An aggregate of a property compared with literals: "with sum of amount at least 100"."""

    fn: Aggregate
    field: str
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class ThanMetric:
    """An aggregate compared with `factor` x another aggregate of the contact. No field: events counted."""

    fn: Aggregate
    field: str | None
    op: Op
    other: Metric
    factor: Number = ONE


@dataclass(frozen=True, slots=True)
class ThanPopulation:
    """An aggregate compared with `factor` x a statistic of the population: all contacts, or a segment's.

    `quantile` is scaled by 10**4; the median is 5000. None: the average. Error: `ValueError` beyond 0..1.
    """

    fn: Aggregate
    field: str | None
    op: Op
    factor: Number = ONE
    quantile: int | None = None
    among: str | None = None

    def __post_init__(self) -> None:
        if self.quantile is not None and not 0 <= self.quantile <= 10_000:
            raise ValueError("a quantile is a share between 0 and 1")


Tally: TypeAlias = "Times | Total | ThanMetric | ThanPopulation"
ONCE = Times()
