"""Options and arguments that commands share: each is worded once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

SHOP = Path("shop")
"""Where the workspace is, unless said otherwise."""

Tongue: TypeAlias = Literal["en", "pl", "sl", "kk"]

Workspace = Annotated[
    Path,
    typer.Option(
        "--workspace", "-w", envvar="COTERIE_WORKSPACE", metavar="FOLDER", help="The workspace's folder."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON of a stable shape instead of words.")]
At = Annotated[
    str | None,
    typer.Option(
        metavar="INSTANT", help="As of this instant: ISO 8601, in the workspace's zone. Default: now."
    ),
]
Zone = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Read and show instants in this IANA zone, not the workspace's."),
]
Definition = Annotated[
    str,
    typer.Argument(
        metavar="DEFINITION",
        help="A definition: text, JSON, @FILE, the key of a saved segment, or - for standard input.",
    ),
]
Contact = Annotated[
    str, typer.Argument(metavar="CONTACT", help="A contact's key: userId, else e-mail, else anonymousId.")
]
Language = Annotated[Tongue, typer.Option("--lang", help="The language of the sentence.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
