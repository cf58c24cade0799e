"""profile-metric: how often something happened, or the sum of its value; ours: `did`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..asked import Clauses, Ids, Unsayable
from ..comparisons import NUMERIC, OPPOSITE, numeric, predicate
from ..given import JSON, Given
from ..metrics import event_filters, where
from ..timeframes import timeframe, window

TYPE = "profile-metric"
KINDS = ("did",)
AMOUNT = "$amount"
ONCE: JSON = {"type": "times", "mode": "at least", "low": 1}


# ---- inward


def read(given: Given) -> JSON:
    """An event so many times, or with such a sum."""
    said = {
        "kind": "did",
        "events": [given.get("metric_id").event()],
        "where": where(given.listed("metric_filters")),
    }
    found = window(given.get("timeframe_filter"))
    asked = given.get("measurement_filter")
    named = said if found is None else said | {"window": found}
    if given.get("measurement").one_of({"count": False, "sum": True}):
        total = {"type": "total", "fn": "sum", "field": AMOUNT, "predicate": predicate(asked)}
        return named | {"tally": total}
    return _counted(named, asked)


def _counted(named: JSON, asked: Given) -> JSON:
    sign, n = asked.get("operator").one_of(NUMERIC), asked.get("value").whole()
    if sign == "!=":
        return {"not": named | {"tally": _times("exactly", n, asked)}}
    if sign == "=":
        return named | {"tally": _times("exactly", n, asked)}
    if sign in (">", ">="):
        return named | {"tally": _times("at least", n + (sign == ">"), asked)}
    return named | {"tally": _times("at most", n - (sign == "<"), asked)}


def _times(mode: str, low: int, asked: Given) -> JSON:
    if low < 0:
        raise asked.wrong("a number of times that can be")
    return {"type": "times", "mode": mode, "low": low}


# ---- outward


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """The conditions of an event's tally."""
    named = [ids.metric(name) for name in node["events"]]
    rest: JSON = {"timeframe_filter": timeframe(node.get("window"), ids.zone)}
    if found := event_filters(node.get("where"), ids.zone):
        rest["metric_filters"] = found
    measurement, clauses = _measured(node.get("tally", ONCE), yes)
    each = [[_condition(one, measurement, f, rest) for one in named for f in clause] for clause in clauses]
    if len(named) == 1:
        return each
    return _of_several(each, clauses)


def _condition(metric: str, measurement: str, asked: JSON, rest: JSON) -> JSON:
    about = {"metric_id": metric, "measurement": measurement, "measurement_filter": asked}
    return {"type": TYPE, **about, **rest}


def _of_several(each: Sequence[Sequence[JSON]], clauses: Clauses) -> Clauses:
    """At least once: one of them at least once; never: none of them. More can't be added up."""
    match [(f["operator"], f["value"]) for clause in clauses for f in clause]:
        case [("greater-than-or-equal", 1) | ("greater-than" | "not-equals", 0)]:
            return each
        case [("equals", 0) | ("less-than-or-equal", 0) | ("less-than", 1)]:
            return [[one] for clause in each for one in clause]
    raise Unsayable("several events counted together", "ask for each of them by itself")


def _measured(tally: JSON, yes: bool) -> tuple[str, Clauses]:
    """What is measured, and the filters of the measure."""
    match tally:
        case {"type": "times"}:
            return "count", _joined(_bounds(tally), yes)
        case {"type": "total", "fn": "sum", "field": "$amount", "predicate": asked}:
            # A sum is never missing, and so the flags of missing values say nothing.
            return "sum", _joined(_limits(asked), yes != asked.get("negated", False))
        case {"type": "total", "fn": fn, "field": field}:
            raise Unsayable(f"the {fn} of {field.lstrip('$')}", "Klaviyo sums the amount, and counts")
        case {"type": "than_metric"}:
            raise Unsayable("one number of a contact compared with another")
    raise Unsayable("a number compared with the population's")


def _bounds(tally: JSON) -> list[tuple[str, Any]]:
    low = tally.get("low", 1)
    match tally.get("mode", "at least"):
        case "between":
            return [(">=", low), ("<=", tally["high"])]
        case "exactly":
            return [("=", low)]
        case "at most":
            return [("<=", low)]
    return [(">=", low)]


def _limits(asked: JSON) -> list[tuple[str, Any]]:
    match asked:
        case {"type": "order", "op": op, "number": n}:
            return [(op, n)]
        case {"type": "range", "low": low, "high": high}:
            return [(">=", low), ("<=", high)]
        case {"type": "equals", "values": [int() | float() as n]} if not isinstance(n, bool):
            return [("=", n)]
    raise Unsayable("this comparison of a sum", "compare it with one number")


def _joined(bounds: list[tuple[str, Any]], yes: bool) -> Clauses:
    if yes:
        return [[numeric(sign, n)] for sign, n in bounds]
    return [[numeric(OPPOSITE[sign], n) for sign, n in bounds]]
