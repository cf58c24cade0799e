"""Tallies and metrics: how often, and which number about a contact's events is compared with what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from coterie.segments.parts.metric import Metric, ThanMetric, ThanPopulation, Times, Total

from ..forms import Form, Grammar
from ..reader import Reader
from . import lookup

MEDIAN = 5_000


@dataclass(frozen=True, slots=True)
class Closed:
    """A metric inside a tally: in parentheses where a window that follows would be taken for its own."""

    inner: Grammar

    def read(self, reader: Reader) -> Any:
        if reader.peek().sort != "open":
            return self.inner.read(reader)
        with reader.parentheses():
            return self.inner.read(reader)

    def write(self, value: Any) -> str:
        said = self.inner.write(value)
        return f"({said})" if value.window is None else said

    def firsts(self) -> None:
        return None


def _times() -> Iterator[Form]:
    single = {"high": None}
    yield Form(Times, "never", {"mode": "exactly", "low": 0} | single)
    yield Form(Times, "exactly once", {"mode": "exactly", "low": 1} | single)
    yield Form(Times, "at least {low} times~time", {"mode": "at least"} | single)
    yield Form(Times, "at most {low} times~time", {"mode": "at most"} | single)
    yield Form(Times, "exactly {low} times~time", {"mode": "exactly"} | single)
    yield Form(Times, "between {low} and {high} times~time", {"mode": "between"})
    for words, mode, low in (
        ("once", "exactly", 1), ("at least once", "at least", 1), ("at most once", "at most", 1),
        ("exactly twice", "exactly", 2), ("twice", "exactly", 2), ("at least twice", "at least", 2),
        ("at most twice", "at most", 2), ("zero times", "exactly", 0),
    ):  # fmt: skip
        yield Form(Times, words, {"mode": mode, "low": low} | single, spoken=False)
    yield Form(Times, "{low} times~time", {"mode": "exactly"} | single, spoken=False)
    for mode in ("at least", "at most", "exactly"):
        yield Form(Times, f"{mode} {{low}}", {"mode": mode} | single, spoken=False)
    for words, mode, step in (
        ("more than", "at least", 1),
        ("less than", "at most", -1),
        ("fewer than", "at most", -1),
    ):
        form = f"{words} {{low}} times~time"
        yield Form(Times, form, {"mode": mode} | single, spoken=False, adapt=partial(_shifted, step))


def _shifted(step: int, fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """More than 2 times is at least 3 times."""
    return {**fields, "low": fields["low"] + step}


def _comparisons() -> Iterator[Form]:
    for subject, fixed in (("{fn:aggregate} of {field:property}", {}), ("{fn:aggregate}", {"field": None})):
        if not fixed:
            yield Form(Total, f"with {subject} {{predicate}}")
        yield Form(ThanMetric, f"with {subject} {{op:op}} [{{factor}} x] {{other:closed}}", fixed)
        for said, quantile in (("average", None), ("median", MEDIAN)):
            yield Form(ThanPopulation, _level(subject, said), {"quantile": quantile, **fixed})
        yield Form(ThanPopulation, _level(subject, "quantile {quantile:scaled}"), fixed, fits=_has_quantile)


def _level(subject: str, statistic: str) -> str:
    return f"with {subject} {{op:level}} [{{factor}} x] {statistic} [among segment {{among}}]"


def _has_quantile(value: Any) -> bool:
    return value.quantile is not None


FORMS = (
    *_times(),
    *_comparisons(),
    Form(Metric, "{fn:aggregate} of {field:property} of {events} [where {where}] [{window}]"),
    Form(Metric, "{fn:aggregate} of {events} [where {where}] [{window}]", {"field": None}),
)
CALLED = {Times: "how often", Metric: "a number of the contact's"}
STYLES: Mapping[str, Callable[[Any], Grammar]] = {"closed": lambda annotation: Closed(lookup(annotation))}
