from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.contacts.consent import (
    BASES,
    INGREDIENTS,
    REASONS,
    STATUSES,
    Block,
    Channel,
    Happening,
    Ledgers,
    Reason,
    Standing,
    Verdict,
    implied_since,
    may_reach,
    may_reach_many,
    regime,
)
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER, from_iso

UTC = Calendar("UTC")
SUBSCRIBED = Standing("subscribed", since=1)
CONFIRMED = replace(SUBSCRIBED, double_opt_in=True)
UNSUBSCRIBED = Standing("unsubscribed", since=1)
BLOCK = Block("complaint", 1, 1, "a@x.si")
DAY = 86_400_000


def ms(text: str) -> int:
    found = from_iso(text)
    assert found is not None
    return found


def verdict(
    standing: Standing = SUBSCRIBED,
    country: str = "SI",
    at: int = 10,
    channel: Channel = "email",
    block: Block | None = None,
    address: str | None = "a@x.si",
    calendar: Calendar = UTC,
    **latest: int,
) -> Verdict:
    named = {name.replace("_", " ").title(): t for name, t in latest.items()}
    return may_reach(channel, standing, block, address, regime(country), named, at, calendar)


# ---- express consent ----------------------------------------------------------------------------


@pytest.mark.parametrize("country", ["SI", "PL", "GB", "CH", "US", "CA", "KZ", "Atlantis"])
def test_a_subscriber_with_an_address_may_be_reached(country: str) -> None:
    for channel in ("email", "sms", "push", "ads"):
        assert verdict(country=country, channel=channel) == Verdict(True)


@pytest.mark.parametrize(
    ("given", "reasons"),
    [
        ({"address": None}, ("no-address",)),
        ({"address": " "}, ("no-address",)),
        ({"block": BLOCK}, ("blocked",)),
        ({"standing": Standing()}, ("not-subscribed",)),
        ({"standing": UNSUBSCRIBED}, ("unsubscribed",)),
        ({"standing": replace(SUBSCRIBED, expires=9, expired=True)}, ("expired",)),
        ({"country": "DE"}, ("double-opt-in-missing",)),
        (
            {"country": "DE", "standing": replace(SUBSCRIBED, expires=9, expired=True)},
            ("expired", "double-opt-in-missing"),
        ),
        (
            {"address": "", "block": BLOCK, "standing": UNSUBSCRIBED},
            ("no-address", "blocked", "unsubscribed"),
        ),
        ({"standing": Standing(), "country": "US"}, ("not-subscribed",)),
    ],
)
def test_all_that_forbids_is_told(given: dict[str, Any], reasons: tuple[Reason, ...]) -> None:
    assert verdict(**given) == Verdict(False, reasons)


def test_where_double_opt_in_is_demanded_it_is_enough() -> None:
    assert verdict(CONFIRMED, "DE").may
    assert verdict(CONFIRMED, "AT").may
    assert verdict(SUBSCRIBED, "DE", channel="push").may
    assert verdict(SUBSCRIBED, "DE", channel="sms").reasons == ("double-opt-in-missing",)


def test_an_expiry_to_come_is_when_the_verdict_changes() -> None:
    ending = replace(SUBSCRIBED, expires=11)
    assert verdict(ending, at=10) == Verdict(True, (), 11)
    assert verdict(replace(ending, expired=True), at=11) == Verdict(False, ("expired",))
    assert verdict(ending, at=10, block=BLOCK) == Verdict(False, ("blocked",))


# ---- implied consent ----------------------------------------------------------------------------


def test_a_purchase_implies_consent_in_canada_for_two_years_to_the_millisecond() -> None:
    bought, end = ms("2024-03-15T10:00:00Z"), ms("2026-03-15T10:00:00Z")
    at = [bought - 1, bought, bought + 1, end - 1, end, end + 1]
    assert [verdict(Standing(), "CA", t, order_completed=bought).may for t in at] == [
        False, True, True, True, False, False,
    ]  # fmt: skip
    assert verdict(Standing(), "CA", end - 1, order_completed=bought) == Verdict(True, (), end)
    assert verdict(Standing(), "CA", end, order_completed=bought) == Verdict(False, ("not-subscribed",))


