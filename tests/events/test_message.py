"""What a message may be, and the code of everything it may not."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from coterie.events import Rejection, Rules, read
from coterie.events.message import AS_TYPED, DEEPEST, INEXACT, LARGEST, LONGEST, Fact
from coterie.record import decode

NOW = 1_790_000_000_000
RULES = Rules(NOW)


def track(**more: Any) -> dict[str, Any]:
    return {"type": "track", "userId": "ana", "event": "Order Completed", **more}


def identify(**traits: Any) -> dict[str, Any]:
    return {"type": "identify", "userId": "ana", "traits": traits}


def fact(message: Any) -> Fact:
    found = read(message, RULES)
    assert isinstance(found, Fact), found
    return found


def deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


REFUSED = {
    "not-an-object": ["track", None, 7, ["a"]],
    "bad-type": [{"userId": "a"}, {"type": "purchase", "userId": "a"}, {"type": ["track"], "userId": "a"}],
    "no-identity": [
        {"type": "track", "event": "A"},
        {"type": "identify", "traits": {"email": "none"}},
        track(userId=""),
        track(userId="  "),
    ],
    "no-event-name": [track(event=""), track(event=None), track(event=" "), track(event=7)],
    "bad-timestamp": [
        track(timestamp="yesterday"),
        track(timestamp=1_790_000_000),
        track(timestamp="2026-02-30"),
    ],
    "too-early": [track(timestamp="1989-12-31T23:59:59.999Z")],
    "reserved-trait": [identify(**{"$score.rfm": 1}), identify(**{"$include.vip": True})],
    "bad-field": [
        track(properties=[1]),
        track(context="web"),
        {"type": "identify", "userId": "a", "traits": "x"},
    ],
    "bad-identifier": [
        track(userId={"id": 1}),
        track(anonymousId=True),
        track(messageId=1.5),
        track(userId="a\0"),
    ],
    "too-long": [track(userId="u" * (LONGEST + 1)), track(event="e" * (LONGEST + 1))],
    "too-deep": [track(properties={"a": deep(DEEPEST)}), track(context={"a": deep(1_000_000)})],
    "too-large": [track(properties={"a": "x" * LARGEST})],
    "not-json": [
        track(properties={"a": object()}),
        track(properties={"a": "\ud800"}),
        track(userId="\udfff"),
    ],
    "no-previous-id": [
        {"type": "alias", "userId": "a"},
        {"type": "alias", "previousId": "b", "anonymousId": "c"},
    ],
    "no-group-id": [{"type": "group", "userId": "a", "traits": {}}],
}


@pytest.mark.parametrize(("code", "message"), [(code, m) for code, all_ in REFUSED.items() for m in all_])
def test_what_is_wrong_has_a_code(code: str, message: Any) -> None:
    found = read(message, RULES)
    assert isinstance(found, Rejection)
    assert (found.code, bool(found.reason)) == (code, True)


def test_every_code_is_tried() -> None:
    said = [
        "not-an-object", "bad-type", "no-identity", "no-event-name", "bad-timestamp", "too-early",
        "bad-field", "reserved-trait", "bad-identifier", "too-long", "too-deep", "too-large", "not-json",
        "no-previous-id",
        "no-group-id",
    ]  # fmt: skip
    assert sorted(said) == sorted(REFUSED)


def test_a_message_without_a_timestamp_is_of_now() -> None:
    assert fact(track()).t == NOW


def test_timestamps_are_utc_where_they_name_no_zone() -> None:
    told = ["2026-01-02", "2026-01-02T00:00:00Z", "2026-01-02T01:00:00.0009+01:00", "2026-01-02 00:00"]
    assert {fact(track(timestamp=text)).t for text in told} == {1_767_312_000_000}
    assert fact(track(timestamp=datetime(2026, 1, 2, tzinfo=UTC))).t == 1_767_312_000_000


def test_the_earliest_instant_itself_is_taken() -> None:
    assert fact(track(timestamp="1990-01-01T00:00:00Z")).t == RULES.earliest


def test_identifiers_are_trimmed_and_numbers_are_texts() -> None:
    found = fact(track(userId=17, anonymousId=" a ", messageId="m"))
    assert (found.user, found.anonymous, found.id) == ("17", "a", "m")


def test_the_deepest_and_largest_that_is_taken() -> None:
    assert fact(track(properties={"a": deep(DEEPEST - 1)})).name == "Order Completed"
    assert fact(track(properties={"a": "x" * (LARGEST - 8)})).json.startswith('{"a":"x')


def test_properties_are_kept_as_written_with_the_context_beneath() -> None:
    found = fact(track(properties={"total": Decimal("10.10"), "n": None}, context={"page": {"url": "/a"}}))
    assert found.json == '{"total":10.10,"n":null,"context":{"page":{"url":"/a"}}}'
    assert found.flags == 0


@pytest.mark.parametrize("text", ["99999999999999.9999", "0.12345678901234567", "1e-30"])
def test_numbers_beyond_floating_point_are_flagged_or_survive_it(text: str) -> None:
    number = Decimal(text)
    found = fact(track(properties={"total": number}))
    assert decode(found.json)["total"] == number
    assert bool(found.flags & INEXACT) == (Decimal(repr(float(number))) != number)


def test_pages_and_screens_are_events() -> None:
    page = fact({"type": "page", "anonymousId": "x", "name": "Price list", "properties": {"url": "/p"}})
    assert (page.name, page.props) == ("Page Viewed", {"name": "Price list", "url": "/p"})
    screen = fact({"type": "screen", "anonymousId": "x", "category": "Shop"})
    assert (screen.name, screen.props) == ("Screen Viewed", {"category": "Shop"})


def test_an_address_is_traits_of_its_own_too() -> None:
    address = {"country": "SI", "state": "LJ", "city": "Ljubljana", "postalCode": "1000"}
    found = fact(identify(address=address, city="Maribor")).traits
    assert found["address"] == address
    told = {name: found[name] for name in ("country", "region", "city", "postal_code")}
    assert told == {"country": "SI", "region": "LJ", "city": "Maribor", "postal_code": "1000"}


def test_contact_details_are_brought_into_one_form() -> None:
    found = fact(identify(email=" Ana@Example.COM ", phone="041 234 567", country="Slovenia"))
    assert found.traits["email"] == found.email == "ana@example.com"
    assert found.traits["phone"] == "+38641234567"
    assert found.flags == 0


def test_what_can_not_be_read_is_kept_as_typed_and_flagged() -> None:
    found = fact(identify(email="ana at home", phone="call me"))
    assert (found.traits["email"], found.traits["phone"], found.email) == ("ana at home", "call me", None)
    assert found.flags & AS_TYPED


def test_null_clears_a_trait() -> None:
    assert fact(identify(phone=None, email=None)).traits == {"phone": None, "email": None}


def test_an_address_in_the_context_says_who_it_is() -> None:
    found = fact({"type": "track", "event": "A", "context": {"traits": {"email": "A@b.si"}}})
    assert (found.email, found.traits) == ("a@b.si", {"email": "a@b.si"})


def test_a_group_is_traits() -> None:
    found = fact({"type": "group", "userId": "a", "groupId": 5, "traits": {"name": "Zadruga"}})
    assert found.traits == {"group": "5", "company": {"id": "5", "name": "Zadruga"}}


def test_the_message_of_the_caller_is_not_changed() -> None:
    message = track(properties={"a": 1}, context={"userAgent": "curl/8.0", "traits": {"email": "A@b.si"}})
    before = repr(message)
    fact(message)
    assert repr(message) == before
