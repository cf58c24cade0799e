"""`coterie init`: make a workspace, or change what is set for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from coterie.opening import Settings, open_workspace

from . import _options as options
from ._opened import is_workspace
from ._output import tell


@dataclass(frozen=True, slots=True)
class Answer:
    """workspace: the folder. made: false if it was there. The rest is what is set for it."""

    workspace: str
    made: bool
    zone: str
    currency: str
    week_start: int
    engagement_days: int


def command(
    workspace: options.Workspace = options.SHOP,
    zone: Annotated[str | None, typer.Option(metavar="NAME", help="Its time zone (IANA name).")] = None,
    currency: Annotated[str | None, typer.Option(metavar="CODE", help="Its currency (ISO 4217).")] = None,
    week_start: Annotated[int | None, typer.Option(min=1, max=7, help="1 is Monday, 7 Sunday.")] = None,
    engagement_days: Annotated[
        int | None, typer.Option(min=1, help="Days within which an opening or an order engages.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Make a workspace, or change what is set for one.

    At first a workspace is in UTC and EUR. What is not given stays as it is.
    """
    made = not is_workspace(workspace)
    told: dict[str, Any] = {"zone": zone, "currency": currency}
    told |= {"week_start": week_start, "engagement_days": engagement_days}
    try:
        # Before the folder is made: one that could not be set up is not left behind.
        Settings(**{name: value for name, value in told.items() if value is not None})
        with open_workspace(workspace, **told) as shop:
            kept = shop.settings
    except ValueError as cause:
        raise typer.BadParameter(str(cause)) from None
    answer = Answer(str(workspace), made, kept.zone, kept.currency, kept.week_start, kept.engagement_days)
    verb = "made" if made else "is there"
    tell(answer, json, lambda out: out.print(f"workspace {workspace} {verb}: {kept.zone}, {kept.currency}"))
