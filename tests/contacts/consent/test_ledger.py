from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.contacts.consent import (
    STATUSES,
    Block,
    Channel,
    Happening,
    Standing,
    blocked,
    proves,
    standing,
    stated,
)
from coterie.lib.instants import from_iso

CHANNELS: list[Channel] = ["email", "sms", "push", "ads"]


def changed(t: int, status: object, seq: int = 0, **props: object) -> Happening:
    return Happening(t, seq or t, "Consent Changed", {"status": status, **props})


def bounced(t: int, **props: object) -> Happening:
    return Happening(t, t, "Email Bounced", {"type": "hard", **props})


def block(
    *told: Happening, address: str | None = "a@x.si", then: str | None = "a@x.si", at: int = 99
) -> Block | None:
    return blocked(told, address, lambda t, seq: then, "email", at)


# ---- standing -----------------------------------------------------------------------------------


def test_of_whom_nothing_was_said_the_status_is_unknown() -> None:
    assert standing([], "email", 5) == Standing(status="unknown", since=None)
    assert standing([Happening(1, 1, "Order Completed")], "email", 5) == Standing()


def test_the_latest_statement_wins() -> None:
    told = [changed(5, "subscribed"), changed(7, "unsubscribed"), changed(9, "unknown")]
    assert [standing(told, "email", at).status for at in (4, 5, 6, 7, 8, 9)] == [
        "unknown", "subscribed", "subscribed", "unsubscribed", "unsubscribed", "unknown",
    ]  # fmt: skip


def test_at_equal_instants_the_later_ingested_wins() -> None:
    told = [changed(5, "unsubscribed", seq=1), changed(5, "subscribed", seq=2)]
    assert standing(told, "email", 5).status == "subscribed"
    assert standing(told[::-1], "email", 5).status == "unsubscribed"


def test_since_is_the_start_of_the_present_spell() -> None:
    told = [changed(t, status) for t, status in [(1, "subscribed"), (2, "unsubscribed"), (4, "subscribed")]]
    told += [changed(6, "subscribed")]
    assert [standing(told, "email", at).since for at in (0, 1, 2, 3, 4, 5, 6)] == [None, 1, 2, 2, 4, 4, 4]


def test_what_is_known_of_the_consent_is_what_the_latest_statement_says() -> None:
    told = [
        changed(1, "subscribed", method="form", basis="consent", proof="form 7", expires_at="2030-01-01"),
        changed(2, "subscribed", method="import"),
    ]
    first, second = standing(told, "email", 1), standing(told, "email", 2)
    assert (first.method, first.basis, first.proof) == ("form", "consent", "form 7")
    assert first.expires == from_iso("2030-01-01")
    assert (second.method, second.basis, second.proof, second.expires) == ("import", None, None, None)


def test_channels_do_not_know_each_other() -> None:
    told = [changed(1, "subscribed", channel="sms"), changed(2, "subscribed", channel="PUSH")]
    told += [changed(3, "subscribed", channel="carrier pigeon")]
    assert [standing(told, channel, 9).status for channel in CHANNELS] == [
        "unknown", "subscribed", "subscribed", "unknown",
    ]  # fmt: skip


def test_without_a_channel_e_mail_is_meant() -> None:
    for props in ({}, {"channel": None}, {"channel": ""}, {"channel": "Email"}):
        assert stated(Happening(1, 1, "Unsubscribed", props), "email") == "unsubscribed"
        assert stated(Happening(1, 1, "Unsubscribed", props), "sms") is None
    assert stated(Happening(1, 1, "Unsubscribed", {"channel": "sms"}), "sms") == "unsubscribed"


@pytest.mark.parametrize("status", [None, "", "maybe", 1, True, ["subscribed"]])
def test_a_status_that_is_none_says_nothing(status: object) -> None:
    told = [changed(1, "subscribed"), changed(2, status)]
    assert standing(told, "email", 9).status == "subscribed"


@pytest.mark.parametrize(
    ("props", "confirmed"),
    [
        ({"double_opt_in": True}, True),
        ({"double_opt_in": "true"}, True),
        ({"method": "double opt-in"}, True),
        ({"method": "Double Opt-In"}, True),
        ({"method": "double_opt_in"}, True),
        ({"double_opt_in": False}, False),
        ({"double_opt_in": 1}, False),
        ({"method": "form"}, False),
        ({}, False),
    ],
)
def test_a_confirmation_is_a_double_opt_in(props: Mapping[str, Any], confirmed: bool) -> None:
    assert standing([changed(1, "subscribed", **props)], "email", 9).double_opt_in is confirmed


