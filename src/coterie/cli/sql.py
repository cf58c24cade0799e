"""`coterie sql`: a definition as SQL."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal

import typer
from rich.console import Console

from coterie.record import to_text
from coterie.workspace import sql

from . import _options as options
from ._given import given
from ._opened import instants, opened
from ._output import safe, tell


@dataclass(frozen=True, slots=True)
class Answer:
    """statement: with named parameters. members: keys that it finds, sorted; null unless run."""

    definition: str
    at: datetime
    engine: str
    statement: str
    parameters: dict[str, Any]
    members: list[str] | None


def command(
    definition: options.Definition,
    workspace: options.Workspace = options.SHOP,
    engine: Annotated[Literal["duckdb"], typer.Option(help="Whose SQL.")] = "duckdb",
    run: Annotated[bool, typer.Option("--run", help="Run it, and list the keys that it finds.")] = False,
    at: options.At = None,
    zone: options.Zone = None,
    json: options.Json = False,
) -> None:
    """Print the statement that finds a definition's members, and its parameters; or run it."""
    with opened(workspace) as shop:
        read = given(definition, shop.segments.definitions)
        when = instants(shop, zone).read(at)
        made = sql.statement(shop, read.members, when)
        found = sql.by_sql(shop, read.members, when) if run else None
    answer = Answer(read.tree.text, when, engine, made.text, made.parameters, found)

    def shown(out: Console) -> None:
        if found is not None:
            sys.stdout.writelines(f"{safe(key)}\n" for key in found)
            return
        sys.stdout.write(f"{safe(made.text)}\n\n")
        sys.stdout.writelines(f"-- ${name} = {to_text(value)}\n" for name, value in made.parameters.items())

    tell(answer, json, shown)
