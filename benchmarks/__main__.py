"""All figures of docs/performance.md: `python -m benchmarks`. Prints a table; writes `.work/figures.json` and `.md`.

Nothing else should run on the machine meanwhile. What is left out by a flag is told as not measured.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from . import intake, measure, report, statements, tables
from .engines import NAMES
from .preview import machine
from .remote import Remote
from .segments import SEGMENTS
from .shop import made

WORK = Path(__file__).parent / ".work"
SIZES = {"full": (1_000_000, 50_000_000), "small": (100_000, 2_000_000), "tiny": (10_000, 200_000)}
SERVER = "postgresql"


def asked() -> argparse.Namespace:
    """The flags."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=SIZES, default="full")
    parser.add_argument("--contacts", type=int, help="instead of --size")
    parser.add_argument("--events", type=int, help="instead of --size")
    parser.add_argument("--engines", default=",".join(NAMES), help="some of: %(default)s")
    parser.add_argument(
        "--only", help="definitions, by name, with commas between; all at once is then left out"
    )
    parser.add_argument("--intake", type=int, default=100_000, help="events of the files to import; 0: none")
    parser.add_argument("--no-history", action="store_true")
    found = parser.parse_args()
    contacts, events = SIZES[found.size]
    found.contacts, found.events = found.contacts or contacts, found.events or events
    found.engines = found.engines.split(",")
    found.only = found.only.split(",") if found.only else list(SEGMENTS)
    if unknown := {*found.engines} - {*NAMES} | {*found.only} - {*SEGMENTS}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return found


def said(text: str, began: float) -> None:
    print(f"[{perf_counter() - began:6.1f} s] {text}", flush=True)


def quick(given: argparse.Namespace, path: Path, folder: Path, found: measure.Figures, began: float) -> None:
    """The engines in process, in turn."""
    with ExitStack() as stack:
        engines = []
        for name in (name for name in given.engines if name != SERVER):
            engine = stack.enter_context(Remote(name, path, folder / name))
            found["start"][name] = measure.started(engine, given.only[0])
            engines.append(engine)
        if not engines:
            return
        said("each definition on each engine in turn", began)
        found["definitions"] = measure.compared(engines, given.only)
        if given.only == list(SEGMENTS):
            sizes = [told["members"] for told in found["definitions"].values()]
            found["together"] = measure.together(engines, sizes)
        found["memory"] = {engine.name: engine.ask("memory")["found"] for engine in engines}
        ours = next((engine for engine in engines if engine.name == "columns"), None)
        if ours is not None and not given.no_history:
            said("the history of each definition", began)
            found["history"] = ours.ask("history")["found"]
        said("batches of a hundred events", began)
        found["appended"] = measure.appended(engines, path)


def server(given: argparse.Namespace, path: Path, folder: Path, found: measure.Figures, began: float) -> None:
    """The engine that is a server, by itself. One that is not installed is not measured."""
    try:
        loading(SERVER, path, folder, found, began)
        said("each definition on the server", began)
        with Remote(SERVER, path, folder / SERVER) as engine:
            engine.ask("open")
            measure.slowly(engine, given.only, found["definitions"])
    except RuntimeError as cause:
        said(f"{NAMES[SERVER]} is not measured: {cause}", began)


def measured(given: argparse.Namespace, folder: Path) -> measure.Figures:
    """Everything that is asked for."""
    began = perf_counter()
    path = made(given.contacts, given.events)
    found: measure.Figures = {
        "machine": machine(), "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "contacts": given.contacts, "events": given.events, "versions": report.versions(given.engines),
        "loads": {}, "start": {}, "definitions": {},
    }  # fmt: skip
    (folder / "tables").mkdir()
    if {"duckdb", "clickhouse"} & {*given.engines}:
        said("tables for the others", began)
        tables.written(path, folder / "tables")
    for name in (name for name in given.engines if name != SERVER):
        loading(name, path, folder, found, began)
    quick(given, path, folder, found, began)
    shutil.rmtree(folder / "tables")
    if given.intake:
        said(f"imports of {given.intake:,} events, and batches", began)
        found["intake"] = intake.measured(folder, given.intake)
    if SERVER in given.engines:
        server(given, path, folder, found, began)
    said("done", began)
    return found


def loading(name: str, path: Path, folder: Path, found: measure.Figures, began: float) -> None:
    said(f"loading {NAMES[name]}", began)
    (folder / name).mkdir()
    statements.written(name, folder / name)
    found["loads"][name] = measure.loaded(name, path, folder / name, folder / "tables")


def main() -> None:
    given = asked()
    WORK.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=WORK))
    try:
        found = measured(given, folder)
    finally:
        if (folder / SERVER).exists():
            from .engines.server import Server

            Server(folder / SERVER).remove()
        shutil.rmtree(folder)
    told = report.markdown(found)
    (WORK / "figures.json").write_text(json.dumps(found, indent=1) + "\n")
    (WORK / "figures.md").write_text(told)
    print(told)


if __name__ == "__main__":
    main()
