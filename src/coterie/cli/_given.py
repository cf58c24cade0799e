"""A definition as it is given to a command: text, JSON, a file, standard input, or a saved segment's key."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TypeAlias

import typer

from coterie.errors import DefinitionError, Place, Problem
from coterie.record import decode
from coterie.segments.language import Expression, expression

from ._opened import is_workspace, opened
from ._problems import Source, Unread

Saved: TypeAlias = Callable[[], Mapping[str, Expression]]
"""Asked for the definitions of saved segments by key, only if they are needed."""


@dataclass(frozen=True, slots=True)
class Given:
    """A definition, and how it was given. key: of the saved segment that it is."""

    tree: Expression
    source: Source
    key: str | None = None

    @property
    def members(self) -> Expression:
        """Whose members are meant: a saved segment's include and exclude contacts by hand."""
        return self.tree if self.key is None else expression({"kind": "in_segment", "segment": self.key})


def given(argument: str, saved: Saved) -> Given:
    """Read a definition; what can't be read as one may be a segment's key. Errors: `Unread`, usage."""
    source = source_of(argument)
    try:
        return Given(tree_of(source), source)
    except Unread as unread:
        key = argument.strip()
        known = saved() if source.text == argument else {}
        if key in known:
            return Given(known[key], Source(known[key].text, f"segment {key}"), key)
        raise Unread(source, _hinted(unread.problems, key, known)) from None


def saved_in(folder: Path) -> Saved:
    """The saved segments of a folder's workspace, for commands that can do without one."""

    def saved() -> Mapping[str, Expression]:
        if not is_workspace(folder):
            return {}
        with opened(folder) as shop:
            return shop.segments.definitions()

    return saved


def source_of(argument: str) -> Source:
    """The text of an argument, from the file or the standard input that it names."""
    if argument == "-":
        return Source(sys.stdin.read(), "stdin")
    if not argument.startswith("@"):
        return Source(argument, "definition")
    path = Path(argument[1:])
    try:
        return Source(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as cause:
        reason = cause.strerror if isinstance(cause, OSError) else "it is not UTF-8"
        raise typer.BadParameter(f"{path} can't be read: {reason}", param_hint="DEFINITION") from None


def tree_of(source: Source) -> Expression:
    """The definition of a text: JSON if it begins with a brace. Error: `Unread`."""
    try:
        return expression(_json(source) if source.is_json else source.text)
    except DefinitionError as wrong:
        raise Unread(source, wrong.problems) from None


def _json(source: Source) -> dict[str, object]:
    try:
        found: dict[str, object] = decode(source.text)
    except ValueError as cause:
        problem = Problem("bad-json", f"this is not JSON: {cause}", Place(0, len(source.text)))
        raise Unread(source, [problem]) from None
    return found


def _hinted(problems: tuple[Problem, ...], key: str, known: Mapping[str, Expression]) -> tuple[Problem, ...]:
    """The problems, the first with the segments that may have been meant by what looks like a key."""
    near = get_close_matches(key, list(known), 3, 0.6)
    if not problems or not near or problems[0].hint:
        return problems
    meant = f"did you mean the segment {' or '.join(near)}?"
    return (replace(problems[0], hint=meant), *problems[1:])
