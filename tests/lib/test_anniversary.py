from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.anniversary import YEAR_DAYS, changes, falls_on, month_day, names_between

dates = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(dates, st.integers(1900, 2100))
def test_an_anniversary_falls_once_a_year_on_its_month_and_day(born: date, year: int) -> None:
    day = date.fromordinal(falls_on(month_day(born.toordinal()), year))
    leap_day = (born.month, born.day) == (2, 29)
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    assert day == (date(year, 2, 28) if leap_day and not is_leap else date(year, born.month, born.day))


@given(dates, st.integers(0, 800))
def test_names_are_those_of_the_anniversaries_between(first: date, more: int) -> None:
    last = first + timedelta(days=more)
    named = names_between(first.toordinal(), last.toordinal())
    for born in (date(1992, 1, 1) + timedelta(days=k) for k in range(366)):
        name = month_day(born.toordinal())
        falls = (falls_on(name, year) for year in range(first.year, last.year + 1))
        assert (name in named) == any(first.toordinal() <= day <= last.toordinal() for day in falls)


def test_a_year_of_days_holds_every_name() -> None:
    for first in range(date(2022, 1, 1).toordinal(), date(2026, 1, 1).toordinal()):
        assert len(names_between(first, first + YEAR_DAYS - 1)) == 366


def test_changes_lie_ahead_and_are_in_order() -> None:
    today = date(2024, 5, 17).toordinal()
    found = [date.fromordinal(d) for d in changes(520, today, lambda day: (day, day + 2))][:4]
    assert found == [date(2024, 5, 18), date(2024, 5, 21), date(2025, 5, 18), date(2025, 5, 21)]
