"""Exact decimals: an int is the value times 10**4, so that nothing is ever compared in binary floating point.

The range is decimal(18,4): below 10**14 in size. What lies beyond is no number here.
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

SCALE = 10_000
LIMIT = 10**18
"""Scaled numbers are smaller than this in size."""

_DIGITS = 4
_LAST_DIGIT = Decimal(1).scaleb(-_DIGITS)
_CONTEXT = Context(prec=28, rounding=ROUND_HALF_EVEN)  # our own: the thread's may round otherwise
_SHORT = 10**15  # decimals of at most 15 digits and doubles stand one to one (IEEE 754 binary64)
_NUMERIC = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,6})?")


def scaled(value: int | float | Decimal | str) -> tuple[int, bool] | None:
    """The number times 10**4, and whether that is all of it; further digits are rounded half to even.

    A float stands for the shortest decimal that reads back as it (how JSON wrote it, to 15 digits). Text must
    be ASCII: sign, digits, one point, exponent, nothing else but blanks around. None for what is no number,
    is not finite, or is 10**14 or more in size once rounded.

    >>> scaled(0.1), scaled("12.34565"), scaled(" 1e3 "), scaled("1,5"), scaled(10**14)
    ((1000, True), (123456, False), (10000000, True), None, None)
    """
    if isinstance(value, int):
        return _kept(value * SCALE, True)
    if isinstance(value, float):
        return _of_float(value)
    if isinstance(value, str):
        return _of_text(value.strip())
    return _of_decimal(value)


def text_of(number: int) -> str:
    """The shortest decimal text of a scaled number.

    >>> text_of(425_000), text_of(-1), text_of(420_000), text_of(0)
    ('42.5', '-0.0001', '42', '0')
    """
    whole, rest = divmod(abs(number), SCALE)
    sign = "-" if number < 0 else ""
    return f"{sign}{whole}.{rest:04d}".rstrip("0") if rest else f"{sign}{whole}"


def half_even(numerator: int, denominator: int) -> int:
    """The quotient rounded to the nearest whole, ties to the even one. Error: `ZeroDivisionError`.

    >>> half_even(5, 2), half_even(7, 2), half_even(-5, 2), half_even(-7, -3)
    (2, 4, -2, 2)
    """
    if denominator < 0:
        numerator, denominator = -numerator, -denominator
    whole, rest = divmod(numerator, denominator)
    twice = 2 * rest - denominator
    return whole + (twice > 0 or (twice == 0 and whole % 2 == 1))


def compare_ratios(left: int, left_over: int, right: int, right_over: int) -> int:
    """-1, 0 or 1 as `left / left_over` is below, equal to or above `right / right_over`, without dividing.

    Error: `ValueError` unless both denominators are positive.

    >>> compare_ratios(1, 3, 2, 6), compare_ratios(1, 3, 1, 4)
    (0, 1)
    """
    if left_over <= 0 or right_over <= 0:
        raise ValueError("a ratio is compared over positive denominators")
    one, other = left * right_over, right * left_over
    return (one > other) - (one < other)


def _of_float(value: float) -> tuple[int, bool] | None:
    if not math.isfinite(value) or abs(value) >= 1e14:
        return None
    near = round(value * SCALE)
    # Where one short decimal reads back as this very double, it is the one that was written.
    if abs(near) < _SHORT and near / SCALE == value:
        return near, True
    return _of_decimal(Decimal(repr(value)))


def _of_text(text: str) -> tuple[int, bool] | None:
    if _NUMERIC.fullmatch(text) is None:
        return None
    try:
        return _of_decimal(Decimal(text))
    except InvalidOperation:
        return None


def _of_decimal(value: Decimal) -> tuple[int, bool] | None:
    if value.is_zero():
        return 0, True  # whatever its exponent
    if not value.is_finite() or value.adjusted() > 14:
        return None
    rounded = value.quantize(_LAST_DIGIT, context=_CONTEXT)
    return _kept(int(rounded.scaleb(_DIGITS, context=_CONTEXT)), rounded == value)


def _kept(number: int, exact: bool) -> tuple[int, bool] | None:
    return (number, exact) if abs(number) < LIMIT else None
