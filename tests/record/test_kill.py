"""Killed at any moment of ingest, a workspace has lost nothing that was acknowledged and holds nothing
twice."""

from __future__ import annotations

import multiprocessing
import random
import time
from pathlib import Path

import pytest

import coterie
from tests.record.writer import BATCH, write

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.record.writer"])


def written_until_killed(folder: Path, first: int, after: float) -> int:
    """Let a writer go on from a batch, kill it so many seconds after its first; the last batch
    acknowledged."""
    said, saying = PROCESSES.Pipe(duplex=False)
    writer = PROCESSES.Process(target=write, args=(str(folder), first, saying))
    writer.start()
    saying.close()
    last = said.recv()
    time.sleep(after)
    writer.kill()
    writer.join()
    while said.poll():
        try:
            last = said.recv()
        except EOFError:
            break
    return int(last)


@pytest.mark.slow
def test_twenty_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    dice, acknowledged = random.Random(7), -1
    for _ in range(20):
        acknowledged = written_until_killed(tmp_path, acknowledged + 1, dice.uniform(0, 0.3))
        with coterie.open(tmp_path) as shop:
            ids = [row[0] for row in shop.record.rows("SELECT id FROM events")]
            lines = shop.record.rows("SELECT count(*) FROM items")[0][0]
        batches = {int(key.split("-")[0]) for key in ids}
        assert len(ids) == len(set(ids)), "nothing doubled"
        assert set(range(acknowledged + 1)) <= batches <= set(range(acknowledged + 2)), "nothing lost"
        assert len(ids) == len(batches) * BATCH == lines, "a commit is whole or not at all"
    assert acknowledged > 40, "the writers came to write"
