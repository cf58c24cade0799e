"""The health of a workspace: whether its readings agree, what was rejected and why, how much room it
takes."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coterie.errors import CoterieError
from coterie.lib.instants import to_iso
from coterie.record import state
from coterie.segments import World, frozen, reference
from coterie.segments.language import Context, Expression, expression

from . import answers

if TYPE_CHECKING:
    from .shop import Shop

SAMPLE = 50
"""Contacts that the readings are compared on."""
BASIC = {
    "everybody": "everybody",
    "ordered in a year": 'did "Order Completed" in the last 365 days',
    "can be mailed": "can be mailed",
}
"""What the readings are asked besides the saved segments, so that a workspace without any is checked too."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A definition that two readings answer differently, or that one can't answer. contacts: keys of those
    who are in by one of them only."""

    definition: str
    contacts: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Messages that were rejected for one reason. last: when the latest came (ISO 8601)."""

    code: str
    count: int
    last: str
    reason: str


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: of each part of the folder, and free on its disk."""

    parts: dict[str, int]
    free: int


def compare(shop: Shop, at: int, sample: int = SAMPLE) -> tuple[int, list[Disagreement]]:
    """Hold the columns against the reference, contact by contact, on a sample; its size, and what differs.

    Saved segments and a few definitions of our own are asked, at an instant (ms). Nodes that look at the
    whole base are left to the columns in both.
    """
    told = answers.context(shop)
    base = answers.reading(shop).members(expression("everybody").plan(told), at).ids().tolist()
    world = answers.world(shop, base[:: max(1, len(base) // sample)][:sample])
    asked = {name: expression(text) for name, text in BASIC.items()} | dict(told.segments)
    found = [_compared(shop, name, tree, world, told, at) for name, tree in asked.items()]
    return len(world.contacts), [one for one in found if one is not None]


def _compared(
    shop: Shop, name: str, tree: Expression, world: World, told: Context, at: int
) -> Disagreement | None:
    judge, fast = reference.Reference(world, at), answers.reading(shop)
    inside = cache(lambda node: fast.members(node, at))
    try:
        plan = tree.plan(told)
        wrong = [
            who.id
            for who in world.contacts
            if judge.holds(frozen(plan, lambda node: who.id in inside(node)), who) != (who.id in inside(plan))  # noqa: B023
        ]
    except CoterieError as refused:
        return Disagreement(name, (), str(refused))
    keys = state.keys(shop.record, wrong) if wrong else {}
    return Disagreement(name, tuple(sorted(keys.values())), "the readings differ") if wrong else None


def rejected(shop: Shop) -> list[Rejected]:
    """Rejected messages on record by reason, the most frequent first."""
    rows = shop.record.rows(
        """SELECT code, count(*), max("at"), arg_max(reason, "at") FROM rejects
        GROUP BY code ORDER BY 2 DESC, 1"""
    )
    return [Rejected(code, count, to_iso(at), reason) for code, count, at, reason in rows]


def room(shop: Shop) -> Room:
    """How much room the workspace takes; nothing if it keeps nothing."""
    if shop.folder is None:
        return Room({}, 0)
    parts = {part.name: _size(part) for part in sorted(shop.folder.iterdir())}
    return Room(parts, shutil.disk_usage(shop.folder).free)


def _size(path: Path) -> int:
    files = path.rglob("*") if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.is_file())
