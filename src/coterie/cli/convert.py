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
from ._output import tell
from ._python import from_python

Form: TypeAlias = Literal["text", "json", "python"]


@dataclass(frozen=True, slots=True)
class Answer:
    """form: of the definition. definition: a text, or an object where the form is json. hash: the same in
    every form."""

    form: str
    definition: Any
    hash: str


def command(
    definition: options.Definition,
    to: Annotated[Form, typer.Option(help="The form wanted.")],
    source: Annotated[
        Literal["auto", "python"],
        typer.Option("--from", help="auto: text, or JSON if it begins with a brace."),
    ] = "auto",
    workspace: options.Workspace = options.SHOP,
    json: options.Json = False,
) -> None:
    """Write a definition in another form: text, JSON or Python. The meaning, and so the hash, stays."""
    tree = read(definition, source, workspace)
    answer = Answer(to, written(tree, to), tree.hash)
    shown = to_text(answer.definition) if to == "json" else str(answer.definition)
    tell(answer, json, lambda out: sys.stdout.writelines([shown, "\n"]))


def read(definition: str, source: str, workspace: Path) -> Expression:
    """A definition in the form that it is said to be in."""
    if source == "python":
        return from_python(source_of(definition))
    return given(definition, saved_in(workspace)).tree


def written(tree: Expression, form: Form) -> Any:
    """A definition in a form."""
    match form:
        case "text":
            return tree.text
        case "json":
            return tree.json
        case "python":
            return repr(tree)