def test_an_inquiry_implies_consent_in_canada_for_six_months() -> None:
    asked, end = ms("2025-08-31T00:00:00Z"), ms("2026-03-01T00:00:00Z")  # February has no 31st
    assert UTC.month_edge(end, 6) >= asked > UTC.month_edge(end - 1, 6)
    assert verdict(Standing(), "CA", end - 1, inquiry_sent=asked) == Verdict(True, (), end)
    assert not verdict(Standing(), "CA", end, inquiry_sent=asked).may


def test_a_purchase_on_a_leap_day_lapses_on_the_first_of_march() -> None:
    bought = ms("2024-02-29T12:00:00Z")
    found = verdict(Standing(), "CA", bought, order_completed=bought)
    assert found.until == ms("2026-03-01T00:00:00Z")


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Ljubljana", "America/Toronto", "Australia/Lord_Howe", "Asia/Almaty"]
)
@given(
    bought=st.integers(ms("1999-12-01T00:00:00Z"), ms("2026-12-01T00:00:00Z")),
    months=st.sampled_from([24, 6]),
)
def test_the_lapse_is_the_first_instant_whose_edge_reaches_the_basis(
    zone: str, bought: int, months: int
) -> None:
    calendar = Calendar(zone)
    name = {24: "order_completed", 6: "inquiry_sent"}[months]
    end = verdict(Standing(), "CA", bought, calendar=calendar, **{name: bought}).until
    assert end is not None
    assert calendar.month_edge(end - 1, months) < bought <= calendar.month_edge(end, months)
    assert verdict(Standing(), "CA", end - 1, calendar=calendar, **{name: bought}) == Verdict(True, (), end)
    assert not verdict(Standing(), "CA", end, calendar=calendar, **{name: bought}).may


def test_the_longest_basis_counts() -> None:
    bought, asked = ms("2025-01-01T00:00:00Z"), ms("2026-11-01T00:00:00Z")
    at = ms("2026-11-02T00:00:00Z")
    assert verdict(Standing(), "CA", at, order_completed=bought, inquiry_sent=asked).until == ms(
        "2027-05-01T00:00:00Z"
    )
    expressly = replace(SUBSCRIBED, expires=ms("2026-12-01T00:00:00Z"))
    assert verdict(expressly, "CA", at, order_completed=bought).until == ms("2027-01-01T00:00:00Z")
    assert verdict(SUBSCRIBED, "CA", at, order_completed=bought).until is None


def test_implied_consent_stands_in_for_consent_that_is_expired() -> None:
    lapsed = replace(SUBSCRIBED, expires=5, expired=True)
    assert verdict(lapsed, "CA", 10, order_completed=7).may
    assert verdict(lapsed, "CA", 10).reasons == ("expired",)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"standing": UNSUBSCRIBED}, "unsubscribed"),
        ({"block": BLOCK}, "blocked"),
        ({"address": None}, "no-address"),
        ({"country": "US"}, "not-subscribed"),
        ({"country": "SI"}, "not-subscribed"),
        ({"channel": "push"}, "not-subscribed"),
        ({"channel": "ads"}, "not-subscribed"),
    ],
)
def test_implied_consent_does_not_help_against(given: dict[str, Any], reason: Reason) -> None:
    found = verdict(**{"standing": Standing(), "country": "CA", **given}, order_completed=7)
    assert (found.may, reason in found.reasons, found.until) == (False, True, None)


def test_a_purchase_to_come_implies_nothing_yet() -> None:
    assert not verdict(Standing(), "CA", 10, order_completed=11).may


def test_the_latest_of_each_basis_is_gathered() -> None:
    told = [
        Happening(1, 1, "Order Completed"),
        Happening(2, 2, "Inquiry Sent"),
        Happening(3, 3, "Product Viewed"),
        Happening(4, 4, "Order Completed"),
        Happening(6, 5, "Order Completed"),
    ]
    assert implied_since(told, 5) == {"Order Completed": 4, "Inquiry Sent": 2}
    assert implied_since(told, 0) == {}
    assert set(BASES) == {"Order Completed", "Inquiry Sent"}


# ---- columns ------------------------------------------------------------------------------------

