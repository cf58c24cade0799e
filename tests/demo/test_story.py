"""The stream of messages: what every consumer may rely on."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import phonenumbers
import pytest

from coterie.demo import DEMO_NOW, messages
from coterie.demo.journey import baskets, households, redemptions

if TYPE_CHECKING:
    from .conftest import Tale

pytestmark = pytest.mark.slow

KINDS = {
    "identify", "page", "Checkout Started", "Consent Changed", "Coupon Issued", "Coupon Redeemed",
    "Email Bounced", "Email Delivered", "Email Link Clicked", "Email Marked as Spam", "Email Opened",
    "File Downloaded", "Form Submitted", "Inquiry Sent", "List Joined", "List Left", "Order Cancelled",
    "Order Completed", "Order Refunded", "Page Left", "Product Added", "Product List Viewed",
    "Product Viewed", "Push Clicked", "Push Delivered", "Survey Answered", "Tag Added", "Tag Removed",
    "Unsubscribed",
}  # fmt: skip
STAMP = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
SMALL = 60


def digest(seed: int, households: int = SMALL, first: int = 10_000) -> str:
    rows = islice(messages(households, seed), first)
    return hashlib.sha256("\n".join(json.dumps(row, sort_keys=True) for row in rows).encode()).hexdigest()


def test_the_same_seed_tells_the_same_story_and_another_one_another() -> None:
    assert digest(7) == digest(7) != digest(8)


def test_another_process_tells_the_same_story() -> None:
    code = (
        "import sys; sys.path[:0] = sys.argv[1:]; from tests.demo.test_story import digest; print(digest(7))"
    )
    env = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "America/Lima"}
    made = subprocess.run(
        [sys.executable, "-c", code, *sys.path], env=env, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == digest(7)


def test_fewer_households_are_a_smaller_story_with_every_kind_of_people() -> None:
    rows = list(messages(SMALL))
    users = {row.get("userId") or row["anonymousId"] for row in rows}
    assert {f"h-{n}" for n in households()[:SMALL]} <= users
    assert any(user.startswith("c-") for user in users)
    assert len(rows) < 40_000


def test_every_kind_of_message_is_there(tale: Tale) -> None:
    assert set(tale.kinds) == KINDS


def test_messages_come_in_order_of_time(tale: Tale) -> None:
    stamps = [m["timestamp"] for m in tale.messages]
    assert all(STAMP.fullmatch(stamp) for stamp in stamps)
    assert stamps == sorted(stamps)


def test_ids_are_unique(tale: Tale) -> None:
    assert len({m["messageId"] for m in tale.messages}) == len(tale.messages)


def test_a_message_has_the_shape_of_the_segment_spec(tale: Tale) -> None:
    more = {"identify": "traits", "track": "properties", "page": "properties"}
    for m in tale.messages:
        assert isinstance(m[more[m["type"]]], dict)
        assert m.get("userId") or m.get("anonymousId")
        assert bool(m.get("event")) == (m["type"] == "track")


def test_a_message_is_json(tale: Tale) -> None:
    def check(value: Any) -> None:
        assert value is None or type(value) in (str, int, float, bool, dict, list), repr(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            check(inner)

    for m in tale.messages[:: len(tale.messages) // 20_000]:
        check(m)


def test_the_size_is_that_of_a_small_shop(tale: Tale) -> None:
    contacts = {tale.who(m) for m in tale.messages}
    assert 2_900 <= len(contacts) <= 3_000
    assert 600_000 <= len(tale.messages) <= 1_000_000
    assert sum(contact.startswith("a-") for contact in contacts) == 90, "visitors without a name"


def test_few_messages_lie_ahead_of_now(tale: Tale) -> None:
    now = DEMO_NOW.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    ahead = [m for m in tale.messages if m["timestamp"] > now]
    assert 0 < len(ahead) < 1_000
    assert "Order Completed" in {m.get("event") for m in ahead}


def test_each_basket_is_an_order(tale: Tale) -> None:
    real = {
        m["properties"]["order_id"]
        for m in tale.kinds["Order Completed"]
        if not m["properties"].get("synthetic")
    }
    assert real == {str(n) for n in baskets().basket.tolist()}


def test_each_household_is_a_contact_with_an_order(tale: Tale) -> None:
    assert {f"h-{n}" for n in households()} <= tale.contacts("identify") & tale.contacts("Order Completed")


def test_each_redemption_is_on_an_order_or_beside_it(tale: Tale) -> None:
    found: list[tuple[str, str]] = []
    for m in tale.kinds["Order Completed"] + tale.kinds["Coupon Redeemed"]:
        coupon = m["properties"].get("coupon", "")
        if coupon.startswith("C") and not m["properties"].get("corrected"):
            found.append((m["userId"], coupon))
    taken = redemptions()
    columns = (taken.household.tolist(), taken.campaign.tolist(), taken.coupon.tolist())
    assert sorted(found) == sorted((f"h-{h}", f"C{c:02d}-{u}") for h, c, u in zip(*columns, strict=True))


def test_a_coupon_is_issued_before_it_is_redeemed_and_redeemed_before_it_ends(tale: Tale) -> None:
    issued = {
        (m["userId"], m["properties"]["coupon"]): (m["timestamp"], m["properties"]["expires_at"])
        for m in tale.kinds["Coupon Issued"]
    }
    redeemed = [m for m in tale.kinds["Order Completed"] if "coupon" in m["properties"]]
    for m in redeemed + tale.kinds["Coupon Redeemed"]:
        begin, end = issued[m["userId"], m["properties"]["coupon"]]
        assert begin <= m["timestamp"]
        if not m["properties"].get("synthetic"):
            assert m["timestamp"] < end


def test_an_order_in_another_currency_is_worth_the_same_money(tale: Tale) -> None:
    totals = dict(zip(baskets().basket.tolist(), baskets().total.tolist(), strict=True))
    worth = {"EUR": (1.0, 1.0), "PLN": (0.22, 0.25), "USD": (0.83, 0.91), "KZT": (0.0015, 0.0018)}
    seen = set()
    for m in tale.kinds["Order Completed"]:
        p = m["properties"]
        if not p.get("synthetic"):
            low, high = worth[p["currency"]]
            seen.add(p["currency"])
            assert p["total"] * low - 0.02 <= totals[int(p["order_id"])] <= p["total"] * high + 0.02
    assert seen == set(worth)


@pytest.mark.parametrize("event", ["Order Refunded", "Order Cancelled"])
def test_what_follows_an_order_follows_an_order_of_the_same_contact(tale: Tale, event: str) -> None:
    orders = {
        m["properties"]["order_id"]: (m["userId"], m["timestamp"])
        for m in reversed(tale.kinds["Order Completed"])
    }
    for m in tale.kinds[event]:
        user, stamp = orders[m["properties"]["order_id"]]
        assert user == m["userId"]
        assert stamp < m["timestamp"]


def test_addresses_can_receive_no_mail(tale: Tale) -> None:
    domains = {
        m["traits"]["email"].split("@")[1].casefold()
        for m in tale.kinds["identify"]
        if m["traits"].get("email")
    }
    assert domains <= {"example.com", "example.org", "example.net", "mail.example.com", "post.example.org"}


def test_phone_numbers_are_those_kept_for_fiction(tale: Tale) -> None:
    numbers = {m["traits"]["phone"] for m in tale.kinds["identify"] if m["traits"].get("phone")}
    assert numbers
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in numbers)
    assert all(
        re.fullmatch(r"\+44(1[1-6]\d496|191498|207946)0\d{3}|\+1\d{3}55501\d\d", number) for number in numbers
    )


def test_invented_people_say_so_and_households_do_not(tale: Tale) -> None:
    for m in tale.kinds["identify"]:
        if "synthetic" in m["traits"]:
            assert m["traits"]["synthetic"] == m["userId"].startswith("c-")
