from __future__ import annotations

import gzip
import json
from typing import Any

from tests.exchange.imports.taking import Taking

GOOD: dict[str, Any] = {"type": "track", "userId": "a", "event": "X", "timestamp": "2024-05-01T10:00:00Z"}


def test_messages_are_taken_as_they_are(taking: Taking) -> None:
    lines = [
        {**GOOD, "messageId": "1"}, {**GOOD, "messageId": "1"}, GOOD, GOOD,
        {"type": "track", "event": "X"}, {"type": "identify", "userId": "a", "traits": {"n": 1.10}},
    ]  # fmt: skip
    text = "".join(json.dumps(line) + "\n" for line in lines) + "not json\n"
    found = taking.take(taking.file(text, "archive.jsonl"))
    assert (found.rows, found.accepted, found.duplicates) == (7, 4, 1)
    assert found.reasons == {"no-identity": 1, "bad-json": 1}
    assert found.messages == {"X": 3, "identify": 1}
    assert found.rejects is not None
    assert [json.loads(row)["reject_code"] for row in found.rejects.read_text().splitlines()] == [
        "no-identity", "bad-json",
    ]  # fmt: skip


def test_a_gzipped_archive_is_taken_once(taking: Taking) -> None:
    path = taking.folder / "archive.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode()))
    assert taking.take(path).accepted == 1
    assert taking.take(path).duplicates == 1
