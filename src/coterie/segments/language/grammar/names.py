"""Names: of events, segments, lists, traits, tags. In quotes, or one bare word that means nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .. import limits
from ..forms import Grammar, Unsayable
from ..messages import problem
from ..reader import Reader, Stop
from ..tokens import Token, quoted

STRUCTURE = frozenset(
    """
    all and any between for from has in is item none not of on one or than the then under was where with
    """.split()
)
"""Words that hold a text together: as names they stand in quotes."""

RESERVED = STRUCTURE | frozenset(
    """
    above after ago anniversary at average before below contains does ends exactly false holds last least less
    matches median more most never next no once set starts this today tomorrow true twice yesterday
    """.split()
)
"""Words that comparisons are made of: as literals they stand in quotes."""

_PLAIN = re.compile(r"\$?[a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)*")


def written(name: str) -> str:
    """A name as text: bare if it is a plain lower-case word that the language does not use.

    >>> written("country"), written("VIP"), written("where")
    ('country', '"VIP"', '"where"')
    """
    return name if _PLAIN.fullmatch(name) and name not in STRUCTURE else quoted(name)


@dataclass(frozen=True, slots=True)
class Name:
    """One name."""

    called: str = "a name"

    def read(self, reader: Reader) -> str:
        token = reader.peek()
        if token.sort == "text" or (token.sort == "word" and token.value not in STRUCTURE):
            reader.next()
            return token.value if token.sort == "text" else token.text
        reader.fail(self.called)
        raise AssertionError  # `fail` has raised

    def write(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Unsayable
        return written(value)

    def firsts(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Names:
    """`"A" or "B"`, or `one of ("A", "B")`; always written in quotes, none as `one of ()`."""

    def read(self, reader: Reader) -> tuple[str, ...]:
        if reader.sees("one"):
            reader.word("one")
            reader.word("of")
            return Listed(Name()).read(reader)
        found = [Name("a name in quotes").read(reader)]
        while reader.sees("or") and _quoted_next(reader):
            reader.next()
            found.append(Name().read(reader))
        return tuple(found)

    def write(self, value: Any) -> str:
        return " or ".join(map(quoted, value)) if value else "one of ()"

    def firsts(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Listed:
    """`(a, b, c)`; a comma may end it, and newlines mean nothing inside."""

    inner: Grammar

    def read(self, reader: Reader) -> tuple[Any, ...]:
        found: list[Any] = []
        start = reader.here()
        with reader.parentheses():
            while reader.peek().sort != "close":
                if found:
                    reader.take("comma", "a comma")
                if reader.peek().sort != "close":
                    found.append(self.inner.read(reader))
                if len(found) > limits.LITERALS:
                    reader.report(problem("too-many-values", reader.since(start), limit=limits.LITERALS))
                    raise Stop
        return tuple(found)

    def write(self, value: Any) -> str:
        return "(" + ", ".join(map(self.inner.write, value)) + ")"

    def firsts(self) -> frozenset[str]:
        return frozenset("(")


@dataclass(frozen=True, slots=True)
class Single:
    """A tuple of one, said without parentheses."""

    inner: Grammar

    def read(self, reader: Reader) -> tuple[Any, ...]:
        return (self.inner.read(reader),)

    def write(self, value: Any) -> str:
        if len(value) != 1:
            raise Unsayable
        return self.inner.write(value[0])

    def firsts(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Quoted(Name):
    """A name that is always written in quotes."""

    def write(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Unsayable
        return quoted(value)


def is_bare(token: Token) -> bool:
    """Whether a token is a word that may be a literal without quotes."""
    return token.sort == "word" and token.value not in RESERVED


def _quoted_next(reader: Reader) -> bool:
    """Whether a quoted name follows the next token."""
    at = reader.here() + 1
    while reader.tokens[at].sort == "newline":
        at += 1
    return reader.tokens[at].sort == "text"


TYPES: Mapping[frozenset[Any], Grammar] = {frozenset([str]): Name(), frozenset([tuple[str, ...]]): Names()}
STYLES: Mapping[str, Callable[[Any], Grammar]] = {
    "text": lambda annotation: Single(Quoted("a text in quotes")),
    "texts": lambda annotation: Listed(Quoted("a text in quotes")),
}
