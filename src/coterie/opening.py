"""Opening a workspace: the only place where its parts are wired together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coterie.errors import WorkspaceError
from coterie.lib.clock import Clock, SystemClock
from coterie.record import Lock, Record
from coterie.workspace import Settings, Shop
from coterie.workspace.settings import keep, load

MEMORY = ":memory:"
FILE = "record.duckdb"


def open_workspace(
    path: str | Path,
    zone: str | None = None,
    currency: str | None = None,
    clock: Clock | None = None,
    **settings: Any,
) -> Shop:
    """Open the workspace of a folder, made if absent; ":memory:" keeps nothing.

    zone (IANA name), currency (ISO 4217) and other settings (see `workspace.Settings`) hold from now on; what
    is not given stays as it was, at first "UTC" and "EUR". Errors: `WorkspaceLocked`, `WorkspaceNewer`,
    `WorkspaceDamaged`; `ValueError` for a setting that can't be.
    """
    folder = None if str(path) == MEMORY else Path(path)
    lock = None if folder is None else _own(folder)
    try:
        return _wired(folder, lock, clock or SystemClock(), {"zone": zone, "currency": currency, **settings})
    except BaseException:
        if lock is not None:
            lock.release()
        raise


def _own(folder: Path) -> Lock:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        raise WorkspaceError(f"the folder can't be made: {folder}: {cause}") from cause
    return Lock(folder)


def _wired(folder: Path | None, lock: Lock | None, clock: Clock, wanted: dict[str, Any]) -> Shop:
    record = Record(None if folder is None else folder / FILE)
    try:
        before = load(record)
        settings = keep(record, before, wanted)
        shop = Shop(folder, record, clock, settings, lock)
        if (settings.currency, settings.zone) != (before.currency, before.zone):
            shop.repriced(None)
        return shop
    except BaseException:
        record.close()
        raise


__all__ = ["Settings", "open_workspace"]
