"""A process that ingests until it is killed, and says what was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import pyarrow as pa

import coterie
from coterie.lib.clock import FixedClock

BATCH = 20
# The first array makes Arrow look for optional packages; a forked writer then need not.
pa.array((1,))


def messages(batch: int) -> Iterator[dict[str, Any]]:
    for n in range(BATCH):
        order = {"order_id": f"{batch}-{n}", "total": 1, "products": [{"product_id": "p", "price": 1}]}
        yield {
            "type": "track",
            "event": "Order Completed",
            "userId": f"u{n % 7}",
            "messageId": f"{batch}-{n}",
            "properties": order,
        }


def write(folder: str, first: int, said: Connection) -> None:
    """Ingest batches from number `first` on; after each, send its number."""
    shop = coterie.open(folder, clock=FixedClock(1_790_000_000_000))
    for batch in range(first, 1_000_000):
        shop.ingest(messages(batch))
        said.send(batch)
