"""Exports of the usual platforms are understood without a mapping, and come in."""

from __future__ import annotations

from pathlib import Path

import pytest

import coterie
from coterie.exchange.imports import plan, run

EXPORTS = [
    ("orders_rfm/orders.csv.gz", "orders", {"user_id", "timestamp", "total", "email"}),
    ("cdnow/cdnow_sample.csv.gz", "orders", {"user_id", "timestamp", "total"}),
    ("payloads/klaviyo_fivetran/person.csv", "contacts", {"user_id", "email", "created_at", "country"}),
    ("payloads/klaviyo_fivetran/event.csv", "events", {"event", "timestamp", "user_id", "key", "value"}),
    ("payloads/mailchimp_fivetran/member.csv", "contacts", {"email", "subscribed", "consent_at"}),
    (
        "payloads/mailchimp_fivetran/campaign_recipient_activity.csv",
        "events",
        {"event", "user_id", "timestamp"},
    ),
    (
        "payloads/shopify_fivetran/shopify_customer_data.csv",
        "contacts",
        {"user_id", "created_at", "subscribed"},
    ),
    (
        "payloads/shopify_fivetran/shopify_order_data.csv",
        "orders",
        {"user_id", "order_id", "total", "currency"},
    ),
    ("web_events/snowplow_ecommerce_events.csv.gz", "events", {"event", "timestamp", "anonymous_id", "url"}),
]


@pytest.mark.parametrize(("name", "what", "fields"), EXPORTS, ids=lambda value: str(value)[-40:])
def test_an_export_is_understood_and_comes_in(
    data: Path, tmp_path: Path, name: str, what: str, fields: set[str]
) -> None:
    planned = plan(data / name)
    assert planned.mapping.what == what
    assert fields <= planned.mapping.columns.keys()
    with coterie.open(tmp_path / "shop") as shop:
        found = run(shop, planned, rejects=tmp_path / "rejects.csv")
    assert found.rows == found.accepted + found.duplicates + found.rejected
    assert found.accepted > 0.9 * found.rows
