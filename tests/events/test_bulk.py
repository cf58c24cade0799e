"""Bulk loading writes what ingest would have written of the same rows, and refuses what it would have
refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coterie
from coterie.errors import ImportRefused
from coterie.events import load_events
from coterie.events.vectors import half_even, instants, multiplied, scaled_column
from coterie.lib import numbers
from coterie.lib.clock import FixedClock
from coterie.lib.zones import zone_named
from coterie.workspace import Shop
from coterie.workspace.answers import world

NOW = 1_790_000_000_000
START = datetime(2026, 1, 1, tzinfo=UTC)
PRODUCT = st.fixed_dictionaries({
    "product_id": st.sampled_from(["p", "q", None]),
    "price": st.sampled_from([None, 0.1, 2.5, 1e13, 0.12345]),
    "quantity": st.sampled_from([None, 1, 3]),
})  # fmt: skip
ORDERS = ["Order Completed", "Placed Order", "Order Refunded", "Order Cancelled"]
PEOPLE = ["user_id:ana", "user_id: bor ", "anonymous_id:x", "anonymous_id:ana"]
ROW = st.fixed_dictionaries({
    "event": st.sampled_from([*ORDERS, "Viewed", " ", None]),
    "who": st.sampled_from([*PEOPLE, "user_id:", None]),
    "timestamp": st.none() | st.integers(0, 5).map(lambda n: START + timedelta(days=n, microseconds=1999)),
    "message_id": st.sampled_from([None, "m1", "m2", "m3", "m4"]),
    "order_id": st.sampled_from([None, "1", " 2", "3"]),
    "total": st.sampled_from([None, 10.0, 0.005, 0.015, 1e30]),
    "value": st.sampled_from([None, Decimal("99999999999999.9999"), Decimal("1.5")]),
    "currency": st.sampled_from([None, "EUR", " pln", "JPY", "?"]),
    "products": st.none() | st.lists(st.none() | PRODUCT, max_size=3),
    "context": st.none() | st.fixed_dictionaries({"page": st.fixed_dictionaries({"url": st.just("/ä\"")})}),
})  # fmt: skip
SCHEMA = pa.schema([
    ("event", pa.string()), ("user_id", pa.string()), ("anonymous_id", pa.string()),
    ("timestamp", pa.timestamp("us", "UTC")), ("message_id", pa.string()), ("order_id", pa.string()),
    ("total", pa.float64()), ("value", pa.decimal128(20, 4)), ("currency", pa.string()),
    ("products", pa.list_(pa.struct([
        ("product_id", pa.string()), ("price", pa.float64()), ("quantity", pa.int64()),
    ]))),
    ("context", pa.struct([("page", pa.struct([("url", pa.string())]))])),
])  # fmt: skip
RATES = [{"date": "2026-01-02", "currency": "PLN", "rate": "0.23415"}]


def opened() -> Shop:
    shop = coterie.open(":memory:", clock=FixedClock(NOW))
    shop.rates.put(RATES)
    return shop


def columns(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its identity in the column that it names."""
    column, _, value = (row["who"] or ":").partition(":")
    return {**row, "user_id": value if column == "user_id" else None,
            "anonymous_id": value if column == "anonymous_id" else None}  # fmt: skip


def message(row: dict[str, Any]) -> dict[str, Any]:
    """The track message that says the same."""
    said = columns(row)
    own = {"event", "who", "user_id", "anonymous_id", "timestamp", "message_id", "context"}
    properties = {name: value for name, value in said.items() if name not in own and value is not None}
    return {"type": "track", "event": said["event"], "properties": properties, "context": said["context"],
            "userId": said["user_id"], "anonymousId": said["anonymous_id"], "messageId": said["message_id"],
            "timestamp": said["timestamp"] or "missing"}  # fmt: skip


def bare(value: Any) -> Any:
    """A value without what is null in it, and with numbers that equal what they are."""
    if isinstance(value, dict):
        return {name: bare(part) for name, part in value.items() if part is not None}
    if isinstance(value, (list, tuple)):
        return [bare(part) for part in value]
    number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return Decimal(str(value)).normalize() if number else value


