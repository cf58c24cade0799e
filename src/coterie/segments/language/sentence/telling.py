"""From a condition to a clause: its values put into words, its phrase told, its denial if need be from
outside.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from babel.dates import get_day_names

from coterie.lib.numbers import SCALE
from coterie.segments.language.tree import Condition
from coterie.segments.parts.compare import Number, Predicate, Recurs
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.metric import Metric, Times
from coterie.segments.parts.where import ALL
from coterie.segments.parts.window import (
    After,
    AgoBetween,
    Before,
    Between,
    Calendric,
    Day,
    Instant,
    Last,
    MoreThanAgo,
    Next,
    On,
)

from . import acts, figures, metrics, nouns, windows
from .acts import Act, Series
from .groups import Clause
from .often import Often, often, said
from .phrase import Telling
from .places import place, region
from .predicates import Plain, Values, judged, listed
from .tongue import Tongue

CLOSING = "\x1f"
"""A comma that closes a clause, unless something else closes it. No name holds it: names are parted at it."""
_LEAD = re.compile(r"\((\w[^()]*)\) (.*)")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclasses.dataclass(frozen=True, slots=True)
class Judged:
    """A trait and what is said of it."""

    trait: str
    predicate: Predicate


@dataclasses.dataclass(frozen=True, slots=True)
class Compared:
    """What is said of a metric."""

    metric: Metric
    tally: Any


def clause(condition: Condition | None, holds: bool, tongue: Tongue) -> Clause:
    """A condition (None: that one is a contact at all) said or denied."""
    telling = Telling(tongue, say, holds)
    if condition is None:
        return _clause(telling.tell(tongue.in_base, {}), telling)
    values, counted = _values(condition, telling)
    text = telling.tell(condition.says[tongue.code], values)
    if holds or counted or (telling.denied and not telling.stays):
        return _clause(text, telling)
    inner = Plain(clause(condition, True, tongue).said)
    return dataclasses.replace(_clause(telling.aside(tongue.among, {"clause": inner}), telling), tail=True)


def _clause(text: str, telling: Telling) -> Clause:
    said = re.sub(" +", " ", text).strip()
    whole = re.sub(f"{CLOSING}(?=,|$)", "", said).replace(CLOSING, ",")
    found = _LEAD.fullmatch(whole)
    lead, rest = (found[1], found[2]) if found else ("", whole)
    return Clause(lead, rest, int(telling.loose), telling.tail or said.endswith(CLOSING))


def _values(condition: Condition, telling: Telling) -> tuple[dict[str, Any], bool]:
    """The values that the phrase may speak of, defaults left out; and whether they count, so that they
    already
    say the denial ("never" for "not at least once").
    """
    values = _given(condition)
    if values.get("factor") == Number(SCALE):
        values["factor"] = None
    values["tense"] = Plain(windows.tense(values.get("window")))
    match condition:
        case _ if "tally" in values:
            return _told_of_events(values, telling)
        case _ if "steps" in values:
            values["series"] = Series(values["steps"], values["within"], values["window"])
        case _ if "times" in values:
            values["times"] = _counted(values["times"] or Times(), telling)
            return values, True
        case _ if "trait" in values and "predicate" in values:
            values["judged"] = Judged(values["trait"], values["predicate"])
        case _:
            pass
    return values, False


def _given(condition: Condition) -> dict[str, Any]:
    return {
        field.name: None if (value := getattr(condition, field.name)) == field.default else value
        for field in dataclasses.fields(condition)  # type: ignore[arg-type]
    }


def _counted(times: Times, telling: Telling) -> Often | None:
    """How often; nothing for once and never, which the phrase says itself."""
    found = often(times, telling.holds)
    telling.holds = found.sort != "never"
    return found if found.sort not in ("once", "never") else None


def _told_of_events(values: dict[str, Any], telling: Telling) -> tuple[dict[str, Any], bool]:
    tally = values["tally"] or Times()
    where = values["where"] or ALL
    values |= {"act": None, "metric": None, "compared": None}
    if isinstance(tally, Times):
        values["act"] = acts.done(values["events"], where, often(tally, telling.holds), values["window"])
        return values, True
    values["metric"] = Metric(tally.fn, tally.field, values["events"], where, values["window"])
    values["compared"] = Compared(values["metric"], tally)
    return values, False


def say(value: Any, style: str, telling: Telling) -> str:
    """A value in words. Error: `TypeError` for one that no part knows."""
    tongue = telling.tongue
    match value:
        case Plain():
            return value
        case windows.Unit():
            return windows.unit(value, style, telling)
        case bool():
            return TRUTHS[tongue.code][value]
        case int() | Number():
            return figures.figure(value, tongue)
        case str() | tuple():
            return _names(value, style, telling)
        case Day() | Instant():
            return figures.dated(value, style, tongue)
        case Values():
            return listed(value, telling)
        case _:
            return _part(value, style, telling)


def _part(value: Any, style: str, telling: Telling) -> str:
    match value:
        case Duration():
            return windows.duration(value, style, telling)
        case Often():
            return said(value, telling)
        case Metric():
            return metrics.metric(value, style, telling)
        case Compared():
            return metrics.compared(value.metric, value.tally, telling)
        case Act():
            return acts.act(value, telling)
        case Series():
            return acts.series(value, telling)
        case Judged():
            return _judged(value, telling)
        case (
            Last()
            | AgoBetween()
            | MoreThanAgo()
            | Next()
            | Calendric()
            | Before()
            | After()
            | On()
            | Between()
        ):
            return windows.window(value, style, telling)
        case _:
            return judged(value, style, telling)


def _judged(value: Judged, telling: Telling) -> str:
    noun = nouns.trait(value.trait, telling.tongue)
    if isinstance(value.predicate, Recurs):
        noun = nouns.annual(value.trait, noun, telling.tongue)
    always = value.trait == "$first_seen"  # every contact has been seen
    return f"{noun.name} {judged(value.predicate, noun.gender, telling, always)}"


def _names(value: str | tuple[str, ...], style: str, telling: Telling) -> str:
    """A name, or names joined by "or" (style "..._nor": as a denial lists them)."""
    if isinstance(value, str):
        return _name(value, style, telling.tongue)
    style, _, nor = style.partition("_")
    names = tuple(Plain(_name(v, style, telling.tongue)) for v in value)
    return listed(Values(names, "nor" if nor else "or"), telling)


def _name(name: str, style: str, tongue: Tongue) -> str:
    match style:
        case "place":
            return place(name, tongue)
        case "region":
            return region(name, None, tongue)
        case "weekday":
            return _weekday(name, tongue)
        case _:
            return tongue.quoted(name)


def _weekday(name: str, tongue: Tongue) -> str:
    number = {day: str(n) for n, day in enumerate(_DAYS)}.get(name.casefold())
    if number is None and name in tuple("1234567"):
        number = str(int(name) - 1)
    return tongue.quoted(name) if number is None else str(get_day_names(locale=tongue.locale)[int(number)])


TRUTHS: Mapping[str, Mapping[bool, str]] = {
    "en": {True: "true", False: "false"},
    "pl": {True: "„tak”", False: "„nie”"},
    "sl": {True: "»da«", False: "»ne«"},
    "kk": {True: "«иә»", False: "«жоқ»"},
}
