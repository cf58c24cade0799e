from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.money import convert, minor_digits, round_to_minor
from coterie.lib.numbers import LIMIT, SCALE

amounts = st.integers(-LIMIT + 1, LIMIT - 1)
rates = st.decimals(min_value="0.000001", max_value="100000", places=6)
currencies = st.sampled_from(("EUR", "PLN", "USD", "KZT", "JPY", "KWD", "CLF"))


@pytest.mark.parametrize(
    ("currency", "digits"),
    [
        ("EUR", 2),
        ("PLN", 2),
        ("KZT", 2),
        ("RSD", 2),
        ("HUF", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("KWD", 3),
        ("IQD", 3),
        ("CLF", 4),
    ],
)
def test_minor_units_are_those_of_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


def test_every_currency_of_the_standard_has_a_minor_unit() -> None:
    codes = [currency.alpha_3 for currency in pycountry.currencies]
    assert len(codes) > 150
    assert {minor_digits(code) for code in codes} == {0, 2, 3, 4}


@pytest.mark.parametrize("code", ["", "eur", "EURO", "€", "E1R", "EUR\n"])
def test_what_is_no_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        minor_digits(code)


@given(amounts, currencies, rates)
def test_conversion_is_exact_and_rounded_once(amount: int, to: str, rate: Decimal) -> None:
    units = round(Fraction(amount, SCALE) * Fraction(rate) * 10 ** minor_digits(to))
    assert convert(amount, "XTS", to, rate) == units * SCALE // 10 ** minor_digits(to)


def test_ties_go_to_the_even_cent() -> None:
    assert [round_to_minor(n, "EUR") for n in (50, 150, 250, -50, -150, 49, 51)] == [
        0,
        200,
        200,
        0,
        -200,
        0,
        100,
    ]
    assert convert(10_000, "USD", "EUR", Decimal("0.925")) == 9_200
    assert convert(10_000, "USD", "EUR", Decimal("0.935")) == 9_400
    assert convert(15_000, "EUR", "JPY", Decimal(1)) == 20_000


def test_within_one_currency_the_rate_is_one() -> None:
    assert convert(12_345, "EUR", "EUR", Decimal("0.5")) == 12_300


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity"])
def test_what_is_no_rate_is_refused(rate: str) -> None:
    with pytest.raises(ValueError, match="rate of exchange"):
        convert(1, "USD", "EUR", Decimal(rate))
