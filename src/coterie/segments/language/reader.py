"""A place in the tokens of a text, which grammars move forward, and the memory of how far any of them came.

Grammars try one way of reading after another and step back (parsing expression grammars; Ford, POPL 2004);
what is said in the end is what was expected at the furthest token that any of them reached.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from coterie.errors import Place, Problem

from . import limits
from .messages import problem
from .tokens import Sort, Token

SPELT = {"%": "percent", "×": "x", "&": "and"}
"""Signs that stand for words, wherever those stand."""


class Mismatch(Exception):
    """This way of reading does not fit here; the reader remembers what was expected and where."""


class Spoilt(Exception):
    """The words fit but what they say can't be; the problem is reported, and no other way need be tried."""


class Enough(Exception):
    """A probe has seen what it wanted to know."""


class Stop(Exception):
    """A limit is passed, and so nothing more is read."""


class Mark(NamedTuple):
    """A state to step back to."""

    at: int
    problems: int
    depth: int


@dataclass
class Reader:
    """Tokens and a place in them. Inside parentheses of lists and filters (`free` > 0) newlines mean nothing.

    `spans` keeps where a value, or a field of it, stands: (id, field) to (start, end); `kept` holds the
    values, so that ids stay theirs. `begins` says whether a condition begins at a token. Without `telling`
    what was expected is not remembered, which is quicker, and enough where nothing is wrong.
    """

    text: str
    tokens: list[Token]
    problems: list[Problem] = field(default_factory=list)
    at: int = 0
    free: int = 0
    depth: int = 0
    probing: bool = False
    telling: bool = True
    furthest: int = 0
    expected: dict[str, None] = field(default_factory=dict)
    spans: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)
    begins: Callable[[int], bool] = lambda at: False

    # ---- looking --------------------------------------------------------------------------------

    def peek(self) -> Token:
        """The next token."""
        if self.free:
            self.skip_newlines()
        return self.tokens[self.at]

    def lead(self) -> str:
        """The next token as a word or sign (lower case), "(" for a parenthesis, "" for anything else."""
        token = self.peek()
        match token.sort:
            case "word":
                return token.value
            case "sign":
                return SPELT.get(token.value, token.value)
            case "open":
                return "("
        return ""

    def sees(self, *words: str) -> bool:
        """Whether the next token is one of these words or signs (in lower case)."""
        token = self.tokens[self.at] if not self.free else self.peek()
        if token.sort == "word":
            return token.value in words
        return token.sort == "sign" and SPELT.get(token.value, token.value) in words

    def mark(self) -> Mark:
        """The present state."""
        return Mark(self.at, len(self.problems), self.depth)

    def back(self, mark: Mark) -> None:
        """Step back; what was reported since is forgotten."""
        self.at, self.depth = mark.at, mark.depth
        del self.problems[mark.problems :]

    def here(self) -> int:
        """The index of the next token that means something."""
        self.peek()
        return self.at

    def goes_on(self) -> bool:
        """Whether a condition may go on: on this line, or on the next unless another one begins there."""
        if self.free or self.tokens[self.at].sort != "newline":
            return True
        if self.probing:  # one line is enough, and a probe that probed the next would go on for ever
            return False
        before = self.at
        self.skip_newlines()
        if self.tokens[self.at].sort == "word" and not self.begins(self.at):
            return True
        self.at = before
        return False

    # ---- moving ---------------------------------------------------------------------------------

    def next(self) -> Token:
        """Take the next token, whatever it is. The end is never passed."""
        token = self.peek()
        if token.sort != "end":
            self.at += 1
        return token

    def take(self, sort: Sort, called: str) -> Token:
        """Take a token of this sort, or mismatch: `called` was expected."""
        return self.next() if self.peek().sort == sort else self.fail(called)

    def word(self, *words: str) -> Token:
        """Take one of these words or signs, or mismatch."""
        return self.next() if self.sees(*words) else self.fail(*(f"'{w}'" for w in words[:1]))

    def fail(self, *expected: str) -> Token:
        """Mismatch at the next token, remembering what was expected if no way of reading came further."""
        if not self.telling:
            raise Mismatch
        here = self.here()
        if here > self.furthest:
            self.furthest, self.expected = here, {}
        if here == self.furthest:
            self.expected.update(dict.fromkeys(expected))
        raise Mismatch

    def skip_newlines(self) -> None:
        """Take newlines, if any."""
        while self.tokens[self.at].sort == "newline":
            self.at += 1

    @contextmanager
    def parentheses(self) -> Iterator[None]:
        """( ... ), in which newlines mean nothing."""
        self.take("open", "'('")
        self.free += 1
        try:
            yield
            self.take("close", "')'")
        finally:
            self.free -= 1

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """One level down. Error: `Stop` below the limit."""
        self.depth += 1
        if self.depth > limits.DEPTH:
            token = self.peek()
            self.report(problem("too-deep", Place(token.start, token.end), limit=limits.DEPTH))
            raise Stop
        yield
        self.depth -= 1

    # ---- remembering ----------------------------------------------------------------------------

    def report(self, found: Problem) -> None:
        """Remember a problem. Error: `Stop` if there are too many of them, or none was to be told of."""
        self.problems.append(found)
        if not self.telling or len(self.problems) >= limits.PROBLEMS:
            raise Stop

    def since(self, start: int) -> Place:
        """The span from a token to the last one taken."""
        first = self.tokens[min(start, len(self.tokens) - 1)]
        last = self.tokens[max(self.at - 1, start)]
        return Place(first.start, max(last.end, first.end))

    def reach(self, start: int) -> tuple[int, int]:
        """The same as two numbers."""
        place = self.since(start)
        return place.start or 0, place.end or 0

    def keep(self, value: object, start: int, name: str = "") -> None:
        """Remember where a value (or a field of it) stands, from a token to the last one taken."""
        self.kept.append(value)
        self.spans[id(value), name] = self.reach(start)

    def complain(self, words: Collection[str] = ()) -> None:
        """Report the furthest mismatch; `words` are known words, to find a near one."""
        token = self.tokens[self.furthest]
        known = [*words, *(e.strip("'") for e in self.expected if e.startswith("'"))]
        known = [word for word in known if word != token.value]
        close = get_close_matches(token.value, known, 1, 0.7) if token.sort == "word" else []
        near = close[0] if close else ""
        self.report(
            problem(
                "unexpected", Place(token.start, token.end), text=near or None, near=near,
                found=said(token), expected=either(list(self.expected)[:6]),
            )
        )  # fmt: skip


def said(token: Token) -> str:
    """A token as a message names it."""
    match token.sort:
        case "end":
            return "the end"
        case "newline":
            return "the end of the line"
        case _:
            text = token.text if len(token.text) <= 40 else token.text[:39] + "…"
            return text if token.sort == "text" else f"'{text}'"


def either(names: list[str]) -> str:
    """Alternatives in words.

    >>> either(["a number", "a date", "'now'"])
    "a number, a date or 'now'"
    """
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or "something else"
