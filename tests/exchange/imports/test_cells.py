from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.exchange.imports.cells import Manner, Type, Unreadable, json_value, read
from coterie.exchange.imports.guess import decimal_of

POINT, COMMA = Manner(), Manner(",", ("%d.%m.%Y",), "Europe/Warsaw")


@pytest.mark.parametrize(
    ("cell", "manner", "number"),
    [
        ("1.234,56", COMMA, Decimal("1234.56")),
        ("1 234,5 zł", COMMA, Decimal("1234.5")),
        ("-12,50 €", COMMA, Decimal("-12.50")),
        ("1.234", COMMA, 1234),
        ("1.234", POINT, Decimal("1.234")),
        ("1,234", POINT, 1234),
        ("$1,258.54", POINT, Decimal("1258.54")),
        ("PLN 10", POINT, 10),
        (" 7 ", POINT, 7),
        (".5", POINT, Decimal("0.5")),
        (2.55, POINT, Decimal("2.55")),
        (Decimal("1.10"), POINT, Decimal("1.10")),
        (-3, POINT, -3),
        ("", POINT, None),
        ("NaN", POINT, None),
        (float("nan"), POINT, None),
    ],
)
def test_numbers_are_read_as_people_and_machines_write_them(cell: Any, manner: Manner, number: Any) -> None:
    assert read(cell, "number", manner) == number


@pytest.mark.parametrize("cell", ["abc", "1,2,3", "1.2.3", "--1", "12 34", True, "5 apples and more"])
def test_what_is_no_number_is_said_to_be_none(cell: Any) -> None:
    with pytest.raises(Unreadable) as raised:
        read(cell, "number", POINT)
    assert raised.value.reject.code == "bad-number"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_grouping_and_a_decimal_comma_change_no_number(number: Decimal) -> None:
    grouped = f"{number:,.2f}"
    assert read(grouped, "number", POINT) == number
    assert read(grouped.translate(str.maketrans(",.", ".,")), "number", COMMA) == number
    assert read(grouped.replace(",", "\u00a0").replace(".", ","), "number", COMMA) == number


def test_dates_keep_to_the_day_unless_a_time_is_told() -> None:
    assert read("1.5.1990", "date", COMMA) == "1990-05-01"
    assert read("1.5.1990", "instant", COMMA) == "1990-04-30T22:00:00.000Z"
    assert read(date(1990, 5, 1), "date", COMMA) == "1990-05-01"
    assert read(datetime(1990, 5, 1, 12, tzinfo=UTC), "date", COMMA) == "1990-05-01T12:00:00.000Z"


@pytest.mark.parametrize(
    ("cell", "kind", "code"),
    [("soon", "instant", "bad-date"), ("32.1.2024", "date", "bad-date"), ("perhaps", "flag", "bad-flag")],
)
def test_what_cannot_be_read_has_a_code(cell: str, kind: Type, code: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(cell, kind, COMMA)
    assert raised.value.reject.code == code
    assert raised.value.reject.code in {"bad-date", "bad-flag"}


def test_yes_and_no_in_four_languages() -> None:
    assert [read(word, "flag", POINT) for word in ("Yes", "TAK", "da", "иә", "1", "true", 1, True)] == [
        True
    ] * 8
    assert [read(word, "flag", POINT) for word in ("no", "nie", "Ne", "жоқ", "0", 0, False)] == [False] * 7


def test_identifiers_stay_as_they_are_written() -> None:
    assert read("00123", "text", POINT) == "00123"
    assert read(17850, "text", POINT) == "17850"
    assert read(17850.0, "text", POINT) == "17850"


def test_cells_that_nobody_names_keep_their_types() -> None:
    wall = datetime(2024, 5, 1, 8)  # noqa: DTZ001 (files know walls, not zones)
    assert json_value({"a": [1.10, wall, float("inf")]}, "Europe/Warsaw") == {
        "a": [Decimal("1.1"), "2024-05-01T06:00:00.000Z", None]
    }


def test_the_sign_before_decimals_is_found_out() -> None:
    assert decimal_of(["12,50", "3"]) == ","
    assert decimal_of(["1.234,50"]) == ","
    assert decimal_of(["12.5", "1,000"]) == "."
    assert decimal_of(["1,000", "2.000"]) is None
