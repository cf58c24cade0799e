"""2 · Segmentation ideas for an online shop."""

from __future__ import annotations

from . import bought, consents, did, has, shop, who


def test_2_3_browsing_buying_demographics_and_source() -> None:
    base = shop(
        ann=[has(gender="female"), did("Page Viewed", 2, utm_source="instagram"), bought(3)],
        bob=[has(gender="male"), did("Page Viewed", 2, utm_source="instagram"), bought(3)],
        cid=[has(gender="female"), did("Page Viewed", 2, utm_source="google"), bought(3)],
    )
    seen = 'did "Page Viewed" where source is "Instagram" in the last 30 days'
    assert who(base, f'all of (has gender is "female", {seen}, did "Order Completed")') == {"ann"}


def test_2_4_subscribed_and_no_first_purchase() -> None:
    base = shop(ann=[consents()], bob=[consents(), bought(3)], cid=[has(a=1)])
    assert who(base, 'consent email is subscribed and did "Order Completed" never') == {"ann"}


def test_2_5_a_coupon_issued_and_not_redeemed() -> None:
    issued = did("Coupon Issued", 20, coupon="WELCOME10", expires_at="2026-07-01")
    over = did("Coupon Issued", 20, coupon="WELCOME10", expires_at="2026-06-01")
    base = shop(ann=[issued], bob=[issued, bought(3, 50, coupon="welcome10")], cid=[over], dan=[has(a=1)])
    assert who(base, "coupon unused named WELCOME10") == {"ann"}
    assert who(base, "coupon redeemed named WELCOME10") == {"bob"}
    assert who(base, "coupon expired named WELCOME10") == {"cid"}


def test_2_7_engaged_in_the_last_twelve_months() -> None:
    base = shop(ann=[did("Email Opened", 300)], bob=[did("Email Opened", 400)])
    assert who(base, "is engaged in the last 12 months") == {"ann"}


def test_2_8_the_long_silent() -> None:
    base = shop(
        ann=[did("Email Delivered", 5)],
        bob=[did("Email Delivered", 5), did("Email Opened", 4)],
        cid=[bought(3)],
    )
    silent = (
        "message received by email in the last 180 days and not message opened by email in the last 180 days"
    )
    assert who(base, f'{silent} and not did "Order Completed" in the last 180 days') == {"ann"}


def test_2_13_buyers_of_a_product_or_a_category() -> None:
    base = shop(
        ann=[bought(3, 50, "p1:Clothing > Coats")],
        bob=[bought(3, 50, "p2:Clothing > Jeans")],
        cid=[bought(3)],
    )
    assert who(base, 'did "Order Completed" where product_id is "p1"') == {"ann"}
    assert who(base, 'did "Order Completed" where category under "Clothing"') == {"ann", "bob"}
    assert who(base, 'prefers category "Clothing > Jeans"') == {"bob"}


def test_2_15_average_order_in_a_band() -> None:
    base = shop(ann=[bought(3, 40), bought(9, 60)], bob=[bought(3, 120)], cid=[has(a=1)])
    assert who(base, 'did "Order Completed" with avg of amount between 40 and 80') == {"ann"}


def test_2_16_above_average_by_number_or_by_amount() -> None:
    base = shop(ann=[bought(day, 10) for day in (1, 2, 3, 4)], bob=[bought(5, 200)], cid=[bought(6, 20)])
    assert who(base, 'did "Order Completed" with count above average in the last 90 days') == {"ann"}
    assert who(base, 'did "Order Completed" with sum of amount above average in the last 90 days') == {"bob"}


def test_2_18_the_best_tenth_of_the_active() -> None:
    people = {f"c{n:02}": [bought(3, n)] for n in range(1, 21)}
    base = shop(**people, silent=[bought(800, 10_000)])
    base.segments["active"] = "is engaged"
    best = 'in top {} percent by sum of amount of "Order Completed" in the last 365 days among segment active'
    assert who(base, best.format(10)) == {"c19", "c20"}
    assert who(base, best.format(15)) == {"c18", "c19", "c20"}


def test_2_19_lapsed_by_the_usual_interval_of_the_whole_base() -> None:
    steady = {f"c{n:02}": [bought(day, 10) for day in (30, 20, 10, 1)] for n in range(11)}
    base = shop(**steady, late=[bought(200), bought(190), bought(180)], fresh=[bought(12)])
    assert who(base, "last order more than 3 x usual interval ago") == {"late"}
    assert who(base, "last order more than 1 x usual interval ago") == {"late", "fresh"}


def test_2_20_never_opened() -> None:
    received = [did("Email Delivered", day) for day in range(1, 7)]
    base = shop(
        ann=[consents(), *received], bob=[consents(), *received, did("Email Opened", 600)], cid=[consents()]
    )
    received_much = "message received by email at least 5 times"
    assert who(base, f"consent email is subscribed and {received_much} and not message opened by email") == {
        "ann"
    }


def test_2_23_consent_rules_differ_by_place() -> None:
    def person(country: str, *story: dict[str, object], **traits: str) -> list[dict[str, object]]:
        mail = f"{country.lower()}{len(story)}{len(traits)}@shop.example"
        return [has(country=country, email=mail, **traits), *story]

    base = shop(
        pole=person("PL", consents()),
        german=person("DE", consents()),
        sure=person("DE", consents(double_opt_in=True)),
        canadian=person("CA", bought(100)),
        lapsed=person("CA", bought(800), region="CA-ON"),
        american=person("US", bought(100)),
    )
    assert who(base, "can be mailed") == {"pole", "sure", "canadian"}
    assert who(base, 'located in country "EU"') == {"pole", "german", "sure"}


def test_2_25_near_a_store_and_the_nearest_store() -> None:
    base = shop(
        ann=[has(country="SI", city="Ljubljana")],
        bob=[has(country="SI", city="Maribor")],
        cid=[has(country="KZ", city="Almaty")],
    )
    base.stores.put(
        [
            {"name": "Center", "address": "Ljubljana", "latitude": 46.05, "longitude": 14.51},
            {"name": "Drava", "address": "Maribor", "latitude": 46.55, "longitude": 15.65},
        ]
    )
    assert who(base, "store within 20 km") == {"ann", "bob"}
    assert who(base, "nearest store is Drava and store within 20 km") == {"bob"}
