"""Identity as the record has it."""

from __future__ import annotations

from array import array

import numpy as np

from coterie.record import Record, owner_digest, state

from .identity import Identity


def load(record: Record) -> Identity:
    """What is known of all contacts, read from the record."""
    people = state.people(record)
    named = np.zeros(len(people.root), np.uint8)
    named[people.root[state.named(record)]] = 1
    noted = {(owner_digest(kind, value), who) for kind, value, who in state.conflicts(record)}
    return Identity(
        state.owners(record), array("i", people.root.tobytes()), bytearray(named.tobytes()),
        array("q", people.first_seen.tobytes()), noted,
    )  # fmt: skip
