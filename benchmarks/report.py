"""Figures as Markdown."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import PackageNotFoundError, version

from .engines import NAMES
from .measure import PATIENCE, ROUNDS, Figures

NONE = "not measured"
SECONDS = 60
PACKAGES = {"columns": "numpy", "duckdb": "duckdb", "clickhouse": "chdb"}


def versions(engines: Iterable[str]) -> dict[str, str]:
    """The versions of what is measured, as far as packages tell them."""
    found = {}
    for name in engines:
        try:
            found[PACKAGES[name]] = version(PACKAGES[name])
        except (KeyError, PackageNotFoundError):
            continue
    return found


def ms(seconds: float | None) -> str:
    """Milliseconds, three digits.

    >>> ms(0.0123456), ms(1.5)
    ('12.3', '1,500')
    """
    if seconds is None:
        return f"over {SECONDS} s"
    told = seconds * 1e3
    return f"{told:,.0f}" if told >= 100 else f"{told:.1f}" if told >= 10 else f"{told:.2f}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, numbers to the right."""
    lines = [heads, ["---", *("---:" for _ in heads[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def markdown(found: Figures) -> str:
    """All of them."""
    parts = [_head, _summary, _each, _others, _history, _intake]
    return "\n".join(part(found) for part in parts)


def _engines(found: Figures) -> list[str]:
    return [name for name in NAMES if any(name in told["seconds"] for told in found["definitions"].values())]


def _head(found: Figures) -> str:
    told = ", ".join(f"{name} {number}" for name, number in found["versions"].items())
    return (
        f"{found['contacts']:,} contacts, {found['events']:,} events; {found['when']}. {found['machine']}; {told}.\n"
        f"Median of {ROUNDS} rounds in turn; PostgreSQL once (warm), within {PATIENCE} s in all.\n"
    )


def _quantile(times: list[float], q: float) -> float:
    return (
        statistics.quantiles(times, n=100, method="inclusive")[round(q * 100) - 1]
        if len(times) > 1
        else times[0]
    )


SHARES: dict[str, Callable[[list[float]], float]] = {
    "median": statistics.median, "p90": lambda times: _quantile(times, 0.9), "max": max, "sum": sum,
}  # fmt: skip


def _times(found: Figures, name: str) -> list[float]:
    """Of what took too long, the limit: the truth is worse."""
    told = (each["seconds"][name] for each in found["definitions"].values() if name in each["seconds"])
    return [SECONDS if seconds is None else seconds for seconds in told]


def _ratios(found: Figures, name: str) -> list[float]:
    """Theirs over ours, of each definition that both answered."""
    pairs = [
        (each["seconds"].get(name), each["seconds"].get("columns")) for each in found["definitions"].values()
    ]
    return [theirs / ours for theirs, ours in pairs if theirs and ours]


def _summary(found: Figures) -> str:
    rows = []
    for name in _engines(found):
        times, ratios = _times(found, name), _ratios(found, name)
        ratio = f"{statistics.median(ratios):.1f} (least {min(ratios):.1f})" if ratios else NONE
        at_once = found.get("together", {}).get(name)
        rows.append([
            NAMES[name], *(ms(share(times)) for share in SHARES.values()), ratio,
            NONE if at_once is None else ms(at_once), f"{len(times)} of {len(found['definitions'])}",
        ])  # fmt: skip
    heads = ["one count, ms", *SHARES, "times ours: median", "all at once, ms", "measured"]
    return table(heads, rows)


def _each(found: Figures) -> str:
    engines = _engines(found)
    rows = [
        [
            name,
            f"{told['members']:,}" if told["members"] is not None else NONE,
            *(_cell(told, e) for e in engines),
        ]
        for name, told in found["definitions"].items()
    ]
    return table(["definition", "contacts", *(f"{NAMES[name]}, ms" for name in engines)], rows)


def _cell(told: Figures, engine: str) -> str:
    return ms(told["seconds"][engine]) if engine in told["seconds"] else NONE


def _others(found: Figures) -> str:
    """What is told of each engine besides its answers."""
    rows = []
    for name in found["loads"]:
        load, start = found["loads"][name], found["start"].get(name)
        memory, after = found.get("memory", {}).get(name), found.get("appended", {}).get(name)
        rows.append([
            NAMES[name], ", ".join(f"{step} {seconds:.1f} s" for step, seconds in load["steps"].items()),
            f"{load['disk']:,.0f} MB" if load["disk"] > 1 else NONE,
            f"{start['seconds']:.2f} s" if start else NONE,
            f"{memory['anonymous']:,.0f} + {memory['mapped']:,.0f} MB" if memory else NONE,
            f"{ms(after['append'])} + {ms(after['count'])} ms" if after else NONE,
        ])  # fmt: skip
    heads = [
        "engine", "load", "on disk", "start to first answer", "memory after all (anonymous + mapped)",
        "100 events + next count",
    ]  # fmt: skip
    return table(heads, rows)


def _history(found: Figures) -> str:
    times = sorted(found.get("history", {}).values())
    if not times:
        return f"History of 365 days: {NONE}.\n"
    share = " · ".join(f"{name} {ms(SHARES[name](times))} ms" for name in ("median", "p90", "max"))
    return f"History of 365 days, of {len(times)} definitions (Coterie; others {NONE}): {share}.\n"


def _intake(found: Figures) -> str:
    told = found.get("intake")
    if told is None:
        return f"Imports and ingest: {NONE}.\n"
    rates = ", ".join(f"{name} {rate:,.0f}" for name, rate in told["rows a second"].items())
    batch = told["batches"]
    return (
        f"Imports of {told['events']:,} events into a workspace, rows a second: {rates}. Batches of 100 on top:"
        f" {ms(batch['batch'])} ms (p99 {ms(batch['batch p99'])} ms), {batch['events a second']:,.0f} events a second;"
        f" the next count {ms(batch['count after a batch'])} ms.\n"
    )
