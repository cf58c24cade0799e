"""The fakes give what the record would give: aligned arrays in order of (t, seq)."""

from __future__ import annotations

from coterie.contacts.contact import Change, Contact
from coterie.events.event import Event
from coterie.lib.instants import NEVER
from coterie.record.source import MISSING, Stamp
from coterie.segments.world import World
from coterie.testing import WorldSource, coded

ANA = Contact(0, "ana", "b0", 10, {"country": (Change(10, 1, "SI"), Change(12, 4, None))})
BOR = Contact(2, "bor", "b2", 20, {"country": (Change(11, 2, "PL"),)})
LINES = ({"id": "x"}, {"id": "y"})
EVENTS = {
    0: (
        Event(3, 30, "Order Completed", {"total": 5, "products": 1}, LINES, 50_000, (1, None)),
        Event(8, 40, "Page Viewed", {"context": {"page": {"url": "/a"}}}),
    ),
    2: (Event(5, 25, "Order Completed", {}, (), None, (), until=60),),
}
SOURCE = WorldSource(World((ANA, BOR), EVENTS), merged={1: 0})


def test_people_have_a_place_for_every_id() -> None:
    people = SOURCE.people()
    assert people.root.tolist() == [0, 0, 2]
    assert people.alive.tolist() == [True, False, True]
    assert people.first_seen.tolist() == [10, NEVER, 20]
    assert SOURCE.births() == ["b0", "", "b2"]


def test_rows_are_in_order_of_time_and_carry_the_id_they_were_written_to() -> None:
    rows = SOURCE.rows("Order Completed")
    assert (rows.t.tolist(), rows.seq.tolist()) == ([25, 30], [5, 3])
    assert rows.contact.tolist() == [2, 1], "every other row of a merged contact was written to the other id"
    assert rows.until.tolist() == [60, NEVER]
    assert rows.amount.tolist() == [MISSING, 50_000]
    assert SOURCE.rows("Order Completed", after=3).seq.tolist() == [5]


def test_fields_and_items_are_aligned_with_the_rows() -> None:
    assert SOURCE.field("Page Viewed", "url").values == ["/a"]
    assert SOURCE.field("Order Completed", "total").codes.tolist() == [-1, 0]
    items = SOURCE.items("Order Completed")
    assert (items.row.tolist(), items.amount.tolist()) == ([1, 1], [1, MISSING])
    assert SOURCE.item_field("Order Completed", "product_id").values == ["x", "y"]


def test_changes_are_of_all_contacts() -> None:
    changes = SOURCE.changes("country")
    assert changes.t.tolist() == [10, 11, 12]
    assert changes.value.codes.tolist() == [0, 1, -1]
    assert changes.contact.tolist() == [1, 2, 0]
    assert SOURCE.traits() == ("country",)
    assert SOURCE.names() == ("Order Completed", "Page Viewed")
    assert SOURCE.stamp() == Stamp(8, 0)


def test_values_of_different_types_have_different_codes() -> None:
    assert coded([1, True, "1", 1.0, 1]).codes.tolist() == [0, 1, 2, 3, 0]
