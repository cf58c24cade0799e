"""Bodies of events and changes of traits: tables made once, of which an example draws the numbers of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import cycle, islice
from random import Random
from typing import Any

from coterie.events.event import Item
from coterie.lib.numbers import half_even
from coterie.lib.values import as_number

from . import words

ROWS = 40  # bodies of each name
AMOUNTS = (None, 100_000, 0, 125_000, 99_900, 200_000, -50_000, 100, 9 * 10**17)


@dataclass(frozen=True, slots=True)
class Body:
    """What an event says, without its time."""

    name: str
    props: Mapping[str, Any]
    items: tuple[Item, ...] = ()
    amount: int | None = None
    item_amounts: tuple[int | None, ...] = field(default=())


def _bodies() -> tuple[Body, ...]:
    dice = Random(7)
    common = words.EVENTS[:5]
    found = [_body(name, dice) for _ in range(ROWS) for name in (*words.EVENTS, *common, *common)]
    return (*(Body(name, {}) for name in words.EVENTS), *found)


def _body(name: str, dice: Random) -> Body:
    items = tuple(_item(dice) for _ in range(dice.choice((0, 1, 1, 2, 3)))) if name in _WITH_ITEMS else ()
    props = {
        key: dice.choice(pool)
        for key, pool in (*_ANY.items(), *_OWN.get(name, {}).items())
        if dice.random() < 0.6
    }
    if dice.random() < 0.5:
        props["context"] = _context(dice)
    amount = dice.choice(AMOUNTS) if name.startswith("Order") or dice.random() < 0.1 else None
    return Body(name, props, items, amount, tuple(_line(i) for i in items))


def _item(dice: Random) -> Item:
    pools = {
        "product_id": words.PRODUCTS, "name": ("Trousers", "Spodnie"), "category": words.CATEGORIES,
        "brand": words.BRANDS, "price": (10, "9.99", 0, "dear", None), "quantity": (1, 2, 3, "2"),
        "mixed": words.VALUES,
    }  # fmt: skip
    return {key: dice.choice(pool) for key, pool in pools.items() if dice.random() < 0.75}


def _line(item: Item) -> int | None:
    price, quantity = as_number(item.get("price")), as_number(item.get("quantity", 1))
    return None if price is None or quantity is None else half_even(price * quantity, 10_000)


def _context(dice: Random) -> Mapping[str, Any]:
    return {
        "page": {"url": dice.choice(("/blog", "https://shop.example/Cennik?x=1"))},
        "device": {"kind": dice.choice(words.DEVICES)},
        "os": {"name": dice.choice(words.SYSTEMS)},
        "browser": {"name": dice.choice(words.BROWSERS)},
        "campaign": {"source": dice.choice(("facebook", "newsletter")), "name": dice.choice(words.CAMPAIGNS)},
    }


_WITH_ITEMS = ("Order Completed", "Product Viewed", "Product Added", "Order Refunded")
_ANY: Mapping[str, tuple[Any, ...]] = {
    "mixed": words.VALUES, "total": (10, "12.5", None), "machine": (True, False, "true"),
    "email_client": ("Gmail", "Outlook"),
}  # fmt: skip
_CHANNELS = ("email", "email", "sms", "push", "ads", "EMAIL", "fax")
_STATUSES = ("subscribed", "subscribed", "unsubscribed", "unknown", "SUBSCRIBED", "maybe")
_OWN: Mapping[str, Mapping[str, tuple[Any, ...]]] = {
    "Order Completed": {"coupon": (*words.COUPONS, ["X10", "spring"]), "order_id": ("1", "2")},
    "Coupon Redeemed": {"coupon": words.COUPONS},
    "Coupon Issued": {"coupon": words.COUPONS, "expires_at": words.DATES},
    "List Joined": {"list": words.LISTED},
    "List Left": {"list": words.LISTED},
    "Tag Added": {"tag": words.TAGS, "by": (1, 2, 3, "2", 1.5, None)},
    "Tag Removed": {"tag": words.TAGS, "by": (1, 2, None, "x")},
    "Consent Changed": {
        "channel": _CHANNELS, "status": _STATUSES, "method": ("form", "double opt-in", "import"),
        "basis": ("consent", "contract"), "proof": ("form 7", " ", None), "double_opt_in": (True, False),
        "expires_at": words.DATES,
    },
    "Unsubscribed": {"channel": _CHANNELS},
    "Email Bounced": {"type": ("hard", "soft", "HARD"), "bounce_type": ("hard",), "email": words.EMAILS},
    "Email Marked as Spam": {"email": words.EMAILS},
    "SMS Bounced": {"type": ("hard", "soft"), "phone": ("+48123", "+48999")},
    "Push Expired": {"token": ("t1", "t2")},
    "Email Opened": {"campaign": words.CAMPAIGNS},
    "Email Delivered": {"campaign_name": words.CAMPAIGNS},
    "Email Link Clicked": {"campaign_id": words.CAMPAIGNS, "url": ("/a", "/Ł")},
}  # fmt: skip
BODIES: tuple[Body, ...] = _bodies()


def _changes() -> Iterator[tuple[str, Any]]:
    for trait in words.TRAITS:
        pool = (*words.TRAIT_VALUES[trait], None)
        yield from ((trait, value) for value in islice(cycle(pool), max(16, len(pool))))


CHANGES: tuple[tuple[str, Any], ...] = tuple(_changes())