PLACES = ("SI", "DE", "CA", "US", "Atlantis")
NOW = ms("2026-06-30T12:00:00Z")
EDGES = [NOW, NOW - 1, NOW + 1, *(UTC.month_edge(NOW, n) + d for n in (6, 24) for d in (-1, 0, 1))]
ROWS = st.tuples(
    st.booleans(),
    st.booleans(),
    st.sampled_from(STATUSES),
    st.booleans(),
    st.sampled_from([None, NOW - 1, NOW, NOW + 1, NOW + DAY]),
    st.sampled_from(PLACES),
    st.sampled_from([None, *EDGES]),
    st.sampled_from([None, *EDGES]),
)


def ledgers(rows: list[tuple[Any, ...]]) -> Ledgers:
    address, blocked, status, confirmed, expires, place, bought, asked = zip(*rows, strict=True)
    return Ledgers(
        address=np.array(address, np.bool_),
        blocked=np.array(blocked, np.bool_),
        status=np.array([STATUSES.index(each) for each in status], np.int8),
        confirmed=np.array(confirmed, np.bool_),
        expires=np.array([NEVER if each is None else each for each in expires], np.int64),
        regime=np.array([PLACES.index(each) for each in place], np.int16),
        regimes=tuple(regime(each) for each in PLACES),
        latest={
            "Order Completed": np.array([-NEVER if each is None else each for each in bought], np.int64),
            "Inquiry Sent": np.array([-NEVER if each is None else each for each in asked], np.int64),
        },
    )


@given(st.lists(ROWS, min_size=1, max_size=20), st.sampled_from(["email", "sms", "push", "ads"]))
def test_columns_say_what_is_said_of_each(rows: list[tuple[Any, ...]], channel: Channel) -> None:
    alone = []
    for address, blocked, status, confirmed, expires, place, bought, asked in rows:
        expired = expires is not None and expires <= NOW
        standing = Standing(status, 1, double_opt_in=confirmed, expires=expires, expired=expired)
        latest = {"Order Completed": bought, "Inquiry Sent": asked}
        known = {name: t for name, t in latest.items() if t is not None}
        block = BLOCK if blocked else None
        given = (channel, standing, block, "a@x.si" if address else None, regime(place), known, NOW, UTC)
        alone.append(may_reach(*given).may)
    assert may_reach_many(channel, ledgers(rows), NOW, UTC).tolist() == alone


@given(ROWS, st.sampled_from(["email", "sms", "push", "ads"]))
def test_until_is_the_first_instant_at_which_the_verdict_changes(
    row: tuple[Any, ...], channel: Channel
) -> None:
    address, blocked, status, confirmed, expires, place, bought, asked = row

    def at(instant: int) -> Verdict:
        expired = expires is not None and expires <= instant
        standing = Standing(status, 1, double_opt_in=confirmed, expires=expires, expired=expired)
        known = {
            n: t
            for n, t in (("Order Completed", bought), ("Inquiry Sent", asked))
            if t is not None and t <= NOW
        }
        block = BLOCK if blocked else None
        return may_reach(channel, standing, block, "x" if address else "", regime(place), known, instant, UTC)

    now = at(NOW)
    assert now.may == (not now.reasons)
    assert [code for code in REASONS if code in now.reasons] == list(now.reasons)
    ends = [NOW + 1, NOW + DAY, *(UTC.month_reached(edge, n) for edge in EDGES for n in (6, 24))]
    later = sorted({end + d for end in ends for d in (-1, 0) if end + d > NOW})
    changes = [instant for instant in later if at(instant).may != now.may]
    assert now.until == (changes[0] if changes else None)


# ---- ingredients --------------------------------------------------------------------------------


def test_what_a_verdict_is_made_of_is_listed() -> None:
    assert set(INGREDIENTS) == {"email", "sms", "push", "ads"}
    email = INGREDIENTS["email"]
    assert (email.address, email.place) == ("email", ("country", "region"))
    assert email.statements == ("Consent Changed", "Unsubscribed")
    assert email.harms == ("Email Bounced", "Email Marked as Spam")
    assert email.bases == BASES
    assert (INGREDIENTS["sms"].address, INGREDIENTS["push"].bases) == ("phone", ())
