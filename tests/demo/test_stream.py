"""Families of messages: their order, their ids, and how they are merged."""

from __future__ import annotations

import numpy as np

from coterie.demo.stream import BLOCK, Family, merged, messages_of, track


def family(name: str, *instants: int) -> Family:
    return Family(name, np.array(instants, dtype=np.int64), lambda n: track("u", name, {"n": n}))


def test_a_family_comes_in_order_of_time_and_equal_instants_in_order_of_number() -> None:
    found = [(m["timestamp"], m["properties"]["n"]) for m in messages_of(family("a", 2, 1, 2, 0))]
    assert found == [
        ("1970-01-01T00:00:00.000Z", 3),
        ("1970-01-01T00:00:00.001Z", 1),
        ("1970-01-01T00:00:00.002Z", 0),
        ("1970-01-01T00:00:00.002Z", 2),
    ]


def test_an_id_says_the_family_and_the_number() -> None:
    assert [m["messageId"] for m in messages_of(family("a", 5, 4))] == ["a-1", "a-0"]


def test_equal_instants_of_two_families_come_in_the_order_of_the_families() -> None:
    found = [m["event"] for m in merged([family("b", 1, 3), family("a", 0, 1, 3)])]
    assert found == ["a", "b", "a", "b", "a"]


def test_a_long_family_is_whole() -> None:
    instants = np.arange(3 * BLOCK + 5, dtype=np.int64)[::-1]
    found = [m["messageId"] for m in messages_of(Family("l", instants, lambda n: track("u", "e", {})))]
    assert found == [f"l-{n}" for n in range(len(instants) - 1, -1, -1)]


def test_an_empty_family_is_no_message() -> None:
    assert list(merged([family("a"), family("b", 1)])) == list(messages_of(family("b", 1)))
