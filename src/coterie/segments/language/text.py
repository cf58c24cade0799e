"""The text form: `parse` reads it, `write` writes it, one condition a line.

    all of (
      did "Order Completed" with sum of amount at least 100 in the last 365 days
      has country is "PL"
      not did "Email Opened" in the last 90 days
    )

`parse(write(tree)) == tree`, for every tree that the check has no error about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import lru_cache

from coterie.errors import DefinitionError, Place, Problem

from . import limits
from .check import check
from .forms import Unsayable
from .joints import JOINTS, joined
from .messages import problem
from .names import NOTHING, Names
from .reader import Enough, Mismatch, Reader, Spoilt, Stop
from .registry import conditions, leads
from .tokens import lex
from .tree import AllOf, AnyOf, Complement, Expression
from .walk import Spans, refuse_depth

_GROUPS = ("all", "any", "none")


@dataclass(frozen=True, slots=True)
class Draft:
    """What could be read of a text: the tree (None: nothing), all problems, and where things stand."""

    tree: Expression | None
    problems: tuple[Problem, ...]
    spans: Spans = field(default_factory=dict)
    kept: tuple[object, ...] = ()  # holds what `spans` names by id


@lru_cache(maxsize=128)
def parse(text: str) -> Expression:
    """The tree of a text. Error: `DefinitionError` with every problem of it.

    >>> parse('not in segment vip').text
    'not in segment vip'
    """
    draft = read(text)
    wrong = [p for p in draft.problems if p.severity == "error"]
    if wrong or draft.tree is None:
        raise DefinitionError(wrong)
    return draft.tree


def read(text: str, known: Names = NOTHING) -> Draft:
    """The tree and all problems of a text, doubts about names in `known` included."""
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limits.TEXT_BYTES:
        return Draft(None, (problem("too-long", Place(0, len(text)), found=size, limit=limits.TEXT_BYTES),))
    tokens, problems = lex(text)
    tree, reader = _attempt(Reader(text, tokens, telling=False))
    if tree is None or problems:
        tree, reader = _attempt(Reader(text, tokens, problems))
    found = [] if tree is None else check(tree, known, spans=reader.spans)
    if reader.problems:  # parts are missing from the tree, so its pointers mean nothing
        found = [replace(p, place=replace(p.place, pointer=None)) for p in found]
    unique = {(p.code, p.place.start, p.place.end): p for p in [*found, *reader.problems]}
    ordered = sorted(unique.values(), key=lambda p: (p.place.start or 0, p.place.end or 0))
    return Draft(tree, tuple(ordered[: limits.PROBLEMS]), reader.spans, tuple(reader.kept))


def _attempt(reader: Reader) -> tuple[Expression | None, Reader]:
    """The tree of a text, and its reader; if that is not telling, None as soon as anything is wrong."""
    reader.begins = _Probe(reader)
    try:
        return _definition(reader), reader
    except Stop:
        return None, reader


def write(expression: Expression) -> str:
    """The canonical text of a tree. Error: `DefinitionError` where a value has no text form."""
    refuse_depth(expression)
    return "\n".join(_lines(expression.settled()))


def _lines(node: Expression) -> Iterator[str]:
    match node:
        case AllOf(()) | AnyOf(()):
            yield "everybody" if isinstance(node, AllOf) else "nobody"
        case AllOf(parts) | AnyOf(parts):
            yield f"{'all' if isinstance(node, AllOf) else 'any'} of ("
            yield from (f"  {line}" for part in parts for line in _lines(part))
            yield ")"
        case Complement(part):
            first, *rest = _lines(part)
            yield f"not {first}"
            yield from rest
        case _:
            yield _said(node)


def _said(node: Expression) -> str:
    try:
        return conditions().write(node)
    except Unsayable as silent:
        raise DefinitionError([problem("bad-value", reason=f"there are no words for {node!r}")]) from silent


# ---- reading ------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Probe:
    """Whether a condition (or a group of them) begins at a token; its filters are not looked at."""

    reader: Reader
    known: dict[int, bool] = field(default_factory=dict)

    def __call__(self, at: int) -> bool:
        if at not in self.known:
            self.known[at] = self._begins(at)
        return self.known[at]

    def _begins(self, at: int) -> bool:
        reader, mark = self.reader, self.reader.mark()
        memory, was = (reader.furthest, dict(reader.expected)), reader.probing
        reader.at, reader.probing = at, True
        try:
            if _opens(reader):
                return True
            conditions().read(reader)
        except Enough:
            return True
        except (Mismatch, Spoilt):
            return False
        finally:
            reader.back(mark)
            reader.probing = was
            reader.furthest, reader.expected = memory
        return True


def _definition(reader: Reader) -> Expression | None:
    parts = _parts(reader, top=True)
    if not parts and not reader.problems:
        reader.report(problem("empty-definition", Place(0, len(reader.text)), text="everybody"))
    if len(parts) > 1:
        start, end = reader.spans[id(parts[0]), ""][0], reader.spans[id(parts[-1]), ""][1]
        text = f"all of (\n{reader.text[start:end]}\n)"
        reader.report(problem("loose-parts", Place(start, end), text=text))
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts)) if parts else None


def _parts(reader: Reader, top: bool = False) -> list[Expression]:
    """Conditions and groups up to the closing parenthesis or the end; what is wrong is passed over."""
    parts: list[Expression] = []
    while True:
        while reader.tokens[reader.at].sort in ("newline", "comma"):
            reader.at += 1
        sort = reader.tokens[reader.at].sort
        if sort == "end" or (sort == "close" and not top):
            return parts
        start = reader.at
        part = _recovered(reader)
        if part is not None:
            parts.append(part)
        if len(parts) > limits.CONDITIONS:
            reader.report(problem("too-many-conditions", reader.since(start), limit=limits.CONDITIONS))
            raise Stop
        if reader.at == start:  # a parenthesis that nothing opened
            reader.at += 1


def _recovered(reader: Reader) -> Expression | None:
    """One part of a group; if it can't be read, the problem is reported and the part passed over."""
    mark, free = reader.mark(), reader.free
    reader.furthest, reader.expected = reader.at, {}
    try:
        part = _infix(reader)
        if reader.peek().sort not in ("newline", "comma", "close", "end"):
            reader.fail("'and'", "'or'", "a new line")
        return part
    except Mismatch:
        reader.complain(leads())
    except Spoilt:
        pass
    reader.depth, reader.free = mark.depth, free
    reader.at = _end_of_part(reader, mark.at)
    return None


