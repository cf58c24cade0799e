"""What the record holds, handed over."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from coterie.record import to_text

from . import _options as options
from ._opened import opened
from ._output import console

group = typer.Typer()


@dataclass(frozen=True, slots=True)
class Whole:
    """All that is known of one contact: its key, what it goes by, every trait with its history, every event with its
    properties, and rejected messages that name it. Instants are ISO 8601, amounts decimal text."""

    key: str
    birth_id: str
    first_seen: str
    identifiers: list[Any]
    conflicts: list[Any]
    traits: dict[str, Any]
    events: list[Any]
    rejected: list[Any]


ANSWERS = {"contact": Whole}


@group.command("contact")
def contact(
    contact: options.Contact,
    workspace: options.Workspace = options.SHOP,
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write it there instead.")] = None,
    json: options.Json = False,
) -> None:
    """Hand over everything that the record holds of one contact, as JSON: what access by law asks for."""
    with opened(workspace) as shop:
        found = to_text(shop.export(contact)) + "\n"
    if to is None:
        sys.stdout.write(found)
    else:
        to.write_text(found, encoding="utf-8")
        console(stderr=True).print(f"written to {to}", soft_wrap=True)
