from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from coterie.errors import ImportRefused
from coterie.exchange.files import Numbered, Reading, Reject, open_rows


def rows(path: Path, **more: object) -> list[Numbered]:
    return list(open_rows(path, Reading("csv", **more)))  # type: ignore[arg-type]


def written(folder: Path, text: str | bytes, name: str = "a.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_mark_at_the_beginning_is_no_part_of_the_header(tmp_path: Path) -> None:
    path = written(tmp_path, "\ufeffid,name\n1,Žan\n")
    assert open_rows(path, Reading("csv")).columns == ("id", "name")
    assert rows(path) == [(1, {"id": "1", "name": "Žan"})]


def test_cells_may_hold_delimiters_quotes_and_line_ends(tmp_path: Path) -> None:
    path = written(tmp_path, 'id;note\r\n1;"a;b ""c""\r\nd"\r\n\r\n2;e\r\n')
    assert rows(path, delimiter=";") == [
        (1, {"id": "1", "note": 'a;b "c"\r\nd'}),
        (2, {"id": "2", "note": "e"}),
    ]


def test_a_row_with_too_few_or_too_many_cells_is_put_aside(tmp_path: Path) -> None:
    found = rows(written(tmp_path, "a,b\n1\n1,2\n1,2,3\n"))
    assert [row.code if isinstance(row, Reject) else row for _, row in found] == [
        "bad-row",
        {"a": "1", "b": "2"},
        "bad-row",
    ]


def test_a_quote_that_is_never_closed_does_not_swallow_the_rows_behind_it(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,b\n1,"open\n' + "".join(f"{n},x\n" for n in range(2, 50_000)))
    found = rows(path)
    assert len(found) == 49_999
    assert found[0] == (1, {"a": "1", "b": "open\n"})
    assert found[-1] == (49_999, {"a": "49999", "b": "x"})


def test_bytes_that_are_not_of_the_encoding_spoil_only_their_row(tmp_path: Path) -> None:
    path = written(tmp_path, b"a,b\n1,\xff\xfe\n2,ok\n")
    found = rows(path)
    assert isinstance(found[0][1], Reject)
    assert found[0][1].code == "bad-encoding"
    assert found[1] == (2, {"a": "2", "b": "ok"})


def test_a_gzipped_file_reads_as_the_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a\n1\n"))
    opened = open_rows(path, Reading("csv"))
    assert list(opened) == [(1, {"a": "1"})]
    assert opened.done() == opened.total == path.stat().st_size


def test_columns_without_a_name_or_with_a_name_twice_are_told_apart(tmp_path: Path) -> None:
    assert open_rows(written(tmp_path, "a,,a\n"), Reading("csv")).columns == ("a", "column 2", "a (2)")


def test_without_a_header_columns_are_numbered(tmp_path: Path) -> None:
    assert rows(written(tmp_path, "x,y\n"), header=False) == [(1, {"1": "x", "2": "y"})]


def test_an_empty_file_and_an_unknown_encoding_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="is empty"):
        rows(written(tmp_path, ""))
    with pytest.raises(ImportRefused, match="no encoding called latin-99"):
        rows(written(tmp_path, "a\n"), encoding="latin-99")


def test_rejected_rows_are_written_as_they_stood(tmp_path: Path) -> None:
    path = written(tmp_path, b'a;b\n1;\xb9\xe6\n2;"x;y"\n3\n4;z\n')
    opened = open_rows(path, Reading("csv", ";", "cp1250"))
    target = tmp_path / "rejects.csv"
    opened.put_aside(
        iter([(1, Reject("bad-number", "a: no")), (2, Reject("x", "łąka")), (3, Reject("y", ""))]), target
    )
    assert target.read_bytes() == (
        'reject_code;reject_reason;a;b\r\nbad-number;a: no;1;ąć\r\nx;łąka;2;"x;y"\r\ny;;3\r\n'.encode(
            "cp1250"
        )
    )
