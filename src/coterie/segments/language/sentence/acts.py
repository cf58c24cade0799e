"""Events in words: what contacts did or did not do, how often, when, and what followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coterie.segments.parts.duration import Duration
from coterie.segments.parts.step import Step
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Where
from coterie.segments.parts.window import Window

from .filters import clause_of, which
from .often import Often
from .phrase import Telling
from .predicates import Plain
from .verbs import Verb, verb
from .windows import tense

ONCE = Often("once")


@dataclass(frozen=True, slots=True)
class Act:
    """One of the events, so often, at some time. chained: another act follows (Kazakh then says "having
    ...").
    """

    events: tuple[str, ...]
    where: Where = ALL
    often: Often = ONCE
    when: Window | Duration | None = None
    tense: str = "ever"
    chained: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """Steps of a sequence, within a time of the first, which lies in the window."""

    steps: tuple[Step, ...]
    within: Duration
    window: Window | None


# The verb of the first of several events, then of the others.
VERBS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "did": "{past}[ {object}]",
        "done": "{participle}[ {object}]",
        "do": "{infinitive}[ {object}]",
    },
    "pl": {"did": "{said}", "not": "{denied}"},
    "sl": {
        "did": "{said}",
        "not": "{denied}",
        "more did": "[{clitic} ]{said}",
        "more not": "[{clitic} ]niso {denied}",
    },
    "kk": {
        "did": "{object} [{often} ]{chained? yes: {then}; *: {said}}",
        "not": "{object} {chained? yes: {then_not}; *: {denied}}",
    },
}
ACTS: Mapping[str, str] = {
    "en": "{which? -: <{did}|{tense? past: have not {done}; ever: have never {done}; *: did not {do}}>"
    "[ {often}][ {when}]; "
    "*: [{often} ][{when} ]<{did}|{tense? past: have not {done}; ever: have never {done}; *: did not "
    "{do}}> {which}}"
    "[ (an event {aside})]",
    "pl": "[{when} ][{often} ]<{did}|{tense? ever: nigdy {not}; *: {not}}>[, {which}][ (zdarzenie, {aside})]",
    "sl": "<so[ {clitic}][ {when}][ {often}] {did}"
    "|[{clitic} ][{when} ]{tense? ever: nikoli niso {not}; *: niso {not}}>[, {which}][ (dogodek, {aside})]",
    "kk": "[{when} ]<{did}|{tense? ever: ешқашан {not}; *: {not}}>[ ({aside} оқиға)]",
}
ASIDE: Mapping[str, str] = {"en": "", "pl": "n", "sl": "m", "kk": ""}
"""The gender of "event"."""
NOT_ONE = "бірде-бір "
TWO: Mapping[str, str] = {
    "en": "[{window} ]{first} and then, {within}, {second}",
    "pl": "[{window} ]{first}, a następnie {within} {second}",
    "sl": "{first}, nato pa {second}",
    "kk": "[{window} ]{first}, содан кейін {within} {second}",
}
MORE: Mapping[str, str] = {
    "en": "[{window} ]{steps}, all {within}",
    "pl": "[{window} ]{steps}, wszystko {within}",
    "sl": "{steps}, vse {within}",
    "kk": "[{window} ]{within} {steps}",
}
THEN: Mapping[str, str] = {"en": ", then ", "pl": ", następnie ", "sl": ", nato ", "kk": ", содан кейін "}
INSIDE = ("sl",)
"""Where the time stands between the auxiliary and the verb."""


def act(value: Act, telling: Telling) -> str:
    """What was done, or (never) not done."""
    tongue = telling.tongue
    verbs = [verb(event, tongue) for event in value.events]
    direct, aside = _placed(value.where, verbs, telling)
    telling.tail = telling.tail or direct is not None or aside is not None
    values: dict[str, Any] = {
        "when": value.when,
        "often": value.often if value.often.sort not in ("once", "never") else None,
        "which": Plain(direct) if direct else None,
        "aside": Plain(aside) if aside else None,
        "tense": Plain(value.tense),
        "clitic": _some(verbs[0].forms.get("clitic")),
    }
    done = value.often.sort != "never"
    for form in ("did", "done", "do", "not"):
        values[form] = Plain(_verbs(form, verbs, {**values, "chained": _flag(value.chained)}, telling))
    return telling.aside(ACTS[tongue.code], values, done)


def series(value: Series, telling: Telling) -> str:
    """Steps one after another."""
    tongue, two = telling.tongue, len(value.steps) == 2
    telling.tail = True
    acts = [
        Act(s.events, s.where, Often("never" if s.negated else "once"), tense="fixed", chained=True)
        for s in value.steps
    ]
    acts[-1] = replace(acts[-1], chained=False)
    if tongue.code in INSIDE:
        acts[0] = replace(acts[0], when=value.window)
        acts[-1] = replace(acts[-1], when=value.within) if two else acts[-1]
    said = [act(a, telling) for a in acts]
    values: dict[str, Any] = {"window": value.window, "within": value.within}
    values |= {"first": Plain(said[0]), "second": Plain(said[-1])}
    values |= {"steps": Plain(THEN[tongue.code].join(said))}
    return telling.aside((TWO if two else MORE)[tongue.code], values)


def done(events: tuple[str, ...], where: Where, often: Often, window: Window | None) -> Act:
    """An act in a window."""
    return Act(events, where, often, window, tense(window))


def _verbs(form: str, verbs: list[Verb], values: Mapping[str, Any], telling: Telling) -> str:
    """The verbs of several events in one form, joined; "" where the tongue has no such form."""
    tongue, table = telling.tongue, VERBS[telling.tongue.code]
    if form not in table:
        return ""
    said = []
    for n, each in enumerate(verbs):
        phrase = table.get(f"more {form}", table[form]) if n else table[form]
        forms = {part: _some(_filled(each, form, part, values)) for part in each.forms}
        said.append(telling.aside(phrase, {**values, **forms, "often": None if n else values["often"]}))
    return tongue.listed(said, "neither" if form != "did" else "or")


def _filled(each: Verb, form: str, part: str, values: Mapping[str, Any]) -> str:
    """One of a verb's forms, with its filter and its "not a single one" in their places."""
    text = each.forms[part]
    if each.product and "|" in text:
        place, thing = text.split("|")
        return f"{place} {thing}" if values["which"] else f"{thing} {place}"
    which_one = f"{values['which']} " if values["which"] else ""
    return each.said(part, which=which_one, any=NOT_ONE if form == "not" else "")


def _placed(where: Where, verbs: list[Verb], telling: Telling) -> tuple[str | None, str | None]:
    """A filter where it belongs: beside the object of the one verb, or aside, of the event as such."""
    only = verbs[0]
    if where == ALL:
        return None, None
    if len(verbs) == 1 and only.forms.get("gender") != "x" and only.forms.get("object", "-"):
        item = _single(where)
        if not only.product or not _speaks_of_items(where):
            return which(where, only.forms.get("gender", ""), telling), None
        if item is not None:
            return which(item, only.forms.get("gender", ""), telling), None
    return None, clause_of(where, ASIDE[telling.tongue.code], telling).said


def _single(where: Where) -> Where | None:
    """The filter of the item, where that is all there is."""
    match where:
        case AnyItem(inner):
            return None if inner == ALL else inner
        case Every((part,)):
            return _single(part)
        case _:
            return None


def _speaks_of_items(where: Where) -> bool:
    match where:
        case Has():
            return False
        case AnyItem():
            return True
        case Non(part):
            return _speaks_of_items(part)
        case _:
            return any(_speaks_of_items(part) for part in where.parts)


def _some(text: str | None) -> Plain | None:
    return Plain(text) if text else None


def _flag(value: bool) -> Plain:
    return Plain("yes" if value else "no")
