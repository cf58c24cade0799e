from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER, from_iso, to_local
from coterie.segments.parts.window import (
    CALENDRIC,
    EXACT_MS,
    UNITS,
    After,
    AgoBetween,
    Anniversary,
    Before,
    Between,
    Calendric,
    Day,
    Instant,
    Last,
    MoreThanAgo,
    Next,
    On,
    Presence,
    Window,
    anniversary_days,
    enters,
    leaves,
    next_edge,
    presence,
    recurring_days,
    recurs,
    recurs_changes,
    span,
)
from tests.lib import walls
from tests.lib.walls import DAY, places_and_instants

WARSAW = Calendar("Europe/Warsaw")
T = 1_717_243_200_000  # 2024-06-01T12:00Z, a Saturday

units = st.sampled_from(UNITS)
some = st.integers(1, 40)
days = st.dates(date(1999, 1, 1), date(2030, 12, 31)).map(lambda d: Day(d.year, d.month, d.day))
points = st.one_of(days, st.integers(10**12, 2 * 10**12).map(Instant))
moving = st.one_of(
    st.builds(Last, some, units), st.builds(Next, some, units),
    st.builds(MoreThanAgo, st.integers(0, 40), units),
    st.builds(lambda a, n, u: AgoBetween(a, a + n, u), st.integers(0, 40), some, units),
    st.sampled_from(CALENDRIC).map(Calendric),
)  # fmt: skip
fixed = st.one_of(
    st.none(), st.builds(Before, points), st.builds(After, points), st.builds(On, days),
    st.builds(Between, points, points),
)  # fmt: skip
week_starts = st.sampled_from((1, 7))


def ms(text: str) -> int:
    found = from_iso(text, "Europe/Warsaw")
    assert found is not None
    return found


def inside(window: Window | None, t: int, at: int, calendar: Calendar, event: bool = False) -> bool:
    low, high = span(window, at, calendar)
    return low < t <= (min(high, at) if event else high)


def shown(window: Window, at: str) -> tuple[str, str]:
    """First and last millisecond inside, on the wall in Warsaw."""
    low, high = span(window, ms(at), WARSAW)
    first, last = (to_local(x, "Europe/Warsaw").replace(tzinfo=None) for x in (low + 1, high))
    return first.isoformat(" ", "milliseconds"), last.isoformat(" ", "milliseconds")


# ---- what each window holds -----------------------------------------------------------------------


@pytest.mark.parametrize("unit", list(EXACT_MS))
def test_exact_durations(unit: str) -> None:
    size, utc = EXACT_MS[unit], Calendar("UTC")
    assert span(Last(3, unit), T, utc) == (T - 3 * size, T)  # type: ignore[arg-type]
    assert span(Next(3, unit), T, utc) == (T, T + 3 * size)  # type: ignore[arg-type]
    assert span(MoreThanAgo(3, unit), T, utc) == (-NEVER, T - 3 * size)  # type: ignore[arg-type]
    assert span(AgoBetween(2, 5, unit), T, utc) == (T - 5 * size, T - 2 * size)  # type: ignore[arg-type]
    assert span(AgoBetween(0, 5, unit), T, utc) == (T - 5 * size, T)  # type: ignore[arg-type]


def test_a_day_is_24_hours_even_when_the_clock_changes() -> None:
    change = ms("2024-03-31T12:00")
    assert span(Last(1, "day"), change, WARSAW)[0] == change - DAY
    assert to_local(change - DAY, "Europe/Warsaw").hour == 11


