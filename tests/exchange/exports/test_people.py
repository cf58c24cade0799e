from __future__ import annotations

import csv
import gzip
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from coterie.errors import ImportRefused, UnknownContact
from coterie.exchange import exports
from coterie.exchange.imports import plan, run
from coterie.testing import shop
from coterie.workspace import Shop

MESSAGES: list[dict[str, Any]] = [
    {"type": "identify", "userId": "ana", "timestamp": "2024-01-01T10:00:00Z", "messageId": "m1",
     "traits": {"email": "ana@b.si", "city": "Ljubljana", "points": 7, "vip": True, "mixed": 1, "key": "k"}},
    {"type": "identify", "userId": "ana", "timestamp": "2024-03-01T10:00:00Z",
     "traits": {"city": None, "score": Decimal("1.10"), "mixed": "a", "sizes": ["S", "M"], "note": "=1+1"}},
    {"type": "track", "userId": "ana", "event": "Order Completed", "timestamp": "2024-02-01T10:00:00Z",
     "properties": {"order_id": "A", "total": 12.5, "products": [{"product_id": "p", "price": 12.5}]}},
    {"type": "identify", "anonymousId": "v1", "timestamp": "2024-02-02T10:00:00Z",
     "traits": {"email": "bor@b.si", "points": -3, "score": 2, "phone": "+38641234567"}},
    {"type": "track", "anonymousId": "@evil", "event": "X", "timestamp": "2024-02-03T10:00:00Z"},
]  # fmt: skip


@pytest.fixture
def sold() -> Shop:
    return shop(MESSAGES)


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def test_everybody_is_written_with_all_traits(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    assert exports.contacts(sold, path) == 3
    (evil, ana, bor) = rows(path)
    assert list(ana) == [
        "key", "birth_id", "first_seen", "city", "email", "trait key", "mixed", "note", "phone", "points", "score",
        "sizes", "vip",
    ]  # fmt: skip
    assert (ana["key"], ana["first_seen"], ana["city"]) == ("ana", "2024-01-01T10:00:00.000Z", "")
    assert (ana["score"], ana["sizes"], ana["vip"], ana["trait key"]) == ("1.10", '["S","M"]', "true", "k")
    assert (bor["key"], bor["points"]) == ("bor@b.si", "-3")
    assert evil["key"] == "'@evil"


def test_no_cell_is_a_formula_unless_that_is_asked_for(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    exports.contacts(sold, path)
    assert [(row["note"], row["phone"]) for row in rows(path)[1:]] == [("'=1+1", ""), ("", "'+38641234567")]
    exports.contacts(sold, path, as_is=True)
    assert [(row["note"], row["phone"]) for row in rows(path)[1:]] == [("=1+1", ""), ("", "+38641234567")]


def test_the_past_is_written_as_it_was(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "past.csv"
    assert exports.contacts(sold, path, traits=["city", "points"], at=datetime(2024, 2, 1, tzinfo=UTC)) == 1
    (ana,) = rows(path)
    assert (list(ana)[3:], ana["city"], ana["points"]) == (["city", "points"], "Ljubljana", "7")


def test_members_only(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "members.jsonl.gz"
    assert exports.members(sold, 'did "Order Completed"', path, traits=["score", "sizes", "city"]) == 1
    (line,) = gzip.decompress(path.read_bytes()).splitlines()
    assert b'"score":1.10' in line
    told = json.loads(line)
    assert {**told, "birth_id": ""} == {
        "key": "ana", "birth_id": "", "first_seen": "2024-01-01T10:00:00.000Z", "score": 1.1, "sizes": ["S", "M"],
    }  # fmt: skip


def test_parquet_has_types(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "all.parquet"
    exports.contacts(sold, path)
    table = pq.read_table(path)
    types = {field.name: str(field.type) for field in table.schema}
    assert types == {
        "key": "string", "birth_id": "string", "first_seen": "timestamp[ms, tz=UTC]", "city": "string",
        "email": "string", "trait key": "string", "mixed": "string", "note": "string", "phone": "string",
        "points": "int64", "score": "double", "sizes": "string", "vip": "bool",
    }  # fmt: skip
    assert table.column("points").to_pylist() == [None, 7, -3]
    assert table.column("mixed").to_pylist() == [None, "a", None]


def test_contacts_whose_keys_read_alike_are_told_apart(tmp_path: Path) -> None:
    taken = shop([
        {"type": "track", "userId": "x", "event": "A", "timestamp": "2024-01-01T00:00Z"},
        {"type": "track", "anonymousId": "x", "event": "B", "timestamp": "2024-01-02T00:00Z"},
    ])  # fmt: skip
    path = tmp_path / "a.jsonl"
    assert exports.members(taken, 'did "A"', path) == 1
    assert json.loads(path.read_text())["first_seen"].startswith("2024-01-01")
    assert exports.members(taken, 'any of (did "A", did "B")', path) == 2


def test_everything_about_one_contact(sold: Shop, tmp_path: Path) -> None:
    sold.ingest([{"type": "track", "userId": "ana", "event": ""}])
    path = tmp_path / "ana.csv"
    count = exports.whole(sold, "ana", path)
    found = rows(path)
    assert len(found) == count
    assert {row["kind"] for row in found} == {"contact", "identifier", "trait", "event", "rejected"}
    cities = [(row["at"], row["value"]) for row in found if row["name"] == "city"]
    assert cities == [("2024-01-01T10:00:00.000Z", "Ljubljana"), ("2024-03-01T10:00:00.000Z", "")]
    (order,) = (row for row in found if row["name"] == "Order Completed")
    assert (json.loads(order["value"])["total"], order["amount"]) == (12.5, "12.5")
    for name in ("ana.jsonl", "ana.parquet"):
        assert exports.whole(sold, "ana", tmp_path / name) == count
    with pytest.raises(UnknownContact):
        exports.whole(sold, "nobody", path)


def test_what_is_exported_comes_in_again(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    exports.contacts(sold, path, traits=["email", "phone", "note"])
    again = shop([])
    run(again, plan(path))
    note, phone = again.export("ana@b.si")["traits"]["note"], again.export("bor@b.si")["traits"]["phone"]
    assert (note[-1]["value"], phone[-1]["value"]) == ("=1+1", "+38641234567")


def test_a_file_appears_whole_or_not_at_all(sold: Shop, tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    path.write_text("before")

    class Stopped(Exception):
        """The power went."""

    def stop(count: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        exports.contacts(sold, path, watch=stop)
    assert [p.name for p in tmp_path.iterdir()] == ["all.csv"]
    assert path.read_text() == "before"
    with pytest.raises(ImportRefused):
        exports.contacts(sold, tmp_path / "all.xlsx")


def test_a_shop_without_contacts_writes_a_header(tmp_path: Path) -> None:
    for name in ("none.csv", "none.parquet", "none.jsonl"):
        assert exports.contacts(shop([]), tmp_path / name) == 0
    assert (tmp_path / "none.csv").read_text() == "key,birth_id,first_seen\n"
    assert pq.read_table(tmp_path / "none.parquet").num_rows == 0
