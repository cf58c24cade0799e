"""Comparisons in words: what is said of a trait, a property or a number, and how that is denied.

To deny a comparison is to turn it round and its missing values with it: a country that is not (is "PL") is
another one, or is not set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

from coterie.segments.parts.compare import (
    Dated,
    Equals,
    Holds,
    IsSet,
    Length,
    Order,
    Predicate,
    Range,
    Recurs,
    Text,
    Under,
)
from coterie.segments.parts.window import Calendric

from .phrase import Telling
from .windows import tense

LISTED = 10
"""Longer lists of values end in "or one of 25 other values"."""

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "is": "<is|is not> {values}",
        "contains": "<contains|does not contain> {values}",
        "starts": "<starts|does not start> with {values}",
        "ends": "<ends|does not end> with {values}",
        "matches": "<matches|does not match> the pattern {values}",
        "<": "is less than {number}",
        "<=": "is at most {number}",
        ">": "is more than {number}",
        ">=": "is at least {number}",
        "range": "<is between|is not between> {low} and {high}",
        "dated": "{tense? past: <was|was not>; earlier: <was|was not>; *: <is|is not>} {window}",
        "recurs": "{tense? past: <was|was not>; earlier: <was|was not>; *: <is|is not>} {window}",
        "set": "<is|is not> set",
        "any": "{several? no: <includes|does not include>; *: <includes any of|includes none of>} {values}",
        "all": "{several? no: <includes|does not include>; *: <includes all of|does not include all "
        "of>} {values}",
        "length<": "has a length of less than {count}",
        "length<=": "has a length of at most {count}",
        "length=": "has a length of <exactly|more or less than> {count}",
        "length>": "has a length of more than {count}",
        "length>=": "has a length of at least {count}",
        "under": "<is within|is not within> {values}",
        "missing": "{vp} or is not set",
    },
    "pl": {
        "is": "<to {values}|{gender? m: jest inny; f: jest inna; *: jest inne} niż {others}>",
        "contains": "<zawiera|nie zawiera> {values}",
        "starts": "<zaczyna|nie zaczyna> się od {values}",
        "ends": "<kończy|nie kończy> się na {values}",
        "matches": "<pasuje|nie pasuje> do wzorca {values}",
        "<": "wynosi mniej niż {number}",
        "<=": "wynosi najwyżej {number}",
        ">": "wynosi więcej niż {number}",
        ">=": "wynosi co najmniej {number}",
        "range": "<wynosi|nie wynosi> od {low} do {high}",
        "dated": "<przypada|nie przypada> {window}",
        "recurs": "<przypada|nie przypada> {window}",
        "set": "<jest|nie jest> {gender? m: podany; f: podana; *: podane}",
        "any": "{several? no: <zawiera|nie zawiera>; "
        "*: <zawiera co najmniej jedną z wartości:|nie zawiera żadnej z wartości:>} {values}",
        "all": "{several? no: <zawiera|nie zawiera>; *: <zawiera wszystkie wartości:|nie zawiera "
        "wszystkich wartości:>}"
        " {values}",
        "length<": "ma długość mniejszą niż {count}",
        "length<=": "ma długość najwyżej {count}",
        "length=": "ma długość <równą {count}|inną niż {count}>",
        "length>": "ma długość większą niż {count}",
        "length>=": "ma długość co najmniej {count}",
        "under": "<mieści|nie mieści> się w {values}",
        "missing": "{vp} lub nie jest {gender? m: podany; f: podana; *: podane}",
    },
    "sl": {
        "is": "<je|ni> {values}",
        "contains": "<vsebuje|ne vsebuje> {values}",
        "starts": "se <začne|ne začne> z {values}",
        "ends": "se <konča|ne konča> z {values}",
        "matches": "<ustreza|ne ustreza> vzorcu {values}",
        "<": "znaša manj kot {number}",
        "<=": "znaša največ {number}",
        ">": "znaša več kot {number}",
        ">=": "znaša vsaj {number}",
        "range": "<znaša|ne znaša> od {low} do {high}",
        "dated": "<je|ni> {window}",
        "recurs": "<je|ni> {window}",
        "set": "<je|ni> {gender? m: naveden; f: navedena; *: navedeno}",
        "any": "{several? no: <vsebuje|ne vsebuje>; "
        "*: <vsebuje vsaj eno od vrednosti:|ne vsebuje nobene od vrednosti:>} {values}",
        "all": "{several? no: <vsebuje|ne vsebuje>; *: <vsebuje vse vrednosti:|ne vsebuje vseh "
        "vrednosti:>} {values}",
        "length<": "ima dolžino manj kot {count}",
        "length<=": "ima dolžino največ {count}",
        "length=": "ima dolžino <natanko|različno od> {count}",
        "length>": "ima dolžino več kot {count}",
        "length>=": "ima dolžino vsaj {count}",
        "under": "<sodi|ne sodi> v {values}",
        "missing": "{vp} ali ni {gender? m: naveden; f: navedena; *: navedeno}",
    },
    "kk": {
        "is": "{values} <болатын|емес>",
        "contains": "құрамында {values} <бар|жоқ>",
        "starts": "{values} деп <басталатын|басталмайтын>",
        "ends": "{values} деп <аяқталатын|аяқталмайтын>",
        "matches": "{values} үлгісіне <сәйкес келетін|сәйкес келмейтін>",
        "<": "{number} мәнінен аз болатын",
        "<=": "ең көбі {number} болатын",
        ">": "{number} мәнінен көп болатын",
        ">=": "кемінде {number} болатын",
        "range": "{low}–{high} аралығында <болатын|болмайтын>",
        "dated": "{window} {tense? past: <болған|болмаған>; earlier: <болған|болмаған>; *: "
        "<болатын|болмайтын>}",
        "recurs": "{window} {tense? past: <болған|болмаған>; earlier: <болған|болмаған>; *: "
        "<болатын|болмайтын>}",
        "set": "<көрсетілген|көрсетілмеген>",
        "any": "құрамында {values} <бар|жоқ>",
        "all": "құрамында {values} {several? no: <бар|жоқ>; *: <түгел бар|түгел болмайтын>}",
        "length<": "ұзындығы {count} мәнінен аз болатын",
        "length<=": "ұзындығы ең көбі {count} болатын",
        "length=": "ұзындығы {count} мәніне <тең болатын|тең болмайтын>",
        "length>": "ұзындығы {count} мәнінен көп болатын",
        "length>=": "ұзындығы кемінде {count} болатын",
        "under": "{values} ішіне <кіретін|кірмейтін>",
        "missing": "{vp} немесе көрсетілмеген",
    },
}
OPPOSITE: Mapping[str, str] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class Plain(str):
    """Words that are ready, to tell them from a name that wants quotation marks."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Values:
    """Literals in a list. joint: or, and, nor."""

    literals: tuple[Any, ...]
    joint: str = "or"


