"""The file of the record: owned by one process, refused when newer, copied before it is migrated,
rewritten."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

import coterie
from coterie.errors import WorkspaceDamaged, WorkspaceError, WorkspaceLocked, WorkspaceNewer
from coterie.record import Batch, Committer, Record
from coterie.record.duckdb import schema

BATCH = Batch({"spent": [(1,), (2,)]})


def test_one_owner_at_a_time(tmp_path: Path) -> None:
    with coterie.open(tmp_path), pytest.raises(WorkspaceLocked, match="owns this workspace"):
        coterie.open(tmp_path)
    coterie.open(tmp_path).close()


def test_another_process_is_refused_and_told_who_owns_it(tmp_path: Path) -> None:
    code = f"""
import coterie
try: coterie.open({str(tmp_path)!r})
except coterie.errors.WorkspaceLocked as refusal: print(refusal)"""
    with coterie.open(tmp_path):
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "owns this workspace" in ran.stdout


def test_a_newer_record_is_refused_and_left_alone(tmp_path: Path) -> None:
    coterie.open(tmp_path).close()
    with duckdb.connect(str(tmp_path / "record.duckdb")) as file:
        file.execute("UPDATE counters SET value = value + 1 WHERE name = 'version'")
    with pytest.raises(WorkspaceNewer):
        coterie.open(tmp_path)
    with duckdb.connect(str(tmp_path / "record.duckdb")) as file:
        assert file.execute("SELECT value FROM counters WHERE name = 'version'").fetchone() == (
            schema.VERSION + 1,
        )


def test_an_older_record_is_migrated_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    Record(path).close()
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE counters SET value = 0 WHERE name = 'version'")
    schema.MIGRATIONS[0] = ("CREATE TABLE added (a INTEGER)",)
    try:
        record = Record(path)
    finally:
        del schema.MIGRATIONS[0]
    assert record.counter("version") == schema.VERSION
    assert record.rows("SELECT count(*) FROM added") == [(0,)]
    record.close()
    with duckdb.connect(str(path.with_suffix(".v0"))) as copy:
        assert copy.execute("SELECT value FROM counters WHERE name = 'version'").fetchone() == (0,)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to have a header " * 100, b"x"])
def test_a_damaged_record_is_said_to_be_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "record.duckdb").write_bytes(content)
    with pytest.raises(WorkspaceDamaged):
        coterie.open(tmp_path)


def test_a_database_of_somebody_else_is_not_a_record(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "record.duckdb")) as file:
        file.execute("CREATE TABLE t (a INTEGER)")
    with pytest.raises(WorkspaceDamaged):
        coterie.open(tmp_path)


def test_a_folder_that_can_not_be_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError):
        coterie.open(tmp_path / "file" / "shop")


def test_memory_keeps_nothing() -> None:
    with coterie.open(":memory:") as shop:
        shop.ingest([{"type": "track", "userId": "a", "event": "A"}])
        assert shop.folder is None
    with coterie.open(":memory:") as shop:
        assert shop.record.rows("SELECT count(*) FROM events") == [(0,)]


def test_a_write_is_all_or_nothing() -> None:
    record = Record(None)
    with pytest.raises(pa.ArrowInvalid):
        record.commit(Batch({"spent": [(1,)], "firsts": [("no", "numbers", "here")]}))
    assert record.rows("SELECT count(*) FROM spent") == [(0,)]
    record.commit(BATCH)
    assert record.rows("SELECT count(*) FROM spent") == [(2,)]


def test_a_rewritten_record_holds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "record.duckdb"
    record = Record(path)
    record.commit(BATCH)
    other = record.cursor()
    record.rewrite()
    assert record.cursor() is not other
    assert record.rows("SELECT hash FROM spent ORDER BY hash") == [(1,), (2,)]
    record.close()
    assert [p.name for p in tmp_path.iterdir()] == ["record.duckdb"]


def test_every_thread_reads_by_itself(tmp_path: Path) -> None:
    record, found = Record(tmp_path / "record.duckdb"), list[object]()
    thread = threading.Thread(target=lambda: found.append(record.cursor()))
    thread.start()
    thread.join()
    assert found[0] is not record.cursor() is record.cursor()
    record.close()


def test_who_waits_is_committed_together() -> None:
    groups: list[list[int]] = []
    gate, entered = threading.Event(), threading.Event()

    def work(jobs: list[int]) -> None:
        groups.append(jobs)
        entered.set()
        gate.wait(10)

    commits = Committer(work, weigh=lambda job: 1, largest=100)
    threads = [threading.Thread(target=commits.submit, args=(n,)) for n in range(5)]
    threads[0].start()
    entered.wait(10)
    for thread in threads[1:]:
        thread.start()
    while len(commits) < 4:
        pass
    gate.set()
    for thread in threads:
        thread.join(10)
    assert [sorted(group) for group in groups] == [[0], [1, 2, 3, 4]]


def test_a_group_that_fails_fails_for_all_and_the_next_one_is_fine() -> None:
    def work(jobs: list[int]) -> None:
        if 13 in jobs:
            raise ValueError(jobs)

    commits = Committer(work, weigh=lambda job: 1, largest=100)
    with pytest.raises(ValueError, match="13"):
        commits.submit(13)
    commits.submit(1)
    assert len(commits) == 0
