"""What is set for a workspace: kept in its record, today's at any instant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from coterie.lib.calendar import Calendar
from coterie.lib.instants import EARLIEST_MS
from coterie.lib.money import minor_digits
from coterie.record import Batch, Record, decode, to_text


@dataclass(frozen=True, slots=True)
class Settings:
    """zone: IANA name. currency: ISO 4217. week_start: 1 (Monday) to 7. engagement_days: see the engagement
    conditions; human_opens_only leaves opens by machines out of them. earliest: ms, nothing dated before it
    is taken. consent_overrides: by regime, what the owner decides otherwise. Error: `ValueError` for what
    can't be."""

    zone: str = "UTC"
    currency: str = "EUR"
    week_start: int = 1
    engagement_days: int = 180
    human_opens_only: bool = False
    earliest: int = EARLIEST_MS
    consent_overrides: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        Calendar(self.zone, self.week_start)
        minor_digits(self.currency)
        if self.engagement_days < 1:
            raise ValueError("the window of engagement has at least one day")

    @property
    def calendar(self) -> Calendar:
        """The workspace's calendar."""
        return Calendar(self.zone, self.week_start)


def load(record: Record) -> Settings:
    """The settings on record, defaults for the rest."""
    kept = record.rows("SELECT name, arg_max(value, seq) FROM settings GROUP BY name")
    known = {f.name for f in fields(Settings)}
    return Settings(**{name: decode(text) for name, text in kept if name in known})


def keep(record: Record, settings: Settings, wanted: Mapping[str, Any]) -> Settings:
    """The settings with what is wanted instead; what differs is put on record. Error: `TypeError` for other
    names."""
    changed = replace(settings, **{name: value for name, value in wanted.items() if value is not None})
    before, batch = asdict(settings), Batch(seq=record.stamp.seq + 1)
    for name, value in asdict(changed).items():
        if value != before[name]:
            batch.to("settings").append((name, to_text(value), batch.seq))
    if batch.rows:
        record.commit(batch)
    return changed
