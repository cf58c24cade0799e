"""Looks into the record that need no definition: lists, orders, one contact's everything."""

from __future__ import annotations

from typing import Any

from coterie.contacts import Contact, merged_into
from coterie.events import events_of, wording
from coterie.lib.instants import NEVER, to_iso
from coterie.lib.numbers import text_of
from coterie.record import Record, RecordSource, state


def source(record: Record) -> RecordSource:
    """The record as arrays."""
    return RecordSource(record, wording())


def lists(record: Record) -> tuple[str, ...]:
    """Names of the lists that anybody ever joined, sorted."""
    found = source(record).field("List Joined", "list").values
    return tuple(sorted({str(value) for value in found}))


def orders(record: Record, contact: int) -> set[str]:
    """Ids of the orders that a contact had to do with."""
    rows = state.rows_of(record, "order_id", "events", list(merged_into(record, [contact])))
    return {row[0] for row in rows if row[0] is not None}


def export(record: Record, who: Contact) -> dict[str, Any]:
    """What is on record of a contact, as JSON values; instants as ISO 8601, amounts as decimal text."""
    roots = merged_into(record, [who.id])
    identifiers = state.rows_of(record, "kind, value", "identifiers", list(roots))
    conflicts = state.rows_of(record, "kind, value, t", "conflicts", list(roots))
    return {
        "key": who.key,
        "birth_id": who.birth,
        "first_seen": to_iso(who.first_seen),
        "identifiers": [{"kind": kind, "value": value} for kind, value in identifiers],
        "conflicts": [{"kind": kind, "value": value, "at": to_iso(t)} for kind, value, t in conflicts],
        "traits": {
            name: [{"at": to_iso(change.t), "value": change.value} for change in log]
            for name, log in sorted(who.changes.items())
        },
        "events": [_event(row) for row in events_of(record, roots).get(who.id, ())],
    }


def _event(row: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"name": row.name, "at": to_iso(row.t), "properties": row.props}
    if row.id:
        told["message_id"] = row.id
    if row.amount is not None:
        told["amount"] = text_of(row.amount)
    if row.items:
        told["items"] = [dict(item) for item in row.items]
    if row.until != NEVER:
        told["counts_until"] = to_iso(row.until)
    return told