def _end_of_part(reader: Reader, start: int) -> int:
    """Where the part that begins at a token ends: at a separator outside of all its parentheses."""
    depth = 0
    for at in range(start, len(reader.tokens)):
        match reader.tokens[at].sort:
            case "open":
                depth += 1
            case "close":
                depth -= 1
                if depth < 0:
                    return at
            case "newline" | "comma" if depth == 0 and at >= reader.furthest and at > start:
                if not _continues(reader, at):
                    return at
    return len(reader.tokens) - 1


def _continues(reader: Reader, at: int) -> bool:
    """Whether the line after a newline goes on with `and` or `or`."""
    while reader.tokens[at].sort == "newline":
        at += 1
    return reader.tokens[at].sort == "word" and reader.tokens[at].value in JOINTS


def _infix(reader: Reader) -> Expression:
    start = reader.here()
    word, parts = joined(reader, lambda: _unary(reader), lambda: True)
    if not word:
        return parts[0]
    return _kept(reader, (AllOf if word == "and" else AnyOf)(tuple(parts)), start)


def _unary(reader: Reader) -> Expression:
    with reader.deeper():
        start, token = reader.here(), reader.peek()
        if token.sort == "open":
            with reader.parentheses():
                return _infix(reader)
        if reader.sees("not"):
            reader.next()
            return _kept(reader, Complement(_unary(reader)), start)
        if reader.sees("everybody", "nobody"):
            reader.next()
            return _kept(reader, AllOf(()) if token.value == "everybody" else AnyOf(()), start)
        if _opens(reader):
            return _group(reader)
        return _condition(reader)


def _opens(reader: Reader) -> bool:
    """Whether `all of`, `any of` or `none of` comes next."""
    return reader.sees(*_GROUPS) and reader.tokens[min(reader.at + 1, len(reader.tokens) - 1)].value == "of"


def _group(reader: Reader) -> Expression:
    start, word = reader.here(), reader.next().value
    reader.word("of")
    reader.take("open", "'('")
    outer, reader.free = reader.free, 0
    parts = tuple(_parts(reader))
    reader.free = outer
    reader.furthest, reader.expected = reader.at, {}
    try:
        reader.take("close", "')'")
    except Mismatch:  # the end: what was read is still worth a look
        reader.complain()
    node = AllOf(parts) if word == "all" else AnyOf(parts)
    return _kept(reader, Complement(node) if word == "none" else node, start)


def _condition(reader: Reader) -> Expression:
    token = reader.peek()
    if token.sort == "word" and not reader.sees(*leads()):
        known = [*leads(), "not", "all of", "any of"]
        near = next(iter(get_close_matches(token.value, known, 1, 0.6)), "")
        place = Place(token.start, token.end)
        reader.report(
            problem("unknown-condition", place, text=near or None, found=f"'{token.text}'", near=near)
        )
        raise Spoilt
    found: Expression = conditions().read(reader)
    return found


def _kept(reader: Reader, node: Expression, start: int) -> Expression:
    reader.keep(node, start)
    return node
