from __future__ import annotations

import json
from decimal import ROUND_DOWN, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.numbers import LIMIT, SCALE, compare_ratios, half_even, scaled, text_of

stored = st.integers(-LIMIT + 1, LIMIT - 1)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, (0, True)), (-0.0, (0, True)), (42, (420_000, True)), (42.5, (425_000, True)),
        (0.1, (1_000, True)),
        (1.1, (11_000, True)), (0.3, (3_000, True)), (0.1 + 0.2, (3_000, False)), (19.99, (199_900, True)),
        (1e13, (10**17, True)), (1e-5, (0, False)), (-1e-300, (0, False)), (0.00005, (0, False)),
        (0.00015, (2, False)), (0.00025, (2, False)), (-0.00025, (-2, False)), (0.00035, (4, False)),
        (2.675, (26_750, True)), (1.00005, (10_000, False)),
        (99999999999999.98, (999_999_999_999_999_800, True)), (1e14, None),
        (10**14 - 1, (LIMIT - SCALE, True)), (10**14, None), (-(10**14), None), (10**400, None),
        (Decimal("99999999999999.9999"), (LIMIT - 1, True)), (Decimal("99999999999999.99995"), None),
        (Decimal("99999999999999.99994"), (LIMIT - 1, False)), (Decimal("1E+13"), (10**17, True)),
        (Decimal("NaN"), None), (Decimal("sNaN"), None), (Decimal("Infinity"), None), (float("nan"), None),
        (float("inf"), None), (Decimal("1E-999999"), (0, False)), (Decimal("0E-20"), (0, True)),
        (Decimal("0E+99"), (0, True)),
    ],
)  # fmt: skip
def test_numbers(value: float | Decimal, expected: tuple[int, bool] | None) -> None:
    assert scaled(value) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", (120_000, True)), (" 12.50\n", (125_000, True)), ("+1", (10_000, True)),
        ("-.5", (-5_000, True)),
        ("5.", (50_000, True)), ("007", (70_000, True)), ("1e3", (10**7, True)), ("1E-4", (1, True)),
        ("1e-999999", (0, False)), ("1.00005", (10_000, False)), ("1.00015", (10_002, False)),
        ("0" * 500 + "1", (10_000, True)), ("0." + "0" * 500 + "1", (0, False)),
    ],
)  # fmt: skip
def test_numeric_text(text: str, expected: tuple[int, bool]) -> None:
    assert scaled(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", ".", "-", "+", "e5", "1e", "1e+", "--1", "1,5", "1 000", "1_000", "0x10", "nan",
        "inf", "Infinity",
        "١٢", "1２", "½", "1.2.3", "12 kg", "€5", "1e9999999", "1e14", "100000000000000",
        "9" * 5_000, "true", "1\x000",
    ],
)  # fmt: skip
def test_text_that_is_no_number(text: str) -> None:
    assert scaled(text) is None


@given(stored)
def test_what_is_written_is_read_again(number: int) -> None:
    text = text_of(number)
    assert scaled(text) == (number, True)
    assert scaled(Decimal(text)) == (number, True)


@given(stored)
def test_the_written_form_is_the_shortest(number: int) -> None:
    text = text_of(number)
    assert Fraction(text) == Fraction(number, SCALE)
    assert not ("." in text and text.endswith(("0", ".")))
    assert text != "-0"


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 4))
def test_json_decimals_of_15_digits_are_read_as_written(digits: int, places: int) -> None:
    written = str(Decimal(digits).scaleb(-places))
    exact = digits * 10 ** (4 - places)
    if abs(exact) < LIMIT and "E" not in written:
        assert scaled(json.loads(written)) == (exact, True)


@given(st.one_of(st.floats(allow_nan=False, allow_infinity=False), st.floats(-1e6, 1e6)))
def test_floats_are_their_shortest_decimal(value: float) -> None:
    shortest = Fraction(repr(value))
    rounded = round(shortest * SCALE)  # Fraction rounds half to even
    expected = (rounded, shortest * SCALE == rounded) if abs(rounded) < LIMIT else None
    assert scaled(value) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=9))
def test_decimals_are_rounded_half_to_even_in_any_context(value: Decimal) -> None:
    exact = Fraction(value) * SCALE
    rounded = round(exact)
    with localcontext() as context:
        context.prec, context.rounding = 3, ROUND_DOWN
        assert scaled(value) == ((rounded, exact == rounded) if abs(rounded) < LIMIT else None)


@given(st.integers(), st.integers().filter(bool))
def test_half_even_is_that_of_fractions(numerator: int, denominator: int) -> None:
    assert half_even(numerator, denominator) == round(Fraction(numerator, denominator))


def test_nothing_is_divided_by_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        half_even(1, 0)
    for over in (0, -1):
        with pytest.raises(ValueError, match="positive denominators"):
            compare_ratios(1, over, 1, 1)


@given(stored, st.integers(1, 10**9), stored, st.integers(1, 10**9))
def test_ratios_compare_like_fractions(a: int, b: int, c: int, d: int) -> None:
    left, right = Fraction(a, b), Fraction(c, d)
    assert compare_ratios(a, b, c, d) == (left > right) - (left < right)
    assert compare_ratios(a, b, a * 3, b * 3) == 0
