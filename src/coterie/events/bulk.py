"""Bulk loading: typed columns of events straight into the record, nothing done row by row in Python.

What it writes is what `Intake.ingest` would write of the same rows as track messages, in the same order. A
row is of one contact: it has a `user_id` or an `anonymous_id`, not both. Columns:

* `event`, `timestamp` (with a zone; without one it is the workspace's; ISO 8601 text; or whole ms)
* `message_id`, if rows have one
* `products`, if rows have them: a list of structs (product_id, price, quantity ...)
* every other column is a property of that name
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from coterie.errors import ImportRefused
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER, from_iso
from coterie.record import Batch, state, text_hash, to_text

from .aliases import canonical
from .ingest import Intake, Outcome
from .message import INEXACT, LONGEST
from .orders import CHAIN, COMPLETED, order_of
from .pricing import Lines, priced, products_of
from .reprice import retell
from .row_json import inexact, literal, plain, quoted, row_json
from .vectors import Mask, Numbers, filled, instants

IDENTITY = {"user_id": "user", "anonymous_id": "anonymous"}
OWN = {"event", "timestamp", "message_id", *IDENTITY}
"""Columns that are no properties."""
MANY = 64
"""Names of events in one table beyond which all are written with the properties of all."""
REASONS = {
    "no-event-name": "a row needs the name of its event",
    "no-identity": "a row needs a user_id or an anonymous_id",
    "bad-timestamp": "timestamp is missing or can't be read",
    "too-early": "timestamp lies before the workspace's earliest",
    "too-long": f"an id or a name has more than {LONGEST} characters",
}


@dataclass(frozen=True)
class _Told:
    """Who a row is about, as identity takes it. t: the earliest of that identifier's rows."""

    user: str | None
    anonymous: str | None
    t: int
    email: str | None = None
    previous: str | None = None


def load_events(intake: Intake, table: pa.Table) -> Outcome:
    """Put the rows of a table on record in one commit; durable when it returns.

    Error: `ImportRefused` where a column is missing or can't be what it must be, or rows name two identities.
    """
    with intake.commits.alone():
        whole = _trimmed(table)
        t, known = _times(whole.column("timestamp"), intake.till.calendar)
        outcome, good = _checked(intake, whole, t, known)
        fresh, hashes = _fresh(intake, whole, good)
        outcome.accepted, outcome.duplicates = int(fresh.sum()), int(good.sum() - fresh.sum())
        outcome.repeated += np.flatnonzero(good & ~fresh).tolist()
        if outcome.accepted:
            _write(intake, whole.filter(pa.array(fresh)), t[fresh], hashes[fresh])
        return outcome


# ---- reading ------------------------------------------------------------------------------------------


def _trimmed(table: pa.Table) -> pa.Table:
    """The table with identifiers and names as trimmed texts, empty ones null; every column that is needed is
    there."""
    missing = {"event", "timestamp"} - set(table.column_names)
    if missing or not IDENTITY.keys() & set(table.column_names):
        raise ImportRefused(f"no such column: {', '.join(sorted(missing)) or 'user_id, anonymous_id'}")
    for name in sorted(OWN - {"timestamp"}):
        if name in table.column_names:
            texts = pc.utf8_trim_whitespace(_texts(table.column(name), name))
            table = table.set_column(
                table.column_names.index(name), name, pc.if_else(pc.equal(texts, ""), None, texts)
            )
        else:
            table = table.append_column(name, pa.nulls(len(table), pa.string()))
    if pc.any(pc.and_(table.column("user_id").is_valid(), table.column("anonymous_id").is_valid())).as_py():
        raise ImportRefused("rows with both a user_id and an anonymous_id are taken as messages only")
    return table.combine_chunks()


