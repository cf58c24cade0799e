from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.exchange.imports.dates import PATTERNS, fits, instant, reader
from coterie.lib.instants import from_iso

WITH_LETTERS = [name for name in PATTERNS if "%" in name]


def test_walls_are_read_in_the_zone_of_the_file() -> None:
    assert instant("2024-07-01 12:00", ("iso",), "Europe/Warsaw") == from_iso("2024-07-01T10:00Z")
    assert instant("2024-01-01T12:00", ("iso",), "Europe/Warsaw") == from_iso("2024-01-01T11:00Z")
    assert instant("01.07.2024 12:00", ("%d.%m.%Y %H:%M",), "Asia/Almaty") == from_iso("2024-07-01T07:00Z")


def test_a_stated_zone_outweighs_the_files() -> None:
    for text in ("2023-07-18 12:43:52 UTC", "2023-07-18T12:43:52Z", "2023-07-18 14:43:52+02:00"):
        assert instant(text, ("iso",), "America/New_York") == from_iso("2023-07-18T12:43:52Z")


def test_seconds_and_milliseconds_since_1970() -> None:
    assert instant("1586116965", ("unix",), "UTC") == 1_586_116_965_000
    assert instant("1586116965123", ("unix-ms",), "UTC") == 1_586_116_965_123
    assert instant("2024", ("unix",), "UTC") is None


def test_half_days_have_twelve_hours() -> None:
    read = reader("%m/%d/%Y %I:%M %p", "UTC")
    assert read("5/1/2024 12:00 AM") == from_iso("2024-05-01T00:00Z")
    assert read("5/1/2024 12:30 pm") == from_iso("2024-05-01T12:30Z")
    assert read("5/1/2024 1:00 PM") == from_iso("2024-05-01T13:00Z")


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31)), st.sampled_from(WITH_LETTERS))  # noqa: DTZ001
def test_what_is_written_in_a_pattern_reads_back(when: datetime, pattern: str) -> None:
    text = when.strftime(pattern)
    expected = datetime.strptime(text, pattern)  # noqa: DTZ007 (a wall)
    assert reader(pattern, "UTC")(text) == from_iso(expected.isoformat(), "UTC")


def test_a_day_that_no_calendar_has_is_none() -> None:
    assert reader("%d.%m.%Y", "UTC")("30.02.2024") is None
    assert reader("%d.%m.%Y", "UTC")("1.1.24") is None
    assert reader("%d.%m.%Y", "UTC")("1.1.2024 and more") is None


def test_all_cells_have_their_say_about_the_format() -> None:
    assert fits(["03/04/2024", "04/05/2024"], "UTC") == ["%d/%m/%Y", "%m/%d/%Y"]
    assert fits(["03/04/2024", "25/05/2024"], "UTC") == ["%d/%m/%Y"]
    assert fits(["2024-05-01", "2024-05-01 10:00:00.123"], "UTC") == ["iso"]
    assert fits(["12", "13"], "UTC") == []
    assert fits(["1.5.2024"] * 9 + ["never"], "UTC") == ["%d.%m.%Y"]
    assert fits(["1.5.2024"] * 9 + ["never"], "UTC", share=1) == []
    assert fits([], "UTC") == []


def test_a_pattern_with_an_unknown_part_is_refused() -> None:
    with pytest.raises(ValueError, match="%Q is not known"):
        reader("%Q", "UTC")
