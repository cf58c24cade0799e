"""What is loaded in bulk is what would have been taken row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.events import Outcome
from coterie.exchange.files import JsonRows, Reading, open_rows
from coterie.exchange.imports import Result, archive, of, plan, run
from coterie.exchange.imports.kinds import Names
from coterie.record import decode
from coterie.testing import shop
from coterie.workspace import Shop

WHEN = [datetime(2024, 3, 31, 0, 59, 59, 999_000), datetime(1989, 1, 1), datetime(2024, 10, 27, 2, 30)]  # noqa: DTZ001
TEXTS = st.sampled_from([None, "", " a ", "null", "Zażółć", "x" * 600])
NUMBERS = st.sampled_from([None, 0.1, 2.5, float("nan"), 1e13, -0.0])
ROW = st.fixed_dictionaries({
    "event": st.sampled_from([None, "X", " Placed Order ", "klik", "none"]),
    "at": st.sampled_from([None, *WHEN]),
    "user": st.sampled_from([None, 7, 8]), "visitor": st.sampled_from([None, None, "v", " "]),
    "key": st.sampled_from([None, "k1", "k2", "k3"]), "value": NUMBERS, "order": TEXTS,
    "$size": TEXTS, "ok": st.sampled_from([None, True, False]), "n": st.sampled_from([None, 0, 2**53 + 1]),
    "deep": st.none() | st.fixed_dictionaries({"a": st.lists(st.sampled_from(["b", " c "]), max_size=2)}),
})  # fmt: skip
SCHEMA = pa.schema([
    ("event", pa.string()), ("at", pa.timestamp("us")), ("user", pa.int64()), ("visitor", pa.string()),
    ("key", pa.string()), ("value", pa.float64()), ("order", pa.string()), ("$size", pa.string()),
    ("ok", pa.bool_()), ("n", pa.int64()), ("deep", pa.struct([("a", pa.list_(pa.string()))])),
])  # fmt: skip
MAPPING = of({
    "what": "events", "others": "keep", "source": "here",
    "columns": {
        "event": "event", "timestamp": "at", "user_id": "user", "anonymous_id": "visitor", "key": "key",
        "value": "value", "order_id": "order",
    },
    "constants": {"currency": "EUR"}, "events": {"klik": "Email Link Clicked"},
})  # fmt: skip


class OneByOne:
    """A shop that takes messages only."""

    folder: Path | None = None

    def __init__(self, taken: Shop) -> None:
        self.ingest_ = taken.ingest

    def ingest(self, messages: Iterable[Any]) -> Outcome:
        return self.ingest_(messages)


def written(path: Path, rows: list[dict[str, Any]]) -> Path:
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), path)
    return path


def facts(taken: Shop) -> list[Any]:
    """Everything on record of everybody, JSON read, nulls left out."""
    rows = taken.record.rows(
        "SELECT e.seq, i.value, e.name, e.t, e.until, e.amount, e.order_id, e.id, e.props FROM events e"
        " JOIN identifiers i ON i.contact = e.contact ORDER BY e.seq, i.value"
    )
    return [(*row, {k: v for k, v in decode(props).items() if v is not None}) for *row, props in rows]


def same(one: Result, other: Result) -> bool:
    """Whether two results say the same but for where the rejects are."""
    return {f: getattr(one, f) for f in one.__slots__ if f != "rejects"} == {
        f: getattr(other, f) for f in other.__slots__ if f != "rejects"
    }


@settings(max_examples=30)
@given(rows=st.lists(ROW, max_size=8))
def test_in_bulk_or_one_by_one_the_record_is_the_same(
    rows: list[dict[str, Any]], tmp_path_factory: Any
) -> None:
    path = written(tmp_path_factory.mktemp("bulk") / "a.parquet", rows)
    bulk, single = shop([], zone="Europe/Warsaw"), shop([], zone="Europe/Warsaw")
    planned = plan(path, MAPPING, "Europe/Warsaw")
    one, other = run(bulk, planned), run(OneByOne(single), planned)
    assert same(one, other)
    assert facts(bulk) == facts(single)
    if one.rejects is not None and other.rejects is not None:
        assert pq.read_table(one.rejects).num_rows == one.rejected
    assert run(bulk, planned).accepted == 0


MESSAGE = st.fixed_dictionaries(
    {"type": st.just("track"), "event": st.sampled_from(["X", " Placed Order ", "Order Refunded", ""])},
    optional={
        "userId": st.sampled_from(["7", " 8 ", 8, ""]),
        "messageId": st.sampled_from(["m1", "m2", "", None]),
        "timestamp": st.sampled_from([
            "2024-05-01T10:00:00Z", "2024-05-01T10:00:00.1239+02:00", "1989-01-01T00:00:00Z",
            "2024-05-01", "2024-02-30T10:00:00Z",
        ]),
        "properties": st.fixed_dictionaries({}, optional={
            "total": st.sampled_from([1, 2.5, 0.12345, None, 10**15, 1e13, "2.5"]),
            "order_id": st.sampled_from(["1", 2, None]), "when": st.sampled_from(["2024-05-01", "soon"]),
            "products": st.lists(
                st.fixed_dictionaries({"product_id": st.just("p"), "price": st.sampled_from([1.5, 2, None])}),
                max_size=2,
            ),
            "user_id": st.just("x"), "deep": st.just({"a": {"b": [True, None]}}),
        }),
    },
)  # fmt: skip
ODD = st.sampled_from([
    {"type": "identify", "userId": "7", "traits": {"email": "a@b.si"}}, "not json", ["a"],
    {"type": "track", "event": "X", "userId": "7", "anonymousId": "v", "timestamp": "2024-05-01T10:00:00Z"},
    {"type": "track", "event": "X", "userId": "7", "context": {"userAgent": "Googlebot/2.1"}},
    {"type": "track", "event": "X", "userId": "7\0", "sentAt": "2024-05-01T10:00:00Z"},
])  # fmt: skip
PLAIN = {"type": "track", "event": "X", "userId": "7", "timestamp": "2024-05-01T10:00:00Z"}


TAIL = st.sampled_from([
    b"", b"", b"\n", b" \n", json.dumps(PLAIN).encode(), json.dumps(PLAIN).encode() * 2 + b"\n\n",
    b'{"type":"track","event":"\xff","userId":"7","timestamp":"2024-05-01T10:00:00Z"}\n',
])  # fmt: skip


@settings(max_examples=80)
@given(messages=st.lists(MESSAGE, max_size=6), odd=st.lists(ODD, max_size=1), tail=TAIL)
def test_an_archive_in_bulk_or_line_by_line_is_the_same(
    messages: list[Any], odd: list[Any], tail: bytes, tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("archive") / "a.jsonl"
    path.write_bytes(b"".join(json.dumps(m).encode() + b"\n" for m in [PLAIN, *messages, *odd]) + tail)
    bulk, single = shop([], zone="Europe/Warsaw"), shop([], zone="Europe/Warsaw")
    planned = plan(path, of({"what": "messages", "source": "s"}), "Europe/Warsaw")
    one, other = run(bulk, planned), run(OneByOne(single), planned)
    assert same(one, other)
    assert facts(bulk) == facts(single)


def test_a_long_archive_is_loaded_in_blocks_that_agree(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{**PLAIN, "properties": {"n": n, "day": "2024-05-01"}} for n in range(1_000)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    rows = open_rows(path, Reading("jsonl"))
    assert isinstance(rows, JsonRows)
    found = list(archive.blocks(rows, Names("s", "f"), 10, size=50_000))
    assert [block.first for block in found] == [
        11 + sum(b.size for b in found[:n]) for n in range(len(found))
    ]
    assert (len(found), sum(block.size for block in found)) == (3, 990)
    assert found[0].events is not None
    assert found[0].events.column("day")[0].as_py() == "2024-05-01"
    assert found[0].events.column("message_id")[0].as_py() == "f:11"


def test_blocks_go_one_by_one_where_rows_have_two_identities(tmp_path: Path) -> None:
    row = {"event": "X", "at": datetime(2024, 5, 1), "user": 7, "visitor": "v"}  # noqa: DTZ001
    taken = shop([])
    found = run(taken, plan(written(tmp_path / "a.parquet", [row, {**row, "user": None}]), MAPPING))
    assert (found.accepted, found.messages) == (2, {"X": 2})
    assert [kind for (kind,) in taken.record.rows("SELECT kind FROM identifiers ORDER BY seq, kind")] == [
        "anonymous", "user",
    ]  # fmt: skip
    assert len(taken.export("7")["events"]) == 2


def test_walls_of_another_zone_are_read_there(tmp_path: Path) -> None:
    row = {"event": "X", "at": datetime(2024, 5, 1), "user": 7}  # noqa: DTZ001
    taken = shop([], zone="UTC")
    run(taken, plan(written(tmp_path / "a.parquet", [row]), MAPPING, "Asia/Almaty"))
    assert taken.export("7")["events"][0]["at"] == datetime(2024, 4, 30, 19, tzinfo=UTC).isoformat(
        timespec="milliseconds"
    ).replace("+00:00", "Z")
