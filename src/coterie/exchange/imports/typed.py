"""Typed events in whole columns: what Parquet's rows would come to one by one, without a look at each in
Python.

Only where it comes to the same: every column has the type that its field asks for, rows have one identity,
and nothing is nested but plain values. Everything else goes row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from coterie.exchange.files import ParquetRows, Reject

from .block import Block
from .cells import EMPTY
from .kinds import Names, kind_of
from .kinds.events import RENAMED
from .mapping import FileMapping
from .plan import Plan
from .reading import REJECTED, RowReader

SIZE = 1_000_000
"""Rows that are taken at once: the more, the seldomer each contact is looked up; a few hundred bytes a
row."""

_IDENTITY = ("user_id", "anonymous_id")
_OWN = ("event", "timestamp", *_IDENTITY, "message_id", "key")
_ROWWISE = frozenset({"email", "ip", "user_agent"})
"""Fields that only a message can carry."""
_LACKING = {
    "event": Reject("no-event-name", "it does not say what happened"),
    "timestamp": Reject("no-date", "it does not say when"),
    "who": Reject("no-customer", "it says neither by an id nor by an e-mail whose it is"),
}


def blocks(plan: Plan, rows: ParquetRows, names: Names, start: int, zone: str) -> Iterator[Block] | None:
    """A file of typed events from row `start` on (counted from 0); None if it must be read row by row.

    zone: that in which walls are read as they are loaded.
    """
    if not _is_typed(plan.mapping, rows.schema):
        return None
    if plan.manner.zone != zone and any(_is_wall(column.type) for column in rows.schema):
        return None
    return _blocks(plan, rows, names, start)


def _blocks(plan: Plan, rows: ParquetRows, names: Names, start: int) -> Iterator[Block]:
    seen = 0
    for batch in rows.batches(SIZE):
        skipped = min(max(0, start - seen), len(batch))
        if skipped < len(batch):
            table = pa.Table.from_batches([batch]).slice(skipped)
            yield _block(table, seen + skipped + 1, plan, names, rows)
        seen += len(batch)


def _block(table: pa.Table, first: int, plan: Plan, names: Names, rows: ParquetRows) -> Block:
    made = _columns(table, first, plan, names)
    lacking = _lacks(made)
    good = np.ones(len(table), np.bool_)
    good[list(lacking)] = False
    has_both = pc.any(pc.and_(made["user_id"].is_valid(), made["anonymous_id"].is_valid())).as_py()
    events = None if has_both else pa.table(made).filter(pa.array(good))
    done = rows.total * (first + len(table) - 1) // rows.count
    each = lambda: enumerate(table.to_pylist(), first)  # noqa: E731 (made only where it is asked for)
    return Block(first, len(table), done, each, events, np.flatnonzero(good), lacking)


def _is_typed(mapping: FileMapping, schema: pa.Schema) -> bool:
    """Whether every column already is what its field asks for."""
    if mapping.what != "events" or _ROWWISE & {*mapping.columns, *mapping.constants} or mapping.types:
        return False
    if len(set(schema.names)) < len(schema.names) or not set(mapping.named()) <= set(schema.names):
        return False
    fields = kind_of("events").fields
    asked = {column: fields[name] for name, column in mapping.columns.items()}
    return all(_fits(schema.field(name).type, asked.get(name)) for name in schema.names)


def _is_wall(kind: pa.DataType) -> bool:
    return bool(pa.types.is_timestamp(kind) and kind.tz is None)


def _fits(kind: pa.DataType, asked: str | None) -> bool:
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    is_whole = pa.types.is_integer(kind)
    is_number = is_whole or pa.types.is_float64(kind)
    if asked == "instant":
        return bool(pa.types.is_timestamp(kind))
    if asked == "number":
        return bool(is_number)
    if asked == "text":
        return bool(is_text or is_whole)
    return bool(is_text or is_number or pa.types.is_boolean(kind) or _is_plain(kind))


def _is_plain(kind: pa.DataType) -> bool:
    """Whether a nested type holds only what JSON writes in one way."""
    if pa.types.is_struct(kind):
        return all(_is_plain(kind.field(n).type) for n in range(kind.num_fields))
    if pa.types.is_list(kind):
        return _is_plain(kind.value_type)
    leaves = (pa.types.is_string, pa.types.is_integer, pa.types.is_float64, pa.types.is_boolean)
    return any(test(kind) for test in leaves)


def _columns(block: pa.Table, first: int, plan: Plan, names: Names) -> dict[str, Any]:
    """What `load_events` asks for, and the properties, by name."""
    mapping, size = plan.mapping, len(block)
    values: dict[str, Any] = {
        name: pa.chunked_array([pa.array([value] * size)])
        for name, value in RowReader(mapping, plan.manner).constants.items()
    }
    fields = kind_of("events").fields
    for name, column in mapping.columns.items():
        values[name] = _cells(block.column(column), fields[name] == "text")
    made = {name: values.pop(name, pa.chunked_array([pa.nulls(size, pa.string())])) for name in _OWN}
    ids = _ids(made.pop("message_id"), made.pop("key"), first, names)
    made["event"] = _renamed(made["event"], names)
    named = {RENAMED.get(name, name): column for name, column in values.items()}
    return {**_beside(block, mapping), **named, **made, "message_id": ids}


def _beside(block: pa.Table, mapping: FileMapping) -> dict[str, Any]:
    """Properties that are no fields."""
    taken = REJECTED | set(mapping.named())
    rest = [c for c in block.column_names if c not in taken] if mapping.others == "keep" else []
    told = {**{column.lstrip("$"): column for column in rest}, **mapping.properties}
    return {name: _cells(block.column(column), False) for name, column in told.items()}


def _cells(column: pa.ChunkedArray, as_text: bool) -> pa.ChunkedArray:
    """A column with empty cells null, texts trimmed."""
    kind = column.type
    if pa.types.is_float64(kind):
        return pc.if_else(pc.is_nan(column), None, column)
    if pa.types.is_integer(kind) and as_text:
        return column.cast(pa.string())
    if not (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
        return column
    text = pc.utf8_trim_whitespace(column)
    short = pc.less(pc.binary_length(text), 5)
    if not pc.any(short).as_py():
        return text
    empty = pc.is_in(pc.utf8_lower(text), pa.array(sorted(EMPTY), text.type))
    return pc.if_else(empty, None, text)


def _ids(own: Any, key: Any, first: int, names: Names) -> pa.ChunkedArray:
    """Message ids: a row's own, else of its key, else of its number."""
    numbers = pa.array(range(first, first + len(own)), pa.int64()).cast(pa.string())
    by_number = pc.binary_join_element_wise(names.file, numbers, ":")
    if own.null_count == len(own) and key.null_count == len(key):
        return pa.chunked_array([by_number])
    by_key = pc.binary_join_element_wise(f"{names.source}:event", key.cast(pa.string()), ":")
    return pc.coalesce(own.cast(pa.string()), by_key, by_number)


def _renamed(events: pa.ChunkedArray, names: Names) -> pa.ChunkedArray:
    if not names.events:
        return events
    coded = events.combine_chunks().dictionary_encode()
    ours = [names.events.get(name, name) for name in coded.dictionary.to_pylist()]
    return pa.chunked_array([pa.array(ours, pa.string()).take(coded.indices)])


def _lacks(made: dict[str, Any]) -> dict[int, Reject]:
    """Rows that lack what an event needs, by their place in the block; the first thing that is lacking."""
    who = pc.or_(made["user_id"].is_valid(), made["anonymous_id"].is_valid())
    there = {"event": made["event"].is_valid(), "timestamp": made["timestamp"].is_valid(), "who": who}
    found: dict[int, Reject] = {}
    for name in ("who", "timestamp", "event"):
        places = np.flatnonzero(~there[name].to_numpy())
        found.update(dict.fromkeys(places.tolist(), _LACKING[name]))
    return found
