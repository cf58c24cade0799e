"""The words that worlds and definitions share: names, values of every JSON type, nasty texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from coterie.lib.values import as_number
from coterie.segments.parts.compare import Number, Value

TEXTS = (
    "PL", "pl", "Poland", "a", "Ab", "straße", "STRASSE", "İzmir", "i\u0307zmir", "Łódź", "Ło\u0301dz\u0301",
    "łódź", "Қазақстан", "қазақстан", "e\u0301", "\u00e9", "\ufb01n", "FIN", " PL ", "", "\u1e9e", "\u01f0",
    "%", "a%b", "_", "\\", "'", '"q"',
)  # fmt: skip
NUMERIC = ("12", "12.5", " 1e1 ", "007", "-3", "0", "1,5", "٣", "12.00005", "100000000000000")
TRUTHS = ("true", "FALSE", " true ")
DATES = (
    "2024-02-29", "2023-02-28", "2025-12-31", "2026-01-01", "2025-03-30", "2025-10-26T02:30:00",
    "2025-03-30T02:30", "2025-06-15T12:00:00Z", "2025-06-15T12:00:00.0019+02:00", "1990-03-01", "2030-01-31",
    "2025-02-30", "2025-13-01", " 2025-06-14 ",
)  # fmt: skip
NUMBERS = (
    0, 1, 2, 3, 10, -3, 12, 42, Decimal("12.5"), Decimal("0.0001"), Decimal("12.34565"), Decimal("12.34575"),
    Decimal("1E+1"), 10**13, 10**14, 4111111111111111, Decimal("-0.5"), 2.5,
)  # fmt: skip
LISTS = ([], ["a"], ["PL", "Ab"], ["pl", "ab", "Łódź"], [1, "1", True], ["straße", None], [["a"], {"a": 1}])
NESTED = ({"a": 1}, {"a": "PL", "b": {"c": 2}}, {"a.b": "x", "a": {"b": "y"}}, {})
VALUES: tuple[Any, ...] = (*TEXTS, *NUMERIC, *TRUTHS, *DATES, *NUMBERS, True, False, None, *LISTS, *NESTED)

EMAILS = ("ana@example.com", " Ana@Example.COM ", "bor@example.com", "")
CATEGORIES = (
    "Clothing", "Clothing > Trousers", "clothing > trousers > Jeans", "CLOTHING>COATS", "Shoes",
    "Łódki > Małe", "", ">",
)  # fmt: skip
BRANDS = ("Acme", "ACME", "Übel", "")
PRODUCTS = ("p1", "P1", "p2", "3", "p4")
COUPONS = ("SPRING", "spring", "ẞAVE", "SSAVE", "X10")
CAMPAIGNS = ("Wiosna", "WIOSNA", "welcome", "42")
LISTED = ("VIP", "vip", "Newsletter")
TAGS = ("CENNIK", "cennik", "CHROME")
BROWSERS, SYSTEMS, DEVICES = (
    ("Chrome", "Firefox", "chrome"),
    ("iOS", "Windows"),
    ("computer", "phone", "tablet"),
)
PATTERNS = ("^PL$", "(?i)^pl", "[0-9]+", "ł", "ß|ss", "", "^\\s", "é", "\\.", "(?i)ł.d")
LITERALS = tuple(
    Number(n)
    for n in (0, 10_000, 20_000, 30_000, 100_000, -30_000, 125_000, 1, 123_456, 123_458, 420_000, 10**17)
)

EVENTS = (
    "Order Completed", "Product Viewed", "Product Added", "Email Opened", "Email Delivered",
    "Email Link Clicked", "Page Viewed", "List Joined", "List Left", "Tag Added", "Tag Removed",
    "Consent Changed", "Unsubscribed", "Email Bounced", "Email Marked as Spam", "Coupon Issued",
    "Coupon Redeemed", "Order Refunded", "Inquiry Sent", "SMS Delivered", "SMS Bounced", "Push Clicked",
    "Push Expired", "Żółw zrobił",
)  # fmt: skip
TRAITS = (
    "country", "region", "city", "postal_code", "latitude", "longitude", "email", "phone",
    "push_subscription", "mixed", "points", "birthday", "interests", "size", "size.eu", "$score.general",
    "$score.tag.CENNIK", "$score.rfm.group", "$score.lifecycle", "$score.predicted.gender",
    "$score.predicted.next_order", "$include.vip", "$exclude.vip",
)  # fmt: skip
"""`size` holds {"eu": ...}, `size.eu` is also a trait of its own: the literal name wins."""
FIELDS = (
    "mixed", "mixed.a", "total", "url", "device", "os", "browser", "source", "campaign", "coupon",
    "email_client", "machine", "$hour", "$weekday", "$name", "$amount", "list", "tag", "channel",
)  # fmt: skip
ITEM_FIELDS = ("product_id", "name", "category", "brand", "price", "quantity", "mixed")

TRAIT_VALUES: Mapping[str, tuple[Any, ...]] = {
    "country": (
        "PL",
        "Poland",
        "polska",
        "SI",
        "Slovenija",
        "KZ",
        "Қазақстан",
        "US",
        "CA",
        "DE",
        "AU",
        "Atlantis",
        "",
    ),
    "region": ("PL-14", "PL-MZ", "mazowieckie", "California", "US-CA", "CA", "ON"),
    "city": ("Warszawa", "Ljubljana", "Łódź", "nowhere", "Almaty"),
    "postal_code": ("00-950", "1000", 1000, "SI-1000", "0"),
    "latitude": (46.05, "46.0569", 52.2297, 0, 91, 43.25),
    "longitude": (14.5058, "14.51", 21.0122, 0, 76.95),
    "email": EMAILS,
    "phone": ("+48123", "+48999"),
    "push_subscription": ("t1", "t2"),
    "mixed": VALUES,
    "points": (0, 1, 2, 3, 10, "12.5", "many", 42),
    "birthday": DATES,
    "interests": (*LISTS, "a"),
    "size": ({"eu": 42}, {"eu": None}, {"us": 9}, 42),
    "size.eu": (43, "42", None),
    "$score.general": (0, 5, 10),
    "$score.tag.CENNIK": (1, 2),
    "$score.rfm.group": ("champions", "loyal", "lost"),
    "$score.lifecycle": ("new", "repeat"),
    "$score.predicted.gender": ("female", "male"),
    "$score.predicted.next_order": DATES,
    "$include.vip": (True, False),
    "$exclude.vip": (True, False),
}


def _literals(pool: Iterable[Any]) -> tuple[Value, ...]:
    texts = [v for v in pool if isinstance(v, (str, bool))]
    numbers = [n for v in pool if not isinstance(v, bool) and (n := as_number(v)) is not None]
    return (*texts, *map(Number, numbers))


FITTING: Mapping[str, tuple[Value, ...]] = {
    name: found
    for name, pool in {
        **TRAIT_VALUES,
        "total": (10, "12.5"), "url": ("/blog", "/a", "https://shop.example/Cennik?x=1"), "device": DEVICES,
        "os": SYSTEMS, "browser": BROWSERS, "source": ("facebook", "newsletter"), "campaign": CAMPAIGNS,
        "coupon": COUPONS, "email_client": ("Gmail", "Outlook"), "machine": (True, False),
        "$hour": (12, 0, 2, 23), "$weekday": (7, 1, 6), "$name": EVENTS, "$amount": (10, 12.5, 0, 9.99),
        "list": LISTED, "tag": TAGS, "channel": ("email", "sms"), "product_id": PRODUCTS, "brand": BRANDS,
        "category": CATEGORIES, "price": (10, "9.99"), "quantity": (1, 2),
    }.items()
    if (found := _literals(pool))
}  # fmt: skip
"""Literals by the trait or field whose values they may equal."""
