"""The shop's products."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from . import _options as options
from ._opened import opened
from ._output import line, table, tell
from ._shelf import rows_of

group = typer.Typer()


@dataclass(frozen=True, slots=True)
class Loaded:
    """rows: of the file. loaded: those that had a product_id and were put."""

    rows: int
    loaded: int


@dataclass(frozen=True, slots=True)
class Shown:
    """product: its id. known: all that is known of it."""

    product: str
    known: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listed:
    """count: of all products. products: their ids, at most `--limit`."""

    count: int
    products: list[str]


ANSWERS = {"list": Listed, "load": Loaded, "show": Shown}


@group.command("list")
def listed(
    workspace: options.Workspace = options.SHOP,
    limit: Annotated[int, typer.Option(min=0, help="At most so many.")] = 100,
    json: options.Json = False,
) -> None:
    """List ids of products."""
    with opened(workspace) as shop:
        found = list(shop.catalogue)
    answer = Listed(len(found), found[:limit])
    tell(answer, json, lambda out: out.print(*answer.products, f"({len(found):,} products)", sep="\n"))


@group.command("load")
def loaded(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV, Parquet or JSON Lines: product_id, name, category (Women > Shoes), brand, price ...",
        ),
    ],
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Add the products of a file, or replace those of the same id."""
    rows = rows_of(file, ("product_id",))
    with opened(workspace) as shop:
        taken = shop.catalogue.put(rows)
    tell(Loaded(len(rows), taken), json, lambda out: out.print(f"{taken:,} products"))


@group.command("show")
def shown(
    product: Annotated[str, typer.Argument(help="Its product_id.")],
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Show what is known of a product."""
    with opened(workspace) as shop:
        known = shop.catalogue[product]
    rows = [(name, line(str(value))) for name, value in known.items()]
    tell(Shown(product, known), json, lambda out: out.print(table(["field", "value"], rows)))
