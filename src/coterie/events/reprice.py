"""Amounts told anew: rates or the workspace's currency have changed, or rows of an order are gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import pyarrow as pa

from coterie.record import Record, decode, state

from .aliases import canonical
from .money import Till
from .orders import Happening, standings
from .price import REST, price

_CURRENCY = "upper(trim(json_extract_string(props, '$.currency')))"
_PRICES = pa.schema([("seq", pa.int64()), ("amount", pa.int64()), ("flags", pa.int32())])
_PARTS = pa.schema([("seq", pa.int64()), ("line", pa.int32()), ("amount", pa.int64())])
_LIVES = pa.schema([("seq", pa.int64()), ("until", pa.int64()), ("amount", pa.int64())])


def reprice(record: Record, till: Till, currencies: Collection[str] | None = None) -> None:
    """Convert amounts again: of events in these currencies, or of all."""
    which = "" if currencies is None else f"AND {_CURRENCY} IN (SELECT unnest(?))"
    values = [] if currencies is None else [list(currencies)]
    rows = record.rows(
        f"SELECT seq, t, name, flags, order_id, props FROM events WHERE name <> '' {which}", *values
    )
    prices, parts = [], []
    for seq, t, name, flags, _, props in rows:
        found = price(canonical(name), decode(props), t, till)
        prices.append((seq, found.amount, flags & ~12 | found.flags))
        parts += [(seq, line, part) for line, part in enumerate(found.parts)]
    with record.change() as cursor:
        _update(cursor, "events", "seq", prices, _PRICES)
        _update(cursor, "items", "seq, line", parts, _PARTS)
    retell(record, {row[4] for row in rows if row[4] is not None})


def retell(record: Record, orders: Collection[str]) -> None:
    """Work out again what the rows of these orders amount to."""
    lives: dict[str, list[Happening]] = {}
    for seq, t, name, _, amount, flags, order in state.chains(record, orders):
        own = None if flags & REST else amount
        lives.setdefault(order, []).append(Happening(t, seq, canonical(name), own, bool(flags & REST)))
    found = [(seq, s.until, s.amount) for life in lives.values() for seq, s in standings(life).items()]
    with record.change() as cursor:
        _update(cursor, "events", "seq", found, _LIVES)


def _update(cursor: Any, table: str, key: str, rows: Iterable[tuple[Any, ...]], schema: pa.Schema) -> None:
    columns = list(zip(*rows, strict=True))
    if not columns:
        return
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    fresh = pa.Table.from_arrays(arrays, schema=schema)
    keys = key.split(", ")
    assert fresh.num_rows
    told = ", ".join(f"{name} = fresh.{name}" for name in schema.names if name not in keys)
    same = " AND ".join(f"{table}.{name} = fresh.{name}" for name in keys)
    cursor.execute(f"UPDATE {table} SET {told} FROM fresh WHERE {same}")
