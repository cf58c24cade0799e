"""The demo shop as a workspace: loaded once, then opened again as long as nothing has changed."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from coterie.demo.ready import Ready
from coterie.demo.shelf import catalogue
from coterie.demo.shops import rates, settings, stores
from coterie.demo.story import story
from coterie.demo.stream import Message
from coterie.demo.times import NOW
from coterie.errors import WorkspaceError
from coterie.lib.clock import FixedClock
from coterie.opening import open_workspace
from coterie.workspace import Shop

Told: TypeAlias = Callable[[int, int], None]
"""Told how many of how many are done."""
MARK = "demo.json"
SEED = 7
_NO_STORY = ("__init__", "ready", "run", "shop")
EVERY = 2_000
"""How many messages go by between two words about it."""


def is_loaded(folder: Path, households: int | None = None) -> bool:
    """Whether a folder holds this very demo, whole."""
    return _mark(folder) == {"version": edition(), "households": households, "whole": True}


def open_demo(folder: Path, households: int | None = None, told: Told = lambda done, whole: None) -> Shop:
    """The demo's workspace at DEMO_NOW; made if absent, made anew if it holds another edition or half a one.

    Error: `WorkspaceError` if the folder holds anything else; ModuleNotFoundError without the demo's package.
    """
    if is_loaded(folder, households):
        return open_workspace(folder, clock=FixedClock(NOW))
    _cleared(folder)
    _note(folder, households, whole=False)
    shop = open_workspace(folder, clock=FixedClock(NOW), **settings())
    try:
        _load(shop, households, told)
    except BaseException:
        shop.close()
        raise
    _note(folder, households, whole=True)
    return shop


def save_segments(shop: Shop, ready: tuple[Ready, ...]) -> None:
    """Keep the ready segments in the shop, by their keys; those that are kept already make no new version."""
    known = shop.segments.definitions()
    for one in ready:
        if known.get(one.key) != one.definition:
            shop.segments[one.key] = one.definition


def edition() -> str:
    """What the demo's content depends on: Coterie's version and the files that tell its story."""
    digest = hashlib.sha256(version("coterie").encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem not in _NO_STORY:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _load(shop: Shop, households: int | None, told: Told) -> None:
    shop.catalogue.put(catalogue())
    shop.stores.put(stores())
    shop.rates.put(rates())
    size, messages = story(households, SEED)
    outcome = shop.ingest(_counted(messages, size, told))
    if outcome.rejected:
        raise WorkspaceError(f"the demo's messages were rejected: {outcome.rejected[0]}")


def _counted(messages: Iterator[Message], size: int, told: Told) -> Iterator[Message]:
    for done, message in enumerate(messages):
        if done % EVERY == 0:
            told(done, size)
        yield message
    told(size, size)


def _cleared(folder: Path) -> None:
    """Removes another edition of the demo, and nothing that is not the demo."""
    if not folder.exists():
        return
    if any(folder.iterdir()) and _mark(folder) is None:
        raise WorkspaceError(f"{folder} holds something else than the demo shop; name another folder by -w")
    shutil.rmtree(folder)


def _mark(folder: Path) -> object:
    path = folder / MARK
    return json.loads(path.read_text()) if path.is_file() else None


def _note(folder: Path, households: int | None, *, whole: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    mark = {"version": edition(), "households": households, "whole": whole}
    (folder / MARK).write_text(json.dumps(mark))
