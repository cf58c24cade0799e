"""Erasure and access: everything that the record holds of a contact, removed or handed over.

What is left of the erased: a number that is never given again, and hashes of message ids, so that a repeated
delivery does not bring anything back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from coterie.record import Record, decode, state

from .known import contacts_of, merged_into

_MINE = "contact IN (SELECT unnest($ids))"
_STATEMENTS = (
    f"INSERT INTO spent SELECT hash FROM events WHERE {_MINE} AND hash IS NOT NULL",
    f"DELETE FROM items WHERE seq IN (SELECT seq FROM events WHERE {_MINE})",
    f"DELETE FROM events WHERE {_MINE}",
    f"DELETE FROM changes WHERE {_MINE}",
    f"DELETE FROM firsts WHERE {_MINE}",
    f"DELETE FROM identifiers WHERE {_MINE}",
    f"DELETE FROM conflicts WHERE {_MINE} OR owner IN (SELECT unnest($ids))",
    "UPDATE contacts SET birth = '' WHERE id IN (SELECT unnest($ids))",
    "INSERT INTO erased SELECT unnest($ids), $t",
)
_MARKS = str.maketrans(dict.fromkeys("'\",:{}[]()\\", " "))


def erase(record: Record, contact: int, t: int) -> list[tuple[str, str]]:
    """Remove a contact (a survivor) and all that was merged into it, at t (ms). Returns its identifiers
    (kind, value).

    Rows are gone when this returns, their bytes once the record is rewritten.
    """
    ids = list(merged_into(record, [contact]))
    identifiers = [(kind, value) for kind, value in state.rows_of(record, "kind, value", "identifiers", ids)]
    doomed = _rejects(record, _said(record, contact, identifiers))
    with record.change() as cursor:
        for statement in _STATEMENTS:
            given = {"ids": ids, "t": t}
            cursor.execute(
                statement, {name: value for name, value in given.items() if f"${name}" in statement}
            )
        cursor.execute("DELETE FROM rejects WHERE rowid IN (SELECT unnest(?))", [doomed])
        cursor.execute("UPDATE counters SET value = 1 WHERE name = 'stale'")
    return identifiers


def rejects_of(record: Record, contact: int) -> list[dict[str, Any]]:
    """Rejected messages that name the contact."""
    ids = list(merged_into(record, [contact]))
    said = _said(record, contact, state.rows_of(record, "kind, value", "identifiers", ids))
    wanted = _rejects(record, said)
    rows = record.rows(
        'SELECT "at", code, reason, body FROM rejects WHERE rowid IN (SELECT unnest(?))', wanted
    )
    return [{"at": at, "code": code, "reason": reason, "message": body} for at, code, reason, body in rows]


def _said(record: Record, contact: int, identifiers: Collection[tuple[Any, ...]]) -> set[str]:
    """All texts that name a contact: identifiers, and every address and number that it ever had."""
    texts = {value for _, value in identifiers}
    for found in contacts_of(record, [contact]):
        logs = (found.changes.get(trait, ()) for trait in ("email", "phone"))
        texts.update(change.value for log in logs for change in log if isinstance(change.value, str))
    return texts


def _rejects(record: Record, said: set[str]) -> list[int]:
    """Row ids of the rejected messages in which one of the texts stands alone as a value."""
    rows = record.rows("SELECT rowid, body FROM rejects")
    return [row for row, body in rows if said & set(_leaves(body))]


def _leaves(body: str) -> Iterator[str]:
    """The values of a kept message as texts, as written and as an e-mail is compared."""
    try:
        pending = [decode(body)]
    except ValueError:  # it was cut, or never was JSON: each of its words may be one
        pending = body.translate(_MARKS).split()
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value.values())
        elif isinstance(value, list):
            pending.extend(value)
        elif value is not None:
            yield from {str(value), str(value).strip(), str(value).strip().lower()}
