"""The shop's places on the map."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from coterie.errors import ImportRefused

from . import _options as options
from ._opened import opened
from ._output import table, tell
from ._shelf import rows_of

group = typer.Typer()


@dataclass(frozen=True, slots=True)
class Place:
    """A store."""

    name: str
    latitude: float
    longitude: float
    address: str


@dataclass(frozen=True, slots=True)
class Listed:
    """stores: by name."""

    stores: list[Place]


@dataclass(frozen=True, slots=True)
class Loaded:
    """loaded: how many were put."""

    loaded: int


@dataclass(frozen=True, slots=True)
class Removed:
    """removed: the store's name."""

    removed: str


ANSWERS = {"list": Listed, "load": Loaded, "remove": Removed}


@group.command("list")
def listed(workspace: options.Workspace = options.SHOP, json: options.Json = False) -> None:
    """List the stores."""
    with opened(workspace) as shop:
        found = [Place(s.name, s.latitude, s.longitude, s.address) for s in shop.stores]
    rows = [(s.name, s.latitude, s.longitude, s.address) for s in found]
    tell(
        Listed(found), json, lambda out: out.print(table(["name", "latitude", "longitude", "address"], rows))
    )


@group.command("load")
def loaded(
    file: Annotated[
        Path,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="CSV, Parquet or JSON Lines: name, latitude, longitude, address.",
        ),
    ],
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Add the stores of a file, or replace those of the same name."""
    rows = rows_of(file, ("name", "latitude", "longitude"))
    with opened(workspace) as shop:
        try:
            shop.stores.put(rows)
        except ValueError as cause:
            raise ImportRefused(f"{file.name}: {cause}") from cause
    tell(Loaded(len(rows)), json, lambda out: out.print(f"{len(rows):,} stores"))


@group.command("remove")
def removed(
    name: Annotated[str, typer.Argument(help="The store's name.")],
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Take a store away."""
    with opened(workspace) as shop:
        shop.stores.remove(name)
    tell(Removed(name), json, lambda out: out.print(f"removed {name}", soft_wrap=True))
