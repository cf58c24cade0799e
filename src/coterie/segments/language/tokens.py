"""The text form cut into tokens, each with its span.

Words are letters, digits, `_` and `$`, joined by single dots and hyphens. Strings stand in double quotes and
escape as JSON does; other quotes are read as they come, as word processors make them. A newline is a token,
as it separates the parts of a group; `#` begins a comment.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from coterie.errors import Place, Problem

from .messages import problem

Sort: TypeAlias = Literal[
    "word", "text", "number", "date", "sign", "open", "close", "comma", "newline", "end"
]

WORD = r"(?:[^\W\d]|\$(?=\w))\w*(?:[.\-]\w+)*"
_TOKEN = re.compile(
    rf"""(?P<blank>[^\S\n]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<text>"(?:[^"\\\n]|\\[^\n])*")
    |(?P<date>\d{{4}}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d(?::?\d\d)?)?)?(?!\w))
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<word>{WORD})
    |(?P<sign><=|>=|!=|<>|[<>=%×&])
    |(?P<open>\()|(?P<close>\))|(?P<comma>,)
    |(?P<curly>[“„«‘][^“”„«»‘’\n]*[”“»’]|'[^'\n]*')
    |(?P<open_quote>["“”„«»'‘’][^\n]*)
    |(?P<other>.)""",
    re.VERBOSE,
)
_BARE = re.compile(WORD)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the text: `text` as written, `value` as read (of a string: without quotes and escapes)."""

    sort: Sort
    text: str
    value: str
    start: int
    end: int


def lex(text: str) -> tuple[list[Token], list[Problem]]:
    """The tokens of a text, the last one being `end`, and what could not be read.

    >>> [token.text for token in lex('did "A" # often')[0]]
    ['did', '"A"', '']
    """
    tokens: list[Token] = []
    problems: list[Problem] = []
    for found in _TOKEN.finditer(text):
        match found.lastgroup:
            case "blank":
                continue
            case "text" | "curly" | "open_quote":
                tokens.append(_string(found, problems))
            case "other":
                problems.append(problem("bad-character", Place(*found.span()), character=found.group()))
            case sort:
                value = found.group().lower()
                tokens.append(Token(cast("Sort", sort), found.group(), value, *found.span()))
    tokens.append(Token("end", "", "", len(text), len(text)))
    return tokens, problems


def is_bare(text: str) -> bool:
    """Whether a text is one word of the language, so that it could stand without quotes.

    >>> is_bare("shoe_size"), is_bare("shoe size"), is_bare("2nd")
    (True, False, False)
    """
    return _BARE.fullmatch(text) is not None


def quoted(text: str) -> str:
    r"""A text between quotes, as `lex` reads it back.

    >>> print(quoted('say "hi"\n'))
    "say \"hi\"\n"
    """
    written = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c == " " else json.dumps(c)[1:-1] for c in written)


def _string(found: re.Match[str], problems: list[Problem]) -> Token:
    written, place = found.group(), Place(*found.span())
    match found.lastgroup:
        case "text":
            value = _unescaped(written, place, problems)
        case "curly":
            value = written[1:-1]
        case _:
            value = written[1:].rstrip()
            problems.append(problem("open-quote", place, text=quoted(value)))
    if any("\ud800" <= c <= "\udfff" for c in value):
        problems.append(problem("bad-text", place))
    return Token("text", written, value, *found.span())


def _unescaped(written: str, place: Place, problems: list[Problem]) -> str:
    try:
        return str(json.loads(written, strict=False))
    except ValueError:
        problems.append(problem("bad-escape", place, text=quoted(written[1:-1])))
        return written[1:-1]