def test_a_confirmation_lasts_for_its_spell_only() -> None:
    told = [
        changed(1, "subscribed"),
        changed(2, "subscribed", double_opt_in=True),
        changed(3, "subscribed", method="import"),
        changed(4, "unsubscribed"),
        changed(5, "subscribed"),
    ]
    assert [standing(told, "email", at).double_opt_in for at in range(6)] == [
        False, False, True, True, False, False,
    ]  # fmt: skip
    assert not standing([changed(1, "unsubscribed", double_opt_in=True)], "email", 9).double_opt_in


def test_a_consent_expires_at_the_very_millisecond() -> None:
    end = from_iso("2026-03-01T12:00:00.500Z")
    assert end is not None
    told = [changed(1, "subscribed", expires_at="2026-03-01T12:00:00.500Z")]
    assert [standing(told, "email", at).expired for at in (end - 1, end, end + 1)] == [False, True, True]
    assert standing(told, "email", end + 1).status == "subscribed"


@pytest.mark.parametrize(
    ("text", "zone", "same_as"),
    [
        ("2026-03-01", "UTC", "2026-03-01T00:00:00Z"),
        ("2026-03-01", "Europe/Ljubljana", "2026-02-28T23:00:00Z"),
        ("2026-03-01T00:00:00", "Europe/Ljubljana", "2026-03-01T00:00:00Z"),
        ("2026-03-01T00:00:00+01:00", "UTC", "2026-02-28T23:00:00Z"),
    ],
)
def test_an_expiry_reads_as_other_instants_do(text: str, zone: str, same_as: str) -> None:
    assert standing([changed(1, "subscribed", expires_at=text)], "email", 9, zone).expires == from_iso(
        same_as
    )


@pytest.mark.parametrize("text", ["soon", "", None, 20260301, "2026-02-30"])
def test_an_expiry_that_cannot_be_read_is_none(text: object) -> None:
    assert standing([changed(1, "subscribed", expires_at=text)], "email", 9).expires is None


def test_a_later_statement_without_expiry_renews() -> None:
    told = [changed(1, "subscribed", expires_at="1970-01-01T00:00:00.005Z"), changed(7, "subscribed")]
    assert [standing(told, "email", at).expired for at in (4, 5, 6, 7)] == [False, True, True, False]


STATEMENTS = st.builds(
    lambda t, status, confirmed: (t, status, confirmed),
    st.integers(0, 30), st.sampled_from(STATUSES), st.booleans(),
)  # fmt: skip


@given(st.lists(STATEMENTS, max_size=12), st.integers(-1, 31))
def test_a_standing_is_what_walking_through_the_ledger_says(
    said: list[tuple[int, Any, bool]], at: int
) -> None:
    told = [
        changed(t, s, seq=n, double_opt_in=c)
        for n, (t, s, c) in enumerate(sorted(said, key=lambda e: e[0]), 1)
    ]
    status, since, confirmed = "unknown", None, False
    for one in told:
        if one.t > at:
            continue
        if since is None or one.props["status"] != status:
            status, since, confirmed = one.props["status"], one.t, False
        confirmed = confirmed or one.props["double_opt_in"]
    found = standing(told, "email", at)
    assert (found.status, found.since) == (status, since)
    assert found.double_opt_in is (status == "subscribed" and confirmed)


# ---- blocked ------------------------------------------------------------------------------------


def test_a_hard_bounce_of_the_present_address_blocks_from_its_instant_on() -> None:
    assert block(bounced(5), at=4) is None
    assert block(bounced(5), at=5) == Block("hard-bounce", 5, 5, "a@x.si")
    assert block(bounced(5), at=6) == Block("hard-bounce", 5, 5, "a@x.si")


def test_a_complaint_blocks() -> None:
    assert block(Happening(5, 5, "Email Marked as Spam")) == Block("complaint", 5, 5, "a@x.si")


@pytest.mark.parametrize(
    "props",
    [
        {"type": "soft"},
        {"type": "Soft"},
        {"type": None},
        {"type": "transient"},
        {"type": None, "bounce_type": "soft"},
    ],
)
def test_a_bounce_that_is_not_hard_never_blocks(props: Mapping[str, Any]) -> None:
    assert block(bounced(5, **props)) is None