def test_months_are_read_off_the_wall() -> None:
    assert shown(Last(1, "month"), "2024-04-10T12:00") == (
        "2024-03-10 12:00:00.001",
        "2024-04-10 12:00:00.000",
    )
    assert shown(Last(1, "quarter"), "2024-05-31T12:00") == (
        "2024-03-01 00:00:00.001",
        "2024-05-31 12:00:00.000",
    )
    assert shown(Last(1, "year"), "2024-02-29T12:00")[0] == "2023-03-01 00:00:00.001"
    assert shown(AgoBetween(1, 2, "month"), "2024-04-30T12:00") == (
        "2024-03-01 00:00:00.001",
        "2024-03-30 12:00:00.000",
    )
    assert shown(Next(1, "month"), "2024-01-30T12:00")[1] == "2024-03-01 00:00:00.000"


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", "2024-05-17 00:00:00.000", "2024-05-17 12:00:00.000"),
        ("yesterday", "2024-05-16 00:00:00.000", "2024-05-16 23:59:59.999"),
        ("tomorrow", "2024-05-18 00:00:00.000", "2024-05-18 23:59:59.999"),
        ("this week", "2024-05-13 00:00:00.000", "2024-05-17 12:00:00.000"),
        ("this month", "2024-05-01 00:00:00.000", "2024-05-17 12:00:00.000"),
        ("this quarter", "2024-04-01 00:00:00.000", "2024-05-17 12:00:00.000"),
        ("this year", "2024-01-01 00:00:00.000", "2024-05-17 12:00:00.000"),
        ("last week", "2024-05-06 00:00:00.000", "2024-05-12 23:59:59.999"),
        ("last month", "2024-04-01 00:00:00.000", "2024-04-30 23:59:59.999"),
        ("last quarter", "2024-01-01 00:00:00.000", "2024-03-31 23:59:59.999"),
        ("last year", "2023-01-01 00:00:00.000", "2023-12-31 23:59:59.999"),
        ("next week", "2024-05-20 00:00:00.000", "2024-05-26 23:59:59.999"),
        ("next month", "2024-06-01 00:00:00.000", "2024-06-30 23:59:59.999"),
        ("next quarter", "2024-07-01 00:00:00.000", "2024-09-30 23:59:59.999"),
        ("next year", "2025-01-01 00:00:00.000", "2025-12-31 23:59:59.999"),
    ],
)
def test_the_calendar(name: str, first: str, last: str) -> None:
    assert shown(Calendric(name), "2024-05-17T12:00") == (first, last)  # type: ignore[arg-type]


def test_at_midnight_today_is_one_millisecond_long() -> None:
    midnight = ms("2024-05-17T00:00")
    assert span(Calendric("today"), midnight, WARSAW) == (midnight - 1, midnight)
    assert span(Calendric("yesterday"), midnight, WARSAW) == (midnight - DAY - 1, midnight - 1)


def test_a_week_starts_when_the_workspace_says() -> None:
    sunday = span(Calendric("this week"), ms("2024-05-17T12:00"), Calendar("Europe/Warsaw", 7))[0] + 1
    assert sunday == ms("2024-05-12")


def test_dates_are_whole_local_days_and_instants_are_strict() -> None:
    day, at = Day(2024, 3, 31), Instant(5)
    start, following = ms("2024-03-31"), ms("2024-04-01")
    assert following - start == 23 * 3_600_000
    assert span(Before(day), T, WARSAW) == (-NEVER, start - 1)
    assert span(After(day), T, WARSAW) == (following - 1, NEVER)
    assert span(On(day), T, WARSAW) == (start - 1, following - 1)
    assert span(Between(day, Day(2024, 4, 1)), T, WARSAW) == (start - 1, ms("2024-04-02") - 1)
    assert span(Before(at), T, WARSAW) == (-NEVER, 4)
    assert span(After(at), T, WARSAW) == (5, NEVER)
    assert span(Between(at, Instant(9)), T, WARSAW) == (5, 8)
    assert span(Between(at, day), T, WARSAW) == (5, following - 1)


def test_a_date_that_the_zone_skipped_holds_nothing() -> None:
    low, high = span(On(Day(2011, 12, 30)), T, Calendar("Pacific/Apia"))
    assert low == high


def test_no_window_at_all_is_open() -> None:
    assert span(None, T, WARSAW) == (-NEVER, NEVER)


