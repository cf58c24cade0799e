"""profile-metric-funnel: one event after another, or none, within a time; ours: `sequence`."""

from __future__ import annotations

from typing import Any

from ..asked import Clauses, Ids, Unsayable
from ..given import JSON, Given
from ..metrics import event_filters, where
from ..timeframes import timeframe, window

TYPE = "profile-metric-funnel"
KINDS = ("sequence",)
WITHIN: dict[str, JSON] = {
    "HOURS_1": {"n": 1, "unit": "hour"},
    "DAYS_1": {"n": 1, "unit": "day"},
    "DAYS_3": {"n": 3, "unit": "day"},
    "DAYS_5": {"n": 5, "unit": "day"},
    "WEEKS_1": {"n": 1, "unit": "week"},
    "DAYS_30": {"n": 30, "unit": "day"},
    "DAYS_90": {"n": 90, "unit": "day"},
    "DAYS_180": {"n": 180, "unit": "day"},
    "YEARS_1": {"n": 365, "unit": "day"},
}
_MINUTES = {"minute": 1, "hour": 60, "day": 1_440, "week": 10_080}
_FRAMES = ("between-static", "between", "in-the-last", "at-least")


def read(given: Given) -> JSON:
    """Steps that follow one another, all within the time of the first, which lies in the timeframe."""
    limit = given.maybe("completion_window_seconds")
    if limit is None:
        raise given.not_here("funnel without a completion window", "choose a completion window")
    steps = [_step(one) for one in given.get("steps").each()]
    if len(steps) < 2 or steps[0].get("negated"):
        raise given.get("steps").not_here("funnel of one step, or that begins with what was not done")
    frame = {"window": window(given.get("timeframe_filter"))}
    return {"kind": "sequence", "steps": steps, "within": limit.one_of(WITHIN), **frame}


def _step(given: Given) -> JSON:
    step: JSON = {"events": [given.get("metric_id").event()], "where": where(given.listed("metric_filters"))}
    return step if given.get("metric_exists").truth() else step | {"negated": True}


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """A funnel, if it is asked for itself, in a timeframe, within one of Klaviyo's times."""
    if not yes:
        raise Unsayable("the opposite of a sequence", "end it by a step that was not done")
    frame = timeframe(node.get("window"), ids.zone)
    if frame["operator"] not in _FRAMES:
        raise Unsayable("a sequence at any time", "say in which window it begins: in the last 90 days")
    name = next((k for k, v in WITHIN.items() if _minutes(v) == _minutes(node["within"])), None)
    if name is None:
        raise Unsayable(
            "a sequence within this time", "it knows 1 hour and 1, 3, 5, 7, 30, 90, 180, 365 days"
        )
    steps = [_written(step, ids) for step in node["steps"]]
    about = {"timeframe_filter": frame, "completion_window_seconds": name, "steps": steps}
    return [[{"type": TYPE, **about}]]


def _written(step: JSON, ids: Ids) -> JSON:
    if len(step["events"]) != 1:
        raise Unsayable("one of several events as a step")
    found = event_filters(step.get("where"), ids.zone)
    about: JSON = {
        "metric_exists": not step.get("negated", False),
        "metric_id": ids.metric(step["events"][0]),
    }
    return about | ({"metric_filters": found} if found else {})


def _minutes(duration: JSON) -> Any:
    return duration["n"] * _MINUTES[duration["unit"]]
