"""The record: contacts, their traits' history, events, items, and what the shop is, kept durably in one file.

For: facts, appended in groups and read back as rows or arrays. Not for: what they mean. Who a contact is and
what an order amounts to is decided above (`contacts`, `events`) and only kept here.
"""

from __future__ import annotations

from .batch import Batch, Row
from .digest import Owners, Seen, owner_digest, text_hash
from .duckdb import state
from .duckdb.arrays import RecordSource, Wording
from .duckdb.file import Record
from .group import Committer
from .json_text import decode, encode, is_exact, to_text
from .lock import Lock
from .source import MISSING, ORDER_NAMES, Changes, Coded, Items, People, Rows, Source, Stamp

__all__ = [
    "MISSING", "ORDER_NAMES", "Batch", "Changes", "Coded", "Committer", "Items", "Lock", "Owners", "People", "Record",
    "RecordSource", "Row", "Rows", "Seen", "Source", "Stamp", "Wording", "decode", "encode", "is_exact",
    "owner_digest", "state", "text_hash", "to_text",
]  # fmt: skip
