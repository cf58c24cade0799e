"""The workspace that a command works in, and instants as they are said to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from coterie.errors import WorkspaceError
from coterie.lib.instants import from_datetime, from_iso, to_local
from coterie.opening import FILE, open_workspace
from coterie.workspace import Shop


def is_workspace(folder: Path) -> bool:
    """Whether there is a workspace in a folder."""
    return (folder / FILE).is_file()


@contextmanager
def opened(folder: Path) -> Iterator[Shop]:
    """The workspace of a folder, closed afterwards. Unlike the library's, it is never made by asking for it.

    Errors: `WorkspaceError` if there is none, and those of opening it.
    """
    if not is_workspace(folder):
        raise WorkspaceError(f"there is no workspace in {folder}")
    with open_workspace(folder) as shop:
        yield shop


@dataclass(frozen=True, slots=True)
class Instants:
    """How instants are said and shown: in a zone (IANA name), counted from now (ms)."""

    zone: str
    now: int

    def read(self, text: str | None, option: str = "--at") -> datetime:
        """The instant that was said, else now; with the zone. Error: usage."""
        found = self.now if text is None else from_iso(text, self.zone)
        if found is None:
            raise typer.BadParameter(
                f"{text!r} is no instant; write 2026-01-31, 2026-01-31T10:00 or 2026-01-31T09:00Z",
                param_hint=option,
            )
        return to_local(found, self.zone)

    def show(self, when: datetime) -> str:
        """An instant as people read it."""
        local = to_local(from_datetime(when), self.zone)
        return f"{local:%Y-%m-%d %H:%M:%S} {self.zone}"


def instants(shop: Shop, zone: str | None) -> Instants:
    """Instants in the workspace's zone, or in another. Error: usage, for a zone that there is not."""
    return Instants(zone_of(zone or shop.settings.zone), shop.clock.now())


def zone_of(name: str) -> str:
    """The name of a time zone that there is. Error: usage."""
    try:
        to_local(0, name)
    except ValueError as cause:
        raise typer.BadParameter(str(cause), param_hint="--zone") from None
    return name