@pytest.mark.parametrize("unit", UNITS)
def test_absurdly_long_windows_stay_within_64_bits(unit: str) -> None:
    for window in (Last(10**15, unit), Next(10**15, unit), AgoBetween(10**14, 10**15, unit)):  # type: ignore[arg-type]
        low, high = span(window, T, WARSAW)
        assert -NEVER <= low <= high <= NEVER


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Last(0, "day"), lambda: Next(-1, "day"), lambda: AgoBetween(3, 3, "day"),
        lambda: AgoBetween(-1, 3, "day"), lambda: MoreThanAgo(-1, "day"), lambda: Last(1, "fortnight"),  # type: ignore[arg-type]
        lambda: Last(True, "day"), lambda: Last(1.5, "day"),  # type: ignore[arg-type]
        lambda: Calendric("someday"), lambda: Day(2023, 2, 29), lambda: Day(0, 1, 1),  # type: ignore[arg-type]
        lambda: Anniversary(Next(3, "hour")),
    ],
)  # fmt: skip
def test_windows_that_make_no_sense_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r".+"):
        wrong()  # type: ignore[operator]


# ---- when it changes --------------------------------------------------------------------------------


@given(places_and_instants(), moving, week_starts, st.one_of(st.integers(0, 2), st.integers(0, 100 * DAY)))
def test_the_ends_never_move_backwards(
    case: tuple[str, int], window: Window, week_start: int, later: int
) -> None:
    zone, at = case
    calendar = Calendar(zone, week_start)
    before, after = span(window, at, calendar), span(window, at + later, calendar)
    assert before[0] <= after[0]
    assert before[1] <= after[1]


@given(places_and_instants(), moving, week_starts, st.booleans(), st.integers(-400 * DAY, 400 * DAY))
def test_presence_is_exactly_where_it_is_inside(
    case: tuple[str, int], window: Window, week_start: int, event: bool, away: int
) -> None:
    zone, t = case
    calendar = Calendar(zone, week_start)
    found = presence(window, t, calendar, event=event)
    since, until = (NEVER, NEVER) if found is None else (found.since, found.until)
    probes = {x + e for x in (t, since, until) for e in (-1, 0, 1) if abs(x) < NEVER} | {t + away}
    for at in probes:
        assert inside(window, t, at, calendar, event) == (since <= at < until)


@given(places_and_instants(), moving, week_starts)
def test_something_at_the_very_edge_changes_now(
    case: tuple[str, int], window: Window, week_start: int
) -> None:
    # From the other side: T is drawn, and t lies on an edge of the window at T.
    zone, at = case
    calendar = Calendar(zone, week_start)
    for end in span(window, at, calendar):
        for t in (end - 1, end, end + 1):
            assume(abs(t) < 10**14)
            now = inside(window, t, at, calendar)
            change = next_edge(window, t, at, calendar)
            if change is not None:
                assert change > at
                assert inside(window, t, change, calendar) != now
                assert inside(window, t, change - 1, calendar) == now
            else:
                assert all(inside(window, t, at + k * 40 * DAY, calendar) == now for k in range(60))


@given(places_and_instants(), fixed, st.booleans())
def test_fixed_windows_change_at_most_when_an_event_falls_due(
    case: tuple[str, int], window: Window | None, event: bool
) -> None:
    zone, t = case
    calendar = Calendar(zone)
    found = presence(window, t, calendar, event=event)
    if found is None:
        assert not any(inside(window, t, at, calendar, event) for at in (t - 1, t, t + 1, NEVER))
    else:
        assert found == Presence(t if event else -NEVER, NEVER)
        assert inside(window, t, t, calendar, event)
    assert next_edge(window, t, t, calendar, event=event) is None


def test_entering_and_leaving() -> None:
    window, utc = AgoBetween(1, 3, "day"), Calendar("UTC")
    assert presence(window, 0, utc) == Presence(DAY, 3 * DAY)
    assert enters(window, 0, utc, 0) == DAY
    assert enters(window, 0, utc, DAY) is None
    assert leaves(window, 0, utc, DAY) == 3 * DAY
    assert leaves(window, 0, utc, 3 * DAY - 1) == 3 * DAY
    assert leaves(window, 0, utc, 3 * DAY) is None
    assert next_edge(window, 0, 0, utc) == DAY
    assert next_edge(window, 0, DAY, utc) == 3 * DAY
    assert next_edge(window, 0, 3 * DAY, utc) is None