def _texts(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    try:
        return column.cast(pa.string())
    except pa.ArrowException as cause:
        raise ImportRefused(f"{name} is a column of texts") from cause


def _times(column: pa.ChunkedArray, calendar: Calendar) -> tuple[Numbers, Mask]:
    """Instants (ms, floored), and where there is one."""
    kind = column.type
    if pa.types.is_timestamp(kind):
        # A cast to ms would round toward zero, so finer units are floored here.
        per_ms = {"s": 0.001, "ms": 1, "us": 1_000, "ns": 1_000_000}[kind.unit]
        raw = column.cast(pa.int64()).fill_null(0).to_numpy()
        ms = raw * 1_000 if kind.unit == "s" else raw // int(per_ms)
        return (ms if kind.tz else instants(ms, calendar.clock)), column.is_valid().to_numpy()
    if pa.types.is_integer(kind):
        return column.fill_null(0).cast(pa.int64()).to_numpy(), column.is_valid().to_numpy()
    return filled(column, lambda text: from_iso(text, calendar.zone) if isinstance(text, str) else None)


def _checked(intake: Intake, table: pa.Table, t: Numbers, known: Mask) -> tuple[Outcome, Mask]:
    """Which rows can be taken; the others are kept as rejected, with the reason."""
    named = table.column("event").is_valid().to_numpy()
    told = pc.or_(table.column("user_id").is_valid(), table.column("anonymous_id").is_valid()).to_numpy()
    long = np.zeros(len(table), np.bool_)
    for name in OWN - {"timestamp"}:
        long |= pc.fill_null(pc.greater(pc.utf8_length(table.column(name)), LONGEST), False).to_numpy()
    wrong = {
        "no-event-name": ~named, "no-identity": ~told, "bad-timestamp": ~known,
        "too-early": known & (t < intake.earliest), "too-long": long,
    }  # fmt: skip
    good, codes = np.ones(len(table), np.bool_), dict[int, str]()
    for code, mask in wrong.items():
        codes.update((row, code) for row in np.flatnonzero(mask & good).tolist())
        good &= ~mask
    outcome, batch, now = Outcome(), Batch(), intake.clock.now()
    for row, code in sorted(codes.items()):
        outcome.rejected.append((row, code, REASONS[code]))
        batch.to("rejects").append((now, code, REASONS[code], _row_text(table, row)))
    if codes:
        intake.record.commit(batch)
    return outcome, good


def _row_text(table: pa.Table, row: int) -> str:
    return to_text(
        {name: value for name, value in table.slice(row, 1).to_pylist()[0].items() if value is not None}
    )


def _fresh(intake: Intake, table: pa.Table, good: Mask) -> tuple[Mask, Any]:
    """Which rows have a message id that is not known yet, or none; and the hashes of the ids."""
    ids = table.column("message_id")
    if ids.null_count == len(ids):
        return good.copy(), np.zeros(len(ids), np.uint64)
    asked = pa.table({"id": ids})
    found = intake.record.table("SELECT md5_number_upper(id) AS hash FROM asked", asked=asked).column("hash")
    hashes, there = found.fill_null(0).to_numpy(), found.is_valid().to_numpy() & good
    intake.memory.ids.add(np.empty(0, np.uint64))
    order = np.argsort(hashes, kind="stable")
    ordered, held, twin = hashes[order], there.copy(), np.zeros(len(hashes), np.bool_)
    held[order] &= intake.memory.ids.holds(ordered)
    known = state.known_ids(intake.record, set(hashes[held].tolist()))
    same = ordered[1:] == ordered[:-1]
    twin[order[1:][same]] = twin[order[:-1][same]] = True
    fresh, seen = good.copy(), set[str]()
    for row in np.flatnonzero(there & (held | twin)).tolist():
        key = ids[row].as_py()
        fresh[row] = key not in known and int(hashes[row]) not in known and key not in seen
        seen.add(key)
    return fresh, hashes


# ---- writing ------------------------------------------------------------------------------------------


def _write(intake: Intake, table: pa.Table, t: Numbers, hashes: Any) -> None:
    """Put rows that were checked on record."""
    record, memory = intake.record, intake.memory
    first, batch = record.stamp.seq + 1, Batch(seq=record.stamp.seq + len(table))
    try:
        told = _told(table, t)
        claims = memory.identity.claims([who for who, _ in told], batch)
        contacts = {(w.user, w.anonymous): claims.resolve(w, first + row) for w, row in told}
        claims.finish()
        named = table.column("event").combine_chunks().dictionary_encode()
        names = [canonical(name) for name in named.dictionary.to_pylist()]
        pricing = priced(table.drop_columns(sorted(OWN)), names, named.indices.to_numpy(), t, intake.till)
        orders = _orders(table, names, named.indices.to_numpy())
        own = {
            "seq": np.arange(first, batch.seq + 1), "contact": _contacts(table, contacts), "t": t,
            "hash": pa.array(hashes, mask=table.column("message_id").is_null().to_numpy()),
            "amount": pa.array(pricing.amount, mask=~pricing.known), "flags": pricing.flags,
            "order_id": orders,
        }  # fmt: skip
        record.commit(batch, lambda cursor: _insert(cursor, table, own, pricing.lines))
        told_of = {text_hash(order): order for order in pc.unique(orders.drop_null()).to_pylist()}
        again = _again(orders, names, named.indices.to_numpy())
        retell(record, again | {told_of[found] for found in memory.orders.hits(told_of)})
    except BaseException:
        intake.forget()
        raise
    memory.ids.add(hashes[table.column("message_id").is_valid().to_numpy()])
    memory.orders.update(told_of)


def _told(table: pa.Table, t: Numbers) -> list[tuple[_Told, int]]:
    """Everybody whom the rows name, with their first row, in the order of these."""
    found = []
    for column, kind in IDENTITY.items():
        coded = table.column(column).combine_chunks().dictionary_encode()
        there = coded.is_valid().to_numpy(zero_copy_only=False)
        codes, rows = coded.indices.drop_null().to_numpy(), np.flatnonzero(there)
        earliest = np.full(len(coded.dictionary), NEVER)
        np.minimum.at(earliest, codes, t[there])
        first = np.full(len(coded.dictionary), len(table))
        np.minimum.at(first, codes, rows)
        for value, since, row in zip(
            coded.dictionary.to_pylist(), earliest.tolist(), first.tolist(), strict=True
        ):
            who = _Told(value, None, since) if kind == "user" else _Told(None, value, since)
            found.append((who, row))
    return sorted(found, key=lambda pair: pair[1])


def _contacts(table: pa.Table, contacts: dict[tuple[str | None, str | None], int]) -> NDArray[np.int32]:
    """The contact of each row."""
    whose = np.full(len(table), -1, np.int32)
    for column, kind in IDENTITY.items():
        coded = table.column(column).combine_chunks().dictionary_encode()
        values = coded.dictionary.to_pylist()
        known = [contacts[(value, None) if kind == "user" else (None, value)] for value in values]
        codes = coded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        found = np.array([*known, -1], np.int32)[codes]
        whose = np.maximum(whose, found)
    return whose


def _orders(table: pa.Table, names: list[str], named: NDArray[Any]) -> pa.Array:
    """The order id of each row that tells of an order's life, as text, else null."""
    columns = [table.column(name) for name in ("order_id", "orderId") if name in table.column_names]
    tells = np.array([name in CHAIN for name in names])[named]
    if not columns or not tells.any():
        return pa.nulls(len(table), pa.string())
    texts = pc.coalesce(*(_order_texts(column) for column in columns))
    return pc.if_else(pa.array(tells), texts, None)


def _order_texts(column: pa.ChunkedArray) -> pa.Array:
    """`order_of` of each value."""
    if not pa.types.is_string(column.type):
        coded = column.combine_chunks().dictionary_encode()
        read = [order_of({"order_id": value}) for value in coded.dictionary.to_pylist()]
        return pa.array(read, pa.string()).take(coded.indices)
    texts = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(texts, ""), None, texts)


