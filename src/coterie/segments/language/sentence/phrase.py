"""Phrases: the small language in which each condition and part says, per tongue, how it is read back.

* `{field}` is the field's value in words, `{field:style}` in another form (a case, a gender);
* `{field? a: ...; b: ...; *: ...}` chooses by the value (`-`: there is none, `*`: any other);
* `{n# =1: ...; one: ...; *: ...}` chooses by the number, or by its plural category in CLDR;
* `[ ... ]` is said only if something in it has a value; `[! ... ]` likewise, and then the phrase as a
whole can
  be denied only from outside ("are not among the contacts who ..."); `{!}` says the latter alone;
* `<yes|no>` is said one way or the other as the phrase holds or is denied;
* `(who)` at the beginning is the word that joins it to "contacts", left out where it would be said twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias, assert_never

from .tongue import Tongue

_HEAD = re.compile(r"(\w+)(?::(\w+))?([?#]?)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A value in words."""

    name: str
    style: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several phrases, by a value or (`counted`) by the plural category of a number."""

    name: str
    counted: bool
    ways: Mapping[str, Phrase]


@dataclass(frozen=True, slots=True)
class Optional:
    """Said only if something in it has a value; `stays`: what is said so can't be denied from inside."""

    phrase: Phrase
    stays: bool


@dataclass(frozen=True, slots=True)
class Poles:
    """How it is said, and how it is denied."""

    yes: Phrase
    no: Phrase


@dataclass(frozen=True, slots=True)
class Stays:
    """What is said here can't be denied from inside."""


Part: TypeAlias = "str | Slot | Choice | Optional | Poles | Stays"
Phrase: TypeAlias = "tuple[Part, ...]"
Say: TypeAlias = "Callable[[Any, str, Telling], str]"


@dataclass(slots=True)
class Telling:
    """One phrase on its way into words; what is noted here tells how it may be joined to others.

    holds: it is said, else denied. denied: the words found say so. stays: they can't say so.
    tail: it ends in a clause of its own. loose: an "or" stands in it that reaches to its end.
    """

    tongue: Tongue
    say: Say
    holds: bool = True
    denied: bool = False
    stays: bool = False
    tail: bool = False
    loose: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)

    def tell(self, text: str, values: Mapping[str, Any]) -> str:
        """A phrase with these values."""
        outside, self.values = self.values, values
        said = "".join(self._part(part) for part in parsed(text))
        self.values = outside
        return said

    def aside(self, text: str, values: Mapping[str, Any], holds: bool = True) -> str:
        """A phrase that is not denied with the whole."""
        return Telling(self.tongue, self.say, holds).tell(text, values)

    def _part(self, part: Part) -> str:
        match part:
            case str():
                return part
            case Slot(name, style):
                value = self.values[name]
                return "" if value is None else self.say(value, style, self)
            case Choice():
                return self._phrase(self._chosen(part))
            case Optional(phrase, stays):
                if all(self.values[name] is None for name in names(phrase)):
                    return ""
                self.stays, self.tail = self.stays or stays, self.tail or stays
                return self._phrase(phrase)
            case Poles(yes, no):
                self.denied = self.denied or not self.holds
                return self._phrase(yes if self.holds else no)
            case Stays():
                self.stays = True
                return ""
            case _:
                assert_never(part)

    def _phrase(self, phrase: Phrase) -> str:
        return "".join(self._part(part) for part in phrase)

    def _chosen(self, choice: Choice) -> Phrase:
        value = self.values[choice.name]
        if choice.counted:
            keys = [f"={value}", self.tongue.plural(value)]
        else:
            keys = ["-" if value is None else value if isinstance(value, str) else ""]
        return next((choice.ways[key] for key in [*keys, "*"] if key in choice.ways), ())


def names(phrase: Phrase) -> Iterator[str]:
    """The names of the values that a phrase speaks of."""
    for part in phrase:
        match part:
            case Slot(name):
                yield name
            case Choice(name, _, ways):
                yield name
                for way in ways.values():
                    yield from names(way)
            case Optional(inner):
                yield from names(inner)
            case Poles(yes, no):
                yield from names(yes + no)
            case str() | Stays():
                continue


@cache
def parsed(text: str) -> Phrase:
    """The parts of a phrase. Error: `ValueError` where a bracket is not closed.

    >>> parsed("on {list}[ since {since}]")[1]
    Slot(name='list', style='')
    """
    phrase, end = _phrase(text, 0, "")
    if end != len(text):
        raise ValueError(f"unexpected {text[end]!r} at {end} of {text!r}")
    return phrase


def _phrase(text: str, at: int, stops: str) -> tuple[Phrase, int]:
    """The phrase from `at` to one of `stops` (or the end), and where it ends."""
    parts: list[Part] = []
    while at < len(text) and text[at] not in (stops or "]}>"):
        part, at = _BEGINNINGS.get(text[at], _words)(text, at)
        parts.append(part)
    return tuple(parts), at


def _words(text: str, at: int) -> tuple[Part, int]:
    end = at + 1
    while end < len(text) and text[end] not in "{[<]}>|;":
        end += 1
    return text[at:end], end


def _braces(text: str, at: int) -> tuple[Part, int]:
    if text[at + 1 : at + 2] == "!":
        return Stays(), _closed(text, at + 2, "}")
    head = _HEAD.match(text, at + 1)
    if head is None:
        raise ValueError(f"a name is missing at {at} of {text!r}")
    end = head.end()
    if not head[3]:
        return Slot(head[1], head[2] or ""), _closed(text, end, "}")
    ways: dict[str, Phrase] = {}
    while text[end : end + 1] != "}":
        key, _, _ = text[end:].partition(":")
        phrase, end = _phrase(text, end + len(key) + 1, ";}")
        ways[key.strip()] = _stripped(phrase)
        end += text[end : end + 1] == ";"
        if end >= len(text):
            raise ValueError(f"a choice is not closed in {text!r}")
    return Choice(head[1], head[3] == "#", ways), end + 1


def _brackets(text: str, at: int) -> tuple[Part, int]:
    stays = text[at + 1 : at + 2] == "!"
    phrase, end = _phrase(text, at + 1 + stays, "]")
    return Optional(phrase, stays), _closed(text, end, "]")


def _angles(text: str, at: int) -> tuple[Part, int]:
    yes, end = _phrase(text, at + 1, "|")
    no, end = _phrase(text, _closed(text, end, "|"), ">")
    return Poles(yes, no), _closed(text, end, ">")


_BEGINNINGS: Mapping[str, Callable[[str, int], tuple[Part, int]]] = {
    "{": _braces,
    "[": _brackets,
    "<": _angles,
}


def _stripped(phrase: Phrase) -> Phrase:
    """Without the one blank after the key and those at the end, which only set a choice's ways apart."""
    parts = list(phrase)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].removeprefix(" ")
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(" ")
    return tuple(part for part in parts if part != "")


def _closed(text: str, at: int, sign: str) -> int:
    if text[at : at + 1] != sign:
        raise ValueError(f"{sign!r} is missing at {at} of {text!r}")
    return at + 1
