"""Problems of a definition as people see them: the line, a caret under the span, the hint and the fix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from coterie.errors import Fix, Problem
from coterie.record import decode, to_text

from ._output import safe

WIDEST = 100
"""Characters of a source line that are shown around a problem."""
STYLES = {"error": "bold red", "warning": "bold yellow"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where a definition was read: its text, and what to call it."""

    text: str
    origin: str

    @property
    def is_json(self) -> bool:
        """Whether it is the JSON form: it begins with a brace."""
        return self.text.lstrip().startswith("{")


class Unread(Exception):
    """A definition could not be read; its problems and its source are known."""

    def __init__(self, source: Source, problems: Iterable[Problem]) -> None:
        self.source, self.problems = source, tuple(problems)
        super().__init__("the definition has problems")


def show(problems: Iterable[Problem], source: Source | None, out: Console) -> None:
    """Print each problem, with its place in the source if that is known."""
    for problem in problems:
        head = Text(f"{problem.severity}[{problem.code}]", STYLES.get(problem.severity, "bold"))
        out.print(head.append(f": {safe(problem.message)}", "bold"), soft_wrap=True)
        for said in picture(problem, source):
            out.print(Text(said), soft_wrap=True)


def picture(problem: Problem, source: Source | None) -> Iterator[str]:
    """The lines below a problem's message.

    >>> from coterie.errors import Place
    >>> place, source = Place(4, 7), Source("all hte", "vip.coterie")
    >>> print("\\n".join(picture(Problem("x", "y", place, "did you mean the?"), source)))
      --> vip.coterie:1:5
      |
    1 | all hte
      |     ^^^
      = hint: did you mean the?
    """
    if source is not None and problem.place.start is not None:
        yield from _spanned(problem.place.start, problem.place.end, source)
    elif problem.place.pointer is not None:
        yield f"  --> {source.origin if source else 'definition'} at {problem.place.pointer or '/'}"
        yield from _pointed(problem.place.pointer, source)
    if problem.hint:
        yield f"  = hint: {safe(problem.hint)}"
    if problem.fix is not None:
        yield f"  = fix: {safe(problem.fix.label or _instead(problem.fix))}"


def _spanned(start: int, end: int | None, source: Source) -> Iterator[str]:
    before = source.text[:start]
    number, column = before.count("\n") + 1, start - (before.rfind("\n") + 1)
    lines = source.text.split("\n")
    whole = lines[number - 1].replace("\t", " ").rstrip("\r")
    length = max(1, min((end or start) - start, len(whole) - column))
    first = max(0, min(column - WIDEST // 2, len(whole) - WIDEST))
    shown = safe(whole[first : first + WIDEST])
    head = safe(whole[first:column])
    marked = safe(whole[column : column + length][: WIDEST - len(head)])
    gutter = len(str(number))
    yield f"{' ' * gutter} --> {source.origin}:{number}:{column + 1}"
    yield f"{' ' * gutter} |"
    yield f"{number} | {'…' if first else ''}{shown}{'…' if first + WIDEST < len(whole) else ''}".rstrip()
    yield f"{' ' * gutter} | {' ' * (cell_len(head) + bool(first))}{'^' * max(1, cell_len(marked))}"


def _pointed(pointer: str, source: Source | None) -> Iterator[str]:
    """What lies at a JSON pointer (RFC 6901), or nothing if that can't be told."""
    if source is None:
        return
    try:
        value = decode(source.text)
        for step in pointer.split("/")[1:]:
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
    except (ValueError, LookupError, TypeError):
        return
    text = to_text(value)
    yield f"  | {safe(text[:WIDEST])}{'…' if len(text) > WIDEST else ''}"


def _instead(fix: Fix) -> str:
    return fix.text if fix.text is not None else to_text(fix.value)


def told(problem: Problem) -> dict[str, Any]:
    """A problem as JSON values; what is not known is null.

    >>> from coterie.errors import Place
    >>> told(Problem("too-deep", "too deep", Place(pointer="/all")))["place"]
    {'start': None, 'end': None, 'pointer': '/all'}
    """
    place, fix = problem.place, problem.fix
    return {
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.message,
        "place": {"start": place.start, "end": place.end, "pointer": place.pointer},
        "hint": problem.hint or None,
        "fix": None if fix is None else {"label": fix.label, "text": fix.text, "value": fix.value},
    }
