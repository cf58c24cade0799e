"""`coterie convert`: a definition from one form into another."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import typer

from coterie.record import to_text
from coterie.segments.language import Expression

from . import _options as options
from ._given import given, saved_in, source_of
from ._klaviyo import Ids, from_klaviyo, klaviyo_of, names_in
from ._opened import zone_of
from ._output import tell
from ._python import from_python

Form: TypeAlias = Literal["text", "json", "python", "klaviyo"]


@dataclass(frozen=True, slots=True)
class Answer:
    """form: of the definition. definition: a text, or an object where the form is json or klaviyo. hash: of the
    meaning that was read, the same in every form of ours."""

    form: str
    definition: Any
    hash: str


def command(
    definition: options.Definition,
    to: Annotated[Form, typer.Option(help="The form wanted.")],
    source: Annotated[
        Literal["auto", "python", "klaviyo"],
        typer.Option("--from", help="auto: text, or our JSON if it begins with a brace."),
    ] = "auto",
    metrics: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Klaviyo's metrics: JSON, names by id.")
    ] = None,
    lists: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Klaviyo's lists: JSON, names by id.")
    ] = None,
    zone: Annotated[str, typer.Option(metavar="NAME", help="Where days begin, to Klaviyo.")] = "UTC",
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Write a definition in another form: text, JSON, Python, or for Klaviyo.

    Our own three forms mean the same, so the hash stays. What Klaviyo has no word for is refused by name.
    """
    ids = Ids(names_in(metrics, "--metrics"), names_in(lists, "--lists"), zone_of(zone))
    tree = read(definition, source, workspace, ids)
    answer = Answer(to, written(tree, to, ids), tree.hash)
    shown = answer.definition if isinstance(answer.definition, str) else to_text(answer.definition)
    tell(answer, json, lambda out: sys.stdout.writelines([shown, "\n"]))


def read(definition: str, source: str, workspace: Path, ids: Ids) -> Expression:
    """A definition in the form that it is said to be in."""
    match source:
        case "python":
            return from_python(source_of(definition))
        case "klaviyo":
            return from_klaviyo(source_of(definition), ids)
        case _:
            return given(definition, saved_in(workspace)).tree


def written(tree: Expression, form: Form, ids: Ids) -> Any:
    """A definition in a form."""
    match form:
        case "text":
            return tree.text
        case "json":
            return tree.json
        case "python":
            return repr(tree)
        case "klaviyo":
            return klaviyo_of(tree, ids)