def _again(orders: pa.Array, names: list[str], named: NDArray[Any]) -> set[str]:
    """Orders of which these rows tell more than one completion: their lives are to be told as a whole."""
    counted = pc.value_counts(orders.drop_null())
    often = counted.filter(pc.greater(counted.field("counts"), 1)).field("values")
    other = np.array([name != COMPLETED for name in names])[named]
    changed = orders.filter(pa.array(other)).drop_null()
    return {*often.to_pylist(), *changed.to_pylist()}


def _insert(cursor: Any, table: pa.Table, own: dict[str, Any], lines: tuple[Lines, ...]) -> None:
    """Append the events and their lines, the engine writing what they say as JSON."""
    properties = [name for name in table.column_names if name not in OWN]
    given = _beside(plain(table), own)
    flags = f"{_mine('flags')} | CASE WHEN {inexact(given.schema, properties)} THEN {INEXACT} ELSE 0 END"
    said = _said(cursor, given, properties)
    columns = ", ".join([
        _mine("seq"), _mine("contact"), "event", _mine("t"), str(NEVER), _mine("amount"), _mine("order_id"),
        "message_id", _mine("hash"), flags, said,
    ])  # fmt: skip
    assert given.num_rows
    cursor.execute(f"INSERT INTO events SELECT {columns} FROM given")
    for part in lines:
        _insert_lines(cursor, part, own["seq"])


def _said(cursor: Any, given: pa.Table, properties: list[str]) -> str:
    """SQL for what each row says, as JSON: of each event's name only the properties that it ever has."""
    counts = ", ".join(f"count({quoted(name)}) > 0" for name in properties)
    assert given.num_rows
    used = cursor.execute(f"SELECT event, [{counts}] FROM given GROUP BY event").fetchall() if counts else []
    if len(used) > MANY:
        return row_json(given.schema, properties)
    cases = [
        f"WHEN {literal(event)} THEN {row_json(given.schema, list(compress(properties, has)))}"
        for event, has in sorted(used)
    ]
    return f"CASE event {' '.join(cases)} END" if cases else row_json(given.schema, [])


def _insert_lines(cursor: Any, part: Lines, seq: NDArray[np.int64]) -> None:
    own = {
        "seq": seq[part.row], "line": part.line.astype(np.int32), "product": products_of(part.fields),
        "amount": pa.array(part.amount, mask=~part.known),
    }  # fmt: skip
    fields = [name for name in part.fields.column_names if name not in OWN]
    given = _beside(plain(part.fields), own)
    columns = ", ".join([*(_mine(name) for name in own), row_json(given.schema, fields)])
    assert given.num_rows
    cursor.execute(f"INSERT INTO items SELECT {columns} FROM given")


def _beside(table: pa.Table, own: dict[str, Any]) -> pa.Table:
    """The table with columns of our own, under names that no property has."""
    for name, values in own.items():
        column = pa.array(values) if isinstance(values, np.ndarray) else values
        table = table.append_column(f"coterie {name}", column)
    return table


def _mine(name: str) -> str:
    return f'"coterie {name}"'
