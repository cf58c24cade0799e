"""One engine in a process of its own: questions come as lines of JSON, and answers go the same way.

Its memory and its start are then its own, and engines do not get into each other's way: only one works at a time.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from .engines import Engine, TooSlow, made


def memory() -> dict[str, float]:
    """Resident memory of this process in MB: anonymous, and mapped pages that were touched."""
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
    sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in lines}
    return {"anonymous": sizes["Anonymous"], "mapped": sizes["Rss"] - sizes["Anonymous"]}


def timed(ask: Callable[[], Any]) -> dict[str, Any]:
    """The answer and how long it took (s)."""
    began = perf_counter()
    found = ask()
    return {"found": found, "seconds": perf_counter() - began}


def history(engine: Any) -> dict[str, float]:
    """For each segment the seconds of its last 365 days, asked once; ours alone can."""
    from . import history as sweeps

    sweeps.ROUNDS = 1
    return sweeps.swept(engine.reading)


def answered(engine: Engine, question: list[Any]) -> dict[str, Any]:
    """The answer to one question."""
    match question:
        case ["load", tables]:
            return {"found": dict(engine.load(Path(tables)))}
        case ["open"]:
            return timed(engine.open)
        case ["settle", name]:
            return timed(lambda: engine.settle(name))
        case ["count", name]:
            return timed(lambda: engine.count(name))
        case ["together"]:
            return timed(engine.together)
        case ["append", number, rows]:
            return timed(lambda: engine.append(number, rows))
        case ["memory"]:
            return {"found": memory()}
        case ["history"]:
            return timed(lambda: history(engine))
    raise ValueError(question)


def main() -> None:
    """`python -m benchmarks.worker ENGINE SHOP FOLDER`, until its input ends."""
    name, path, folder = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
    engine = made(name, Path(path), Path(folder))
    is_open = False
    try:
        for line in sys.stdin:
            question = json.loads(line)
            try:
                found = answered(engine, question)
            except TooSlow:
                found = {"slow": True}
            is_open |= question == ["open"]
            print(json.dumps(found), file=answers, flush=True)
    finally:
        if is_open:
            engine.close()


if __name__ == "__main__":
    main()
