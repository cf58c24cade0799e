"""What is measured: loads, starts, each definition in turn on every engine, all at once, appends, histories, memory.

Everything is a plain dict, as it goes into `figures.json`. Seconds and MB throughout.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .appended import ASKED, batch
from .remote import Remote

ROUNDS = 3
LONG = 5
BATCHES = 10
PATIENCE = 300
"""Seconds that the slow engine may take for all definitions."""

Figures = dict[str, Any]


class Disagreement(Exception):
    """Engines counted differently: a figure would mean nothing."""


def loaded(name: str, path: Path, folder: Path, tables: Path) -> Figures:
    """The seconds of each step of loading, and the size of what then lies on disk."""
    with Remote(name, path, folder) as engine:
        steps = engine.ask("load", str(tables))["found"]
    return {"steps": steps, "disk": disk(folder)}


def disk(folder: Path) -> float:
    """MB of the files in an engine's folder, or of the tables in the place that it notes there."""
    note = folder / "place"
    where = Path(note.read_text()) / "data" / "base" if note.exists() else folder
    return sum(file.stat().st_size for file in where.rglob("*") if file.is_file()) / 1e6


def started(engine: Remote, first: str) -> Figures:
    """A process that has begun, until its first answer; and its memory then."""
    engine.ask("open")
    engine.ask("count", first)
    return {"seconds": engine.age(), "memory": engine.ask("memory")["found"]}


def compared(engines: Sequence[Remote], names: Sequence[str]) -> Figures:
    """Each definition on each engine in turn, several rounds: what it counts and the median seconds."""
    found: Figures = {}
    for name in names:
        forms = {engine.name: engine.ask("settle", name)["found"] for engine in engines}
        times: dict[str, list[float]] = {engine.name: [] for engine in engines}
        counts = set()
        for _ in range(ROUNDS):
            for engine in engines:
                answer = engine.ask("count", name)
                times[engine.name].append(answer["seconds"])
                counts.add(answer["found"])
        agreed(name, counts)
        medians = {engine: statistics.median(each) for engine, each in times.items()}
        found[name] = {"members": counts.pop(), "seconds": medians, "forms": forms}
    return found


def slowly(engine: Remote, names: Sequence[str], known: Figures) -> None:
    """Each definition once, after a look at its forms; added to what is known. Stops when patience ends."""
    end = time.monotonic() + PATIENCE
    for name in names:
        if time.monotonic() > end:
            break
        form = engine.ask("settle", name)
        answer = {"slow": True} if "slow" in form else engine.ask("count", name)
        told = known.setdefault(name, {"members": None, "seconds": {}, "forms": {}})
        if "slow" in answer:
            told["seconds"][engine.name] = None
            continue
        agreed(name, {answer["found"]} | ({told["members"]} - {None}))
        told["members"] = answer["found"]
        told["seconds"][engine.name], told["forms"][engine.name] = answer["seconds"], form["found"]


def together(engines: Sequence[Remote], sizes: Sequence[int]) -> Figures:
    """All definitions in one go: the median seconds of the rounds, in turn; who takes long is asked once."""
    times: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for _ in range(ROUNDS):
        for engine in engines:
            if max(times[engine.name], default=0) > LONG:
                continue
            answer = engine.ask("together")
            agreed("all at once", {tuple(answer["found"]), tuple(sizes)})
            times[engine.name].append(answer["seconds"])
    return {name: statistics.median(each) for name, each in times.items()}


def appended(engines: Sequence[Remote], path: Path) -> Figures:
    """A hundred events and three counts, ten times over: median seconds of the append and of the first count after."""
    taken: dict[str, list[float]] = {engine.name: [] for engine in engines}
    seen: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for number in range(BATCHES):
        counts: dict[str, set[int]] = {name: set() for name in ASKED}
        rows = list(zip(*(column.tolist() for column in batch(number, path)), strict=True))
        for engine in engines:
            taken[engine.name].append(engine.ask("append", number, rows)["seconds"])
            answers = {name: engine.ask("count", name) for name in ASKED}
            seen[engine.name].append(answers[ASKED[0]]["seconds"])
            for name, answer in answers.items():
                counts[name].add(answer["found"])
        for name, found in counts.items():
            agreed(f"{name} after an append", found)
    return {
        engine.name: {
            "append": statistics.median(taken[engine.name]),
            "count": statistics.median(seen[engine.name]),
        }
        for engine in engines
    }


def agreed(name: str, counts: set[Any]) -> None:
    """Error: `Disagreement`."""
    if len(counts) > 1:
        raise Disagreement(f"{name}: {sorted(counts)}")
