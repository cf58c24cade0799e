"""The record as arrays gives what a world of the same facts gives, whatever was ingested, in whatever
order."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coterie
from coterie.lib.clock import FixedClock
from coterie.lib.values import dig
from coterie.record import Source
from coterie.record.duckdb.paths import expression, speaks
from coterie.record.source import Coded
from coterie.testing import WorldSource
from coterie.workspace import Shop
from coterie.workspace.answers import world

NOW = 1_790_000_000_000
KEYS = ["a", "b", "a.b", "context", 'q"t', "price", "category", ""]
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.sampled_from(["x", "Ł", "1", ""]),
    st.sampled_from([Decimal("1.10"), Decimal("99999999999999.9999"), 0.1, 10**25]),
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda v: st.lists(v, max_size=2) | st.dictionaries(st.sampled_from(KEYS), v, max_size=3),
    max_leaves=6,
)
PROPS = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=4)
ITEM = st.builds(
    lambda more, product, price, count: more | {"product_id": product, "price": price, "quantity": count},
    PROPS, st.sampled_from(["p", "q", 7]), st.sampled_from([None, 2, Decimal("0.125"), "x"]),
    st.sampled_from([None, 1, 3]),
)  # fmt: skip
WHO = st.fixed_dictionaries(
    {}, optional={"userId": st.sampled_from(["u", "v"]), "anonymousId": st.sampled_from(["x", "y", "z"])}
)
WHEN = st.integers(0, 5).map(lambda n: {"timestamp": f"2026-01-0{n + 1}T00:00:00Z"})
ORDERS = st.builds(
    lambda name, order, total, items, more: {
        "type": "track", "event": name,
        "properties": more | {"order_id": order, "total": total, "products": items},
    },
    st.sampled_from(["Order Completed", "Placed Order", "Order Refunded", "Order Cancelled"]),
    st.sampled_from([1, "1", "2"]), st.sampled_from([None, 5, Decimal("7.005")]), st.lists(ITEM, max_size=2),
    PROPS,
)  # fmt: skip
VIEWS = st.builds(lambda more: {"type": "track", "event": "Product Viewed", "properties": more}, ITEM | PROPS)
TRAITS = st.builds(
    lambda traits, email: {"type": "identify", "traits": traits | email},
    st.dictionaries(st.sampled_from(["country", "size"]), VALUES, max_size=2),
    st.sampled_from([{}, {"email": "A@x.si"}, {"email": "b@x.si"}, {"email": None}]),
)
MESSAGES = st.lists(
    st.builds(
        lambda *parts: {k: v for part in parts for k, v in part.items()}, ORDERS | VIEWS | TRAITS, WHO, WHEN
    ),
    max_size=12,
)
PRODUCTS = [
    {"product_id": "p", "category": ["Clothing", "Coats"], "brand": "B", "price": 3},
    {"product_id": 7, "category": "Shoes"},
]  # fmt: skip


FIELDS = ["total", "a", "a.b", "a.b.a", 'q"t', 'q"t.a', "context.a", "order_id", "products", "a."]
ITEM_FIELDS = ["product_id", "price", "category", "brand", "a", "a.b", "name"]


def told(coded: Coded) -> list[Any]:
    return [None if code < 0 else plain(coded.values[code]) for code in coded.codes.tolist()]


def plain(value: Any) -> Any:
    """A value that equals another only if it is the same JSON value: true is not 1, 1.10 is 1.1."""
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {name: plain(part) for name, part in value.items()}
    return ("number", Decimal(str(value)).normalize()) if is_number(value) else value


def is_number(value: Any) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def same(one: Any, other: Any) -> None:
    for name in one.__slots__:
        a, b = getattr(one, name), getattr(other, name)
        if isinstance(a, Coded):
            assert told(a) == told(b), name
        else:
            assert a.dtype == b.dtype, name
            np.testing.assert_array_equal(a, b, err_msg=name)


def agrees(shop: Shop, source: Source, shift: int = 0) -> None:
    """The arrays of the record and those of its world are the same, contacts read by their roots."""
    whole = world(shop)
    plainly = WorldSource(whole)
    source.stamp()
    people = source.people()
    assert [c.id for c in whole.contacts] == np.flatnonzero(people.alive).tolist()
    assert [people.first_seen[c.id] for c in whole.contacts] == [c.first_seen for c in whole.contacts]
    assert source.names() == plainly.names()
    assert source.traits() == plainly.traits()
    for name in source.names():
        mine, theirs = source.rows(name), plainly.rows(name)
        assert people.root[mine.contact].tolist() == theirs.contact.tolist()
        np.testing.assert_array_equal(mine.seq, theirs.seq)
        for column in ("t", "until", "amount"):
            np.testing.assert_array_equal(getattr(mine, column), getattr(theirs, column), err_msg=column)
        same(source.items(name), plainly.items(name))
        for field in FIELDS[shift % 3 :: 3]:
            assert told(source.field(name, field)) == told(plainly.field(name, field)), field
        for field in ITEM_FIELDS[shift % 2 :: 2]:
            assert told(source.item_field(name, field)) == told(plainly.item_field(name, field)), field
    for trait in source.traits():
        mine, theirs = source.changes(trait), plainly.changes(trait)
        assert people.root[mine.contact].tolist() == theirs.contact.tolist()
        assert told(mine.value) == told(theirs.value)


def kept_up(source: Source, fresh: Source) -> None:
    """What is known of contacts and names bit by bit is what a first look finds."""
    one, other = source.people(), fresh.people()
    for column in ("root", "first_seen", "alive"):
        np.testing.assert_array_equal(getattr(one, column), getattr(other, column), err_msg=column)
    assert (source.names(), source.traits()) == (fresh.names(), fresh.traits())


@pytest.mark.slow
@settings(max_examples=25)
@given(MESSAGES, st.integers(1, 4), st.booleans())
def test_arrays_and_world_agree(messages: list[dict[str, Any]], size: int, stocked: bool) -> None:
    with coterie.open(":memory:", clock=FixedClock(NOW)) as shop:
        if stocked:
            shop.catalogue.put(PRODUCTS)
        source = shop.source()
        for start in range(0, len(messages), size):
            shop.ingest(messages[start : start + size])
            source.stamp()
            kept_up(source, shop.source())
        agrees(shop, source, len(messages))


@settings(max_examples=10)
@given(MESSAGES, st.integers(0, 12))
def test_the_tail_follows_what_was_there(messages: list[dict[str, Any]], cut: int) -> None:
    with coterie.open(":memory:", clock=FixedClock(NOW)) as shop:
        shop.ingest(messages[:cut])
        source = shop.source()
        before = source.stamp()
        shop.ingest(messages[cut:])
        assert source.rows("Order Completed", before.seq).seq.tolist() == [], (
            "up to the stamp, until it is asked again"
        )
        after = source.stamp()
        assert (after.seq >= before.seq, after.epoch) == (True, before.epoch)
        for name in source.names():
            whole, tail = source.rows(name), source.rows(name, before.seq)
            late = whole.seq > before.seq
            np.testing.assert_array_equal(whole.seq[late], tail.seq)
            field = zip(told(source.field(name, "total")), late.tolist(), strict=True)
            assert [value for value, is_late in field if is_late] == told(
                source.field(name, "total", before.seq)
            )
            assert len(source.items(name, before.seq).row) == len(
                told(source.item_field(name, "price", before.seq))
            )


@given(
    st.lists(PROPS, max_size=6), st.sampled_from(["a", "a.b", "a.b.a", "b.a.b", "price"]), st.integers(0, 1)
)
def test_sql_finds_at_a_path_what_python_finds(rows: list[dict[str, Any]], path: str, other: int) -> None:
    import duckdb

    paths = [path, "b"][: 1 + other]
    assert speaks(paths)
    kept = [json.loads(json.dumps(row, default=str)) for row in rows]
    texts = [json.dumps(row) for row in kept]
    query = f"SELECT {expression('props', paths)} FROM (SELECT unnest(?::VARCHAR[]) AS props)"
    found = [
        None if text is None else json.loads(text) for (text,) in duckdb.execute(query, [texts]).fetchall()
    ]
    assert found == [next((v for p in paths if (v := dig(row, p)) is not None), None) for row in kept]
