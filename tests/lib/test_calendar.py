from __future__ import annotations

from datetime import date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.calendar import Calendar, month_of, month_start, months_earlier, months_reach
from coterie.lib.instants import from_iso, to_local
from tests.lib import walls
from tests.lib.walls import DAY, HOUR, ZONES, places_and_instants

months = st.sampled_from((1, 1, 2, 3, 6, 12, 12, 13, 24, 48, 0, -1, -3, -12))
UNITS = ("day", "week", "month", "quarter", "year")


def at(text: str, zone: str) -> int:
    ms = from_iso(text, zone)
    assert ms is not None
    return ms


def edge(zone: str, text: str, months: int) -> str:
    """The edge of a wall time, as a wall time with its offset."""
    return to_local(Calendar(zone).month_edge(at(text, zone), months), zone).isoformat()


# ---- months -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("zone", "text", "back", "expected"),
    [
        ("UTC", "2024-05-15T10:30:00.250", 1, "2024-04-15T10:30:00.250000+00:00"),
        ("UTC", "2024-03-31T12:00", 1, "2024-03-01T00:00:00+00:00"),
        ("UTC", "2023-03-31T12:00", 1, "2023-03-01T00:00:00+00:00"),
        ("UTC", "2024-03-29T12:00", 1, "2024-02-29T12:00:00+00:00"),
        ("UTC", "2023-03-29T12:00", 1, "2023-03-01T00:00:00+00:00"),
        ("UTC", "2024-02-29T12:00", 12, "2023-03-01T00:00:00+00:00"),
        ("UTC", "2024-05-31T12:00", 3, "2024-03-01T00:00:00+00:00"),
        ("UTC", "2025-01-15T12:00", 13, "2023-12-15T12:00:00+00:00"),
        ("UTC", "2024-01-31T12:00", -1, "2024-03-01T00:00:00+00:00"),
        # Back over the change of the clocks: the same wall time, not so many hours.
        ("Europe/Warsaw", "2024-04-10T12:00", 1, "2024-03-10T12:00:00+01:00"),
        # Wall times that do not exist: the first instant after the gap.
        ("Europe/Warsaw", "2024-04-30T02:30", 1, "2024-03-30T02:30:00+01:00"),
        ("Europe/Warsaw", "2024-05-01T02:30", 1, "2024-04-01T02:30:00+02:00"),
        ("Europe/Warsaw", "2025-04-30T02:30", 1, "2025-03-30T03:00:00+02:00"),
        ("Australia/Lord_Howe", "2024-11-06T02:15", 1, "2024-10-06T02:30:00+11:00"),
        ("Pacific/Apia", "2012-01-30T10:00", 1, "2011-12-31T00:00:00+14:00"),
        ("America/Havana", "2024-04-10T00:30", 1, "2024-03-10T01:00:00-04:00"),
        # A wall time that was shown twice: its first showing.
        ("Europe/Warsaw", "2024-11-27T02:30", 1, "2024-10-27T02:30:00+02:00"),
        # The zone itself was changed (Almaty, 2024-03-01: from +06 to +05).
        ("Asia/Almaty", "2024-03-15T12:00", 1, "2024-02-15T12:00:00+06:00"),
    ],
)
def test_a_month_edge_is_the_same_wall_time(zone: str, text: str, back: int, expected: str) -> None:
    assert edge(zone, text, back) == expected


