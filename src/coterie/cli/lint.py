"""`coterie lint`: what is wrong or doubtful about definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import typer

from coterie.errors import Problem
from coterie.workspace import Shop

from . import _exits as exits
from . import _options as options
from ._given import given
from ._opened import opened
from ._output import console, tell
from ._problems import Unread, show, told
from ._warnings import doubts


@dataclass(frozen=True, slots=True)
class Linted:
    """One definition. problems: code, severity (error or warning), message, place (start, end, pointer),
    hint, fix (label, text, value)."""

    definition: str
    origin: str
    problems: list[Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """linted: the definitions that were looked at, in the order given, or of their keys."""

    linted: list[Linted]


def command(
    definitions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DEFINITION]...", help="Definitions, as elsewhere. Without: all saved segments."
        ),
    ] = None,
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Say everything that is wrong or doubtful about definitions, unknown names too.

    Without a definition, look at all saved segments.
    """
    out, linted = console(), []
    with opened(workspace) as shop:
        for argument in definitions if definitions is not None else list(shop.segments):
            source, problems, text = look(shop, argument)
            linted.append(Linted(text, source.origin, [told(problem) for problem in problems]))
            if not json:
                show(problems, source, out)
    found = [problem for one in linted for problem in one.problems]
    tell(Answer(linted), json, lambda out: out.print(said(len(linted), len(found))))
    if found:
        wrong = any(problem["severity"] == "error" for problem in found)
        raise typer.Exit(exits.DEFINITION.code if wrong else exits.PROBLEMS.code)


def look(shop: Shop, argument: str) -> tuple[Any, list[Problem], str]:
    """The source, the problems and the text of a definition; one that can't be read has problems too."""
    try:
        read = given(argument, shop.segments.definitions)
    except Unread as unread:
        return unread.source, list(unread.problems), unread.source.text if unread.source else argument
    return read.source, doubts(shop, read), read.tree.text


def said(definitions: int, problems: int) -> str:
    """The last line.

    >>> said(1, 0), said(3, 2)
    ('1 definition, no problems', '3 definitions, 2 problems')
    """
    many = "definition" if definitions == 1 else "definitions"
    found = f"{problems or 'no'} {'problem' if problems == 1 else 'problems'}"
    return f"{definitions} {many}, {found}"
