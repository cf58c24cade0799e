"""JSON values read as what is asked: a value that can't be read so is None, *missing* for that comparison."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .instants import from_iso
from .numbers import scaled, text_of
from .text import fold, normal

_TRUTHS = {"true": True, "false": False}
_LONGEST = 4_000  # bits: Python refuses to write longer whole numbers


def as_number(value: Any) -> int | None:
    """The number times 10**4, of a JSON number or numeric ASCII text; a truth value is no number.

    >>> as_number("12.5"), as_number(True), as_number("twelve")
    (125000, None, None)
    """
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        return None
    read = scaled(value)
    return None if read is None else read[0]


def as_text(value: Any, folded: bool = True) -> str | None:
    """The text, folded unless told otherwise; a number's is its shortest decimal, a truth value's its name.

    >>> as_text("Ljubljana"), as_text(42.50), as_text(True), as_text(["a"])
    ('ljubljana', '42.5', 'true', None)
    >>> as_text("Ljubljana", folded=False)
    'Ljubljana'
    """
    if isinstance(value, str):
        return fold(value) if folded else normal(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number_text(value) if isinstance(value, (int, float, Decimal)) else None


def as_bool(value: Any) -> bool | None:
    """The truth value, or what the text "true" or "false" says, in any case.

    >>> as_bool("TRUE"), as_bool(1)
    (True, None)
    """
    if isinstance(value, bool):
        return value
    return _TRUTHS.get(fold(value.strip())) if isinstance(value, str) else None


def as_instant(value: Any, zone: str) -> int | None:
    """The instant (ms) that ISO 8601 text names: a date alone is its midnight in `zone`.

    A date-time without an offset is UTC, as in messages. (Files, whose date-times are in the workspace's
    zone, are given their offset when they are read.)

    >>> as_instant("1970-01-02", "UTC"), as_instant(86_400, "UTC")
    (86400000, None)
    >>> as_instant("1970-01-02T00:00", "Asia/Tokyo"), as_instant("1970-01-02", "Asia/Tokyo")
    (86400000, 54000000)
    """
    if not isinstance(value, str):
        return None
    text = value.strip()
    return from_iso(text, zone if len(text) == len("2026-12-31") else "UTC")


def as_list(value: Any) -> list[Any] | None:
    """The list, if it is one.

    >>> as_list([1]), as_list("1")
    ([1], None)
    """
    return value if isinstance(value, list) else None


def length(value: Any) -> int | None:
    """How many elements a list has, or characters (code points in normal form C) a text has.

    >>> length([1, 2]), length("e\\u0301"), length(12)
    (2, 1, None)
    """
    if isinstance(value, list):
        return len(value)
    return len(normal(value)) if isinstance(value, str) else None


def dig(mapping: Any, path: str) -> Any:
    """The value at a dotted path, or None; a key that itself holds the dots wins, the longest first.

    >>> dig({"a": {"b": 1}}, "a.b"), dig({"a": {"b": 1}, "a.b": 2}, "a.b"), dig({"a": [1]}, "a.0"), dig(42, "a")
    (1, 2, None, None)
    """
    if not isinstance(mapping, Mapping):
        return None
    if path in mapping:
        return mapping[path]
    cut = path.rfind(".")
    while cut >= 0:
        inner = mapping.get(path[:cut])
        if isinstance(inner, Mapping) and (found := dig(inner, path[cut + 1 :])) is not None:
            return found
        cut = path.rfind(".", 0, cut)
    return None


def _number_text(value: int | float | Decimal) -> str | None:
    """Also of numbers out of the exact range: order numbers of 16 digits are compared as texts."""
    read = scaled(value)
    if read is not None:
        return text_of(read[0])
    if isinstance(value, int):
        return str(value) if value.bit_length() < _LONGEST else None
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    return f"{exact:f}" if exact.is_finite() and exact.adjusted() < _LONGEST // 4 else None