def facts(shop: Shop) -> Any:
    whole = world(shop)
    people = [(c.id, c.key, c.birth, c.first_seen) for c in whole.contacts]
    events = {
        who: [
            (e.seq, e.t, e.name, e.amount, e.until, e.id, e.item_amounts, bare(e.props), bare(e.items))
            for e in log
        ]
        for who, log in whole.events.items()
    }
    return people, events, shop.record.rows("SELECT flags & 12, order_id, hash FROM events ORDER BY seq")


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(ROW, max_size=12), st.integers(0, 12))
def test_bulk_writes_what_ingest_would(rows: list[dict[str, Any]], cut: int) -> None:
    with opened() as bulk, opened() as plain:
        plain.ingest(map(message, rows[:cut]))
        bulk.ingest(map(message, rows[:cut]))
        said = plain.ingest(map(message, rows[cut:]))
        table = pa.Table.from_pylist([columns(row) for row in rows[cut:]], SCHEMA)
        found = load_events(bulk.intake, table)
        assert (found.accepted, found.duplicates) == (said.accepted, said.duplicates)
        assert found.repeated == said.repeated
        assert [index for index, *_ in found.rejected] == [index for index, *_ in said.rejected]
        assert facts(bulk) == facts(plain)
        shown, expected = bulk.source(), plain.source()
        for name in expected.names():
            value, other = (s.field(name, "value") for s in (shown, expected))
            assert [value.values[c] if c >= 0 else None for c in value.codes] == [
                other.values[c] if c >= 0 else None for c in other.codes
            ]
        # What comes later finds the identities, ids and orders that were loaded.
        late = {"type": "track", "event": "Order Refunded", "timestamp": "2026-02-01", "userId": "ana",
                "properties": {"order_id": "1"}, "messageId": "m1"}  # fmt: skip
        assert bulk.ingest([late]).accepted == plain.ingest([late]).accepted
        assert facts(bulk) == facts(plain)


def load(**told: Any) -> Any:
    base = {"event": ["A"], "user_id": ["ana"], "timestamp": pa.array([NOW])}
    with opened() as shop:
        found = load_events(shop.intake, pa.table({**base, **told}))
        logs = world(shop).events.values()
        return found, [event for log in logs for event in log]


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        (pa.array([1_790_000_000_000]), 1_790_000_000_000),
        (pa.array(["2026-01-01T00:00:00.0019Z"]), 1_767_225_600_001),
        (pa.array([1_767_225_600], pa.timestamp("s", "UTC")), 1_767_225_600_000),
        (pa.array([1_767_225_600_000_999_999], pa.timestamp("ns", "UTC")), 1_767_225_600_000),
        (pa.array([1_767_225_600_000], pa.timestamp("ms")), 1_767_225_600_000),
    ],
)
def test_timestamps_of_every_kind_are_read(stamp: pa.Array, expected: int) -> None:
    assert [event.t for event in load(timestamp=stamp)[1]] == [expected]


def test_times_without_a_zone_are_the_workspaces() -> None:
    with coterie.open(":memory:", zone="Europe/Warsaw") as shop:
        walls = pa.array([datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30)], pa.timestamp("ms"))  # noqa: DTZ001
        load_events(shop.intake, pa.table({"event": ["A"] * 2, "user_id": ["ana"] * 2, "timestamp": walls}))
        [log] = world(shop).events.values()
    shown = [datetime.fromtimestamp(event.t / 1000, UTC) for event in log]
    assert shown == [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)]


