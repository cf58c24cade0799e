from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.exchange.imports.taking import Taking

HEADER = "event,timestamp,user_id,event id,url,value,User Agent,size\n"


def test_a_row_is_an_event(taking: Taking) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
    found = taking.take(taking.file(f'{HEADER}Viewed Page,2024-05-01 10:00,7,e1,/a,2.5,"{agent}",XL\n'))
    assert (found.accepted, found.messages) == (1, {"Viewed Page": 1})
    ((name, at, props),) = taking.events("7")
    assert (name, at) == ("Page Viewed", "2024-05-01T08:00:00.000Z")
    assert {**props, "context": props["context"]["browser"]} == {
        "url": "/a", "value": Decimal("2.5"), "size": "XL", "context": {"name": "Chrome"},
    }  # fmt: skip


def test_rows_that_lack_what_an_event_needs_are_put_aside(taking: Taking) -> None:
    wanting = [",2024-05-01,7,e1", "X,,7,e2", "X,2024-05-01,,e3", "X,1989-12-31,7,e4", "X,2024-05-01,7,e5"]
    found = taking.take(taking.file(HEADER + "".join(f"{row},,,,\n" for row in wanting)))
    assert found.reasons == {"no-event-name": 1, "no-date": 1, "no-customer": 1, "too-early": 1}


def test_a_key_is_known_again_in_another_file(taking: Taking) -> None:
    taking.take(taking.file(HEADER + "X,2024-05-01,7,e1,,,,\n", "one.csv"))
    found = taking.take(taking.file(HEADER + "X,2024-05-01,7,e1,,,,\nX,2024-05-01,7,e2,,,,\n", "two.csv"))
    assert (found.accepted, found.duplicates) == (1, 1)


def test_keys_of_another_source_are_others(taking: Taking) -> None:
    columns = {"event": "event", "timestamp": "timestamp", "user_id": "user_id", "key": "event id"}
    path = taking.file(HEADER + "X,2024-05-01,7,1,,,,\n")
    for source in ("shop", "app"):
        assert taking.take(path, {"what": "events", "source": source, "columns": columns}).accepted == 1


def test_a_message_id_is_taken_as_it_is(taking: Taking) -> None:
    taking.shop.ingest([{"type": "track", "userId": "7", "event": "X", "messageId": "m1"}])
    text = "event,timestamp,user_id,message_id\nX,2024-05-01,7,m1\nX,2024-05-01,7,m2\n"
    found = taking.take(taking.file(text))
    assert (found.accepted, found.duplicates) == (1, 1)


def test_names_can_be_given_ours(taking: Taking) -> None:
    mapping = {
        "what": "events",
        "columns": {"event": "what", "timestamp": "when", "email": "who"},
        "events": {"klik": "Email Link Clicked"},
    }
    taking.take(taking.file("what,when,who\nklik,2024-05-01,a@b.pl\n"), mapping)
    assert [name for name, _, _ in taking.events("a@b.pl")] == ["Email Link Clicked"]


def test_typed_columns_keep_their_types(taking: Taking) -> None:
    path = taking.folder / "a.parquet"
    pq.write_table(
        pa.table({
            "event": ["X"], "timestamp": pa.array([1_714_550_400_000], pa.timestamp("ms", "UTC")),
            "user_id": [7], "ok": [True], "n": [3], "x": [0.1], "deep": [{"a": [1, None]}],
            "none": pa.nulls(1),
        }),
        path,
    )  # fmt: skip
    taking.take(Path(path))
    assert taking.events("7") == [
        ("X", "2024-05-01T08:00:00.000Z", {"ok": True, "n": 3, "x": Decimal("0.1"), "deep": {"a": [1, None]}})
    ]


def test_nested_values_of_json_are_found_by_their_paths(taking: Taking) -> None:
    mapping = {
        "what": "events",
        "columns": {"event": "name", "timestamp": "at", "user_id": "customer.id"},
        "properties": {"colour": "product.colour"},
    }
    text = (
        '{"name": "X", "at": "2024-05-01T10:00:00Z", "customer": {"id": 7}, "product": {"colour": "red"}}\n'
    )
    taking.take(taking.file(text, "a.jsonl"), mapping)
    assert taking.events("7") == [("X", "2024-05-01T10:00:00.000Z", {"colour": "red"})]
