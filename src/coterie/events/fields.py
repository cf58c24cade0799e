"""Logical fields of events: one name for what platforms spell in many ways.

A field of a filter is looked up here first; what is not listed is a dotted path of the properties. The first
path that holds a value (not null) is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coterie.lib.values import dig

PATHS: dict[str, tuple[str, ...]] = {
    "url": ("url", "context.page.url"),
    "path": ("path", "context.page.path"),
    "title": ("title", "context.page.title"),
    "referrer": ("referrer", "context.page.referrer"),
    "device": ("device", "context.device.kind"),
    "os": ("os", "context.os.name"),
    "browser": ("browser", "context.browser.name"),
    "campaign": ("campaign", "campaign_name", "campaign_id", "context.campaign.name"),
    "source": ("source", "utm_source", "context.campaign.source"),
    "medium": ("medium", "utm_medium", "context.campaign.medium"),
    "order_id": ("order_id", "orderId"),
    "coupon": ("coupon", "discount_code", "coupon_code"),
}
ITEM_PATHS: dict[str, tuple[str, ...]] = {
    "product_id": ("product_id", "productId", "id"),
    "name": ("name", "title"),
}


def paths(field: str, item: bool = False) -> tuple[str, ...]:
    """The property paths that a logical field reads, in order.

    >>> paths("device")
    ('device', 'context.device.kind')
    >>> paths("size.eu")
    ('size.eu',)
    """
    return (ITEM_PATHS if item else PATHS).get(field, (field,))


def read(row: Mapping[str, Any], field: str, item: bool = False) -> Any:
    """The raw value of a logical field of a row's properties, or None.

    >>> read({"context": {"page": {"url": "/blog"}}}, "url")
    '/blog'
    """
    return next((v for p in paths(field, item) if (v := dig(row, p)) is not None), None)