@pytest.mark.parametrize(
    "props",
    [
        {"type": "HARD"},
        {"type": "Permanent"},
        {"type": None, "bounce_type": "hard"},
        {"type": "", "bounce_type": "hard"},
    ],
)
def test_a_bounce_says_in_many_ways_that_it_is_hard(props: Mapping[str, Any]) -> None:
    assert block(bounced(5, **props)) is not None


def test_addresses_are_compared_trimmed_and_in_lower_case() -> None:
    assert block(bounced(5, email=" A@X.SI "), address="a@x.si") is not None
    assert block(bounced(5, email="a@x.si"), address=" A@x.Si") is not None


def test_a_new_address_is_not_blocked_and_the_old_one_again_is() -> None:
    assert block(bounced(5, email="old@x.si"), address="new@x.si") is None
    assert block(bounced(5), address="new@x.si", then="old@x.si") is None
    assert block(bounced(5, email="old@x.si"), address="old@x.si", then="new@x.si") is not None


def test_the_address_that_the_harm_names_comes_before_the_one_of_then() -> None:
    assert block(bounced(5, email="b@x.si"), address="a@x.si", then="a@x.si") is None
    assert block(bounced(5, email=None), address="a@x.si", then="a@x.si") is not None


def test_the_address_of_then_is_asked_by_instant_and_sequence() -> None:
    asked: list[tuple[int, int]] = []

    def then(t: int, seq: int) -> str | None:
        asked.append((t, seq))
        return "a@x.si"

    blocked([Happening(5, 17, "Email Marked as Spam")], "a@x.si", then, "email", 9)
    assert asked == [(5, 17)]


@pytest.mark.parametrize("address", [None, "", "  "])
def test_no_address_is_never_blocked(address: str | None) -> None:
    assert block(bounced(5), address=address, then=address) is None
    assert block(bounced(5), address=address) is None


def test_a_proved_subscription_after_the_harm_lifts_it() -> None:
    again = changed(7, "subscribed", proof="form 8")
    assert block(bounced(5), again, at=6) is not None
    assert block(bounced(5), again, at=7) is None
    assert block(bounced(5), again, bounced(8)) == Block("hard-bounce", 8, 8, "a@x.si")
    assert block(changed(4, "subscribed", proof="form 8"), bounced(5)) is not None


def test_at_the_instant_of_the_harm_the_sequence_decides() -> None:
    harm = Happening(5, 2, "Email Marked as Spam")
    assert block(changed(5, "subscribed", seq=1, proof="x"), harm) is not None
    assert block(harm, changed(5, "subscribed", seq=3, proof="x")) is None


@pytest.mark.parametrize(
    "again",
    [
        changed(7, "subscribed"),
        changed(7, "subscribed", proof=""),
        changed(7, "subscribed", proof="  "),
        changed(7, "subscribed", proof={}),
        changed(7, "subscribed", proof=None),
        changed(7, "unknown", proof="form 8"),
        changed(7, "unsubscribed", proof="form 8"),
        changed(7, "subscribed", proof="form 8", channel="sms"),
        Happening(7, 7, "Unsubscribed", {"proof": "form 8", "status": "subscribed"}),
    ],
)
def test_nothing_less_lifts_it(again: Happening) -> None:
    assert not proves(again, "email")
    assert block(bounced(5), again) is not None


def test_a_proof_may_be_an_object() -> None:
    assert block(bounced(5), changed(7, "subscribed", proof={"ip": "192.0.2.1"})) is None


def test_the_latest_harm_is_told() -> None:
    assert block(bounced(5), Happening(6, 6, "Email Marked as Spam")) == Block("complaint", 6, 6, "a@x.si")


@pytest.mark.parametrize(
    ("channel", "harm", "address"),
    [
        ("sms", Happening(5, 5, "SMS Bounced", {"type": "hard", "phone": "+38640111222"}), "+38640111222"),
        ("push", Happening(5, 5, "Push Expired", {"token": "T1"}), "t1"),
    ],
)
def test_other_channels_have_harms_of_their_own(channel: Channel, harm: Happening, address: str) -> None:
    for each in CHANNELS:
        found = blocked([harm], address, lambda t, seq: address, each, 9)
        assert (found is not None) == (each == channel)
    assert blocked([bounced(5)], "a@x.si", lambda t, seq: "a@x.si", channel, 9) is None
