"""The demo's clock: the year is moved, wall clocks are those of the shop."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from coterie.demo.times import DEMO_NOW, FIRST, HOUR, NOW, SHIFT, ZONE, local, us_eastern, utc


def wall(zone: str, t: int) -> int:
    """What a clock in a zone shows at an instant, as local ms: the zone database's own answer."""
    there = datetime.fromtimestamp(t / 1000, UTC).astimezone(ZoneInfo(zone))
    return int(there.replace(tzinfo=UTC).timestamp() * 1000)


def test_the_shop_s_wall_clock_is_the_zone_database_s_at_every_hour_of_five_years() -> None:
    instants = np.arange(local(2023, 1, 1), local(2028, 1, 1), HOUR)
    walls = np.array([wall(ZONE, t) for t in instants.tolist()])
    found = utc(walls)
    twice = np.flatnonzero(found != instants)
    assert len(twice) == 5, "only the second pass of the hour that comes twice, once a year"
    assert set((instants - found)[twice].tolist()) == {HOUR}


def test_the_source_s_wall_clock_is_new_york_s_at_every_hour_of_its_year() -> None:
    instants = np.arange(local(2017, 1, 1), local(2018, 1, 2), HOUR)
    assert us_eastern(instants).tolist() == [wall("America/New_York", t) for t in instants.tolist()]


def test_the_last_day_of_the_source_is_the_demo_s_today() -> None:
    assert local(2017, 12, 31) + SHIFT == local(2026, 11, 20)
    assert local(2017, 1, 1) + SHIFT == FIRST
    assert datetime.fromtimestamp(NOW / 1000, UTC) == DEMO_NOW
