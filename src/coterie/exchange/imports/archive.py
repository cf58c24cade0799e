"""Messages in whole columns: what a file's lines would come to one by one, without a look at each in Python.

Only for stretches of plain track messages: one identity, a timestamp with a zone, nothing in the context
that must be read, numbers that binary floating point holds. Every other stretch goes line by line.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import json as pa_json

from coterie.exchange.files import JsonRows, Numbered, read_line

from .block import Block
from .kinds import Names
from .reading import REJECTED

SIZE = 64 << 20
"""Bytes that are taken at once."""
LONGEST = 100_000
"""Bytes of a line that is surely not too large for a message."""

_OWN = {"event": "event", "userId": "user_id", "anonymousId": "anonymous_id", "messageId": "message_id"}
_KNOWN = {*_OWN, "type", "timestamp", "properties"}
_UNREAD = {
    "receivedAt",
    "sentAt",
    "originalTimestamp",
    "version",
    "writeKey",
    "integrations",
    "channel",
    *REJECTED,
}
"""Keys of a message that ingest does not read either."""
_RESERVED = {"event", "timestamp", "user_id", "anonymous_id", "message_id", "context"}
"""Properties that a table of events can't have."""
_ISO = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-9]{2}:[0-5][0-9](\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$"
_SHORT = 1e11  # below it, four decimals are within the 15 digits that floating point holds
_DEEPEST = 8


def blocks(rows: JsonRows, names: Names, start: int, size: int = SIZE) -> Iterator[Block]:
    """A file of messages from line `start` on (counted from 0), about `size` bytes at once."""
    first, explicit = start + 1, None
    for text in rows.chunks(start, size):
        count = text.count(b"\n")
        table: pa.Table | None = None
        if _is_even(text):
            table, explicit = _parsed(text, explicit)
        # Where Arrow counts otherwise, there are blank lines, or objects over several ones.
        events = _events(table, first, names) if table is not None and len(table) == count else None
        count = count if events is not None else sum(1 for _ in _each(text, first))
        yield Block(first, count, rows.done(), partial(_each, text, first), events, np.arange(count))
        first += count


def _each(text: bytes, first: int) -> Iterator[Numbered]:
    lines = (line for line in io.BytesIO(text) if not line.isspace())
    return ((number, read_line(line)) for number, line in enumerate(lines, first))


def _is_even(text: bytes) -> bool:
    """Whether each line begins an object and none is surely too large, all of it UTF-8 without a NUL."""
    signs = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(signs == ord("\n"))
    if np.diff(ends, prepend=-1).max(initial=0) > LONGEST or b"\\u0000" in text:
        return False
    if signs[0] != ord("{") or not np.all(signs[ends[:-1] + 1] == ord("{")):
        return False
    try:
        return text.isascii() or bool(text.decode())
    except UnicodeDecodeError:  # Arrow would not notice
        return False


def _parsed(text: bytes, explicit: pa.Schema | None) -> tuple[pa.Table | None, pa.Schema | None]:
    """The lines as a table, if they make one; and the types to begin with next time.

    Arrow takes text that looks like a date for a date: where it does, it is told that it is text.
    """
    for asked in (explicit, None) if explicit is not None else (None,):
        try:
            table = _read(text, asked)
            plain = _undated(table.schema)
            return (table if plain == table.schema else _read(text, plain)), plain
        except pa.ArrowException:
            continue
    return None, explicit


def _read(text: bytes, schema: pa.Schema | None) -> pa.Table:
    options = pa_json.ParseOptions(explicit_schema=schema) if schema is not None else None
    whole = pa_json.ReadOptions(block_size=len(text) + 1)
    return pa_json.read_json(io.BytesIO(text), read_options=whole, parse_options=options)


def _undated(schema: pa.Schema) -> pa.Schema:
    """The schema with text in place of dates."""
    return pa.schema([(column.name, _text(column.type)) for column in schema])


def _text(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_temporal(kind):
        return pa.string()
    if pa.types.is_struct(kind):
        return pa.struct([(part.name, _text(part.type)) for part in kind])
    return pa.list_(_text(kind.value_type)) if pa.types.is_list(kind) else kind


def _events(table: pa.Table, first: int, names: Names) -> pa.Table | None:
    """What `load_events` asks for; None if these are not all plain track messages."""
    held = {
        n: table.column(n) for n in table.column_names if n not in _UNREAD and not _is_void(table.column(n))
    }
    if held.keys() - _KNOWN or not {"type", "event", "timestamp"} <= held.keys():
        return None
    if not pc.all(pc.equal(held["type"], "track"), skip_nulls=False).as_py():
        return None
    when = _instants(held["timestamp"])
    made = {ours: held[theirs] for theirs, ours in _OWN.items() if theirs in held}
    told = _properties(held.get("properties"))
    if when is None or told is None or not _is_told_once(made):
        return None
    ids = _ids(made.pop("message_id", None), len(table), first, names)
    return pa.table({**told, **made, "timestamp": when, "message_id": ids})


def _is_void(column: pa.ChunkedArray) -> bool:
    return bool(column.null_count == len(column))


def _is_told_once(made: dict[str, pa.ChunkedArray]) -> bool:
    """Whether ids and names are texts or whole numbers, and rows have one identity."""
    who = [made[name] for name in ("user_id", "anonymous_id") if name in made]
    if not who or not all(pa.types.is_string(c.type) or pa.types.is_integer(c.type) for c in made.values()):
        return False
    if not pa.types.is_string(made["event"].type):
        return False
    return len(who) == 1 or not pc.any(pc.and_(who[0].is_valid(), who[1].is_valid())).as_py()


def _instants(column: pa.ChunkedArray) -> pa.ChunkedArray | None:
    """Timestamps with a zone, where all are written the usual way."""
    if not pa.types.is_string(column.type) or column.null_count:
        return None
    if not pc.all(pc.match_substring_regex(column, _ISO)).as_py():
        return None
    try:
        return column.cast(pa.timestamp("us", "UTC"))
    except pa.ArrowInvalid:  # a day that no calendar has
        return None


def _properties(column: pa.ChunkedArray | None) -> dict[str, pa.ChunkedArray] | None:
    """Properties as columns; None if they can't be."""
    if column is None:
        return {}
    if not pa.types.is_struct(column.type):
        return None
    whole = column.combine_chunks()
    found = dict(zip([part.name for part in column.type], whole.flatten(), strict=True))
    held = {name: part for name, part in found.items() if part.null_count < len(part)}
    if held.keys() & _RESERVED or len(found) < column.type.num_fields:
        return None
    return held if all(_is_exact(part, _DEEPEST) for part in held.values()) else None


def _is_exact(part: pa.Array, deepest: int) -> bool:
    """Whether JSON would write these values as they were written, as far as numbers of four decimals go."""
    kind = part.type
    if pa.types.is_struct(kind):
        return deepest > 0 and all(_is_exact(inner, deepest - 1) for inner in part.flatten())
    if pa.types.is_list(kind):
        return deepest > 0 and _is_exact(part.flatten(), deepest - 1)
    if pa.types.is_float64(kind):
        values = part.drop_null().to_numpy(zero_copy_only=False)
        return bool(np.all((np.abs(values) < _SHORT) & (np.rint(values * 10_000) / 10_000 == values)))
    return bool(
        pa.types.is_string(kind)
        or pa.types.is_int64(kind)
        or pa.types.is_boolean(kind)
        or pa.types.is_null(kind)
    )


def _ids(own: pa.ChunkedArray | None, size: int, first: int, names: Names) -> Any:
    numbers = pa.array(range(first, first + size), pa.int64()).cast(pa.string())
    by_number = pc.binary_join_element_wise(names.file, numbers, ":")
    if own is None:
        return by_number
    texts = own.cast(pa.string())
    return pc.if_else(pc.fill_null(pc.equal(texts, ""), True), by_number, texts)
