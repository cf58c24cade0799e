"""3 · Segmentation as the basis of automation."""

from __future__ import annotations

from . import bought, did, has, shop, who

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Safari/537.36"
)
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)


def viewed(agent: str, days: float = 2, **properties: object) -> dict[str, object]:
    return {**did("Page Viewed", days, **properties), "context": {"userAgent": agent}}


def test_3_1_customers_and_leads() -> None:
    base = shop(ann=[bought(3)], bob=[did("Form Submitted", 3, form="Contact")])
    assert who(base, 'did "Order Completed"') == {"ann"}
    assert who(base, 'not did "Order Completed"') == {"bob"}


def test_3_2_the_source_of_acquisition() -> None:
    base = shop(ann=[has(acquisition_source="fair")], bob=[has(acquisition_source="google")])
    assert who(base, 'has acquisition_source is "fair"') == {"ann"}


def test_3_3_quantity_and_kind_of_products_bought() -> None:
    def order(quantity: int, category: str) -> dict[str, object]:
        line = {"product_id": "p", "category": category, "quantity": quantity, "price": 5}
        return did("Order Completed", 3, order_id=f"{quantity}{category}", total=9, products=[line])

    base = shop(ann=[order(5, "Seeds")], bob=[order(1, "Seeds")], cid=[order(5, "Tools")])
    assert who(base, 'did "Order Completed" where category under "Seeds" and quantity at least 3') == {"ann"}


def test_3_4_materials_downloaded() -> None:
    base = shop(ann=[did("File Downloaded", 3, file="guide.pdf")], bob=[did("Page Viewed", 3)])
    assert who(base, 'did "File Downloaded" where file ends with ".pdf"') == {"ann"}


def test_3_15_gender_age_education_status() -> None:
    base = shop(
        ann=[has(gender="female", birthday="1990-06-01", education="university")],
        bob=[has(gender="female", birthday="2010-06-01", education="school")],
    )
    assert who(base, 'has gender is "female" and aged at least 18') == {"ann"}
    assert who(base, 'has education is one of ("university", "college")') == {"ann"}


def test_3_16_lifestyle_and_preferences() -> None:
    base = shop(ann=[has(lifestyle=["runner", "vegan"])], bob=[has(lifestyle=["gamer"])])
    assert who(base, 'has lifestyle holds any of ("Runner", "cyclist")') == {"ann"}


def test_3_17_place_of_residence_and_distance() -> None:
    base = shop(ann=[has(country="PL", city="Warszawa")], bob=[has(country="PL", city="Kraków")])
    assert who(base, 'located in city "Warszawa"') == {"ann"}
    assert who(base, 'within 50 km of "Kraków, PL"') == {"bob"}


def test_3_18_what_they_do() -> None:
    base = shop(ann=[did("Video Watched", 2, seconds=90)], bob=[did("Video Watched", 2, seconds=5)])
    assert who(base, 'did "Video Watched" where seconds at least 30') == {"ann"}


def test_3_19_the_channel_of_reach() -> None:
    base = shop(
        ann=[did("Page Viewed", 2, utm_source="Facebook")],
        bob=[did("Page Viewed", 2, utm_source="newsletter")],
        cid=[did("Page Viewed", 2)],
    )
    assert who(base, 'did "Page Viewed" where source is one of ("facebook", "instagram")') == {"ann"}


def test_3_20_browser() -> None:
    base = shop(ann=[viewed(CHROME)], bob=[viewed(SAFARI)])
    assert who(base, 'did "Page Viewed" where browser starts with "Chrome"') == {"ann"}


def test_3_21_device_and_operating_system() -> None:
    base = shop(ann=[viewed(CHROME)], bob=[viewed(SAFARI)])
    assert who(base, 'did "Page Viewed" where device is "phone"') == {"bob"}
    assert who(base, 'did "Page Viewed" where device is "computer"') == {"ann"}
    assert who(base, 'did "Page Viewed" where os is "iOS"') == {"bob"}


def test_3_23_a_tag_by_browser() -> None:
    base = shop(ann=[did("Tag Added", 3, tag="CHROME")], bob=[did("Tag Added", 3, tag="FIREFOX")])
    assert who(base, "tagged CHROME") == {"ann"}


def test_3_24_a_tag_that_counts() -> None:
    def times(n: int) -> list[dict[str, object]]:
        return [did("Tag Added", day + 1, tag="CENNIK") for day in range(n)]

    base = shop(ann=times(3), bob=times(2), cid=[*times(3), did("Tag Removed", 0.5, tag="CENNIK", by=1)])
    assert who(base, "tagged CENNIK at least 3 times") == {"ann"}


def test_3_25_a_tag_by_form_and_page() -> None:
    base = shop(ann=[did("Tag Added", 3, tag="POPUP_PODSTRONA_BLOG")], bob=[did("Tag Added", 3, tag="POPUP")])
    assert who(base, "tagged POPUP_PODSTRONA_BLOG") == {"ann"}


def test_3_26_a_tag_of_interest() -> None:
    base = shop(
        ann=[did("Tag Added", 3, tag="KOSIARKA_AKUMULATOROWA")], bob=[did("Tag Added", 3, tag="KOSIARKA")]
    )
    assert who(base, "tagged KOSIARKA_AKUMULATOROWA") == {"ann"}


def test_3_32_any_criteria_in_any_combination() -> None:
    base = shop(
        ann=[has(country="PL"), bought(3), did("Tag Added", 2, tag="VIP")],
        bob=[has(country="PL"), bought(3)],
        cid=[has(country="SI"), did("Email Opened", 3)],
        dan=[has(country="PL")],
    )
    asked = """
    any of (
      all of (has country is "PL", tagged VIP, not (did "Order Completed" never))
      none of (has country is "PL", did "Order Completed")
    )
    """
    assert who(base, asked) == {"ann", "cid"}
