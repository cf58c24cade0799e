"""For each idea of a segment somebody qualifies and somebody does not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from coterie.demo import DEMO_NOW
from coterie.demo.goods import SECTIONS
from coterie.demo.times import DAY, NOW, iso

if TYPE_CHECKING:
    from .conftest import Tale

pytestmark = pytest.mark.slow

TODAY = DEMO_NOW.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def ago(days: int) -> str:
    return iso(np.array([NOW - days * DAY]))[0]


def people(tale: Tale, kind: str, since: str = "", until: str = TODAY, least: int = 1) -> set[str]:
    """Contacts with at least so many messages of a kind in a window."""
    counts = Counter(tale.who(m) for m in tale.kinds[kind] if since < m["timestamp"] <= until)
    return {who for who, n in counts.items() if n >= least}


def everybody(tale: Tale) -> set[str]:
    return {tale.who(m) for m in tale.messages}


def bought(tale: Tale, *products: str) -> set[str]:
    orders = tale.kinds["Order Completed"]
    return {
        m["userId"] for m in orders if any(p["product_id"] in products for p in m["properties"]["products"])
    }


def traits(tale: Tale) -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {}
    for m in tale.kinds["identify"]:
        known.setdefault(tale.who(m), {}).update(m["traits"])
    return known


def human_opens(tale: Tale) -> set[str]:
    return {m["userId"] for m in tale.kinds["Email Opened"] if not m["properties"].get("machine")}


def opened_and_never_bought(tale: Tale) -> set[str]:
    return human_opens(tale) - people(tale, "Order Completed")


def received_and_ignored(tale: Tale) -> set[str]:
    return people(tale, "Email Delivered", least=5) - human_opens(tale) - people(tale, "Email Link Clicked")


def jeans_and_trousers(tale: Tale) -> set[str]:
    clothes = SECTIONS["women"] + SECTIONS["men"]
    jeans, trousers = ([p for p in clothes if kind in p] for kind in ("JEA", "TRO"))
    return bought(tale, *jeans) & bought(tale, *trousers)


def viewed_a_cordless_mower(tale: Tale) -> set[str]:
    return set().union(*(tale.contacts("Product Viewed", product_id=f"G-MOW-{n}") for n in (1, 2, 3)))


def unengaged(tale: Tale) -> set[str]:
    kinds = ("Email Link Clicked", "Product Viewed", "Product Added", "Order Completed", "Email Opened")
    return everybody(tale).difference(*(people(tale, kind, since=ago(180)) for kind in kinds))


def hard_bounced(tale: Tale) -> set[str]:
    return tale.contacts("Email Bounced", type="hard")


def came_back_after_a_bounce(tale: Tale) -> set[str]:
    last = {
        m["userId"]: m["timestamp"] for m in tale.kinds["Email Bounced"] if m["properties"]["type"] == "hard"
    }
    again = [m for m in tale.kinds["Consent Changed"] if m["userId"] in last and m["properties"].get("proof")]
    return {m["userId"] for m in again if m["timestamp"] > last[m["userId"]]}


def unused_code(tale: Tale, expired: bool) -> set[str]:
    issued = [m for m in tale.kinds["Coupon Issued"] if m["properties"]["coupon"] == "WELCOME10"]
    held = {m["userId"] for m in issued if (m["properties"]["expires_at"] <= TODAY) == expired}
    return held - people(tale, "Order Completed")


def bought_once(tale: Tale) -> set[str]:
    return people(tale, "Order Completed") - people(tale, "Order Completed", least=2)


def lapsed(tale: Tale) -> set[str]:
    return people(tale, "Order Completed") - people(tale, "Order Completed", since=ago(60))


def chrome_mowers_price_list(tale: Tale) -> set[str]:
    visits = Counter(tale.who(m) for m in tale.kinds["page"] if m["name"] == "Price list")
    keen = tale.contacts("Tag Added", tag="CHROME") & tale.contacts("Tag Added", tag="KOSIARKA_AKUMULATOROWA")
    return {who for who in keen if visits[who] >= 3}


def abandoned_cart(tale: Tale) -> set[str]:
    return people(tale, "Product Added", since=ago(7)) - people(tale, "Order Completed", since=ago(7))


def double_opt_in(tale: Tale) -> set[str]:
    return tale.contacts("Consent Changed", method="double opt-in")


def single_opt_in_in_germany(tale: Tale) -> set[str]:
    german = {who for who, t in traits(tale).items() if t.get("country") == "DE"}
    return tale.contacts("Consent Changed", channel="email", status="subscribed") & german - double_opt_in(
        tale
    )


def ordered_without_signing_up(tale: Tale) -> set[str]:
    return people(tale, "Order Completed") - tale.contacts("Consent Changed", channel="email")


def consent_ends(tale: Tale, past: bool) -> set[str]:
    ends = {m["userId"]: m["properties"].get("expires_at") for m in tale.kinds["Consent Changed"]}
    return {who for who, end in ends.items() if end and (end <= TODAY) == past}


def lives_in(tale: Tale, **place: str) -> set[str]:
    return {who for who, t in traits(tale).items() if all(t.get(k) == v for k, v in place.items())}


def known_without_a_place(tale: Tale) -> set[str]:
    return {who for who, t in traits(tale).items() if "country" not in t}


def on_a_phone(tale: Tale) -> set[str]:
    return {tale.who(m) for m in tale.kinds["page"] if "Mobile" in m["context"]["userAgent"]}


def from_facebook(tale: Tale) -> set[str]:
    pages = [m for m in tale.kinds["page"] if "campaign" in m["context"]]
    return {tale.who(m) for m in pages if m["context"]["campaign"]["source"] == "facebook"}


def stayed_five_minutes(tale: Tale) -> set[str]:
    return {tale.who(m) for m in tale.kinds["Page Left"] if m["properties"]["seconds"] >= 300}


def orders_in_the_evening(tale: Tale) -> set[str]:
    return {m["userId"] for m in tale.kinds["Order Completed"] if "T19" <= m["timestamp"][10:13] <= "T21"}


def read_the_blog(tale: Tale) -> set[str]:
    return {tale.who(m) for m in tale.kinds["page"] if m["properties"]["path"].startswith("/blog/")}


def birthday_soon(tale: Tale) -> set[str]:
    days = {f"11-{day}" for day in range(20, 31)}
    return {who for who, t in traits(tale).items() if (t.get("birthday") or "")[5:] in days}


IDEAS = {
    "opened in 90 days": lambda t: people(t, "Email Opened", since=ago(90)),
    "opened, never bought": opened_and_never_bought,
    "received, ignored": received_and_ignored,
    "jeans and trousers": jeans_and_trousers,
    "viewed a cordless mower": viewed_a_cordless_mower,
    "unengaged in 180 days": unengaged,
    "hard bounce": hard_bounced,
    "back after a bounce": came_back_after_a_bounce,
    "complained": lambda t: people(t, "Email Marked as Spam"),
    "unused code": lambda t: unused_code(t, expired=False),
    "expired code": lambda t: unused_code(t, expired=True),
    "bought once": bought_once,
    "loyal": lambda t: people(t, "Order Completed", least=3),
    "lapsed": lapsed,
    "no order": lambda t: everybody(t) - people(t, "Order Completed"),
    "Chrome, mowers, price list": chrome_mowers_price_list,
    "blog pop-up": lambda t: t.contacts("Form Submitted", form="POPUP_PODSTRONA_BLOG"),
    "abandoned cart": abandoned_cart,
    "double opt-in": double_opt_in,
    "German without confirmation": single_opt_in_in_germany,
    "ordered without signing up": ordered_without_signing_up,
    "consent ran out": lambda t: consent_ends(t, past=True),
    "consent runs out": lambda t: consent_ends(t, past=False),
    "unsubscribed in 30 days": lambda t: people(t, "Unsubscribed", since=ago(30)),
    "may be texted": lambda t: t.contacts("Consent Changed", channel="sms", status="subscribed"),
    "may be pushed": lambda t: t.contacts("Consent Changed", channel="push", status="subscribed"),
    "clicked a push": lambda t: people(t, "Push Clicked"),
    "left the VIP list": lambda t: t.contacts("List Left", list="VIP early access"),
    "Ljubljana": lambda t: lives_in(t, city="Ljubljana"),
    "Mazovia": lambda t: lives_in(t, region="PL-14"),
    "California": lambda t: lives_in(t, region="US-CA"),
    "Canada": lambda t: lives_in(t, country="CA"),
    "southern hemisphere": lambda t: lives_in(t, country="AU"),
    "postal code": lambda t: lives_in(t, postal_code="1000"),
    "no place": known_without_a_place,
    "declared women": lambda t: lives_in(t, gender="female"),
    "birthday soon": birthday_soon,
    "on a phone": on_a_phone,
    "from Facebook": from_facebook,
    "stayed five minutes": stayed_five_minutes,
    "orders in the evening": orders_in_the_evening,
    "read the blog": read_the_blog,
    "downloaded": lambda t: people(t, "File Downloaded"),
    "paid by BLIK": lambda t: t.contacts("Order Completed", payment="blik"),
    "bought a gift": lambda t: t.contacts("Order Completed", reason="gift"),
    "bought in a store": lambda t: t.contacts("Order Completed", channel="store"),
    "refunded": lambda t: people(t, "Order Refunded"),
    "cancelled": lambda t: people(t, "Order Cancelled"),
}


@pytest.mark.parametrize("idea", list(IDEAS))
def test_somebody_qualifies_and_somebody_does_not(tale: Tale, idea: str) -> None:
    found = IDEAS[idea](tale)
    assert 5 <= len(found) <= len(everybody(tale)) - 5
