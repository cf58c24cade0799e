"""What is kept in memory while a workspace is open, read from the record: contacts, identifiers, known
ids."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..digest import Owners, Seen
from ..json_text import decode
from ..source import People
from .file import Record

CHAIN = "seq, t, name, until, amount, flags, order_id"


def people(record: Record) -> People:
    """All contacts by id, merges and erasures applied."""
    table = record.table("SELECT first_seen FROM contacts ORDER BY id")
    first = _numbers(table, "first_seen").copy()
    lowered = record.table("SELECT contact, first_seen FROM firsts")
    np.minimum.at(first, _numbers(lowered, "contact"), _numbers(lowered, "first_seen"))
    root = roots(record, len(first))
    np.minimum.at(first, root, first)
    alive = root == np.arange(len(first), dtype=np.int32)
    alive[_numbers(record.table("SELECT contact FROM erased"), "contact")] = False
    return People(root, first, alive)


def roots(record: Record, size: int) -> NDArray[np.int32]:
    """By contact, the one that it was merged into, in the end, or itself."""
    merges = record.table("SELECT old, root FROM merges ORDER BY seq")
    root = np.arange(size, dtype=np.int32)
    root[_numbers(merges, "old")] = _numbers(merges, "root")
    while (root[root] != root).any():
        root = root[root]
    return root


def root_of(record: Record, contact: int) -> int:
    """The one that a contact was merged into, in the end, or itself."""
    while found := record.rows("SELECT root FROM merges WHERE old = ?", contact):
        contact = found[0][0]
    return contact


def named(record: Record) -> NDArray[np.int32]:
    """Contacts that a userId was given to."""
    return _numbers(record.table("SELECT DISTINCT contact FROM identifiers WHERE kind = 'user'"), "contact")


def owners(record: Record) -> Owners:
    """Whose every identifier is."""
    table = record.table("SELECT digest, contact FROM identifiers ORDER BY seq")
    return Owners(b"".join(table.column("digest").to_pylist()), table.column("contact").to_pylist())


def conflicts(record: Record) -> list[tuple[str, str, int]]:
    """Conflicts on record: kind, value, claimant."""
    return record.rows("SELECT kind, value, contact FROM conflicts")


def seen_messages(record: Record) -> Seen:
    """Hashes of all message ids, of the erased too."""
    table = record.table("SELECT hash FROM events WHERE hash IS NOT NULL UNION ALL SELECT hash FROM spent")
    return Seen(_numbers(table, "hash"))


def seen_orders(record: Record) -> Seen:
    """Hashes of all order ids."""
    table = record.table("SELECT md5_number_upper(order_id) AS hash FROM events WHERE order_id IS NOT NULL")
    return Seen(_numbers(table, "hash"))


def known_ids(record: Record, hashes: Collection[int]) -> set[str | int]:
    """Of message ids with these hashes: those on record, and the hashes of which nothing else is left."""
    if not hashes:
        return set()
    asked = pa.array(list(hashes), pa.uint64())
    texts = "SELECT id FROM events WHERE hash IN (SELECT unnest(?))"
    left = "SELECT hash FROM spent WHERE hash IN (SELECT unnest(?))"
    found = record.rows(texts, asked.to_pylist()) + record.rows(left, asked.to_pylist())
    return {row[0] for row in found}


def chains(record: Record, orders: Collection[str]) -> list[tuple[Any, ...]]:
    """Rows of `events` (`CHAIN`) that tell the lives of these orders."""
    if not orders:
        return []
    return record.rows(f"SELECT {CHAIN} FROM events WHERE order_id IN (SELECT unnest(?))", list(orders))


def catalogue(record: Record) -> dict[str, dict[str, Any]]:
    """What is known of products, by id."""
    rows: dict[str, str | None] = dict(record.rows("SELECT product_id, body FROM catalogue ORDER BY seq"))
    return {product: decode(body) for product, body in rows.items() if body is not None}


def keys(record: Record, ids: Sequence[int] | None = None) -> dict[int, str]:
    """By contact (a survivor), its key: the latest userId given to itself, else of it and those merged into
    it the latest e-mail, else the oldest anonymousId. ids: of these only."""
    root = roots(record, record.rows("SELECT count(*) FROM contacts")[0][0])
    whose = np.arange(len(root)) if ids is None else np.flatnonzero(np.isin(root, np.array(ids, np.int32)))
    asked = pa.table({"contact": pa.array(whose, pa.int32()), "root": root[whose]})
    found = record.table(
        """SELECT root, coalesce(
            arg_max(value, seq) FILTER (kind = 'user' AND contact = root),
            arg_max(value, seq) FILTER (kind = 'email'),
            arg_min(value, (seq, value)) FILTER (kind = 'anonymous')) AS key
        FROM identifiers JOIN asked USING (contact) GROUP BY root""",
        asked=asked,
    )
    return dict(zip(found.column("root").to_pylist(), found.column("key").to_pylist(), strict=True))


def rows_of(record: Record, columns: str, table: str, ids: Sequence[int] | None) -> list[tuple[Any, ...]]:
    """Rows of a table that were written to these contacts (all, if None), in order of seq."""
    if ids is None:
        return record.rows(f"SELECT {columns} FROM {table} ORDER BY seq")
    whose = "WHERE contact IN (SELECT unnest(?))"
    return record.rows(f"SELECT {columns} FROM {table} {whose} ORDER BY seq", list(ids))


def lines_of(record: Record, ids: Sequence[int] | None) -> list[tuple[Any, ...]]:
    """Lines of the events that were written to these contacts: seq, amount, JSON; in order of (seq, line)."""
    if ids is None:
        return record.rows("SELECT seq, amount, props FROM items ORDER BY seq, line")
    whose = "WHERE seq IN (SELECT seq FROM events WHERE contact IN (SELECT unnest(?)))"
    return record.rows(f"SELECT seq, amount, props FROM items {whose} ORDER BY seq, line", list(ids))


def _numbers(table: pa.Table, column: str) -> NDArray[Any]:
    return table.column(column).to_numpy()  # type: ignore[no-any-return]
