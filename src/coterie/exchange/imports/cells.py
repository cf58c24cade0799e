"""Cells read as what they are asked for: numbers, dates, yes and no, lists. Empty is None."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Literal, TypeAlias

from coterie.exchange.files import Reject
from coterie.lib.instants import to_iso, to_local
from coterie.lib.text import fold

from .dates import instant, is_whole_day, utc

Type: TypeAlias = Literal["text", "number", "instant", "date", "flag", "list"]
Number: TypeAlias = int | Decimal

EMPTY = frozenset({"", "null", "none", "nan", "nat", "n/a", "#n/a", "\\n"})
"""What exports write for nothing (folded)."""
YES = frozenset(
    {"true", "yes", "y", "t", "1", "tak", "da", "иә", "ия", "on", "subscribed", "accepted", "opted in", "x"}
)
NO = frozenset(
    {"false", "no", "n", "f", "0", "nie", "ne", "жоқ", "off", "not subscribed", "declined", "opted out"}
)
_FORMULA = frozenset("=+-@")
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ ,.'\u00a0\u202f][0-9]{3})+")
_MONEY = re.compile(r"^[^\W\d_]{0,4}[€$£¥₸₽.]?\s*|\s*[€$£¥₸₽%]?\s*[^\W\d_]{0,4}\.?$")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")


class Unreadable(Exception):
    """Carries the reason out of the reading of a cell."""

    def __init__(self, reject: Reject) -> None:
        self.reject = reject


@dataclass(frozen=True, slots=True)
class Manner:
    """How a file writes its cells. decimal: the sign before decimals. dates: formats, tried in order. zone:
    IANA name, for date-times without one."""

    decimal: str = "."
    dates: tuple[str, ...] = ("iso",)
    zone: str = "UTC"


Reader: TypeAlias = Callable[[Any], Any]
"""Reads a cell; None if it is empty. Error: `Unreadable`."""


@lru_cache(maxsize=1_000)
def reader_of(kind: Type | None, manner: Manner) -> Reader:
    """What reads cells as JSON values of a type; without one, as they are."""
    match kind:
        case None:
            return _filled(lambda value: json_value(value, manner.zone))
        case "text":
            return _text
        case "number":
            return lambda value: value if value.__class__ is int else _number(value, manner)
        case "instant":
            # Rows of a time, an order's lines above all, stand together.
            return lru_cache(maxsize=50_000)(_filled(lambda value: to_iso(moment(value, manner))))
        case "date":
            return _filled(lambda value: day(value, manner))
        case "flag":
            return _filled(flag)
        case "list":
            return _filled(words)


def read(value: Any, kind: Type, manner: Manner) -> Any:
    """A cell as a JSON value of a type; None if it is empty. Error: `Unreadable`.

    >>> read(" tak ", "flag", Manner()), read("NULL", "number", Manner())
    (True, None)
    """
    return reader_of(kind, manner)(value)


def _filled(reader: Reader) -> Reader:
    return lambda value: None if is_empty(value) else reader(value)


def _text(value: Any) -> str | None:
    if value.__class__ is str:
        said = bare(value)
        return None if not said or (len(said) < 5 and said.lower() in EMPTY) else said
    return None if is_empty(value) else text(value)


def _number(value: Any, manner: Manner) -> Number | None:
    return None if is_empty(value) else number(value, manner)


def is_empty(value: Any) -> bool:
    """Whether a cell holds nothing.

    >>> is_empty(" "), is_empty("NULL"), is_empty(0)
    (True, True, False)
    """
    if value is None:
        return True
    if isinstance(value, str):
        return (len(value) < 5 and value.strip().lower() in EMPTY) or not value.strip()
    return isinstance(value, float) and math.isnan(value)


def text(value: Any) -> str:
    """A cell as text: numbers without a needless point, what is nested as it is written."""
    if isinstance(value, str):
        return bare(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (float, Decimal)) and math.isfinite(value) and value == int(value):
        return str(int(value))
    return utc(value) if isinstance(value, date) else str(value)


def bare(said: str) -> str:
    """A text without blanks around it, and without the apostrophe that keeps spreadsheets from taking it for
    a formula.

    >>> bare(" a "), bare("'+386 41 234 567"), bare("'s-Hertogenbosch")
    ('a', '+386 41 234 567', "'s-Hertogenbosch")
    """
    text = said.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in _FORMULA else text


def number(value: Any, manner: Manner) -> Number:
    """A number, thousands grouped or not, a currency's sign before or behind it or not. Error: `Unreadable`.

    >>> number("1 234,50 zł", Manner(",")), number("$1,258.54", Manner()), number("7", Manner())
    (Decimal('1234.50'), Decimal('1258.54'), 7)
    """
    if isinstance(value, bool):
        raise Unreadable(Reject("bad-number", f"not a number: {value}"))
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Decimal):
        return value
    plain = str(value).strip()
    if _NUMBER.fullmatch(plain) is None or manner.decimal != ".":
        plain = _plain(plain, manner.decimal)
    if _NUMBER.fullmatch(plain) is None:
        raise Unreadable(Reject("bad-number", f"not a number: {str(value)[:60]!r}"))
    return int(plain) if plain.lstrip("+-").isdigit() else Decimal(plain)


def moment(value: Any, manner: Manner) -> int:
    """An instant (ms). Error: `Unreadable`."""
    found = instant(value, manner.dates, manner.zone)
    if found is None:
        raise Unreadable(
            Reject("bad-date", f"not a date as {' or '.join(manner.dates)}: {str(value)[:60]!r}")
        )
    return found


def day(value: Any, manner: Manner) -> str:
    """A date as ISO text, with its time (UTC) only if the cell has one. Error: `Unreadable`.

    >>> day("1.5.1990", Manner(dates=("%d.%m.%Y",), zone="Europe/Warsaw"))
    '1990-05-01'
    """
    found = moment(value, manner)
    if is_whole_day(value, manner.dates, manner.zone):
        return to_local(found, manner.zone).date().isoformat()
    return to_iso(found)


def flag(value: Any) -> bool:
    """Yes or no. Error: `Unreadable`.

    >>> flag("TAK"), flag(0)
    (True, False)
    """
    said = fold(text(value))
    if said in YES or said in NO:
        return said in YES
    raise Unreadable(Reject("bad-flag", f"neither yes nor no: {said[:60]!r}"))


def words(value: Any) -> list[Any]:
    """A list: as it is, as JSON text, or parted by commas, semicolons or bars.

    >>> words("vip, new"), words('["a", "b"]'), words("[]")
    (['vip', 'new'], ['a', 'b'], [])
    """
    if isinstance(value, (list, tuple)):
        return [json_value(part) for part in value if not is_empty(part)]
    inner = str(value).strip().removeprefix("[").removesuffix("]")
    parts = (part.strip().strip('"') for part in re.split(r"[,;|]", inner))
    return [part for part in parts if part]


def json_value(value: Any, zone: str = "UTC") -> Any:
    """A cell that nobody asked to be something else, as a JSON value; text stays text, trimmed, and what is
    nested stays as it is."""
    return bare(value) if isinstance(value, str) else _nested(value, zone)


def _nested(value: Any, zone: str) -> Any:
    if isinstance(value, float):
        return Decimal(repr(value)) if math.isfinite(value) else None
    if isinstance(value, (date, datetime)):
        return day(value, Manner(zone=zone))
    if isinstance(value, Mapping):
        return {str(key): _nested(part, zone) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_nested(part, zone) for part in value]
    return value if isinstance(value, (bool, int, Decimal)) or value is None else str(value)


def _plain(said: str, decimal: str) -> str:
    """A number without money's signs and without grouping, its decimals behind a point."""
    bare = _MONEY.sub("", said.replace("\u2212", "-")).strip()
    whole, _, rest = bare.rpartition(decimal) if decimal in bare else (bare, "", "")
    if _GROUPED.fullmatch(whole):
        whole = re.sub(r"[ ,.'\u00a0\u202f]", "", whole)
    return f"{whole}.{rest}" if rest else whole
