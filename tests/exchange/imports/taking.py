"""Files written and taken in one line, for the tests of what they become."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coterie.exchange.imports import FileMapping, Result, of, plan, run
from coterie.lib.clock import FixedClock
from coterie.lib.instants import to_iso
from coterie.opening import open_workspace
from coterie.workspace import Shop

NOW = 1_790_000_000_000


@dataclass
class Taking:
    """A shop in a folder, and files beside it."""

    folder: Path
    shop: Shop

    @classmethod
    def opened(cls, folder: Path, **settings: Any) -> Taking:
        return cls(folder, open_workspace(folder / "shop", clock=FixedClock(NOW), **settings))

    def file(self, text: str, name: str = "a.csv") -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def take(self, path: Path, mapping: FileMapping | dict[str, Any] | None = None) -> Result:
        """Import a file; the account of its rows is always whole."""
        stated = of(mapping) if isinstance(mapping, dict) else mapping
        found = run(self.shop, plan(path, stated, self.shop.settings.zone))
        assert found.rows == found.accepted + found.duplicates + found.rejected
        assert sum(found.reasons.values()) == found.rejected
        return found

    def events(self, contact: str) -> list[tuple[str, str, dict[str, Any]]]:
        """Name, instant and properties of what a contact did, without what no longer counts."""
        told = self.shop.export(contact)["events"]
        return [(e["name"], e["at"], e["properties"]) for e in told if "counts_until" not in e]

    def traits(self, contact: str) -> dict[str, Any]:
        """The last word on each trait."""
        return {name: log[-1]["value"] for name, log in self.shop.export(contact)["traits"].items()}


def iso(t: int = NOW) -> str:
    return to_iso(t)
