"""Dates as files write them: by a named format or a pattern, in a time zone.

Own reading instead of `strptime`, which knows no time zone rules, depends on the machine's language and takes
ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, TypeAlias

from coterie.lib.instants import FIRST_MS, LAST_MS, from_datetime, from_iso
from coterie.lib.numbers import scaled

Reader: TypeAlias = Callable[[str], "int | None"]

NAMED = ("iso", "unix", "unix-ms")
"""Formats that go by a name: ISO 8601; seconds, and milliseconds, since 1970 UTC."""

PATTERNS = (
    "iso",
    "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d. %m. %Y",
    "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y",
    "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y %I:%M %p",
    "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y",
    "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d", "%Y%m%d",
    "unix", "unix-ms",
)  # fmt: skip
"""What a guess tries, in order."""

_PARTS = {
    "Y": r"(?P<Y>[0-9]{4})", "m": r"(?P<m>[0-9]{1,2})", "d": r"(?P<d>[0-9]{1,2})", "H": r"(?P<H>[0-9]{1,2})",
    "I": r"(?P<I>[0-9]{1,2})", "M": r"(?P<M>[0-9]{2})", "S": r"(?P<S>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?",
    "p": r"(?P<p>[AaPp][Mm])", "y": r"(?P<y>[0-9]{2})", "z": r"(?P<z>Z|UTC|[+-][0-9]{2}:?[0-9]{2})",
}  # fmt: skip
_APART = re.compile(r" (?=[+-][0-9]{2}:?[0-9]{2}$)")
_SLACK = re.compile(r"(?<=[0-9]) ?(?:UTC|GMT)$")


def instant(value: Any, formats: Sequence[str], zone: str) -> int | None:
    """The instant (ms) that a cell names under the first format that fits; None if none does.

    Without a time zone of its own it is read in `zone` (IANA name).

    >>> instant("1.1.1970 0:01", ("iso", "%d.%m.%Y %H:%M"), "UTC"), instant("soon", ("iso",), "UTC")
    (60000, None)
    """
    if isinstance(value, datetime):
        return from_datetime(value) if value.tzinfo else from_iso(value.isoformat(), zone)
    if isinstance(value, date):
        return from_iso(value.isoformat(), zone)
    text = str(value).strip()
    found = (reader(name, zone)(text) for name in formats)
    return next((ms for ms in found if ms is not None), None)


def is_whole_day(value: Any, formats: Sequence[str], zone: str) -> bool:
    """Whether a readable cell names a day without a time.

    >>> is_whole_day("2024-05-01", ("iso",), "UTC"), is_whole_day("2024-05-01 08:00", ("iso",), "UTC")
    (True, False)
    """
    if isinstance(value, date):
        return not isinstance(value, datetime)
    text = str(value).strip()
    name = next((name for name in formats if reader(name, zone)(text) is not None), "unix")
    return len(text) == 10 if name == "iso" else name not in NAMED and not re.search("%[HI]", name)


@lru_cache(maxsize=256)
def reader(name: str, zone: str) -> Reader:
    """What reads texts of one format. Error: `ValueError` for a pattern with a part that is not known.

    >>> reader("%d/%m/%y", "UTC")("01/02/24") == reader("iso", "UTC")("2024-02-01")
    True
    """
    if name == "iso":
        return lambda text: from_iso(_iso(text), zone)
    if name in NAMED:
        unit = 1_000 if name == "unix" else 1
        return lambda text: _since_1970(text, unit)
    shape = re.compile(_shape(name))

    def read(text: str) -> int | None:
        found = shape.fullmatch(text)
        return None if found is None else from_iso(_written(found.groupdict()), zone)

    return read


def fits(texts: Sequence[str], zone: str, share: float = 0.5) -> list[str]:
    """The formats that read the most of the texts, and this share of them at least, in the order in which they are
    tried.

    >>> fits(["03/04/2024", "13/04/2024"], "UTC"), fits(["soon"], "UTC")
    (['%d/%m/%Y'], [])
    """
    read = {name: sum(_likely(reader(name, zone)(text)) for text in texts) for name in PATTERNS}
    most = max(read.values())
    return (
        [name for name, count in read.items() if count == most] if most and most >= share * len(texts) else []
    )


def _likely(ms: int | None) -> bool:
    """Whether an instant is one of a shop's life: in the years 1900 to 2100."""
    return ms is not None and -2_208_988_800_000 <= ms < 4_102_444_800_000


def _iso(text: str) -> str:
    """ISO 8601 as exports write it: perhaps with UTC behind it in letters, or a blank before the offset."""
    if text.endswith(("UTC", "GMT")):
        return _SLACK.sub("Z", text)
    return _APART.sub("", text) if text.count(" ") == 2 else text


def _since_1970(text: str, unit: int) -> int | None:
    number = scaled(text)
    if number is None or not text[:1].isdigit():
        return None
    ms = number[0] * unit // 10_000
    # A handful of digits is a year, a day or a number, not an instant.
    return ms if abs(ms) >= 10_000_000_000 and FIRST_MS <= ms <= LAST_MS else None


def _shape(pattern: str) -> str:
    """A pattern of strptime's letters as a regular expression; one blank stands for any number of them."""

    def part(found: re.Match[str]) -> str:
        letter = found[0][1:]
        if letter not in _PARTS:
            raise ValueError(
                f"%{letter} is not known in a date; these are: {', '.join('%' + p for p in _PARTS)}"
            )
        return _PARTS[letter]

    pieces = re.split(r"(%.)", pattern)
    return "".join(part(m) if (m := re.fullmatch(r"%.", p)) else _literal(p) for p in pieces)


def _literal(text: str) -> str:
    return r"\s+".join(re.escape(word) for word in text.split(" "))


def _written(parts: dict[str, str | None]) -> str:
    """The parts as ISO 8601."""
    year = parts.get("Y") or f"20{parts.get('y') or '00'}"
    day = f"{year}-{int(parts.get('m') or 1):02d}-{int(parts.get('d') or 1):02d}"
    hour = parts.get("H") or _of_twelve(parts.get("I"), parts.get("p"))
    if hour is None:
        return day
    clock = f"{int(hour):02d}:{parts.get('M') or '00'}:{parts.get('S') or '00'}.{parts.get('f') or '0'}"
    offset = parts.get("z") or ""
    return f"{day}T{clock}{'Z' if offset == 'UTC' else offset}"


def _of_twelve(hour: str | None, half: str | None) -> str | None:
    if hour is None:
        return None
    return str(int(hour) % 12 + (12 if (half or "").lower() == "pm" else 0))


def utc(when: date | datetime) -> str:
    """A date or date-time of a typed file as ISO text; an aware one in UTC."""
    if isinstance(when, datetime) and when.tzinfo:
        return when.astimezone(UTC).isoformat()
    return when.isoformat()
