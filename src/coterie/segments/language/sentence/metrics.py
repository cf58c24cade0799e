"""Numbers about a contact in words: "the total amount of orders in the last 90 days"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coterie.segments.parts.compare import Equals, Number, Order, Range
from coterie.segments.parts.metric import Metric, ThanMetric, ThanPopulation, Total

from .filters import which
from .nouns import field
from .phrase import Telling
from .predicates import Plain, judged
from .verbs import verb

_FIRST = "pierwsz{gender? m: {case? of: ego; *: y}; f: {case? of: ej; *: a}; *: {case? of: ego; *: e}}"
_LAST = "ostatni{gender? m: {case? of: ego}; f: {case? of: ej; *: a}; *: {case? of: ego; *: e}}"
_MOST = "najczęstsz{gender? m: {case? of: ego; *: y}; f: {case? of: ej; *: a}; *: {case? of: ego; *: e}}"
_PRVI = "{gender? m: prv{case? of: em; *: i}; f: prv{case? of: i; *: a}; *: prv{case? of: em; *: o}}"
_ZADNJI = "{gender? m: zadnj{case? of: em; *: i}; f: zadnj{case? of: i; *: a}; *: zadnj{case? of: em; *: e}}"
_NAJ = "najpogostejš{gender? m: {case? of: em; *: i}; f: {case? of: i; *: a}; *: {case? of: em; *: e}}"

HEADS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "count": "number of {events}",
        "sum": "total {field} of {events}",
        "avg": "average {field} of {events}",
        "min": "smallest {field} of {events}",
        "max": "largest {field} of {events}",
        "distinct": "number of different values of {field} in {events}",
        "first": "first {field} of {events}",
        "last": "last {field} of {events}",
        "common": "most common {field} of {events}",
    },
    "pl": {
        "count": "liczb{case? of: y; *: a} {events}",
        "sum": "sum{case? of: y; *: a} {field} {events}",
        "avg": "średni{case? of: ej; *: a} {field} {events}",
        "min": "minimum {field} {events}",
        "max": "maksimum {field} {events}",
        "distinct": "liczb{case? of: y; *: a} różnych {field} {events}",
        "first": f"{_FIRST} z {{field}} {{events}}",
        "last": f"{_LAST} z {{field}} {{events}}",
        "common": f"{_MOST} z {{field}} {{events}}",
    },
    "sl": {
        "count": "števil{case? of: u; *: o} {events}",
        "sum": "vsot{case? of: i; *: a} {field} {events}",
        "avg": "povprečj{case? of: u; *: e} {field} {events}",
        "min": "minimum{case? of: u; *: } {field} {events}",
        "max": "maksimum{case? of: u; *: } {field} {events}",
        "distinct": "števil{case? of: u; *: o} različnih {field} {events}",
        "first": f"{_PRVI} od {{field}} {{events}}",
        "last": f"{_ZADNJI} od {{field}} {{events}}",
        "common": f"{_NAJ} od {{field}} {{events}}",
    },
    "kk": {
        "count": "{events} саны",
        "sum": "{events} {field} қосындысы",
        "avg": "{events} {field} орташасы",
        "min": "{events} {field} ең азы",
        "max": "{events} {field} ең көбі",
        "distinct": "{events} {field} әртүрлі мәндерінің саны",
        "first": "{events} {field} алғашқы мәні",
        "last": "{events} {field} соңғы мәні",
        "common": "{events} {field} ең жиі мәні",
    },
}
"""In Polish and Slovenian `case` "of" is the form after "by" (genitive, locative)."""

GENDERS: Mapping[str, Mapping[str, str]] = {
    "pl": {"count": "f", "sum": "f", "avg": "f", "min": "n", "max": "n", "distinct": "f"},
    "sl": {"count": "n", "sum": "f", "avg": "n", "min": "m", "max": "m", "distinct": "n"},
}
PHRASES: Mapping[str, str] = {
    "en": "{head}[ {window}][ {which}\x1f]",
    "pl": "{head}[ {window}][, {which}\x1f]",
    "sl": "{head}[ {window}][, {which}\x1f]",
    "kk": "[{window:of} ][{which} ]{head}",
}
COMPARED: Mapping[str, str] = {
    "en": "<is|is not> {op? more: more than; least: at least; less: less than; most: at most; same: "
    "equal to; "
    "*: more or less than} {other}",
    "pl": "<wynosi|nie wynosi> {op? more: więcej niż; least: co najmniej tyle, co; less: mniej niż; "
    "most: najwyżej tyle, co; same: dokładnie tyle, co; *: więcej lub mniej niż} {other}",
    "sl": "<znaša|ne znaša> {op? more: več kot; least: vsaj toliko kot; less: manj kot; most: največ "
    "toliko kot; "
    "same: natanko toliko kot; *: več ali manj kot} {other}",
    "kk": "{other} {op? more: мәнінен көп; least: мәнінен кем емес; less: мәнінен аз; most: мәнінен көп "
    "емес; "
    "same: мәніне тең; *: мәнінен көп немесе аз} <болатын|болмайтын>",
}
OPS: Mapping[str, str] = {">": "more", ">=": "least", "<": "less", "<=": "most", "=": "same", "!=": "other"}
NEVER_MISSING = ("count", "sum", "distinct")
FACTOR = "[{factor} × ]{tongue? en: the {metric}; *: {metric}}"
POPULATION: Mapping[str, str] = {
    "en": "[{factor} × ]the {quantile? average: average; median: median; *: {percent}% quantile} of "
    "{among? -: all contacts; *: the segment {among}}",
    "pl": "[{factor} × ]{quantile? average: średnia; median: mediana; *: kwantyl {percent}%} "
    "{among? -: w bazie; *: w segmencie {among}}",
    "sl": "[{factor} × ]{quantile? average: povprečje; median: mediana; *: kvantil {percent}\u00a0%} "
    "{among? -: baze; *: segmenta {among}}",
    "kk": "[{factor} × ]{among? -: база; *: {among} сегменті} бойынша "
    "{quantile? average: орташа; median: медиана; *: {percent}% квантиль}",
}


def metric(value: Metric, style: str, telling: Telling) -> str:
    """A metric as a noun phrase; style "of": after "by"."""
    tongue = telling.tongue
    noun = field(value.field or "$name", tongue)
    events = [verb(event, tongue).said("plural") for event in value.events]
    inside = which(value.where, "p", telling)
    head = {
        "events": Plain(tongue.listed(events, "and")),
        "field": Plain(noun.of or noun.name),
        "gender": Plain(noun.gender),
        "case": Plain(style),
    }
    values = {
        "head": Plain(telling.aside(HEADS[tongue.code][value.fn], head)),
        "window": value.window,
        "which": None if inside is None else Plain(inside),
    }
    return telling.aside(PHRASES[tongue.code], values)


def gender(value: Metric, telling: Telling) -> str:
    """The gender of a metric's noun phrase."""
    code = telling.tongue.code
    own = GENDERS.get(code, {}).get(value.fn)
    return own or field(value.field or "$name", telling.tongue).gender


