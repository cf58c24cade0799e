"""Contacts as the record has them: their identities while a workspace is open, and they themselves, read
back."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

import numpy as np

from coterie.record import Record, decode, owner_digest, state

from .contact import Change, Contact
from .identity import Identity


def load_identity(record: Record) -> Identity:
    """What is known of all contacts."""
    people = state.people(record)
    named = np.zeros(len(people.root), np.uint8)
    named[people.root[state.named(record)]] = 1
    noted = {(owner_digest(kind, value), who) for kind, value, who in state.conflicts(record)}
    return Identity(
        state.owners(record), array("i", people.root.tobytes()), bytearray(named.tobytes()),
        array("q", people.first_seen.tobytes()), noted,
    )  # fmt: skip


def merged_into(record: Record, ids: Sequence[int]) -> dict[int, int]:
    """Of these survivors and every contact merged into them, the survivor."""
    root = state.people(record).root
    whose = np.flatnonzero(np.isin(root, np.array(ids, np.int32)))
    return dict(zip(whose.tolist(), root[whose].tolist(), strict=True))


def contacts_of(record: Record, ids: Sequence[int] | None = None) -> tuple[Contact, ...]:
    """Contacts that are there (survivors, not erased) with all changes of their traits, by id. ids: of these
    only."""
    people = state.people(record)
    wanted = np.flatnonzero(people.alive)
    if ids is not None:
        wanted = wanted[np.isin(wanted, np.array(ids, np.int64))]
    whose = np.flatnonzero(np.isin(people.root, wanted))
    changes: dict[int, dict[str, list[Change]]] = {}
    for who, trait, t, seq, text in state.rows_of(
        record, "contact, trait, t, seq, value", "changes", whose.tolist()
    ):
        log = changes.setdefault(int(people.root[who]), {}).setdefault(trait, [])
        log.append(Change(t, seq, None if text is None else decode(text)))
    keys = state.keys(record, None if ids is None else wanted.tolist())
    births: dict[int, str] = dict(
        record.rows("SELECT id, birth FROM contacts WHERE id IN (SELECT unnest(?))", wanted.tolist())
    )
    return tuple(
        Contact(
            who, keys.get(who, ""), births[who], int(people.first_seen[who]), _ordered(changes.get(who, {}))
        )
        for who in wanted.tolist()
    )


def find(record: Record, key: str) -> int | None:
    """The contact (a survivor, not erased) that goes or went by this key: a userId, an e-mail or an
    anonymousId."""
    found: dict[str, int] = dict(
        record.rows("SELECT kind, contact FROM identifiers WHERE value = ? ORDER BY seq DESC", key)
    )
    for kind in ("user", "former", "email", "anonymous"):
        if kind in found:
            return state.root_of(record, found[kind])
    return None


def _ordered(logs: dict[str, list[Change]]) -> dict[str, tuple[Change, ...]]:
    return {trait: tuple(sorted(log, key=lambda c: (c.t, c.seq))) for trait, log in logs.items()}