def test_a_future_event_comes_in_when_it_is_due() -> None:
    utc = Calendar("UTC")
    assert enters(None, 50, utc, 10, event=True) == 50
    assert enters(Before(Day(2000, 1, 1)), 50, utc, 10, event=True) == 50
    assert enters(Last(1, "year"), 50, utc, 10, event=True) == 50
    assert enters(Next(1, "day"), 50, utc, 10, event=True) is None
    assert enters(None, 50, utc, 10) is None


def test_an_event_of_the_day_before_a_skipped_one_is_never_yesterdays() -> None:
    apia = Calendar("Pacific/Apia")
    last_of_29 = apia.date_start(date(2011, 12, 31)) - 1
    assert presence(Calendric("yesterday"), last_of_29, apia) is None
    assert presence(Calendric("today"), last_of_29, apia, event=True) == Presence(last_of_29, last_of_29 + 1)


# ---- anniversaries ------------------------------------------------------------------------------------

stretches = st.one_of(
    st.builds(Last, st.integers(1, 370), st.sampled_from(("day",))),
    st.builds(Next, st.integers(361, 366), st.sampled_from(("day",))),
    st.builds(Next, st.integers(1, 370), st.sampled_from(("day",))),
    st.builds(Last, st.integers(1, 14), st.sampled_from(("week", "month"))),
    st.builds(Next, st.integers(1, 14), st.sampled_from(("week", "month"))),
    st.sampled_from(CALENDRIC).map(Calendric),
).map(Anniversary)


def anniversary_of(born: date, year: int) -> date:
    return date(year, 2, 28) if (born.month, born.day) == (2, 29) and year % 4 else born.replace(year=year)


def recurs_plainly(when: Anniversary, born: date, today: date, calendar: Calendar) -> bool:
    first, last = anniversary_days(when, today.toordinal(), calendar)
    around = (anniversary_of(born, y) for y in range(today.year - 3, today.year + 4))
    return any(first <= day.toordinal() <= last for day in around)


born_days = st.one_of(
    st.dates(date(1930, 1, 1), date(2020, 12, 31)),
    st.sampled_from(
        (date(1992, 2, 29), date(1992, 2, 28), date(1991, 3, 1), date(1990, 12, 31), date(1990, 1, 1))
    ),
)
todays = st.one_of(
    st.dates(date(2001, 1, 1), date(2030, 12, 31)),
    st.builds(lambda y, d: date(y, 2, 27) + timedelta(days=d), st.integers(2001, 2030), st.integers(-3, 4)),
)


@pytest.mark.parametrize(
    ("when", "today", "first", "last"),
    [
        (Next(7, "day"), "2024-05-17", "2024-05-17", "2024-05-24"),
        (Last(7, "day"), "2024-05-17", "2024-05-10", "2024-05-17"),
        (Next(1, "month"), "2024-01-31", "2024-01-31", "2024-03-01"),
        (Last(1, "month"), "2024-03-31", "2024-03-01", "2024-03-31"),
        (Calendric("today"), "2024-05-17", "2024-05-17", "2024-05-17"),
        (Calendric("tomorrow"), "2024-05-17", "2024-05-18", "2024-05-18"),
        (Calendric("this week"), "2024-05-17", "2024-05-13", "2024-05-19"),
        (Calendric("next week"), "2024-05-17", "2024-05-20", "2024-05-26"),
        (Calendric("this month"), "2024-05-17", "2024-05-01", "2024-05-31"),
        (Calendric("next month"), "2024-12-17", "2025-01-01", "2025-01-31"),
    ],
)
def test_the_days_of_a_stretch(when: Last | Next | Calendric, today: str, first: str, last: str) -> None:
    found = anniversary_days(Anniversary(when), date.fromisoformat(today).toordinal(), WARSAW)
    assert [date.fromordinal(d).isoformat() for d in found] == [first, last]


