"""How quickly a workspace takes events: files of them, and batches of a hundred as a shop's site sends them.

Messages carry what sites send: an id, whose it is, a time, some properties. Everything that ingest does is done:
identities, duplicates, rejects, money, and each group durably on disk.
"""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import coterie
from coterie.exchange import imports

from .shop import KINDS, SEED

BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
BATCH, BATCHES = 100, 200
ASKED = 'did "Email Opened" in the last 365 days'
MAPPING = imports.FileMapping(
    "events",
    {
        "event": "event", "timestamp": "at", "email": "email", "message_id": "id", "value": "value",
        "currency": "currency", "category": "category",
    },
)  # fmt: skip


def rows(count: int, first: int = 0) -> Iterator[dict[str, Any]]:
    """Events by a seed, numbered from `first` on: one contact to ten of them."""
    dice = np.random.default_rng((SEED, first))
    shares = np.array([kind.share for kind in KINDS])
    kinds = dice.choice(len(KINDS), count, p=shares / shares.sum()).tolist()
    people = dice.integers(0, max(1, count // 10), count).tolist()
    seconds = np.sort(dice.integers(0, 300 * 86_400, count)).tolist()
    for number, (kind, who, second) in enumerate(zip(kinds, people, seconds, strict=True)):
        yield {
            "id": f"m-{first + number}",
            "event": KINDS[kind].name,
            "at": BEGIN + timedelta(seconds=second),
            "email": f"c{who}@example.com",
            "value": who % 200 + 0.5 if KINDS[kind].money else None,
            "currency": "EUR" if KINDS[kind].money else None,
            "category": f"category {who % 40}" if KINDS[kind].product else None,
        }


def message(row: dict[str, Any]) -> dict[str, Any]:
    """A row as a message of the Segment spec."""
    said = {name: row[name] for name in ("value", "currency", "category") if row[name] is not None}
    context = {"traits": {"email": row["email"]}}
    return {
        "type": "track", "messageId": row["id"], "event": row["event"], "timestamp": row["at"].isoformat(),
        "userId": row["email"], "properties": said, "context": context,
    }  # fmt: skip


def imported(file: Path, folder: Path, mapping: imports.FileMapping) -> float:
    """Rows a second of an import into a new workspace."""
    with coterie.open(folder) as shop:
        planned = imports.plan(file, mapping, "UTC")
        began = perf_counter()
        result = imports.run(shop, planned)
        took = perf_counter() - began
    if result.rejected or result.duplicates:
        raise RuntimeError(f"rows were not taken: {result}")
    return result.accepted / took


def batches(folder: Path, first: int) -> dict[str, float]:
    """Batches of a hundred into the workspace that is there: median and p99 seconds of one, and of a count after it."""
    taken, counted = [], []
    with coterie.open(folder) as shop:
        shop.count(ASKED)
        found = list(rows(BATCH * BATCHES, first))
        for start in range(0, len(found), BATCH):
            messages = [message(row) for row in found[start : start + BATCH]]
            began = perf_counter()
            outcome = shop.ingest(messages)
            taken.append(perf_counter() - began)
            began = perf_counter()
            shop.count(ASKED)
            counted.append(perf_counter() - began)
            if outcome.accepted != BATCH:
                raise RuntimeError(f"messages were not taken: {outcome.rejected[:3]}")
    return {
        "batch": statistics.median(taken),
        "batch p99": float(np.quantile(taken, 0.99)),
        "events a second": BATCH / statistics.fmean(taken),
        "count after a batch": statistics.median(counted),
    }


def measured(folder: Path, count: int) -> dict[str, Any]:
    """Files of so many events taken, then batches on top of them."""
    parquet, lines = folder / "events.parquet", folder / "messages.jsonl"
    found = list(rows(count))
    pq.write_table(pa.Table.from_pylist(found), parquet)
    with lines.open("w") as out:
        out.writelines(json.dumps(message(row)) + "\n" for row in found)
    del found
    rates = {
        "Parquet": imported(parquet, folder / "by-parquet", MAPPING),
        "JSON Lines": imported(lines, folder / "by-lines", imports.FileMapping("messages")),
    }
    return {"events": count, "rows a second": rates, "batches": batches(folder / "by-lines", count)}
