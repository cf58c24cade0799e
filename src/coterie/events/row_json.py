"""Rows of typed columns as JSON text, written by the engine itself."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from coterie.record import to_text

_EXACT_DIGITS = 15  # decimals of at most so many digits survive binary floating point (IEEE 754)


def plain(table: pa.Table) -> pa.Table:
    """The table, columns that the engine would not write as the JSON they mean turned into JSON text."""
    for place, column in enumerate(table.columns):
        kind = column.type
        if pa.types.is_nested(kind) and not _says_itself(column):
            texts = pa.array(
                [None if value is None else to_text(value) for value in column.to_pylist()], pa.string()
            )
            meant = pa.field(table.column_names[place], pa.string(), metadata={"json": "yes"})
            table = table.set_column(place, meant, texts)
    return table


def row_json(schema: pa.Schema, names: Sequence[str]) -> str:
    """SQL for a row's JSON object of these columns; the schema is that of a `plain` table.

    >>> print(row_json(pa.schema([("url", pa.string()), ("paid", pa.bool_())]), ["url", "paid"]))
    to_json({'url': "url", 'paid': "paid"})
    """
    if not names:
        return "'{}'"
    parts = (f"{literal(name)}: {_value(schema.field(name))}" for name in names)
    return f"to_json({{{', '.join(parts)}}})"


def inexact(schema: pa.Schema, names: Sequence[str]) -> str:
    """SQL for whether a row holds a number that binary floating point would round."""
    long = [
        f"coalesce(abs({quoted(name)}) >= 1e{_EXACT_DIGITS - schema.field(name).type.scale}, false)"
        for name in names
        if pa.types.is_decimal(schema.field(name).type) and schema.field(name).type.precision > _EXACT_DIGITS
    ]
    long += [
        f"{quoted(name)} IS NOT NULL" for name in names if (schema.field(name).metadata or {}).get(b"json")
    ]
    return " OR ".join(long) or "false"


def _says_itself(column: pa.ChunkedArray) -> bool:
    """Whether the engine writes the JSON that a nested column means: only texts, whole numbers, truths,
    finite ones."""
    return all(_leaf(chunk) for chunk in column.chunks)


def _leaf(array: pa.Array) -> bool:
    kind = array.type
    if pa.types.is_struct(kind):
        return all(_leaf(part) for part in array.flatten())
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return _leaf(array.flatten())
    if pa.types.is_float64(kind):
        return bool(pc.all(pc.is_finite(array), min_count=0).as_py())
    return bool(pa.types.is_string(kind) or pa.types.is_integer(kind) or pa.types.is_boolean(kind))


def _value(field: pa.Field) -> str:
    name, kind = quoted(field.name), field.type
    if (field.metadata or {}).get(b"json"):
        return f"json({name})"
    if pa.types.is_float64(kind):
        return f"CASE WHEN isfinite({name}) THEN {name} END"
    if pa.types.is_floating(kind):
        return f"CASE WHEN isfinite({name}) THEN json(CAST({name} AS VARCHAR)) END"
    if pa.types.is_timestamp(kind):
        mark, at = ("Z", f"timezone('UTC', {name})") if kind.tz else ("", name)
        return f"strftime({at}, '%Y-%m-%dT%H:%M:%S.%g{mark}')"
    return name


def quoted(name: str) -> str:
    """A column's name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(name: str) -> str:
    """A text in SQL."""
    return "'" + name.replace("'", "''") + "'"
