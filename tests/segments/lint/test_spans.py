"""Windows against each other: what is said of them holds at every instant tried."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.lib.calendar import Calendar
from coterie.segments.lint import spans
from coterie.segments.parts.window import (
    After,
    AgoBetween,
    Before,
    Between,
    Calendric,
    Day,
    Instant,
    Last,
    MoreThanAgo,
    Next,
    On,
    Window,
    span,
)
from tests.strategies import windows

UTC = Calendar("UTC")
ZONES = ("UTC", "Europe/Warsaw", "America/New_York", "Asia/Almaty", "Pacific/Apia", "Africa/Monrovia")
WITHIN: list[tuple[Window, Window | None]] = [
    (Last(30, "day"), Last(90, "day")),
    (Last(7, "day"), Last(1, "week")),
    (Last(1, "week"), Last(7, "day")),
    (Last(3, "month"), Last(1, "quarter")),
    (Last(26, "day"), Last(1, "month")),
    (Last(1, "month"), Last(33, "day")),
    (Last(11, "month"), Last(1, "year")),
    (Last(30, "day"), None),
    (AgoBetween(10, 20, "day"), Last(20, "day")),
    (AgoBetween(10, 20, "day"), MoreThanAgo(10, "day")),
    (AgoBetween(0, 20, "day"), Last(20, "day")),
    (Calendric("today"), Calendric("this week")),
    (Calendric("today"), Last(3, "day")),
    (Calendric("this month"), Calendric("this year")),
    (Calendric("last month"), Last(3, "month")),
    (On(Day(2026, 3, 1)), Between(Day(2026, 2, 1), Day(2026, 3, 1))),
    (Before(Day(2026, 1, 1)), Before(Instant(1_800_000_000_000))),
    (After(Day(2026, 1, 1)), After(Instant(0))),
    (MoreThanAgo(2, "month"), MoreThanAgo(20, "day")),
]
NOT_WITHIN: list[tuple[Window | None, Window]] = [
    (Last(90, "day"), Last(30, "day")),
    (Last(30, "day"), Last(1, "month")),
    (Last(1, "month"), Last(30, "day")),
    (None, Last(1, "year")),
    (Calendric("this week"), Calendric("this month")),
    (Last(30, "day"), After(Day(2026, 1, 1))),
]


@pytest.mark.parametrize(("inner", "outer"), WITHIN, ids=str)
def test_what_lies_within_is_known(inner: Window, outer: Window | None) -> None:
    assert spans.within(inner, outer, UTC)


@pytest.mark.parametrize(("inner", "outer"), NOT_WITHIN, ids=str)
def test_nothing_is_said_where_it_may_not_hold(inner: Window | None, outer: Window) -> None:
    assert not spans.within(inner, outer, UTC)


def test_events_are_never_in_the_future() -> None:
    assert spans.empty(Next(1, "day"), UTC)
    assert not spans.empty(Next(1, "day"), UTC, events=False)
    assert spans.within(After(Day(2026, 1, 1)), AgoBetween(0, 9_999, "day"), UTC) is False
    assert spans.within(Calendric("next week"), Last(1, "day"), UTC)


def test_some_windows_are_apart() -> None:
    assert spans.apart(Last(30, "day"), Next(1, "day"), UTC)
    assert spans.apart(Last(30, "day"), MoreThanAgo(30, "day"), UTC)
    assert spans.apart(Calendric("yesterday"), Calendric("today"), UTC)
    assert spans.apart(Before(Day(2026, 1, 1)), After(Day(2026, 1, 1)), UTC)
    assert not spans.apart(Last(30, "day"), Calendric("this month"), UTC)


_PAIRS = st.tuples(windows(dates=True), windows(dates=True))


@settings(max_examples=600, deadline=None)
@given(
    windows(dates=True),
    windows(dates=True),
    st.sampled_from(ZONES),
    st.integers(0, 2 * 10**12),
    st.booleans(),
)
def test_it_holds_in_every_zone_at_every_instant(
    one: Window, other: Window, zone: str, T: int, events: bool
) -> None:
    calendar = Calendar(zone)
    (low, high), (other_low, other_high) = span(one, T, calendar), span(other, T, calendar)
    if events:
        high, other_high = min(high, T), min(other_high, T)
    if spans.within(one, other, calendar, events) and low < high:
        assert other_low <= low
        assert high <= other_high
    if spans.empty(one, calendar, events):
        assert high <= low
    if spans.apart(one, other, calendar):
        assert min(high, other_high) <= max(low, other_low)