def compared(left: Metric, tally: Total | ThanMetric | ThanPopulation, telling: Telling) -> str:
    """What is said of a metric: that it meets a comparison, or stands so to another number."""
    if isinstance(tally, Total):
        always = left.fn in NEVER_MISSING and isinstance(tally.predicate, (Equals, Order, Range))
        return judged(tally.predicate, gender(left, telling), telling, always)
    telling.denied = telling.denied or not telling.holds
    if isinstance(tally, ThanMetric):
        other = _times(tally, telling)
    else:
        other = telling.aside(POPULATION[telling.tongue.code], _population(tally))
    values = {"op": Plain(OPS[tally.op]), "other": Plain(other)}
    return telling.aside(COMPARED[telling.tongue.code], values, telling.holds)


def _population(tally: ThanPopulation) -> Mapping[str, Any]:
    names = {None: "average", 5_000: "median"}
    return {
        "factor": _factor(tally.factor),
        "quantile": Plain(names.get(tally.quantile, "other")),
        "percent": Number((tally.quantile or 0) * 100),
        "among": tally.among,
    }


def _times(tally: ThanMetric, telling: Telling) -> str:
    code = Plain(telling.tongue.code)
    return telling.aside(FACTOR, {"factor": _factor(tally.factor), "metric": tally.other, "tongue": code})


def _factor(factor: Number) -> Number | None:
    return None if factor == Number(10_000) else factor
