"""The register of capabilities: each test drives only what a user has, on contacts written by hand.

`shop(ann=[...], bob=[...])` opens a workspace in memory and tells it what happened to each contact;
`who(shop, text)` asks for the members of a definition at NOW.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import coterie
from coterie.lib.clock import FixedClock

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
ORDERS = count(1)
Told = dict[str, Any]


def did(event: str, days: float = 1, **properties: Any) -> Told:
    """An event so many days ago."""
    return {"type": "track", "event": event, "timestamp": ago(days), "properties": properties}


def has(days: float = 300, **traits: Any) -> Told:
    """Traits stated so many days ago."""
    return {"type": "identify", "timestamp": ago(days), "traits": traits}


def bought(days: float, total: float = 50, *products: str, **properties: Any) -> Told:
    """An order, of products as "id" or "id:category"."""
    items = [
        {"product_id": one.partition(":")[0], "category": one.partition(":")[2], "price": 10, "quantity": 1}
        for one in products
    ]
    order = {"order_id": f"o-{next(ORDERS)}", "total": total, "products": items}
    return did("Order Completed", days, **{**order, **properties})


def consents(
    status: str = "subscribed", days: float = 200, channel: str = "email", **properties: Any
) -> Told:
    """A consent given or withdrawn."""
    return did("Consent Changed", days, channel=channel, status=status, **properties)


def ago(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat()


def shop(zone: str = "Europe/Warsaw", **people: list[Told]) -> Any:
    """A workspace in memory in which these people did these things; each is known by the name given."""
    opened = coterie.open(
        ":memory:", zone=zone, currency="PLN", clock=FixedClock(round(NOW.timestamp() * 1000))
    )
    told = [{"userId": name, **one} for name, story in people.items() for one in story]
    outcome = opened.ingest(told)
    assert not outcome.rejected, outcome.rejected
    return opened


def who(opened: Any, definition: Any) -> set[str]:
    """The members of a definition at NOW, checked against its count, and against each one's explanation."""
    found = set(opened.members(definition))
    assert opened.count(definition) == len(found)
    assert all(opened.explain(definition, one).truth for one in found)
    return found