def judged(predicate: Predicate, gender: str, telling: Telling, always: bool = False) -> str:
    """What is said of something whose gender (m, f, n) is given; denied if the telling denies. always: it
    is never
    missing.

    Notes that the denial is said, and whether an "or" hangs loose at the end.
    """
    positive = telling.holds != getattr(predicate, "negated", False)
    missing = not isinstance(predicate, IsSet) and getattr(predicate, "or_missing", False) == telling.holds
    telling.denied = telling.denied or not telling.holds
    key, values = _facts(predicate, positive)
    phrases = PHRASES[telling.tongue.code]
    said = telling.aside(phrases[key], {**values, "gender": gender}, positive)
    if always or not missing:
        return said
    telling.loose = True
    return telling.aside(phrases["missing"], {"vp": Plain(said), "gender": gender})


def listed(value: Values, telling: Telling) -> str:
    """Literals in a list; of a long one, the first ones and the number of the others."""
    tongue, kept = telling.tongue, value.literals
    if len(kept) > LISTED + 1:
        kept = kept[:LISTED]
    said = [telling.say(v, "", telling) for v in kept]
    if len(kept) < len(value.literals):
        number = telling.say(len(value.literals) - len(kept), "", telling)
        said.append(tongue.others.replace("{n}", number))
    return tongue.listed(said, value.joint)


def _facts(predicate: Predicate, positive: bool) -> tuple[str, Mapping[str, Any]]:
    """Which phrase says it, and what that speaks of."""
    either = "or" if positive else "nor"
    match predicate:
        case Equals(values):
            return "is", {"values": Values(values, either), "others": Values(values, "and")}
        case Text(op, texts):
            return op, {"values": Values(texts, either)}
        case Order(op, number):
            return op if positive else OPPOSITE[op], {"number": number}
        case Range(low, high):
            return "range", {"low": low, "high": high}
        case Dated(window):
            return "dated", {"window": window, "tense": tense(window)}
        case Recurs(when):
            # All of the stretch counts, what is left of it too: "is this month", not "was".
            known = "fixed" if isinstance(when.when, Calendric) else tense(when.when)
            return "recurs", {"window": when.when, "tense": known}
        case IsSet():
            return "set", {}
        case Holds(mode, values):
            several = Plain("yes" if len(values) > 1 else "no")
            joint = "and" if mode == "all" else either
            return mode, {"values": Values(values, joint), "several": several}
        case Length(op, count):
            sign = op if positive or op == "=" else OPPOSITE[op]
            return f"length{sign}", {"count": count}
        case Under(paths):
            return "under", {"values": Values(paths, either)}
        case _:
            assert_never(predicate)
