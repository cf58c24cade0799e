"""Instants: whole milliseconds since 1970-01-01 UTC, floored; read from ISO 8601 and written as it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from .zones import zone_named

NEVER = 2**62
"""Later than every instant; `-NEVER` is earlier than every instant."""

EARLIEST_MS = 631_152_000_000
"""1990-01-01T00:00Z: messages dated before are rejected, unless the workspace sets another."""

FIRST_MS = -62_135_596_800_000
"""0001-01-01T00:00Z: the first instant that can be written."""

LAST_MS = 253_402_300_799_999
"""9999-12-31T23:59:59.999Z: the last instant that can be written."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WALL_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (a wall reading has no zone)
_MS = timedelta(milliseconds=1)
_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ](?:[01][0-9]|2[0-3]):[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,40})?)?"
    r"(Z|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?)?"
)


def from_iso(text: str, zone: str = "UTC") -> int | None:
    """The instant that an ISO 8601 date or date-time names, floored to the millisecond.

    A date alone is its local midnight in `zone` (IANA name); a date-time without an offset is read there too.
    A wall time that `zone` skips is the first instant after the gap, one shown twice is its first showing.
    None for whatever is not `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM[:SS[.f]]` (T or one space) with nothing, `Z`,
    `+01:00`, `+0100` or `+01` behind it, for 24:00, a leap second, and instants out of the years 1..9999 UTC.
    Error: `ValueError` for an unknown zone.

    >>> from_iso("1970-01-01T01:00:00.0019+01:00"), from_iso("1970-01-01", "Europe/Warsaw")
    (1, -3600000)
    >>> from_iso("2024-02-30"), from_iso("2024-01-01T24:00Z"), from_iso("20240101")
    (None, None, None)
    """
    shape = _SHAPE.fullmatch(text)
    if shape is None:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    has_offset = shape[1] is not None
    ms = (read - _EPOCH) // _MS if has_offset else zone_named(zone).instant((read - _WALL_EPOCH) // _MS)
    return ms if FIRST_MS <= ms <= LAST_MS else None


def from_datetime(when: datetime) -> int:
    """The instant of an aware date-time, floored. Error: `ValueError` if it has no zone.

    >>> from_datetime(datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC))
    -1
    """
    if when.utcoffset() is None:
        raise ValueError("a date-time without a time zone names no instant")
    return (when - _EPOCH) // _MS


def to_iso(ms: int) -> str:
    """The instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`, which sorts as text. Error: `OverflowError` out of 1..9999.

    >>> to_iso(-1)
    '1969-12-31T23:59:59.999Z'
    """
    return (_EPOCH + timedelta(milliseconds=ms)).isoformat(timespec="milliseconds")[:23] + "Z"


def to_local(ms: int, zone: str) -> datetime:
    """The aware date-time in a zone (IANA name).

    Errors: `ValueError` for an unknown zone, `OverflowError` out of the years 1..9999.

    >>> to_local(0, "Asia/Almaty").isoformat()
    '1970-01-01T06:00:00+06:00'
    """
    return (_EPOCH + timedelta(milliseconds=ms)).astimezone(zone_named(zone).info)
