"""`coterie lint`: what is wrong or doubtful about definitions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

import typer

from coterie.workspace import Shop

from . import _exits as exits
from . import _options as options
from ._given import Given, given
from ._opened import opened
from ._output import console, tell
from ._problems import Source, Unread, show, told
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
    audience: Annotated[
        Literal["email", "sms", "push"] | None, typer.Option(help="The channel that they are meant for.")
    ] = None,
    lang: Annotated[options.Tongue, typer.Option("--lang", help="The language of the doubts.")] = "en",
    json: options.Json = False,
) -> None:
    """Say everything that is wrong or doubtful about definitions.

    What always or never holds, is said twice or contradicts itself; names that nothing has; whom comparisons
    drop. With --audience, whether consent is asked for. Without a definition, look at all saved segments.
    """
    out, linted = console(), []
    with opened(workspace) as shop:
        given_ones = [look(shop, argument) for argument in definitions or ()]
        for read in given_ones if definitions else saved(shop):
            problems = (
                list(read.problems)
                if isinstance(read, Unread)
                else doubts(shop, read, audience=audience, language=lang)
            )
            linted.append(Linted(read.source.text, read.source.origin, [told(each) for each in problems]))
            if not json:
                show(problems, read.source, out)
    found = [problem for one in linted for problem in one.problems]
    tell(Answer(linted), json, lambda out: out.print(said(len(linted), len(found))))
    if found:
        wrong = any(problem["severity"] == "error" for problem in found)
        raise typer.Exit(exits.DEFINITION.code if wrong else exits.PROBLEMS.code)


def look(shop: Shop, argument: str) -> Given | Unread:
    """A definition; one that can't be read is looked at too."""
    try:
        return given(argument, shop.segments.definitions)
    except Unread as unread:
        return unread


def saved(shop: Shop) -> list[Given]:
    """All saved segments."""
    found = shop.segments.definitions().items()
    return [Given(tree, Source(tree.text, f"segment {key}"), key) for key, tree in found]


def said(definitions: int, problems: int) -> str:
    """The last line.

    >>> said(1, 0), said(3, 2)
    ('1 definition, no problems', '3 definitions, 2 problems')
    """
    many = "definition" if definitions == 1 else "definitions"
    found = f"{problems or 'no'} {'problem' if problems == 1 else 'problems'}"
    return f"{definitions} {many}, {found}"
