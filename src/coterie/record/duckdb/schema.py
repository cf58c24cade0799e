"""The tables of the record, and how an older file becomes a present one.

Everything is appended; of what is written only `until` and `amount` of orders and refunds change later, and
an erasure removes rows. No table has an index: rows lie in order of `seq`, so DuckDB's zone maps find the
newest.
"""

from __future__ import annotations

from typing import TypeAlias

import pyarrow as pa

VERSION = 1
"""Of the file. A newer one is refused, an older one is migrated after a copy."""

Table: TypeAlias = dict[str, str]

TABLES: dict[str, Table] = {
    # who: ids are dense; birth never changes; first_seen as first known, `firsts` holds what lowered it since
    "contacts": {"id": "INTEGER", "birth": "VARCHAR", "first_seen": "BIGINT", "seq": "BIGINT"},
    "firsts": {"contact": "INTEGER", "first_seen": "BIGINT", "seq": "BIGINT"},
    # kind: user, email, anonymous, or former (a userId that an alias has renamed)
    "identifiers": {
        "kind": "VARCHAR", "value": "VARCHAR", "contact": "INTEGER", "seq": "BIGINT", "digest": "BLOB",
    },
    "merges": {"old": "INTEGER", "root": "INTEGER", "seq": "BIGINT", "t": "BIGINT"},
    "conflicts": {
        "kind": "VARCHAR", "value": "VARCHAR", "contact": "INTEGER", "owner": "INTEGER", "seq": "BIGINT",
        "t": "BIGINT",
    },
    "erased": {"contact": "INTEGER", "t": "BIGINT"},
    # value: JSON text, null where the trait was cleared
    "changes": {
        "contact": "INTEGER", "trait": "VARCHAR", "t": "BIGINT", "seq": "BIGINT", "value": "VARCHAR",
    },
    # what they did: every accepted message is a row; name as received, empty for identify, group and alias
    "events": {
        "seq": "BIGINT", "contact": "INTEGER", "name": "VARCHAR", "t": "BIGINT", "until": "BIGINT",
        "amount": "BIGINT", "order_id": "VARCHAR", "id": "VARCHAR", "hash": "UBIGINT", "flags": "INTEGER",
        "props": "VARCHAR",
    },
    "items": {
        "seq": "BIGINT", "line": "INTEGER", "product_id": "VARCHAR", "amount": "BIGINT", "props": "VARCHAR",
    },
    "rejects": {"at": "BIGINT", "code": "VARCHAR", "reason": "VARCHAR", "body": "VARCHAR"},
    # hashes of the message ids of erased contacts: all that is left of them
    "spent": {"hash": "UBIGINT"},
    # what the shop is: the newest row of a key stands
    "catalogue": {"product_id": "VARCHAR", "body": "VARCHAR", "seq": "BIGINT"},
    "stores": {
        "name": "VARCHAR", "latitude": "DOUBLE", "longitude": "DOUBLE", "address": "VARCHAR", "seq": "BIGINT",
    },
    "rates": {"currency": "VARCHAR", "day": "INTEGER", "rate": "VARCHAR", "seq": "BIGINT"},
    "settings": {"name": "VARCHAR", "value": "VARCHAR", "seq": "BIGINT"},
    "segments": {
        "key": "VARCHAR", "version": "INTEGER", "at": "BIGINT", "definition": "VARCHAR", "seq": "BIGINT",
    },
}  # fmt: skip

_ARROW = {
    "INTEGER": pa.int32(), "BIGINT": pa.int64(), "UBIGINT": pa.uint64(), "VARCHAR": pa.string(),
    "BLOB": pa.binary(), "DOUBLE": pa.float64(),
}  # fmt: skip
ARROW: dict[str, pa.Schema] = {
    name: pa.schema([(column, _ARROW[kind]) for column, kind in table.items()])
    for name, table in TABLES.items()
}

MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""By the version they start from: the statements that lead to the next one."""


def statements() -> list[str]:
    """What makes an empty record."""
    made = [f"CREATE TABLE {name} ({_columns(table)})" for name, table in TABLES.items()]
    # counters: version of the file; seq: none below may be given again; epoch, orders: see `record.Stamp`;
    # stale: 1 while removed rows may still be found in the file's bytes
    counters = "CREATE TABLE counters (name VARCHAR, value BIGINT)"
    start = f"('version', {VERSION}), ('seq', 0), ('epoch', 0), ('orders', 0), ('stale', 0)"
    return [*made, counters, f"INSERT INTO counters VALUES {start}"]


def _columns(table: Table) -> str:
    return ", ".join(f'"{column}" {kind}' for column, kind in table.items())
