"""JSON as the record keeps it: numbers as they were written, never through binary floating point on the way
back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder(decimal_format="number")
_decoder = msgspec.json.Decoder(float_hook=Decimal)
encode = _encoder.encode
"""A value as JSON bytes; Decimals as numbers. Errors: `TypeError`, `ValueError`, `RecursionError`."""
decode = _decoder.decode
"""JSON text or bytes as a value: whole numbers as int, others as Decimal."""


def to_text(value: Any) -> str:
    """The value as JSON text. NaN and infinities, which JSON does not know, become null.

    >>> to_text({"a": Decimal("1.10"), "b": None})
    '{"a":1.10,"b":null}'
    """
    return encode(value).decode()


def is_exact(value: Any, deepest: int = 1_000) -> bool:
    """Whether every number in it survives binary floating point. Error: `RecursionError` beyond `deepest`
    levels.

    >>> is_exact([0.1, Decimal("0.10")]), is_exact({"a": Decimal("99999999999999.9999")})
    (True, False)
    """
    kind = value.__class__
    if kind is str or kind is int or kind is float or value is None:
        return True
    if kind is dict or kind is list or kind is tuple:
        if deepest == 0:
            raise RecursionError("objects and lists lie too deep within each other")
        inside = value.values() if kind is dict else value
        # Not `all(...)`: the depth of every part is to be known.
        return False not in [is_exact(part, deepest - 1) for part in inside]
    return not isinstance(value, Decimal) or _is_double(value)


def _is_double(number: Decimal) -> bool:
    return not number.is_finite() or Decimal(repr(float(number))) == number
