"""0 · Advanced segmentation of contacts."""

from __future__ import annotations

from . import bought, consents, did, has, shop, who

OPENED, RECEIVED, CLICKED = "Email Opened", "Email Delivered", "Email Link Clicked"


def test_0_1_a_base_of_contacts_with_a_segmentation_engine() -> None:
    base = shop(ann=[has(country="PL")], bob=[has(country="SI")])
    assert who(base, "everybody") == {"ann", "bob"}
    base.segments["poles"] = 'has country is "PL"'
    assert base.segments["poles"].members() == ["ann"]


def test_0_3_attributes_events_and_orders_in_one_definition() -> None:
    base = shop(
        ann=[has(country="PL"), did("Product Viewed", 3, product_id="p"), bought(40)],
        bob=[has(country="PL"), bought(40)],
        cid=[has(country="SI"), did("Product Viewed", 3, product_id="p"), bought(40)],
    )
    asked = 'has country is "PL" and did "Product Viewed" in the last 7 days and did "Order Completed"'
    assert who(base, asked) == {"ann"}


def test_0_7_shared_actions_and_shared_properties() -> None:
    base = shop(
        ann=[has(size="M"), did("Searched")], bob=[has(size="M")], cid=[has(size="L"), did("Searched")]
    )
    assert who(base, 'did "Searched"') == {"ann", "cid"}
    assert who(base, 'has size is "M"') == {"ann", "bob"}


def test_0_13_static_lists_and_dynamic_segments() -> None:
    base = shop(ann=[did("List Joined", list="VIP"), bought(900)], bob=[bought(3)])
    base.segments["recent"] = 'did "Order Completed" in the last 30 days'
    assert who(base, "in segment recent") == {"bob"}
    assert who(base, "on list VIP") == {"ann"}


def test_0_14_who_opens_our_messages() -> None:
    base = shop(ann=[did(OPENED, 2), did(OPENED, 5)], bob=[did(OPENED, 80)], cid=[did(RECEIVED, 2)])
    assert who(base, "message opened by email at least 2 times in the last 30 days") == {"ann"}
    assert who(base, "message opened by email") == {"ann", "bob"}


def test_0_15_who_opens_and_does_not_buy() -> None:
    base = shop(ann=[did(OPENED, 2)], bob=[did(OPENED, 2), bought(9)], cid=[bought(9)])
    assert who(base, 'message opened by email and did "Order Completed" never') == {"ann"}


def test_0_16_bought_at_least_twice_for_a_certain_value() -> None:
    base = shop(ann=[bought(9, 60), bought(3, 45)], bob=[bought(9, 200)], cid=[bought(9, 30), bought(3, 20)])
    twice = 'did "Order Completed" at least 2 times in the last 365 days'
    worth = 'did "Order Completed" with sum of amount at least 100 in the last 365 days'
    assert who(base, f"{twice} and {worth}") == {"ann"}
    assert who(base, 'did "Order Completed" where amount at least 40 at least 2 times') == {"ann"}


def test_0_17_receives_and_neither_opens_nor_clicks() -> None:
    received = [did(RECEIVED, day) for day in range(1, 6)]
    base = shop(
        ann=received, bob=[*received, did(OPENED, 1)], cid=[*received, did(CLICKED, 1)], dan=received[:2]
    )
    silent = "not message opened by email and not message clicked by email"
    assert who(base, f"message received by email at least 5 times and {silent}") == {"ann"}


def test_0_19_a_static_list_combined_with_what_was_done_in_the_shop() -> None:
    base = shop(
        ann=[did("List Joined", 90, list="Newsletter"), bought(3)],
        bob=[did("List Joined", 90, list="Newsletter")],
        cid=[bought(3)],
        dan=[did("List Joined", 90, list="Newsletter"), did("List Left", 5, list="Newsletter"), bought(3)],
    )
    assert who(base, 'on list Newsletter and did "Order Completed" in the last 30 days') == {"ann"}


def test_0_22_conditions_are_joined_by_and_and_or() -> None:
    base = shop(ann=[has(a=1, b=1)], bob=[has(a=1)], cid=[has(b=1, c=1)], dan=[has(c=1)])
    assert who(base, "has a is 1 and (has b is 1 or has c is 1)") == {"ann"}
    assert who(base, "any of (has a is 1, all of (has b is 1, has c is 1))") == {"ann", "bob", "cid"}


def test_0_23_and_narrows() -> None:
    base = shop(ann=[has(a=1, b=1)], bob=[has(a=1)], cid=[has(b=1)])
    assert who(base, "all of (has a is 1, has b is 1)") == {"ann"}


def test_0_24_or_widens() -> None:
    base = shop(ann=[has(a=1, b=1)], bob=[has(a=1)], cid=[has(b=1)], dan=[has(c=1)])
    assert who(base, "any of (has a is 1, has b is 1)") == {"ann", "bob", "cid"}


def test_0_28_who_viewed_a_product_or_a_type_of_product() -> None:
    base = shop(
        ann=[did("Product Viewed", 3, product_id="c1", category="Clothing > Coats")],
        bob=[did("Product Viewed", 3, product_id="s1", category="Shoes")],
    )
    assert who(base, 'did "Product Viewed" where product_id is "c1"') == {"ann"}
    assert who(base, 'did "Product Viewed" where category under "Clothing" in the last 7 days') == {"ann"}
    assert who(base, 'did "Product Viewed" where category under "Shoes"') == {"bob"}


def test_0_30_a_definition_is_explained_node_by_node() -> None:
    base = shop(
        ann=[has(country="PL"), consents()], bob=[has(country="PL")], cid=[has(country="SI"), consents()]
    )
    told = base.counts('has country is "PL" and consent email is subscribed')
    assert (told.members, [child.members for child in told.children]) == (1, [2, 2])
    why = base.explain('has country is "PL" and consent email is subscribed', "bob")
    assert (why.truth, [child.truth for child in why.children]) == (False, [True, False])
