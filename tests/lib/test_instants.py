from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.instants import (
    EARLIEST_MS,
    FIRST_MS,
    LAST_MS,
    NEVER,
    from_datetime,
    from_iso,
    to_iso,
    to_local,
)
from tests.lib import walls
from tests.lib.walls import HOUR, places_and_instants

NOON = 1_717_243_200_000  # 2024-06-01T12:00Z
instants = st.integers(FIRST_MS, LAST_MS)


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("2024-06-01T12:00:00.000Z", NOON),
        ("2024-06-01T12:00:00Z", NOON),
        ("2024-06-01T12:00Z", NOON),
        ("2024-06-01 12:00Z", NOON),
        ("2024-06-01T14:00+02:00", NOON),
        ("2024-06-01T14:00+0200", NOON),
        ("2024-06-01T14:00+02", NOON),
        ("2024-06-01T17:45:00+05:45", NOON),
        ("2024-06-01T02:30:00-09:30", NOON),
        ("2024-06-01T12:00:00-00:00", NOON),
        ("2024-06-01T12:00:00.1Z", NOON + 100),
        ("2024-06-01T12:00:00.0019Z", NOON + 1),
        ("2024-06-01T12:00:00.999999999999Z", NOON + 999),
        ("1969-12-31T23:59:59.9999Z", -1),
        ("1970-01-01T00:00:00.0009Z", 0),
        ("0001-01-01T00:00Z", FIRST_MS),
        ("9999-12-31T23:59:59.999999Z", LAST_MS),
        ("2024-02-29T00:00Z", 1_709_164_800_000),
        ("1990-01-01T00:00Z", EARLIEST_MS),
    ],
)
def test_what_is_read(text: str, ms: int) -> None:
    assert from_iso(text) == ms
    assert from_iso(text, "Asia/Kathmandu") == ms


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "2024", "2024-06", "20240601", "2024-06-01T", "2024-06-01T12", "2024-06-01T12Z",
        "2024-06-01Z",
        "2024-W22-6", "2024-W22-6T12:00Z", "2024-153", "24-06-01", "2024-6-1", "02024-06-01", "-2024-06-01",
        "2024-06-01T24:00Z", "2024-06-01T24:00:00", "2024-06-01T23:59:60Z", "2016-12-31T23:59:60Z",
        "2024-06-01T12:60Z", "2024-06-31", "2023-02-29", "2024-13-01", "2024-00-10", "0000-01-01",
        "2024-06-01t12:00Z", "2024-06-01T12:00z", "2024-06-01  12:00Z", "2024-06-01_12:00Z",
        "2024-06-01T12:00 Z",
        "2024-06-01T12:00:00,5Z", "2024-06-01T12:00:00.Z", "2024-06-01T12:00.5Z", "2024-06-01T120000Z",
        "2024-06-01T12:00+24:00", "2024-06-01T12:00+2", "2024-06-01T12:00+02:00:30", "2024-06-01T12:00+02:60",
        "2024-06-01T12:00Z ", " 2024-06-01T12:00Z", "2024-06-01T12:00Z\n", "2024-06-01T12:00ZZ",
        "2024-06-01T12:00[Europe/Warsaw]", "٢٠٢٤-٠٦-٠١", "2024-06-0１", "now", "1717243200",
        "2024-06-01T1:00Z",
        "9999-12-31T23:59:59-01:00", "0001-01-01T00:00+01:00", "10000-01-01",
    ],
)  # fmt: skip
def test_what_is_not_read(text: str) -> None:
    assert from_iso(text) is None
    assert from_iso(text, "Europe/Warsaw") is None


@given(places_and_instants())
def test_a_date_time_without_an_offset_is_a_wall_time(case: tuple[str, int]) -> None:
    zone, ms = case
    wall = walls.local(zone, ms)
    assert from_iso(wall.isoformat(), zone) == walls.first_at(zone, wall)
    assert from_iso(wall.isoformat(" "), zone) == walls.first_at(zone, wall)


@given(places_and_instants())
def test_a_date_alone_is_its_local_midnight(case: tuple[str, int]) -> None:
    zone, ms = case
    day = walls.local(zone, ms).replace(hour=0, minute=0, second=0, microsecond=0)
    assert from_iso(day.date().isoformat(), zone) == walls.first_at(zone, day)


def test_a_wall_time_that_the_zone_skips_or_shows_twice() -> None:
    gap_ends = from_iso("2024-03-31T01:00Z")
    assert from_iso("2024-03-31T02:00", "Europe/Warsaw") == gap_ends
    assert from_iso("2024-03-31T02:59:59.999", "Europe/Warsaw") == gap_ends
    assert from_iso("2024-03-31T03:00", "Europe/Warsaw") == gap_ends
    assert from_iso("2024-10-27T02:30", "Europe/Warsaw") == from_iso("2024-10-27T00:30Z")
    assert from_iso("2011-12-30", "Pacific/Apia") == from_iso("2011-12-31", "Pacific/Apia")


def test_the_ends_of_the_calendar() -> None:
    assert from_iso("0001-01-01", "Europe/Warsaw") is None
    assert from_iso("0001-01-02", "Europe/Warsaw") == FIRST_MS + 24 * HOUR - 5_040_000
    assert from_iso("9999-12-31", "America/New_York") == LAST_MS + 1 - 24 * HOUR + 5 * HOUR
    assert from_iso("9999-12-31T22:00", "America/New_York") is None
    assert FIRST_MS < EARLIEST_MS < LAST_MS < NEVER


def test_an_unknown_zone_is_refused_where_it_is_needed() -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        from_iso("2024-06-01", "Europe/Nowhere")


@given(instants)
def test_what_is_written_is_read_again(ms: int) -> None:
    text = to_iso(ms)
    assert len(text) == 24
    assert from_iso(text, "Asia/Kathmandu") == ms


@given(instants, instants)
def test_written_instants_sort_like_instants(one: int, other: int) -> None:
    assert (to_iso(one) < to_iso(other)) == (one < other)


@given(st.datetimes(timezones=st.sampled_from((UTC, timezone(timedelta(hours=-9, minutes=-30))))))
def test_aware_date_times_are_floored(when: datetime) -> None:
    ms = from_datetime(when)
    elapsed = when - datetime(1970, 1, 1, tzinfo=UTC)
    assert timedelta(milliseconds=ms) <= elapsed < timedelta(milliseconds=ms + 1)


@given(st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)), st.integers(-1439, 1439))  # noqa: DTZ001
def test_iso_text_is_read_like_the_date_time(wall: datetime, minutes: int) -> None:
    when = wall.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert from_iso(when.isoformat()) == from_datetime(when)


def test_a_date_time_without_a_zone_names_no_instant() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        from_datetime(datetime(2024, 6, 1))  # noqa: DTZ001


@given(places_and_instants())
def test_local_is_the_wall_of_the_zone(case: tuple[str, int]) -> None:
    zone, ms = case
    there = to_local(ms, zone)
    assert there.replace(tzinfo=None) == walls.local(zone, ms)
    assert from_datetime(there) == ms


@pytest.mark.parametrize("ms", [FIRST_MS - 1, LAST_MS + 1, NEVER, -NEVER])
def test_what_no_calendar_holds_is_not_written(ms: int) -> None:
    with pytest.raises(OverflowError):
        to_iso(ms)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    read = from_iso(text, "Europe/Warsaw")
    assert read is None or FIRST_MS <= read <= LAST_MS
