"""`coterie count`: how many contacts a definition holds of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from . import _options as options
from ._given import given
from ._opened import instants, opened
from ._output import tell
from ._warnings import warn


@dataclass(frozen=True, slots=True)
class Answer:
    """definition: in its text form. at: the instant of the count. count: of how many it holds."""

    definition: str
    at: datetime
    count: int


def command(
    definition: options.Definition,
    workspace: options.Workspace = options.SHOP,
    at: options.At = None,
    zone: options.Zone = None,
    json: options.Json = False,
) -> None:
    """Say how many contacts a definition holds of."""
    with opened(workspace) as shop:
        read = given(definition, shop.segments.definitions)
        when = instants(shop, zone).read(at)
        answer = Answer(read.tree.text, when, shop.count(read.members, when))
        warn(shop, read, json)
    tell(answer, json, lambda out: out.print(f"{answer.count:,}" if out.is_terminal else str(answer.count)))
