from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from coterie.errors import ImportRefused
from coterie.exchange.files import Reading, Reject, open_rows

LINES = b'{"a": 1.10}\n\n[1]\nnot json\n{"b": "\xff"}\n{"b": {"c": null}}\n{}'


def written(folder: Path, content: bytes = LINES) -> Path:
    path = folder / "a.jsonl"
    path.write_bytes(content)
    return path


def test_numbers_are_read_as_written_and_bad_lines_put_aside(tmp_path: Path) -> None:
    opened = open_rows(written(tmp_path), Reading("jsonl"))
    assert opened.columns == ("a", "b")
    found = [(n, row.code if isinstance(row, Reject) else row) for n, row in opened]
    assert found == [
        (1, {"a": Decimal("1.10")}),
        (2, "not-an-object"),
        (3, "bad-json"),
        (4, "bad-encoding"),
        (5, {"b": {"c": None}}),
        (6, {}),
    ]


def test_a_list_is_not_lines(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="one object a line"):
        open_rows(written(tmp_path, b'\xef\xbb\xbf [{"a": 1}]'), Reading("jsonl"))


def test_rejected_lines_are_written_as_they_stood(tmp_path: Path) -> None:
    target = tmp_path / "rejects.jsonl"
    asides = [(1, Reject("bad-number", "ż")), (3, Reject("bad-json", "no")), (6, Reject("no-date", ""))]
    open_rows(written(tmp_path), Reading("jsonl")).put_aside(iter(asides), target)
    text = target.read_text()
    assert '"a": 1.10' in text
    assert [json.loads(line) for line in text.splitlines()] == [
        {"reject_code": "bad-number", "reject_reason": "ż", "a": 1.1},
        {"reject_code": "bad-json", "reject_reason": "no", "reject_line": "not json"},
        {"reject_code": "no-date", "reject_reason": ""},
    ]
