"""What a reading reads: contacts, their events, and the settings of the workspace, as plain values.

The reference and explain walk a `World` of plain lists. The record can give a whole one (tests, small shops) or
one of a single contact (explain, erasure, export). Columns and SQL have their own storage and take only
`Ground` from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from coterie.contacts import Contact
from coterie.events import Event
from coterie.lib.calendar import Calendar


@dataclass(frozen=True, slots=True)
class Store:
    """A shop on the map: degrees of latitude and longitude (WGS 84)."""

    name: str
    latitude: float
    longitude: float
    address: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Settings that are today's at any instant: calendar, currency, engagement window (days), stores, consent rules."""

    calendar: Calendar = field(default_factory=lambda: Calendar("UTC"))
    currency: str = "EUR"
    engagement_days: int = 180
    human_opens_only: bool = False
    stores: tuple[Store, ...] = ()
    consent_overrides: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """Contacts (not erased) and, by contact id, their events in order of (t, seq)."""

    contacts: tuple[Contact, ...]
    events: Mapping[int, tuple[Event, ...]]
    ground: Ground = Ground()
