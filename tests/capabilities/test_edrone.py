"""1 · The contacts page: engagement, consent, the groups."""

from __future__ import annotations

from coterie.lib.clock import FixedClock

from . import NOW, bought, consents, did, has, shop, who


def groups(base) -> list[set[str]]:  # type: ignore[no-untyped-def]
    return [who(base, f"is {state}") for state in ("engaged", "unengaged", "blocked")]


def bounced(days: float = 5, kind: str = "hard") -> dict[str, object]:
    return did("Email Bounced", days, type=kind, email="d@shop.example")


def test_1_2_smaller_groups_of_similar_contacts() -> None:
    base = shop(ann=[has(country="PL")], bob=[has(country="SI")], cid=[has(country="PL")])
    base.segments["poles"], base.segments["slovenes"] = 'has country is "PL"', 'has country is "SI"'
    assert [base.segments[key].count() for key in base.segments] == [2, 1]


def test_1_3_three_groups_that_exclude_one_another_and_together_are_everybody() -> None:
    base = shop(
        ann=[did("Email Opened", 10)],
        bob=[has(a=1)],
        dan=[has(email="d@shop.example"), did("Email Opened", 9), bounced()],
    )
    assert groups(base) == [{"ann"}, {"bob"}, {"dan"}]


def test_1_4_engaged_by_opening_viewing_adding_or_ordering_within_the_window() -> None:
    base = shop(
        ann=[did("Email Opened", 100)],
        bob=[did("Product Viewed", 100, product_id="p")],
        cid=[did("Product Added", 100, product_id="p")],
        dan=[bought(100)],
        eva=[bought(181)],
        fay=[did("Email Delivered", 1)],
    )
    assert who(base, "is engaged") == {"ann", "bob", "cid", "dan"}


def test_1_6_unengaged_is_the_rest_within_the_window() -> None:
    base = shop(ann=[did("Email Opened", 10)], bob=[did("Email Opened", 200)], cid=[consents()])
    assert who(base, "is unengaged") == {"bob", "cid"}


def test_1_8_a_hard_bounce_or_a_complaint_blocks_and_a_soft_bounce_does_not() -> None:
    mail = has(email="d@shop.example")
    base = shop(
        ann=[mail, consents(), bounced()],
        bob=[has(email="b@shop.example"), consents(), did("Email Marked as Spam", 5)],
        cid=[has(email="c@shop.example"), consents(), did("Email Bounced", 5, type="soft")],
    )
    assert who(base, "is blocked") == {"ann", "bob"}
    assert who(base, "can be mailed") == {"cid"}


def test_1_9_engagement_follows_what_contacts_do() -> None:
    base = shop(ann=[has(a=1)], bob=[has(a=1)])
    assert groups(base) == [set(), {"ann", "bob"}, set()]
    base.ingest([{"userId": "ann", **did("Product Viewed", 0.1, product_id="p")}])
    assert groups(base) == [{"ann"}, {"bob"}, set()]


def test_1_17_engagement_crossed_with_status() -> None:
    base = shop(ann=[consents(), did("Email Opened", 3)], bob=[did("Email Opened", 3)], cid=[consents()])
    assert who(base, "is engaged and consent email is subscribed") == {"ann"}
    assert who(base, "is engaged and consent email is unknown") == {"bob"}
    assert who(base, "is unengaged and consent email is subscribed") == {"cid"}


def test_1_18_subscribed_is_who_gave_consent() -> None:
    base = shop(ann=[consents()], bob=[bought(3)], cid=[consents(), did("Unsubscribed", 2)])
    assert who(base, "consent email is subscribed") == {"ann"}


def test_1_20_subscribed_and_unknown_together() -> None:
    base = shop(ann=[consents()], bob=[bought(3)], cid=[consents(), did("Unsubscribed", 2)])
    assert who(base, "consent email is subscribed or consent email is unknown") == {"ann", "bob"}


def test_1_21_the_window_of_engagement_can_be_set() -> None:
    import coterie

    base = shop(ann=[did("Email Opened", 170)], bob=[did("Email Opened", 60)])
    assert who(base, "is engaged") == {"ann", "bob"}
    assert who(base, "is engaged in the last 90 days") == {"bob"}
    told = [{"userId": "ann", **did("Email Opened", 170)}, {"userId": "bob", **did("Email Opened", 60)}]
    clock = FixedClock(round(NOW.timestamp() * 1000))
    with coterie.open(":memory:", engagement_days=90, clock=clock) as other:
        other.ingest(told)
        assert who(other, "is engaged") == {"bob"}


def test_1_24_a_filter_is_saved_as_a_segment() -> None:
    base = shop(ann=[has(country="PL")], bob=[has(country="SI")])
    asked = 'has country is "PL"'
    assert who(base, asked) == {"ann"}
    base.segments["saved"] = asked
    assert base.segments["saved"].members() == ["ann"]
