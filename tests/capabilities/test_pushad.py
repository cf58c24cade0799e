"""4 · Segmentation in web push."""

from __future__ import annotations

from . import bought, did, has, shop, who


def test_4_1_the_region_they_live_in() -> None:
    base = shop(ann=[has(country="PL", region="mazowieckie")], bob=[has(country="PL", region="PL-12")])
    assert who(base, 'located in region "PL-14"') == {"ann"}


def test_4_2_number_of_transactions_in_a_period() -> None:
    base = shop(ann=[bought(3), bought(20)], bob=[bought(3), bought(70)])
    assert who(base, 'did "Order Completed" at least 2 times in the last 30 days') == {"ann"}


def test_4_3_use_of_the_newsletter() -> None:
    base = shop(
        ann=[did("Email Link Clicked", 5, campaign="News 24")],
        bob=[did("Email Delivered", 5, campaign="News 24")],
    )
    assert who(base, 'message clicked by email of campaign "News 24"') == {"ann"}


def test_4_13_attributes_of_any_name_and_type() -> None:
    base = shop(
        ann=[has(income=5200, shoes={"size": {"eu": 38.5}}, vegan=True)], bob=[has(income="900", vegan=False)]
    )
    assert who(base, "has income more than 1000") == {"ann"}
    assert who(base, "has shoes.size.eu is 38.5") == {"ann"}
    assert who(base, "has vegan is false") == {"bob"}


def test_4_14_why_how_what_when_and_where_they_buy() -> None:
    base = shop(
        ann=[bought(3, 50, "p", reason="gift", payment="card", channel="store", store="Center")],
        bob=[bought(3, 50, "p", reason="need", payment="cash", channel="web")],
    )
    assert who(base, 'did "Order Completed" where reason is "gift" and channel is "store"') == {"ann"}
    assert who(base, 'did "Order Completed" where payment is "cash"') == {"bob"}


def test_4_15_most_viewed_product_order_hour_articles_and_dwell_time() -> None:
    base = shop(
        ann=[
            *(did("Product Viewed", day, product_id="p1") for day in (1, 2)),
            did("Product Viewed", 3, product_id="p2"),
        ],
        bob=[did("Order Completed", 0.7, order_id="late", total=5), did("Page Left", 1, seconds=700)],
        cid=[did("Page Viewed", day, url="https://shop.example/blog/a") for day in (1, 2, 3)],
    )
    assert who(base, 'prefers product "p1" by views') == {"ann"}
    assert who(base, 'did "Order Completed" where hour between 20 and 23') == {"bob"}
    assert who(base, 'did "Page Left" with sum of seconds at least 600') == {"bob"}
    assert who(base, 'did "Page Viewed" where url contains "/blog/" at least 3 times') == {"cid"}


def test_4_16_lifestyle_interests_and_habits() -> None:
    base = shop(ann=[has(interests=["garden"])], bob=[has(interests=["cars"])])
    assert who(base, 'has interests holds any of ("garden")') == {"ann"}


def test_4_17_country_region_town_and_postal_code() -> None:
    base = shop(
        ann=[has(address={"country": "Poland", "city": "Warszawa", "postalCode": "00-950"})],
        bob=[has(address={"country": "SI", "city": "Ljubljana", "postalCode": "1000"})],
    )
    assert who(base, 'located in country "PL"') == {"ann"}
    assert who(base, 'located in city "Ljubljana" of "SI"') == {"bob"}
    assert who(base, 'located in postal code "00-9"') == {"ann"}
