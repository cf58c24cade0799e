"""`coterie members`: the keys of the contacts that a definition holds of."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer

from . import _options as options
from ._given import given
from ._opened import instants, opened
from ._output import safe, tell
from ._warnings import warn


@dataclass(frozen=True, slots=True)
class Answer:
    """definition: in its text form. count: of all members. members: their keys, sorted, at most `--limit`."""

    definition: str
    at: datetime
    count: int
    members: list[str]


def command(
    definition: options.Definition,
    workspace: options.Workspace = options.SHOP,
    at: options.At = None,
    zone: options.Zone = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many, the first by key.")] = None,
    json: options.Json = False,
) -> None:
    """List the keys of the contacts that a definition holds of, one a line, sorted."""
    with opened(workspace) as shop:
        read = given(definition, shop.segments.definitions)
        when = instants(shop, zone).read(at)
        found = shop.members(read.members, when)
        warn(shop, read, json)
    answer = Answer(read.tree.text, when, len(found), found[:limit])
    tell(answer, json, lambda out: sys.stdout.writelines(f"{safe(key)}\n" for key in answer.members))
