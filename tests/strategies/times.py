"""Zones, and instants in them at which calendars are nasty; distances in time that windows have for edges."""

from __future__ import annotations

from coterie.lib.instants import from_iso

ZONES = ("Europe/Warsaw", "America/New_York", "Asia/Almaty", "Australia/Lord_Howe", "UTC", "Pacific/Apia")
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000

_LOCAL = {
    "Europe/Warsaw": (
        "2025-03-30T02:30", "2025-03-30T03:00", "2025-10-26T02:30", "2025-10-26T03:00", "2025-03-29T02:30",
    ),
    "America/New_York": ("2025-03-09T02:30", "2025-11-02T01:30", "2025-11-02T02:00", "2024-12-31T23:59"),
    "Asia/Almaty": ("2024-02-29T23:30", "2024-03-01T00:00", "2024-03-31T12:00"),
    "Australia/Lord_Howe": ("2025-04-06T01:45", "2025-10-05T02:15", "2025-10-05T02:30"),
    "UTC": ("2025-01-01", "2024-12-31T23:59:59.999"),
    "Pacific/Apia": ("2011-12-30", "2011-12-29T23:59", "2012-01-31T10:00"),
}  # fmt: skip
_EVERYWHERE = (
    "2025-06-15T12:00", "2024-02-29", "2024-02-29T12:00", "2025-02-28T12:00", "2025-03-31", "2025-03-01",
    "2025-12-31T23:30", "2026-01-01", "2025-05-31T12:00",
)  # fmt: skip


def centres(zone: str) -> tuple[int, ...]:
    """Instants (ms) about which a world happens: month ends, leap days, new year, nights when the clock is
    moved.

    >>> len(centres("UTC"))
    11
    """
    found = (from_iso(text, zone) for text in (*_EVERYWHERE, *_LOCAL[zone]))
    return tuple(ms for ms in found if ms is not None)


CENTRES = tuple((zone, centre) for zone in ZONES for centre in centres(zone))

_SPANS = (
    0, MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY, 28 * DAY, 30 * DAY,
    31 * DAY, 60 * DAY, 90 * DAY, 180 * DAY, 365 * DAY, 366 * DAY,
)  # fmt: skip
NUDGES = (0, 1, -1, 1_000, -1_000)
OFFSETS: tuple[int, ...] = tuple(
    dict.fromkeys([-s + n for n in NUDGES for s in _SPANS] + [DAY, 30 * DAY, HOUR, 1_234_567])
)
"""From a world's centre to what happens in it (ms): mostly before it, at round distances or nearly."""
LIVES = (HOUR, 1, DAY, 30 * DAY, 0)
"""How long an order stands before it is replaced or cancelled (ms)."""
