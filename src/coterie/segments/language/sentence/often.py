"""How often, in words: "at least twice", "never", "fewer than 2 or more than 5 times"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from coterie.segments.parts.metric import Times

from .phrase import Telling

Sort: TypeAlias = Literal[
    "once", "never", "least", "most", "exactly", "between", "other", "outside", "any", "none"
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Often:
    """Which counts are meant. once: at least once, which goes without saying; none: no count at all."""

    sort: Sort
    low: int = 0
    high: int = 0


_EN = "{{{0}# =1: once; =2: twice; *: {{{0}}} times}}"
_EN_LOW, _EN_HIGH = _EN.format("low"), _EN.format("high")
_PL_LOW, _PL_HIGH = "{low# =1: raz; *: {low} razy}", "{high# =1: raz; *: {high} razy}"
_SL_LOW, _SL_HIGH = "{low# =1: enkrat; *: {low}-krat}", "{high# =1: enkrat; *: {high}-krat}"

PHRASES: Mapping[str, Mapping[Sort, str]] = {
    "en": {
        "least": f"at least {_EN_LOW}",
        "most": f"at most {_EN_HIGH}",
        "exactly": f"exactly {_EN_LOW}",
        "between": "between {low} and {high} times",
        "other": f"{{low# =1: not exactly once; *: fewer or more than {_EN_LOW}}}",
        "outside": "{low# =1: not between {low} and {high} times; "
        "*: fewer than {low} or more than {high} times}",
        "any": "any number of times (even never)",
        "none": "an impossible number of times",
    },
    "pl": {
        "least": f"co najmniej {_PL_LOW}",
        "most": f"najwyżej {_PL_HIGH}",
        "exactly": f"dokładnie {_PL_LOW}",
        "between": "od {low} do {high} razy",
        "other": f"{{low# =1: nie dokładnie raz; *: mniej lub więcej niż {_PL_LOW}}}",
        "outside": "{low# =1: nie od {low} do {high} razy; *: mniej niż {low} lub więcej niż {high} razy}",
        "any": "ilekolwiek razy (nawet ani razu)",
        "none": "niemożliwą liczbę razy",
    },
    "sl": {
        "least": f"vsaj {_SL_LOW}",
        "most": f"največ {_SL_HIGH}",
        "exactly": f"natanko {_SL_LOW}",
        "between": "od {low}- do {high}-krat",
        "other": f"{{low# =1: ne natanko enkrat; *: manj ali več kot {_SL_LOW}}}",
        "outside": "{low# =1: ne od {low}- do {high}-krat; *: manj kot {low}-krat ali več kot {high}-krat}",
        "any": "kolikorkrat koli (tudi nikoli)",
        "none": "nemogoče pogosto",
    },
    "kk": {
        "least": "кемінде {low} рет",
        "most": "ең көбі {high} рет",
        "exactly": "дәл {low} рет",
        "between": "{low}–{high} рет",
        "other": "{low# =1: тек 1 рет емес; *: {low} реттен аз немесе көп}",
        "outside": "{low# =1: {low}–{high} рет емес; *: {low} реттен аз немесе {high} реттен көп}",
        "any": "кез келген рет (тіпті ешқашан)",
        "none": "мүмкін емес рет",
    },
}


def often(times: Times, holds: bool) -> Often:
    """The counts that satisfy (`holds`) or fail a number of times.

    >>> often(Times("at least", 3), False), often(Times("exactly", 2), False), often(Times(), False)
    (Often(sort='most', low=0, high=2), Often(sort='other', low=2, high=2), Often(sort='never', low=0,
    high=0))
    """
    low, high = bounds(times)
    if high is not None and high < low:
        return Often("none" if holds else "any")
    if holds:
        return _inside(low, high)
    if high is None:
        return _inside(0, low - 1) if low else Often("none")
    if low == 0:
        return _inside(high + 1, None)
    return Often("other" if low == high else "outside", low, high)


def bounds(times: Times) -> tuple[int, int | None]:
    """The least and the greatest count, both inside; None: no end.

    >>> bounds(Times("at most", 2)), bounds(Times())
    ((0, 2), (1, None))
    """
    match times.mode:
        case "at least":
            return times.low, None
        case "at most":
            return 0, times.low
        case "exactly":
            return times.low, times.low
        case _:
            return times.low, times.low if times.high is None else times.high


def said(value: Often, telling: Telling) -> str:
    """The words for it; nothing for once and never, which the verb says."""
    phrase = PHRASES[telling.tongue.code].get(value.sort, "")
    return telling.aside(phrase, {"low": value.low, "high": value.high})


def _inside(low: int, high: int | None) -> Often:
    if high is None:
        return Often("once") if low == 1 else Often("least", low) if low else Often("any")
    if high == 0:
        return Often("never")
    if low == high:
        return Often("exactly", low, high)
    return Often("between", low, high) if low else Often("most", 0, high)
