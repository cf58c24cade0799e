"""Klaviyo's timeframes and our windows.

`after X` is from X on, `before X` until X, and `between-static` from its start until its end, the end left
out; `at-least N` is N or more units ago. Klaviyo counts in hours, days and weeks.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from coterie.lib.instants import from_iso, to_iso

from .asked import Unsayable
from .given import JSON, Given

UNITS = {"hour": "hour", "day": "day", "week": "week"}
OPERATORS = {
    name: name
    for name in (
        "alltime", "in-the-last", "in-the-next", "at-least", "between", "between-static", "before", "after",
    )
}  # fmt: skip
EVER: JSON = {"type": "date", "operator": "alltime"}


def window(given: Given) -> JSON | None:
    """Our window of a timeframe; None for all time."""
    match given.get("operator").one_of(OPERATORS):
        case "in-the-last":
            return {"type": "last", **_so_many(given)}
        case "in-the-next":
            return {"type": "next", **_so_many(given)}
        case "at-least":
            return {"type": "more_than_ago", **_so_many(given)}
        case "between":
            ends = sorted((given.get("start").whole(), given.get("end").whole()))
            return {"type": "ago_between", "a": ends[0], "b": ends[1], "unit": _unit(given)}
        case "between-static":
            first, last = _instant(given.get("start")), _instant(given.get("end"))
            return {"type": "between", "first": to_iso(first - 1), "last": to_iso(last)}
        case "before":
            return {"type": "before", "point": to_iso(_instant(given.get("date", "value")))}
        case "after":
            return {"type": "after", "point": to_iso(_instant(given.get("date", "value")) - 1)}
    return None


def timeframe(window: JSON | None, zone: str) -> JSON:
    """The timeframe of our window. Error: `Unsayable`."""
    match window:
        case None:
            return EVER
        case {"type": "last", "n": n, "unit": unit}:
            return {"type": "date", "operator": "in-the-last", **_quantity(n, unit)}
        case {"type": "next", "n": n, "unit": unit}:
            return {"type": "date", "operator": "in-the-next", **_quantity(n, unit)}
        case {"type": "more_than_ago", "n": n, "unit": unit}:
            return {"type": "date", "operator": "at-least", **_quantity(n, unit)}
        case {"type": "ago_between", "a": a, "b": b, "unit": unit}:
            start, end = _quantity(a, unit), _quantity(b, unit)
            if start["unit"] != end["unit"]:
                raise _unsayable(window)
            ends = {"start": start["quantity"], "end": end["quantity"], "unit": end["unit"]}
            return {"type": "date", "operator": "between", **ends}
        case {"type": "calendric"}:
            raise _unsayable(window)
        case _:
            return _static(window, zone)


def others(window: JSON, *, past: bool) -> Sequence[JSON]:
    """The windows that together hold all other dates; `past`: no date lies ahead. Error: `Unsayable`.

    >>> others({"type": "last", "n": 3, "unit": "day"}, past=True)
    [{'type': 'more_than_ago', 'n': 3, 'unit': 'day'}]
    """
    match window:
        case {"type": "last", "n": n, "unit": unit} if past:
            return [{"type": "more_than_ago", "n": n, "unit": unit}]
        case {"type": "more_than_ago", "n": n, "unit": unit} if past and n:
            return [{"type": "last", "n": n, "unit": unit}]
        case {"type": "ago_between", "a": a, "b": b, "unit": unit} if past:
            later = [{"type": "last", "n": a, "unit": unit}] if a else []
            return [*later, {"type": "more_than_ago", "n": b, "unit": unit}]
        case {"type": "before" | "after" | "on" | "between"}:
            return [{"type": "outside", "of": window}]
    raise Unsayable("what lies outside this window", "say by a window of its own when it was instead")


def frames(windows: Sequence[JSON], zone: str) -> list[JSON]:
    """The timeframes of several windows, those of `others` too."""
    return [frame for one in windows for frame in _framed(one, zone)]


def _framed(window: JSON, zone: str) -> list[JSON]:
    if window["type"] != "outside":
        return [timeframe(window, zone)]
    match timeframe(window["of"], zone):
        case {"operator": "before", "date": end}:
            return [_dated("after", end)]
        case {"operator": "after", "date": start}:
            return [_dated("before", start)]
        case frame:
            return [_dated("before", frame["start"]), _dated("after", frame["end"])]


def _static(window: JSON, zone: str) -> JSON:
    match window:
        case {"type": "before", "point": point}:
            return _dated("before", to_iso(_from(point, zone)))
        case {"type": "after", "point": point}:
            return _dated("after", to_iso(_past(point, zone)))
        case {"type": "on", "day": day}:
            return _spanning(_from(day, zone), _past(day, zone))
        case {"type": "between", "first": first, "last": last}:
            start = _from(first, zone) if _is_day(first) else _past(first, zone)
            return _spanning(start, _past(last, zone) if _is_day(last) else _from(last, zone))
    raise _unsayable(window)


def _spanning(start: int, end: int) -> JSON:
    return {"type": "date", "operator": "between-static", "start": to_iso(start), "end": to_iso(end)}


def _dated(operator: str, iso: str) -> JSON:
    return {"type": "date", "operator": operator, "date": iso}


def _is_day(point: str) -> bool:
    return "T" not in point


def _from(point: str, zone: str) -> int:
    """The start of a day, or the instant itself."""
    ms = from_iso(point, zone)
    if ms is None:
        raise Unsayable(f"the date {point}")
    return ms


def _past(point: str, zone: str) -> int:
    """The start of the day after a day, or the next millisecond."""
    if not _is_day(point):
        return _from(point, zone) + 1
    return _from((date.fromisoformat(point) + timedelta(days=1)).isoformat(), zone)


def _quantity(n: int, unit: str) -> JSON:
    if unit == "minute" and n % 60 == 0:
        n, unit = n // 60, "hour"
    if unit not in UNITS:
        raise Unsayable(f"windows of {unit}s", "Klaviyo counts in hours, days and weeks")
    return {"quantity": n, "unit": unit}


def _so_many(given: Given) -> JSON:
    return {"n": given.get("quantity").whole(), "unit": _unit(given)}


def _unit(given: Given) -> str:
    return given.get("unit").one_of(UNITS)


def _instant(given: Given) -> int:
    ms = from_iso(given.text())
    if ms is None:
        raise given.wrong("an ISO 8601 date-time")
    return ms


def _unsayable(window: JSON | None) -> Unsayable:
    name = (window or {}).get("name") or "this window"
    return Unsayable(f"the window '{name}'", "say it in hours, days or weeks, or by dates")
