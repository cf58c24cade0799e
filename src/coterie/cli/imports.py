"""`coterie import`: take a file of contacts, orders, order lines, events or messages."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from coterie.exchange import imports
from coterie.workspace import Shop

from . import _exits as exits
from . import _options as options
from ._opened import opened
from ._output import console, line, table, tell
from ._problems import show, told
from ._progress import bar

NAME = "import"


@dataclass(frozen=True, slots=True)
class Answer:
    """mapping: as TOML. columns: name, meaning, type, samples. doubts: problems of the plan. result: null if
    it was not run, else rows = accepted + duplicates + rejected, messages by event, reasons of rejection by
    code, rejects (a file or null), resumed: rows that an earlier run of the same import had taken."""

    file: str
    what: str
    mapping: str
    columns: list[Any]
    doubts: list[Any]
    result: Any


def command(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV, Parquet or JSON Lines, .gz or not.", exists=True, dir_okay=False
        ),
    ],
    mapping: Annotated[
        Path | None, typer.Option("--mapping", "-m", metavar="FILE", help="What its columns mean, as TOML.")
    ] = None,
    workspace: options.Workspace = options.SHOP,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show the plan and stop.")] = False,
    save_mapping: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what is guessed as a mapping, to be mended.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where rejected rows go. Default: beside the file.")
    ] = None,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Take a file of contacts, orders, order lines, events or messages.

    What its columns mean is read from a mapping, else guessed and shown before anything is taken. Rows that
    can't be taken are put aside with a reason. An import that was cut short goes on where it was when it is
    said again.
    """
    with opened(workspace) as shop:
        planned = imports.plan(file, mapping, shop.settings.zone)
        if save_mapping is not None:
            save_mapping.write_text(planned.toml, encoding="utf-8")
        if not json:
            shown(planned, console(stderr=True))
        result = None
        if not dry_run:
            agree(mapping is not None or yes)
            result = run(shop, planned, rejects)
    doubts = [told(doubt) for doubt in planned.doubts]
    answer = Answer(str(file), planned.mapping.what, planned.toml, list(planned.columns), doubts, result)
    tell(answer, json, lambda out: said(result, out))
    if result is not None and result.rejected:
        raise typer.Exit(exits.PARTIAL.code)
    if result is None and any(doubt.severity == "error" for doubt in planned.doubts):
        raise typer.Exit(exits.REFUSED.code)


def shown(planned: imports.Plan, out: Console) -> None:
    """Print what is going to happen."""
    writing = planned.reading
    out.print(
        f"{planned.path.name}: {planned.mapping.what}, {writing.format}, {writing.encoding}", soft_wrap=True
    )
    rows = ((c.name, c.meaning, c.type, " · ".join(map(line, c.samples))) for c in planned.columns)
    out.print(table(["column", "is", "read as", "such as"], rows))
    show(planned.doubts, None, out)


def agree(agreed: bool) -> None:
    """Ask whether the plan is right, unless that is known. Nobody to ask: a guess is not taken."""
    if agreed:
        return
    if not sys.stdin.isatty():
        raise typer.BadParameter("nobody to ask whether the guess is right; say --yes, or --mapping FILE")
    typer.confirm("Import it so?", abort=True, err=True)


def run(shop: Shop, planned: imports.Plan, rejects: Path | None) -> imports.Result:
    """Import with a bar."""
    with bar(planned.path.name, planned.path.stat().st_size) as step:
        return imports.run(shop, planned, lambda now: step(now.rows, now.done), rejects)


def said(result: imports.Result | None, out: Console) -> None:
    """Print what became of the rows."""
    if result is None:
        return
    rows = [("rows", result.rows), ("accepted", result.accepted), ("duplicates", result.duplicates)]
    rows += [(f"rejected: {code}", count) for code, count in result.reasons.items()]
    rows += [(f"became {name}", count) for name, count in result.messages.items()]
    if result.resumed:
        rows.append(("taken by an earlier run", result.resumed))
    out.print(table(["", ""], rows, [1]))
    if result.rejects is not None:
        out.print(f"rejected rows are in {result.rejects}", soft_wrap=True)
