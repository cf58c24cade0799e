"""Worlds: up to 8 contacts with up to 12 events each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as st

from coterie.contacts.contact import Change, Contact
from coterie.events.event import Event
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER
from coterie.segments.plan import Plan
from coterie.segments.world import Ground, Store, World

from .bodies import BODIES, CHANGES, Body
from .dice import Dice
from .nodes import looked_at
from .times import CENTRES, DAY, LIVES, OFFSETS

STORES = (
    Store("Ljubljana", 46.0569, 14.5058),
    Store("Warszawa Centrum", 52.2297, 21.0122),
    Store("a twin", 46.0569, 14.5058),
)
_IDS = ((0, 1, 2, 3, 4, 5, 6, 7), (0, 2, 3, 5, 6, 9, 10, 12), (1, 2, 4, 8, 9, 10, 11, 30))
_FIRST_SEEN = (*[-4_000 * DAY] * 8, -30 * DAY, 0, 1, DAY)
_RULES = ({}, {}, {"PL": {"double_opt_in_required": True}})


def world(dice: Dice, toward: Plan | None = None) -> World:
    """A world about a nasty instant of a nasty zone; ids have gaps, as merges and erasures leave them.

    toward: a plan; most of what happens is of the kinds that it looks at.
    """
    tables = _tables(toward)
    zone, middle = dice.pick(CENTRES)
    calendar = Calendar(zone, dice.pick((1, 1, 7, 6)))
    stores = dice.pick((STORES, STORES[:1], ()))
    ground = Ground(calendar, "EUR", dice.pick((180, 30, 1)), dice.one_in(2), stores, dice.pick(_RULES))
    ids, sequence = dice.pick(_IDS)[: 1 + dice.upto(7)], iter(range(1, 10_000))
    people = [_contact(dice, tables, number, middle, sequence) for number in ids]
    contacts, events = tuple(who for who, _ in people), {who.id: row for who, row in people if row}
    return World(contacts, events, ground)


def _contact(
    dice: Dice, tables: Tables, number: int, middle: int, sequence: Iterator[int]
) -> tuple[Contact, tuple[Event, ...]]:
    changes: dict[str, list[Change]] = {}
    for _ in range(dice.upto(8)):
        trait, value = dice.pick(CHANGES if dice.one_in(4) else tables.changes)
        changes.setdefault(trait, []).append(Change(middle + dice.pick(OFFSETS), next(sequence), value))
    ordered = {trait: tuple(sorted(log, key=lambda c: (c.t, c.seq))) for trait, log in changes.items()}
    first_seen = middle + dice.pick(_FIRST_SEEN)
    who = Contact(number, f"user-{number}", f"birth-{dice.upto(255)}-{number}", first_seen, ordered)
    rows = dice.several(lambda d: _event(d, tables, middle, next(sequence)), 0, 12)
    return who, tuple(sorted(rows, key=lambda e: (e.t, e.seq)))


def _event(dice: Dice, tables: Tables, middle: int, seq: int) -> Event:
    body, t = dice.pick(BODIES if dice.one_in(4) else tables.bodies), middle + dice.pick(OFFSETS)
    mortal = body.name in ("Order Completed", "Order Refunded")
    until = t + dice.pick(LIVES) if mortal and dice.one_in(4) else NEVER
    return Event(seq, t, body.name, body.props, body.items, body.amount, body.item_amounts, until, f"m{seq}")


class Tables(NamedTuple):
    """What a world is made of."""

    bodies: tuple[Body, ...]
    changes: tuple[tuple[str, Any], ...]


def _tables(toward: Plan | None) -> Tables:
    names, traits = looked_at(toward)
    bodies = tuple(body for body in BODIES if body.name in names)
    changes = tuple(change for change in CHANGES if change[0] in traits)
    return Tables(bodies or BODIES, changes or CHANGES)


@st.composite
def merges(draw: st.DrawFn, world: World) -> dict[int, int]:
    """For the record's side of a world: ids that were merged into its contacts, and into which."""
    alive = [c.id for c in world.contacts]
    free = [i for i in range(max(alive) + 3) if i not in alive]
    merged = draw(st.lists(st.sampled_from(free), max_size=4, unique=True))
    return {old: draw(st.sampled_from(alive)) for old in merged}
