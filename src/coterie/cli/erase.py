"""`coterie erase`: remove everything about contacts, for good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from coterie.errors import UnknownContact
from coterie.workspace import Shop

from . import _exits as exits
from . import _options as options
from ._opened import opened
from ._output import console, safe, tell


@dataclass(frozen=True, slots=True)
class Answer:
    """erased: keys of the contacts that are gone. unknown: keys that no contact has."""

    erased: list[str]
    unknown: list[str]


def command(
    contacts: Annotated[
        list[str], typer.Argument(metavar="CONTACT...", help="Keys of the contacts that are to go.")
    ],
    workspace: options.Workspace = options.SHOP,
    yes: options.Yes = False,
    json: options.Json = False,
) -> None:
    """Remove everything about contacts, for good: traits, events, orders, consents, rejected messages.

    Only hashes of message ids stay, so that a repeated delivery brings nothing back.
    """
    if not yes:
        many = f"{len(contacts)} contacts" if len(contacts) > 1 else safe(contacts[0])
        typer.confirm(f"Erase {many} for good?", abort=True, err=True)
    with opened(workspace) as shop:
        gone = [key for key in dict.fromkeys(contacts) if erased(shop, key)]
    answer = Answer(gone, [key for key in dict.fromkeys(contacts) if key not in gone])
    tell(
        answer,
        json,
        lambda out: out.print(*(f"erased {safe(key)}" for key in gone), sep="\n", soft_wrap=True),
    )
    if answer.unknown:
        for key in answer.unknown:
            console(stderr=True).print(f"no such contact: {safe(key)}", soft_wrap=True)
        raise typer.Exit(exits.UNKNOWN.code)


def erased(shop: Shop, key: str) -> bool:
    """Erase a contact; false if there is none of that key."""
    try:
        shop.erase(key)
    except UnknownContact:
        return False
    return True
