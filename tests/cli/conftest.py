"""A small workspace, made by hand, and the command line to ask it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from typer.testing import CliRunner

import coterie
from coterie.cli import app
from coterie.lib.clock import FixedClock
from coterie.lib.instants import from_iso

NOW = "2024-06-15T12:00:00Z"


@dataclass(frozen=True)
class Ran:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run: TypeAlias = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """Run a command in this process."""

    def ran(*arguments: str | Path, given: str | bytes | None = None) -> Ran:
        found = CliRunner().invoke(app(), [str(argument) for argument in arguments], input=given)
        return Ran(found.exit_code, found.stdout, found.stderr)

    return ran


def messages() -> list[dict[str, Any]]:
    """Three contacts: ann ordered three times, bob once, cyd never."""
    people = [("ann", "PL", 3), ("bob", "SI", 1), ("cyd", "PL", 0)]
    found: list[dict[str, Any]] = []
    for name, country, orders in people:
        traits = {"email": f"{name}@example.org", "country": country}
        joined = {"type": "identify", "messageId": f"i-{name}", "userId": name, "traits": traits}
        found.append(joined | {"timestamp": "2024-01-01T00:00:00Z"})
        for n in range(orders):
            order = {
                "type": "track",
                "messageId": f"o-{name}-{n}",
                "userId": name,
                "event": "Order Completed",
            }
            order |= {"timestamp": f"2024-06-0{n + 1}T10:00:00Z"}
            found.append(order | {"properties": {"order_id": f"{name}-{n}", "revenue": 20 * (n + 1)}})
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with three contacts, in Warsaw's zone, in zloty."""
    made = tmp_path / "shop"
    clock = FixedClock(from_iso(NOW) or 0)
    with coterie.open(made, zone="Europe/Warsaw", currency="PLN", clock=clock) as shop:
        shop.ingest(messages())
    return made
