"""The queries of each engine, written to a file: so its process need not know what a definition is.

Coterie's modules would else count towards the memory and the start of the others.
"""

from __future__ import annotations

import json
from pathlib import Path

from .dialect import Correlated, Layout, Sets, counted, scanned, together
from .engines.engine import QUERIES
from .segments import SEGMENTS

APART, ALL, CLICKHOUSE = Layout("e{0}"), Layout("events"), Layout("d.events", "d.contacts")


def forms(engine: str, name: str) -> dict[str, str]:
    """Every form of the query of a definition; the first is asked where nothing was tried yet."""
    plan = SEGMENTS[name]()
    match engine:
        case "duckdb":
            return {
                "sets, a table a kind": counted(plan, Sets(APART)),
                "scan, a table a kind": scanned(plan, APART),
                "sets, one table": counted(plan, Sets(ALL)),
                "scan, one table": scanned(plan, ALL),
            }
        case "clickhouse":
            return {"sets": counted(plan, Sets(CLICKHOUSE)), "scan": scanned(plan, CLICKHOUSE)}
        case "postgresql":
            return {"sets": counted(plan, Sets(ALL)), "correlated": counted(plan, Correlated(ALL))}
    return {}


def written(engine: str, folder: Path) -> None:
    """Puts the queries of an engine into its folder."""
    layout = {"duckdb": APART, "clickhouse": CLICKHOUSE}.get(engine, ALL)
    told = {
        "forms": {name: forms(engine, name) for name in SEGMENTS},
        "together": together([make() for make in SEGMENTS.values()], layout),
    }
    (folder / QUERIES).write_text(json.dumps(told, indent=1))
