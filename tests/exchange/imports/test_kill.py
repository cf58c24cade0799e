"""An import whose process is killed goes on where it was."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

import coterie
from coterie.exchange.imports import plan, run

ROWS = 30_000
SCRIPT = """
import sys
from pathlib import Path
import coterie
from coterie.exchange.imports import plan, run
with coterie.open(sys.argv[1]) as shop:
    run(shop, plan(Path(sys.argv[2])))
"""


@pytest.mark.slow
def test_what_was_taken_before_the_kill_is_neither_lost_nor_doubled(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.csv", tmp_path / "shop"
    path.write_text("email,date,amount\n" + "".join(f"{n % 900}@b.si,2024-05-01,{n}\n" for n in range(ROWS)))
    with subprocess.Popen([sys.executable, "-c", SCRIPT, str(folder), str(path)]) as process:
        while process.poll() is None and not list(folder.glob("imports/*.json")):
            time.sleep(0.02)
        process.kill()
    with coterie.open(folder) as shop:
        found = run(shop, plan(path))
        assert 0 < found.resumed < ROWS == found.rows
        assert (found.accepted + found.duplicates, found.rejected) == (ROWS, 0)
        told = shop.record.rows(
            "SELECT count(*), count(DISTINCT amount) FROM events WHERE name = 'Order Completed'"
        )
        assert told == [(ROWS, ROWS)]