def test_the_edge_rests_while_a_clock_set_back_catches_up() -> None:
    # Warsaw sets the clock back on 2024-10-27 from 03:00 to 02:00.
    calendar = Calendar("Europe/Warsaw")
    change = at("2024-10-27T01:00Z", "UTC")
    last = calendar.month_edge(change - 1, 1)
    assert to_local(last, "Europe/Warsaw").isoformat() == "2024-09-27T02:59:59.999000+02:00"
    assert [calendar.month_edge(change + ms, 1) for ms in (0, 1, HOUR // 2, HOUR - 1)] == [last] * 4
    assert calendar.month_edge(change + HOUR, 1) == last + 1
    assert calendar.month_edge(change + HOUR + 5, 1) == last + 6


@given(places_and_instants(), months)
def test_the_edge_is_the_furthest_that_the_plain_words_gave(case: tuple[str, int], back: int) -> None:
    zone, ms = case
    assert Calendar(zone).month_edge(ms, back) == walls.edge(zone, ms, back)


@given(places_and_instants(), months, st.one_of(st.integers(0, 3), st.integers(0, 40 * DAY)))
def test_no_month_edge_ever_moves_backwards(case: tuple[str, int], back: int, later: int) -> None:
    zone, ms = case
    calendar = Calendar(zone)
    assert calendar.month_edge(ms, back) <= calendar.month_edge(ms + later, back)


@pytest.mark.parametrize("zone", ZONES)
def test_around_each_change_the_edge_is_the_running_maximum(zone: str) -> None:
    # Brute force, knowing nothing of changes but where to look: every 7 minutes and at the very seams.
    calendar = Calendar(zone)
    for change in [x for x in walls.changes(zone) if x > 0][-6:]:
        seam = {change - 1, change, change + 1}
        times = sorted({*range(change - 2 * HOUR, change + 27 * HOUR, 420_000), *seam})
        for back in (1, 12):
            naive = [walls.naive_edge(zone, t, back) for t in times]
            assert [calendar.month_edge(t, back) for t in times] == np.maximum.accumulate(naive).tolist()


@given(places_and_instants(), months)
def test_reached_is_the_first_instant_with_the_edge_there(case: tuple[str, int], back: int) -> None:
    zone, ms = case
    calendar = Calendar(zone)
    first = calendar.month_reached(ms, back)
    assert calendar.month_edge(first, back) >= ms
    assert calendar.month_edge(first - 1, back) < ms


@given(st.integers(-(10**14), 10**14), st.integers(-30, 30))
def test_wall_months_have_an_inverse(wall: int, back: int) -> None:
    least = months_reach(wall, back)
    assert months_earlier(least, back) >= wall
    assert months_earlier(least - 1, back) < wall


@given(st.dates(), st.integers(-3, 3))
def test_months_are_counted_like_dates_and_beyond_their_range(day: date, cycles: int) -> None:
    ordinal = day.toordinal()
    assert month_of(ordinal + 146_097 * cycles) == ((day.year + 400 * cycles) * 12 + day.month - 1, day.day)
    assert month_start(month_of(ordinal + 146_097 * cycles)[0]) == ordinal - day.day + 1 + 146_097 * cycles


# ---- days ---------------------------------------------------------------------------------------


@given(places_and_instants())
def test_a_local_day_is_the_last_that_has_begun(case: tuple[str, int]) -> None:
    zone, ms = case
    calendar = Calendar(zone)
    day = calendar.local_day(ms)
    assert calendar.date_start(day) <= ms < calendar.date_start(day + 1)
    seen = [walls.local(zone, t).date().toordinal() for t in (ms, *(x - 1 for x in walls.changes(zone)))]
    assert day == seen[0] or (day > seen[0] and day in seen)


@given(places_and_instants())
def test_a_date_starts_at_its_first_instant(case: tuple[str, int]) -> None:
    zone, ms = case
    day = walls.local(zone, ms).date()
    midnight = datetime(day.year, day.month, day.day)  # noqa: DTZ001
    assert Calendar(zone).date_start(day) == walls.first_at(zone, midnight)
    assert Calendar(zone).date_start(day.toordinal()) == Calendar(zone).date_start(day)


def test_a_midnight_that_does_not_exist_is_the_end_of_its_gap() -> None:
    start = Calendar("America/Havana").date_start(date(2024, 3, 10))
    assert to_local(start, "America/Havana").isoformat() == "2024-03-10T01:00:00-04:00"
    start = Calendar("Asia/Beirut").date_start(date(2024, 3, 31))
    assert to_local(start, "Asia/Beirut").isoformat() == "2024-03-31T01:00:00+03:00"


def test_a_skipped_date_starts_with_the_next_one() -> None:
    apia = Calendar("Pacific/Apia")
    assert apia.date_start(date(2011, 12, 30)) == apia.date_start(date(2011, 12, 31))
    assert apia.local_day(apia.date_start(date(2011, 12, 30)) - 1) == date(2011, 12, 29).toordinal()


def test_a_day_begun_is_not_ended_by_a_clock_set_back_over_midnight() -> None:
    # St John's set the clock back at 00:01 to 23:01 of the day before, until 2011.
    johns = Calendar("America/St_Johns")
    begun = johns.date_start(date(2010, 11, 7))
    assert to_local(begun, "America/St_Johns").isoformat() == "2010-11-07T00:00:00-02:30"
    again = begun + 60_000 + HOUR // 2
    assert to_local(again, "America/St_Johns").isoformat() == "2010-11-06T23:31:00-03:30"
    assert johns.local_day(again) == date(2010, 11, 7).toordinal()
    assert johns.midnight(again) == begun
    assert johns.local_hour(again) == 23


@given(places_and_instants(), st.sampled_from((1, 6, 7)), st.sampled_from(UNITS))
def test_units_start_where_a_calendar_on_the_wall_starts_them(
    case: tuple[str, int], week_start: int, unit: str
) -> None:
    zone, ms = case
    calendar = Calendar(zone, week_start)
    day = date.fromordinal(calendar.local_day(ms))
    expected = {
        "day": day,
        "week": next(d for k in range(7) if (d := day - timedelta(days=k)).isoweekday() == week_start),
        "month": day.replace(day=1),
        "quarter": date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
        "year": date(day.year, 1, 1),
    }[unit]
    assert calendar.start_of(ms, unit) == calendar.date_start(expected)  # type: ignore[arg-type]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(UNITS), st.integers(-5, 5))
def test_units_follow_each_other_without_gap(day: date, unit: str, shift: int) -> None:
    calendar = Calendar("UTC")
    first, following = (calendar.unit_day(day.toordinal(), unit, shift + k) for k in (0, 1))  # type: ignore[arg-type]
    assert calendar.unit_day(following - 1, unit) == first  # type: ignore[arg-type]
    assert calendar.unit_day(first, unit) == first  # type: ignore[arg-type]
    assert first < following


@given(places_and_instants(), st.integers(-40, 40))
def test_days_are_added_on_the_wall(case: tuple[str, int], days: int) -> None:
    zone, ms = case
    found = Calendar(zone).add_days_local(ms, days)
    resting = max(walls.local(zone, t) for t in (ms, *(x - 1 for x in walls.changes(zone) if x <= ms)))
    assert found == walls.first_at(zone, resting + timedelta(days=days))


# ---- names of an instant, one by one and by columns -----------------------------------------------


@given(places_and_instants())
def test_hours_and_dates_are_read_off_the_wall(case: tuple[str, int]) -> None:
    zone, ms = case
    calendar = Calendar(zone)
    wall = walls.local(zone, ms)
    assert calendar.local(ms).replace(tzinfo=None) == wall
    assert calendar.local_hour(ms) == wall.hour
    day = date.fromordinal(calendar.local_day(ms))
    assert calendar.local_weekday(ms) == day.isoweekday()
    assert calendar.local_month_day(ms) == day.month * 100 + day.day


@given(st.sampled_from(ZONES), st.lists(st.integers(-(10**14), 10**14), max_size=30), st.data())
def test_columns_are_named_like_single_instants(zone: str, far: list[int], data: st.DataObject) -> None:
    near = walls.near_changes(zone)
    some = far + data.draw(st.lists(near, max_size=30))
    calendar, column = Calendar(zone), np.array(some, dtype=np.int64)
    pairs = [
        (calendar.local_days, calendar.local_day),
        (calendar.local_hours, calendar.local_hour),
        (calendar.local_weekdays, calendar.local_weekday),
        (calendar.local_month_days, calendar.local_month_day),
    ]
    for many, one in pairs:
        found = many(column)
        assert found.dtype == np.int32
        assert found.tolist() == [one(ms) for ms in some]


@pytest.mark.parametrize("week_start", [0, 8, -1])
def test_a_week_starts_on_a_day_of_the_week(week_start: int) -> None:
    with pytest.raises(ValueError, match="week starts"):
        Calendar("UTC", week_start)


def test_calendars_are_values() -> None:
    assert Calendar("Europe/Warsaw") == Calendar("Europe/Warsaw", 1)
    assert hash(Calendar("Europe/Warsaw")) == hash(Calendar("Europe/Warsaw"))
    assert Calendar("Europe/Warsaw") != Calendar("Europe/Warsaw", 7)
