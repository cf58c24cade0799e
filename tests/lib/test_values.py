from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.instants import from_iso
from coterie.lib.values import as_bool, as_instant, as_list, as_number, as_text, dig, length

ANYTHING: tuple[Any, ...] = (None, True, 1, 1.5, Decimal("1.5"), "text", [1], {"a": 1})


def read(reader: Any) -> list[Any]:
    return [reader(value) for value in ANYTHING]


def test_each_reader_takes_its_own_type_and_leaves_the_rest() -> None:
    assert read(as_number) == [None, None, 10_000, 15_000, 15_000, None, None, None]
    assert read(as_text) == [None, "true", "1", "1.5", "1.5", "text", None, None]
    assert read(as_bool) == [None, True, None, None, None, None, None, None]
    assert read(lambda v: as_instant(v, "UTC")) == [None] * 8
    assert read(as_list) == [None, None, None, None, None, None, [1], None]
    assert read(length) == [None, None, None, None, None, 4, 1, None]


def test_text_reads_as_what_it_says() -> None:
    assert as_number(" 12.5 ") == 125_000
    assert as_number("12,5") is None
    assert (as_bool("True"), as_bool(" FALSE "), as_bool("yes"), as_bool("")) == (True, False, None, None)
    assert as_instant(" 2024-06-01 ", "Europe/Warsaw") == from_iso("2024-06-01", "Europe/Warsaw")
    assert as_instant("2024-06-01T12:00Z", "Europe/Warsaw") == 1_717_243_200_000
    assert as_instant("2024-06-01T12:00", "Europe/Warsaw") == 1_717_243_200_000
    assert as_text(" Łódź ") == " łódź "
    assert as_text(" Ło\u0301dź ", folded=False) == " Łódź "


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "0"), (-0.0, "0"), (42.50, "42.5"), (1e3, "1000"), (-1.25, "-1.25"), (Decimal("1.10"), "1.1"),
        (0.123456, "0.1235"), (5_551_234_567_890_123, "5551234567890123"), (-(10**20), "-" + "1" + "0" * 20),
        (1e22, "10000000000000000000000"), (Decimal("123456789012345678.50"), "123456789012345678.50"),
        (float("nan"), None), (float("inf"), None), (Decimal("1E+99999"), None),
    ],
)  # fmt: skip
def test_numbers_read_as_their_shortest_decimal(number: Any, text: str | None) -> None:
    assert as_text(number) == text


def test_whole_numbers_too_long_to_write_read_as_nothing() -> None:
    assert as_text(1 << 40_000) is None
    assert as_number(1 << 40_000) is None


@given(st.integers(-(10**13), 10**13))
def test_equal_numbers_read_as_equal_texts(whole: int) -> None:
    assert as_text(whole) == as_text(float(whole)) == as_text(Decimal(whole)) == as_text(str(whole))


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("a", {"b": {"c": 1}, "b.c": 2}), ("a.b", {"c": 1}), ("a.b.c", 2), ("x.y", 3), ("x.y.z", 4),
        ("l", [5]),
        ("l.0", None), ("n", None), ("n.m", None), ("t.0", None), ("", None), (".", None),
        ("a.", None), (".a", None),
        ("a..b", None), ("x", {"y": {"z": 4}}), ("p.q.r", 6), ("missing", None), ("a.missing", None),
    ],
)  # fmt: skip
def test_dotted_paths(path: str, found: Any) -> None:
    nested = {
        "a": {"b": {"c": 1}, "b.c": 2},
        "x.y": 3, "x": {"y": {"z": 4}},
        "l": [5], "n": None, "t": "text",
        "p.q": {"other": 7}, "p": {"q": {"r": 6}},
    }  # fmt: skip
    assert dig(nested, path) == found


def test_a_key_that_holds_the_dots_wins_even_when_cleared() -> None:
    assert dig({"a.b": None, "a": {"b": 1}}, "a.b") is None
    assert dig({"a.b": {"c": 1}, "a": {"b.c": 2}}, "a.b.c") == 1


def test_lengths_count_characters_not_bytes_nor_marks() -> None:
    assert (length("żółw"), length("e\u0301"), length(""), length([]), length([None])) == (4, 1, 0, 0, 1)