def test_values_of_every_type_become_the_json_they_mean() -> None:
    found = load(
        a=pa.array([0.1], pa.float32()), b=pa.array([float("nan")]), c=pa.array([True]),
        d=pa.array([[float("inf"), 1.5]]),
        e=pa.array([{"at": START}], pa.struct([("at", pa.timestamp("ms", "UTC"))])),
        f=pa.array([START], pa.timestamp("us", "UTC")), g=pa.array([2**63 + 1], pa.uint64()),
        h=pa.array([Decimal("12345678901234.5678")]), **{"i.j": ["x"], 'k"\'': ["y"]},
    )[1][0].props  # fmt: skip
    assert bare(found) == bare({
        "a": Decimal("0.1"), "c": True, "d": [None, Decimal("1.5")], "e": {"at": "2026-01-01T00:00:00Z"},
        "f": "2026-01-01T00:00:00.000Z", "g": 2**63 + 1, "h": Decimal("12345678901234.5678"), "i.j": "x",
        'k"\'': "y",
    })  # fmt: skip


def test_a_row_may_be_its_own_item() -> None:
    [event] = load(product_id=pa.array([7]), price=["2.5"])[1]
    assert (event.items[0]["product_id"], event.item_amounts) == (7, (25_000,))


def test_long_identifiers_are_rejected_and_kept() -> None:
    found, events = load(user_id=["u" * 513])
    assert ([code for _, code, _ in found.rejected], events) == (["too-long"], [])


@pytest.mark.parametrize(
    "table",
    [
        {"event": ["A"], "user_id": ["a"]},
        {"event": ["A"], "timestamp": [NOW]},
        {"event": ["A"], "timestamp": [NOW], "user_id": ["a"], "anonymous_id": ["b"]},
        {"event": [["A"]], "timestamp": [NOW], "user_id": ["a"]},
    ],
)
def test_a_table_that_can_not_be_taken_is_refused(table: dict[str, Any]) -> None:
    with opened() as shop, pytest.raises(ImportRefused):
        load_events(shop.intake, pa.table(table))


@given(st.lists(st.floats() | st.integers(-(10**9), 10**9).map(lambda n: n / 1000)))
def test_a_column_of_numbers_is_read_as_each_of_them(values: list[float]) -> None:
    found, known = scaled_column(pa.chunked_array([pa.array(values, pa.float64())]))
    read = [numbers.scaled(value) for value in values]
    assert known.tolist() == [pair is not None for pair in read]
    assert found.tolist() == [pair[0] if pair else 0 for pair in read]


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1), st.sampled_from([1, 100, 10_000]))
def test_a_column_is_rounded_as_each_of_it(values: list[int], unit: int) -> None:
    found = half_even(np.array(values), unit)
    assert found.tolist() == [numbers.half_even(value, unit) * unit for value in values]


def test_products_that_do_not_fit_are_said_not_to() -> None:
    found, fits = multiplied(np.array([10**13, 25_000]), np.array([10**9, 30_000]), "EUR")
    assert (fits.tolist(), found[1]) == ([False, True], 75_000)


@given(st.lists(st.integers(1_774_700_000_000, 1_774_800_000_000), min_size=1), st.sampled_from(
    ["Europe/Warsaw", "Australia/Lord_Howe", "Asia/Almaty", "America/New_York"]
))  # fmt: skip
def test_walls_are_read_as_each_of_them(walls: list[int], name: str) -> None:
    zone = zone_named(name)
    assert instants(np.array(walls), zone).tolist() == [zone.instant(wall) for wall in walls]


def test_a_row_says_only_what_events_of_its_name_ever_say() -> None:
    table = pa.table({
        "event": ["A", "B", "A"], "user_id": ["u"] * 3, "timestamp": [NOW] * 3,
        "a": [1, None, None], "b": [None, 2, None],
    })  # fmt: skip
    with opened() as shop:
        load_events(shop.intake, table)
        texts = [row[0] for row in shop.record.rows("SELECT props FROM events ORDER BY seq")]
    assert texts == ['{"a":1}', '{"b":2}', '{"a":null}']


def test_many_names_are_loaded_too() -> None:
    table = pa.table(
        {"event": [f"E{n}" for n in range(100)], "user_id": ["u"] * 100, "timestamp": [NOW] * 100}
    )
    with opened() as shop:
        load_events(shop.intake, table.append_column("n", pa.array(range(100))))
        [log] = world(shop).events.values()
    assert [(event.name, event.props) for event in log[:2]] == [("E0", {"n": 0}), ("E1", {"n": 1})]