def test_29_february_falls_on_28_february_in_common_years() -> None:
    leap, today = ms("1992-02-29"), Anniversary(Calendric("today"))
    assert recurs(today, leap, ms("2023-02-28T15:00"), WARSAW)
    assert not recurs(today, leap, ms("2024-02-28T15:00"), WARSAW)
    assert recurs(today, leap, ms("2024-02-29T15:00"), WARSAW)
    assert not recurs(today, leap, ms("2023-03-01"), WARSAW)
    assert recurs_changes(today, leap, ms("2023-02-28T15:00"), WARSAW) == ms("2023-03-01")
    assert recurs_changes(today, leap, ms("2023-03-01"), WARSAW) == ms("2024-02-29")


def test_the_turn_of_the_year_is_no_edge() -> None:
    born = ms("1990-01-03")
    assert recurs(Anniversary(Next(7, "day")), born, ms("2024-12-28T09:00"), WARSAW)
    assert not recurs(Anniversary(Next(5, "day")), born, ms("2024-12-28T23:59:59.999"), WARSAW)
    assert recurs(Anniversary(Next(5, "day")), born, ms("2024-12-29"), WARSAW)


@pytest.mark.parametrize("days", [361, 362, 363, 364, 365, 366])
def test_a_stretch_of_nearly_a_year_lets_go_of_some_days(days: int) -> None:
    when, today = Anniversary(Next(days, "day")), date(2023, 3, 1)
    start = WARSAW.date_start(today)
    for born in (today + timedelta(days=k) for k in (-4, -3, -2, -1, 0, 1, 363, 364, 365)):
        now = recurs_plainly(when, born, today, WARSAW)
        later = (today + timedelta(days=k) for k in range(1, 1500))
        first = next((d for d in later if recurs_plainly(when, born, d, WARSAW) != now), None)
        found = recurs_changes(when, WARSAW.date_start(born), start, WARSAW)
        assert found == (None if first is None else WARSAW.date_start(first))


@given(stretches, born_days, todays, week_starts)
def test_anniversaries_are_looked_for_in_whole_days(
    when: Anniversary, born: date, today: date, week_start: int
) -> None:
    calendar = Calendar("Europe/Warsaw", week_start)
    t, start = calendar.date_start(born), calendar.date_start(today)
    expected = recurs_plainly(when, born, today, calendar)
    for at in (start, start + DAY // 2, calendar.date_start(today + timedelta(days=1)) - 1):
        assert recurs(when, t, at, calendar) == expected
        assert (calendar.local_month_day(t) in recurring_days(when, at, calendar)) == expected


@given(stretches, born_days, todays, week_starts)
def test_the_next_change_is_the_first_day_that_differs(
    when: Anniversary, born: date, today: date, week_start: int
) -> None:
    calendar = Calendar("Europe/Warsaw", week_start)
    now = recurs_plainly(when, born, today, calendar)
    later = (today + timedelta(days=k) for k in range(1, 1500))
    expected = next((d for d in later if recurs_plainly(when, born, d, calendar) != now), None)
    found = recurs_changes(when, calendar.date_start(born), calendar.date_start(today) + DAY // 2, calendar)
    assert found == (None if expected is None else calendar.date_start(expected))


@given(places_and_instants(), stretches, born_days)
def test_the_next_change_is_true_in_every_zone(case: tuple[str, int], when: Anniversary, born: date) -> None:
    zone, at = case
    calendar = Calendar(zone)
    t = walls.first_at(zone, walls.BARE_EPOCH + timedelta(days=born.toordinal() - 719_163))
    now, change = recurs(when, t, at, calendar), recurs_changes(when, t, at, calendar)
    if change is not None:
        assert change > at
        assert recurs(when, t, change, calendar) != now
        assert recurs(when, t, change - 1, calendar) == now
