"""Rates of exchange into the workspace's currency."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from coterie.errors import ImportRefused

from . import _options as options
from ._opened import opened
from ._output import tell
from ._shelf import rows_of

group = typer.Typer()


@dataclass(frozen=True, slots=True)
class Loaded:
    """loaded: how many rates. currencies: that they are of."""

    loaded: int
    currencies: list[str]


ANSWERS = {"load": Loaded}


@group.command("load")
def loaded(
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, help="CSV, Parquet or JSON Lines: date, currency, rate."),
    ],
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Add the rates of a file: what a unit of a currency was worth in the workspace's from a day on.

    Amounts that they touch are converted again.
    """
    rows = rows_of(file, ("date", "currency", "rate"))
    with opened(workspace) as shop:
        try:
            shop.rates.put(rows)
        except ValueError as cause:
            raise ImportRefused(f"{file.name}: {cause}") from cause
        except ArithmeticError as cause:
            raise ImportRefused(f"{file.name}: a rate is no number") from cause
    codes = sorted({str(row["currency"]).upper() for row in rows})
    answer = Loaded(len(rows), codes)
    tell(answer, json, lambda out: out.print(f"{len(rows):,} rates of {', '.join(codes)}"))
