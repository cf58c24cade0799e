"""Ingest as a whole: once each, durable, whosever it is, whatever order it comes in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import coterie
from coterie.lib.clock import FixedClock
from coterie.lib.instants import NEVER, from_iso
from coterie.workspace import Shop
from coterie.workspace.answers import world

NOW = 1_790_000_000_000
EURO = 10_000


def day(n: int) -> str:
    return f"2026-01-{n:02d}T12:00:00Z"


def ms(n: int) -> int:
    found = from_iso(day(n))
    assert found is not None
    return found


def event(name: str, n: int = 1, user: str = "ana", **properties: Any) -> dict[str, Any]:
    return {"type": "track", "userId": user, "event": name, "timestamp": day(n), "properties": properties}


def order(n: int, order_id: Any = 1, total: Any = 10, **more: Any) -> dict[str, Any]:
    return event("Order Completed", n, order_id=order_id, total=total, **more)


def identify(n: int, user: str = "ana", **traits: Any) -> dict[str, Any]:
    return {"type": "identify", "userId": user, "traits": traits, "timestamp": day(n)}


@pytest.fixture
def shop() -> Iterator[Shop]:
    with coterie.open(":memory:", clock=FixedClock(NOW)) as opened:
        yield opened


def rows(shop: Shop, name: str = "Order Completed") -> list[tuple[int, int | None, int]]:
    """(t, amount, until) of all events of a name, in order of ingest."""
    found = [e for log in world(shop).events.values() for e in log if e.name == name]
    return [(e.t, e.amount, e.until) for e in sorted(found, key=lambda e: e.seq)]


def amounts(shop: Shop, name: str = "Order Completed") -> list[Any]:
    return [None if amount is None else Decimal(amount) / EURO for _, amount, _ in rows(shop, name)]


# ---- once each --------------------------------------------------------------------------------------


def test_a_message_id_counts_once_for_ever(tmp_path: Path) -> None:
    message = {**order(1), "messageId": "m1"}
    with coterie.open(tmp_path) as shop:
        first = shop.ingest([message, message, {**order(2, 2), "messageId": "m1"}, order(3, 3), order(3, 3)])
        assert (first.accepted, first.duplicates) == (3, 2)
        assert shop.ingest([message]).duplicates == 1
    with coterie.open(tmp_path) as shop:
        again = shop.ingest([message, {**order(2), "messageId": "m2"}])
        assert (again.accepted, again.duplicates) == (1, 1)


def test_the_id_of_a_rejected_message_may_be_used_again(shop: Shop) -> None:
    refused = shop.ingest([{**event(""), "messageId": "m"}])
    assert [(index, code) for index, code, _ in refused.rejected] == [(0, "no-event-name")]
    assert shop.ingest([{**event("A"), "messageId": "m"}]).accepted == 1


def test_rejected_messages_are_kept_with_their_reason(shop: Shop) -> None:
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    found = shop.ingest(
        [event("A"), {"type": "track", "event": "A"}, event("B", a=deep), event("C", a={1, object()})]
    )
    assert [(index, code) for index, code, _ in found.rejected] == [
        (1, "no-identity"),
        (2, "too-deep"),
        (3, "not-json"),
    ]
    kept = shop.record.rows('SELECT "at", code, body FROM rejects ORDER BY rowid')
    assert [(at, code) for at, code, _ in kept] == [
        (NOW, "no-identity"),
        (NOW, "too-deep"),
        (NOW, "not-json"),
    ]
    assert kept[0][2] == '{"type":"track","event":"A"}'


def test_hashes_that_meet_by_chance_are_told_apart(shop: Shop) -> None:
    shop.ingest([{**event("A"), "messageId": "m1"}])
    with shop.record.transaction() as cursor:  # as if the hash of m2 were that of m1
        cursor.execute("UPDATE events SET hash = md5_number_upper('m2')")
    shop.intake.forget()
    found = shop.ingest([{**event("A"), "messageId": "m2"}, {**event("A"), "messageId": "m2"}])
    assert (found.accepted, found.duplicates) == (1, 1)


def test_many_callers_at_once_lose_nothing(tmp_path: Path) -> None:
    def send(shop: Shop, who: int) -> None:
        for batch in range(5):
            shop.ingest({**order(1, f"{who}-{n}"), "messageId": f"{who}-{batch}-{n}"} for n in range(10))

    with coterie.open(tmp_path) as shop:
        threads = [threading.Thread(target=send, args=(shop, who % 4)) for who in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        found = shop.record.rows("SELECT count(*), count(DISTINCT id), count(DISTINCT seq) FROM events")
    assert found == [(200, 200, 200)]


def test_a_commit_that_fails_leaves_nothing_behind(shop: Shop) -> None:
    shop.ingest([order(1)])
    shop.record.cursor().execute("ALTER TABLE items RENAME TO hidden")
    line = {"product_id": "p", "price": 1}
    with pytest.raises(Exception, match="items"):
        shop.ingest([{**order(2, 2, products=[line]), "userId": "bor", "messageId": "m"}])
    shop.record.cursor().execute("ALTER TABLE hidden RENAME TO items")
    assert (len(rows(shop)), shop.record.rows("SELECT count(*) FROM contacts")) == (1, [(1,)])
    assert shop.ingest([{**order(2, 2), "userId": "bor", "messageId": "m"}]).accepted == 1
    assert shop.members('did "Order Completed"') == ["ana", "bor"]


# ---- whose --------------------------------------------------------------------------------------------


def test_what_was_done_anonymously_is_done_by_who_it_turns_out_to_be(shop: Shop) -> None:
    shop.ingest([{"type": "page", "anonymousId": "x", "timestamp": day(1), "properties": {"url": "/a"}}])
    assert shop.members('did "Page Viewed"') == ["x"]
    shop.ingest(
        [{"type": "identify", "anonymousId": "x", "traits": {"email": "A@x.si"}, "timestamp": day(2)}]
    )
    assert shop.members('did "Page Viewed"') == ["a@x.si"]
    shop.ingest([{**identify(3, email="a@x.si"), "anonymousId": "x"}])
    assert shop.members('did "Page Viewed"') == ["ana"]
    shop.ingest([{"type": "alias", "previousId": "ana", "userId": "anna", "timestamp": day(4)}])
    assert shop.members('did "Page Viewed"') == ["anna"]
    [contact] = world(shop).contacts
    assert (contact.first_seen, contact.id) == (ms(1), 0)


def test_merged_traits_are_the_latest_of_each(shop: Shop) -> None:
    shop.ingest([
        {"type": "identify", "anonymousId": "x", "traits": {"country": "PL", "size": 3}, "timestamp": day(5)},
        identify(2, country="SI", name="Ana"),
        {**event("A", 6), "anonymousId": "x"},
    ])  # fmt: skip
    [contact] = world(shop).contacts
    assert {name: [c.value for c in log] for name, log in contact.changes.items()} == {
        "country": ["SI", "PL"], "size": [3], "name": ["Ana"],
    }  # fmt: skip


def test_first_seen_is_the_stated_creation_or_the_first_message(shop: Shop) -> None:
    shop.ingest([event("A", 5)])
    shop.ingest([event("A", 3), identify(7, created_at="2025-12-31T00:00:00Z")])
    shop.ingest(
        [identify(8, "bor", createdAt="1970-01-01T00:00:00Z"), identify(9, "cene", created_at="2026-02-01")]
    )
    assert [c.first_seen for c in world(shop).contacts] == [from_iso("2025-12-31"), ms(8), ms(9)]


def test_equal_instants_are_ordered_by_arrival(shop: Shop) -> None:
    shop.ingest([identify(1, country="SI")])
    shop.ingest([identify(1, country="PL")])
    assert shop.count('has country is "PL"') == 1


# ---- orders and money -----------------------------------------------------------------------------------


def test_an_order_is_replaced_refunded_and_cancelled_across_commits(tmp_path: Path) -> None:
    with coterie.open(tmp_path) as shop:
        shop.ingest([order(1)])
        shop.ingest([order(5, "1", 8)])
        assert rows(shop) == [(ms(1), 10 * EURO, ms(5)), (ms(5), 8 * EURO, NEVER)]
    with coterie.open(tmp_path) as shop:
        shop.ingest([event("Order Refunded", 6, order_id=1)])
        assert rows(shop, "Order Refunded") == [(ms(6), 8 * EURO, NEVER)]
        stamp = shop.record.stamp
        shop.ingest(
            [event("Order Refunded", 3, order_id=1, total=2), event("Order Cancelled", 7, order_id=1)]
        )
        assert rows(shop) == [(ms(1), 10 * EURO, ms(5)), (ms(5), 8 * EURO, ms(7))]
        assert rows(shop, "Order Refunded") == [(ms(6), 6 * EURO, ms(7)), (ms(3), 2 * EURO, ms(7))]
        assert (shop.record.stamp.orders, shop.record.stamp.epoch) == (stamp.orders + 1, stamp.epoch)


def test_a_late_order_is_the_earlier_one_whoever_sent_it(shop: Shop) -> None:
    shop.ingest([order(5)])
    shop.ingest([{**order(2, 1, 99), "userId": "bor"}, event("Placed Order", 1, order_id=1, total=1)])
    assert sorted(rows(shop)) == [(ms(1), EURO, ms(2)), (ms(2), 99 * EURO, ms(5)), (ms(5), 10 * EURO, NEVER)]


def test_a_refund_is_its_amount_else_its_products_else_the_rest(shop: Shop) -> None:
    priced = {"product_id": "p", "price": 2, "quantity": 2}
    shop.ingest([order(1, n, 10) for n in (1, 2, 3)])
    shop.ingest([
        event("Order Refunded", 2, order_id=1, total=3, products=[priced]),
        event("Order Refunded", 2, order_id=2, products=[priced]),
        event("Order Refunded", 3, order_id=2, products=[{"product_id": "p"}]),
        event("Order Refunded", 2, order_id=3),
        event("Order Refunded", 2, order_id=4),
        event("Order Refunded", 2),
    ])  # fmt: skip
    assert amounts(shop, "Order Refunded") == [3, 4, 6, 10, None, None]


def test_the_amount_is_revenue_else_total_else_value(shop: Shop) -> None:
    shop.ingest([
        event("Order Completed", revenue=1, total=2, value=3),
        event("Order Completed", total="2.005", value=3),
        event("Order Completed", revenue="free", value=Decimal("3.015")),
        event("Order Completed"),
    ])  # fmt: skip
    assert amounts(shop) == [1, 2, Decimal("3.02"), None], "in the minor unit, half to even"


def test_money_is_converted_at_the_latest_rate_on_or_before_its_local_day() -> None:
    with coterie.open(":memory:", zone="Asia/Almaty", currency="EUR", clock=FixedClock(NOW)) as shop:
        shop.rates.put([
            {"date": "2026-01-02", "currency": "PLN", "rate": "0.25"},
            {"date": "2026-01-04", "currency": "pln", "rate": 0.5},
        ])  # fmt: skip
        stated = [("2026-01-01T18:59:59.999Z", None), ("2026-01-01T19:00:00Z", 25), ("2026-01-04", 50)]
        shop.ingest(
            {**order(1, n, 100, currency=" pln "), "timestamp": at} for n, (at, _) in enumerate(stated)
        )
        assert amounts(shop) == [amount for _, amount in stated], "local midnight is 19:00 UTC"


def test_without_a_rate_an_amount_is_kept_flagged_and_missing_until_one_comes(shop: Shop) -> None:
    lines = [{"product_id": "p", "price": 2, "quantity": 3}]
    shop.ingest(
        [order(5, 1, 100, currency="PLN", products=lines), order(5, 2, 1, currency="?"), order(5, 3, 7)]
    )
    shop.ingest([event("Order Refunded", 6, order_id=1)])
    assert amounts(shop) == [None, None, 7]
    assert amounts(shop, "Order Refunded") == [None]
    epoch = shop.record.stamp.epoch
    shop.rates.put([{"date": "2026-01-01", "currency": "PLN", "rate": "0.25"}])
    assert shop.record.stamp.epoch > epoch
    assert amounts(shop) == [25, None, 7]
    assert amounts(shop, "Order Refunded") == [25]
    assert shop.record.rows("SELECT amount, json_extract_string(props, '$.price') FROM items") == [
        (15_000, "2")
    ]
    assert shop.record.rows("SELECT count(*) FROM events WHERE flags & 8 <> 0") == [(1,)]


def test_another_currency_of_the_workspace_converts_everything_again(tmp_path: Path) -> None:
    with coterie.open(tmp_path, currency="EUR") as shop:
        shop.ingest([order(1, 1, "10.5"), order(1, 2, 200, currency="JPY")])
        assert amounts(shop) == [Decimal("10.5"), None]
    with coterie.open(tmp_path, currency="JPY") as shop:
        assert amounts(shop) == [10, 200], "a yen has no smaller unit; half to even"


def test_items_are_the_products_or_the_event_itself(shop: Shop) -> None:
    shop.ingest([
        event("Product Viewed", 1, product_id=7, price="2.5", category="Own", brand="Own"),
        order(2, products=[{"product_id": 7, "price": 3, "quantity": "2"}, "?", {"product_id": "8"}]),
    ])  # fmt: skip
    shop.catalogue.put([{"product_id": "7", "category": ["A", "B"], "brand": "C", "audience": "women"}])
    [log] = world(shop).events.values()
    [viewed], [first, second] = log[0].items, log[1].items
    assert (viewed["category"], viewed["brand"], viewed["audience"]) == ("A > B", "Own", "women")
    assert (first["category"], first["brand"], second) == ("A > B", "C", {"product_id": "8"})
    assert (log[0].item_amounts, log[1].item_amounts) == ((25_000,), (60_000, None))
