"""What one contact did, found through the back-chain."""

from __future__ import annotations

from random import Random

from coterie.columns import Columns, View, lived
from coterie.contacts.contact import Contact
from coterie.events.event import Event
from coterie.segments.world import World
from coterie.testing import WorldSource


def world(rows: int) -> World:
    dice = Random(1)
    events: dict[int, list[Event]] = {c: [] for c in range(20)}
    for seq in range(rows):
        events[dice.randrange(20)].append(Event(seq, seq, dice.choice(("A", "A", "A", "B"))))
    return World(
        tuple(Contact(c, f"k{c}", f"b{c}", 0) for c in range(20)), {c: tuple(e) for c, e in events.items()}
    )


def test_every_row_of_a_contact_is_found_merged_ones_included():
    found_of = world(100_000)
    view = View.of(Columns(WorldSource(found_of, {25: 3, 26: 3, 27: 4})))
    for contact in (3, 4, 5):
        found = {int(seq) for one in lived(view, contact) for seq in one.frame.seq[one.rows].tolist()}
        assert found == {e.seq for e in found_of.events[contact]}


def test_rows_come_in_order_and_only_of_the_names_asked():
    view = View.of(Columns(WorldSource(world(100_000))))
    (only,) = lived(view, 7, ("A",))
    assert only.name == "A"
    assert (only.frame.t[only.rows[1:]] >= only.frame.t[only.rows[:-1]]).all()
    assert lived(view, 7, ("C",)) == []
