from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from coterie.errors import ImportRefused
from coterie.exchange.files import Reading, Reject, open_rows


def test_rows_come_typed_and_the_rejected_keep_their_types(tmp_path: Path) -> None:
    path, target = tmp_path / "a.parquet", tmp_path / "rejects.parquet"
    when = datetime(2024, 5, 1, 8, 30)  # noqa: DTZ001 (files know walls, not zones)
    pq.write_table(pa.table({"n": list(range(25_000)), "t": [when] * 25_000}), path, row_group_size=7_000)
    opened = open_rows(path, Reading("parquet"))
    found = list(opened)
    assert found[24_999] == (25_000, {"n": 24_999, "t": when})
    assert opened.done() == opened.total
    opened.put_aside(iter([(1, Reject("x", "y")), (20_000, Reject("z", ""))]), target)
    kept = pq.read_table(target)
    assert kept.to_pylist() == [
        {"reject_code": "x", "reject_reason": "y", "n": 0, "t": when},
        {"reject_code": "z", "reject_reason": "", "n": 19_999, "t": when},
    ]
    assert kept.schema.field("t").type == pa.timestamp("us")


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"a,b\n")
    with pytest.raises(ImportRefused, match="not a Parquet file"):
        open_rows(path, Reading("parquet"))
