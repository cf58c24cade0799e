"""Windows and durations in words: rolling, calendric, between dates.

The Kazakh phrases stand in a second form too, `of`, which describes a noun ("orders of the last 30 days").
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, assert_never

from coterie.segments.parts.duration import Duration
from coterie.segments.parts.window import (
    After,
    AgoBetween,
    Before,
    Between,
    Calendric,
    Last,
    MoreThanAgo,
    Next,
    On,
    Window,
)

from .phrase import Telling


class Unit(str):
    """A unit of time, to tell it from a name."""

    __slots__ = ()


_ORDER = ("minute", "hour", "day", "week", "month", "quarter", "year")


def _units(words: str) -> Mapping[str, str]:
    return dict(zip(_ORDER, words.split("|"), strict=True))


UNITS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "en": {
        "one": _units("minute|hour|day|week|month|quarter|year"),
        "many": _units("minutes|hours|days|weeks|months|quarters|years"),
        "single": _units("minute|hour|24 hours|week|month|quarter|year"),
    },
    "pl": {
        "last": _units(
            "ostatniej minuty|ostatniej godziny|ostatnich 24 godzin|ostatniego tygodnia|ostatniego miesiąca"
            "|ostatniego kwartału|ostatniego roku"
        ),
        "next": _units(
            "najbliższej minuty|najbliższej godziny|najbliższych 24 godzin|najbliższego tygodnia"
            "|najbliższego miesiąca|najbliższego kwartału|najbliższego roku"
        ),
        "one": _units("minutę|godzinę|dzień|tydzień|miesiąc|kwartał|rok"),
        "few": _units("minuty|godziny|dni|tygodnie|miesiące|kwartały|lata"),
        "many": _units("minut|godzin|dni|tygodni|miesięcy|kwartałów|lat"),
        "of_one": _units("minuty|godziny|dnia|tygodnia|miesiąca|kwartału|roku"),
    },
    "sl": {
        "last": _units(
            "zadnji minuti|zadnji uri|zadnjih 24 urah|zadnjem tednu|zadnjem mesecu|zadnjem četrtletju"
            "|zadnjem letu"
        ),
        "next": _units(
            "naslednji minuti|naslednji uri|naslednjih 24 urah|naslednjem tednu|naslednjem mesecu"
            "|naslednjem četrtletju|naslednjem letu"
        ),
        "in_one": _units("minuti|uri|dnevu|tednu|mesecu|četrtletju|letu"),
        "in": _units("minutah|urah|dneh|tednih|mesecih|četrtletjih|letih"),
        "one": _units("minuto|uro|dnem|tednom|mesecem|četrtletjem|letom"),
        "two": _units("minutama|urama|dnevoma|tednoma|mesecema|četrtletjema|letoma"),
        "many": _units("minutami|urami|dnevi|tedni|meseci|četrtletji|leti"),
    },
    "kk": {
        "": _units("минут|сағат|күн|апта|ай|тоқсан|жыл"),
        "from": _units("минуттан|сағаттан|күннен|аптадан|айдан|тоқсаннан|жылдан"),
    },
}

_SL_AGO = "{n# one: {n} {unit:one}; two: {n} {unit:two}; *: {n} {unit:many}}"
_PL_AGO = "{n# one: {unit:one}; few: {n} {unit:few}; *: {n} {unit:many}} temu"
_KK_LAST = "{n# =1: {unit? day: соңғы 24 сағат; *: соңғы 1 {unit}}; *: соңғы {n} {unit}} ішінде"
_KK_NEXT = "{n# =1: {unit? day: алдағы 24 сағат; *: алдағы 1 {unit}}; *: алдағы {n} {unit}} ішінде"

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "Last": "in the last {n# =1: {unit:single}; *: {n} {unit:many}}",
        "Next": "in the next {n# =1: {unit:single}; *: {n} {unit:many}}",
        "AgoBetween": "between {a} and {b} {unit:many} ago",
        "MoreThanAgo": "more than {n# =1: {n} {unit:one}; *: {n} {unit:many}} ago",
        "now": "up to now",
        "Before": "before {point}",
        "After": "after {point}",
        "On": "on {day}",
        "Between": "between {first} and {last}",
        "Duration": "within {n} {n# =1: {unit:one}; *: {unit:many}}",
    },
    "pl": {
        "Last": "w ciągu {n# =1: {unit:last}; *: ostatnich {n} {unit:many}}",
        "Next": "w ciągu {n# =1: {unit:next}; *: najbliższych {n} {unit:many}}",
        "AgoBetween": "od {a} do {b} {unit:many} temu",
        "MoreThanAgo": f"ponad {_PL_AGO}",
        "now": "do tej chwili",
        "Before": "przed {point}",
        "After": "po {point}",
        "On": "w dniu {day}",
        "Between": "od {first} do {last}",
        "Duration": "w ciągu {n} {n# =1: {unit:of_one}; *: {unit:many}}",
    },
    "sl": {
        "Last": "v {n# =1: {unit:last}; *: zadnjih {n} {unit:in}}",
        "Next": "v {n# =1: {unit:next}; *: naslednjih {n} {unit:in}}",
        "AgoBetween": "pred {a} do {n# one: {n} {unit:one}; two: {n} {unit:two}; *: {n} {unit:many}}",
        "MoreThanAgo": f"pred več kot {_SL_AGO}",
        "now": "do tega trenutka",
        "Before": "pred {point:before}",
        "After": "po {point:after}",
        "On": "na dan {day}",
        "Between": "od {first} do {last}",
        "Duration": "v {n} {n# one: {unit:in_one}; *: {unit:in}}",
    },
    "kk": {
        "Last": _KK_LAST,
        "Next": _KK_NEXT,
        "AgoBetween": "{a}–{b} {unit} бұрын",
        "MoreThanAgo": "{n} {unit:from} астам уақыт бұрын",
        "now": "осы сәтке дейін",
        "Before": "{point:before} дейін",
        "After": "{point:after} кейін",
        "On": "{day} күні",
        "Between": "{first:after} {last:before} дейін",
        "Duration": "{n} {unit} ішінде",
        "of Last": f"{_KK_LAST}гі",
        "of Next": f"{_KK_NEXT}гі",
        "of AgoBetween": "{a}–{b} {unit} бұрынғы",
        "of MoreThanAgo": "{n} {unit:from} астам уақыт бұрынғы",
        "of now": "осы сәтке дейінгі",
        "of Before": "{point:before} дейінгі",
        "of After": "{point:after} кейінгі",
        "of On": "{day} күнгі",
        "of Between": "{first:after} {last:before} дейінгі",
    },
}

_NAMES = (
    "today", "yesterday", "tomorrow",
    "this week", "this month", "this quarter", "this year",
    "last week", "last month", "last quarter", "last year",
    "next week", "next month", "next quarter", "next year",
)  # fmt: skip


def _calendar(words: str) -> Mapping[str, str]:
    return dict(zip(_NAMES, words.split("|"), strict=True))


CALENDAR: Mapping[str, Mapping[str, str]] = {
    "en": _calendar("|".join(_NAMES)),
    "pl": _calendar(
        "dzisiaj|wczoraj|jutro|w tym tygodniu|w tym miesiącu|w tym kwartale|w tym roku"
        "|w zeszłym tygodniu|w zeszłym miesiącu|w zeszłym kwartale|w zeszłym roku"
        "|w przyszłym tygodniu|w przyszłym miesiącu|w przyszłym kwartale|w przyszłym roku"
    ),
    "sl": _calendar(
        "danes|včeraj|jutri|ta teden|ta mesec|to četrtletje|to leto"
        "|prejšnji teden|prejšnji mesec|prejšnje četrtletje|prejšnje leto"
        "|naslednji teden|naslednji mesec|naslednje četrtletje|naslednje leto"
    ),
    "kk": _calendar(
        "бүгін|кеше|ертең|осы аптада|осы айда|осы тоқсанда|осы жылы"
        "|өткен аптада|өткен айда|өткен тоқсанда|өткен жылы"
        "|келесі аптада|келесі айда|келесі тоқсанда|келесі жылы"
    ),
    "of kk": _calendar(
        "бүгінгі|кешегі|ертеңгі|осы аптадағы|осы айдағы|осы тоқсандағы|осы жылғы"
        "|өткен аптадағы|өткен айдағы|өткен тоқсандағы|өткен жылғы"
        "|келесі аптадағы|келесі айдағы|келесі тоқсандағы|келесі жылғы"
    ),
}


def window(value: Window, style: str, telling: Telling) -> str:
    """A window as an adverb; style "of": describing a noun, where the tongue tells these apart."""
    tongue = telling.tongue
    if isinstance(value, Calendric):
        return CALENDAR.get(f"{style} {tongue.code}", CALENDAR[tongue.code])[value.name]
    name, values = _facts(value)
    phrases = PHRASES[tongue.code]
    return telling.aside(phrases.get(f"{style} {name}", phrases[name]), values)


def duration(value: Duration, style: str, telling: Telling) -> str:
    """Within a length of time."""
    return telling.aside(PHRASES[telling.tongue.code]["Duration"], {"n": value.n, "unit": Unit(value.unit)})


def unit(name: Unit, style: str, telling: Telling) -> str:
    """A unit of time in one of the forms of `UNITS`."""
    return UNITS[telling.tongue.code][style][name]


def tense(value: Window | None) -> str:
    """Where a window lies: past (it reaches up to now), earlier, coming, fixed (dates), or ever (no window).

    >>> tense(Last(3, "day")), tense(Calendric("last week")), tense(Next(1, "year"))
    ('past', 'earlier', 'coming')
    """
    match value:
        case None:
            return "ever"
        case Last():
            return "past"
        case AgoBetween() | MoreThanAgo():
            return "earlier"
        case Next():
            return "coming"
        case Calendric():
            return ("earlier", "past", "coming")[value.shift + 1]
        case Before() | After() | On() | Between():
            return "fixed"
        case _:
            assert_never(value)


def _facts(value: Window) -> tuple[str, Mapping[str, Any]]:
    """The phrase of a window, and what it speaks of."""
    match value:
        case AgoBetween(0, b, unit_):
            return "Last", {"n": b, "unit": Unit(unit_)}  # up to 0 days ago is up to now
        case MoreThanAgo(0):
            return "now", {}
        case AgoBetween(a, b, unit_):
            return "AgoBetween", {"a": a, "b": b, "n": b, "unit": Unit(unit_)}
        case _:
            facts = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
            return type(value).__name__, facts | ({"unit": Unit(facts["unit"])} if "unit" in facts else {})
