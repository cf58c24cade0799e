"""Klaviyo's side as it is given: values with their JSON pointers, names for ids, and all problems at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

from coterie.errors import Place, Problem
from coterie.events import canonical
from coterie.lib.numbers import scaled

V = TypeVar("V")
JSON: TypeAlias = dict[str, Any]
Names: TypeAlias = Mapping[str, str] | None
"""Names by Klaviyo's id; None: the ids stand for themselves."""

_COUNTERPART = "leave the condition out, or say it in Coterie's own words after the import"


class Refused(Exception):
    """This value can't be read; its problem is noted."""


@dataclass(frozen=True)
class Book:
    """What ids stand for, and the problems found so far."""

    metrics: Names = None
    lists: Names = None
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Given:
    """A value of Klaviyo's definition, where it stands, and what is known about ids."""

    value: Any
    at: str
    book: Book

    def maybe(self, *spellings: str) -> Given | None:
        """The value of a key, under the first of its spellings that is there; None for null too."""
        if not isinstance(self.value, Mapping):
            raise self.wrong("an object")
        key = next((k for k in spellings if self.value.get(k) is not None), None)
        return None if key is None else Given(self.value[key], f"{self.at}/{_escaped(key)}", self.book)

    def get(self, *spellings: str) -> Given:
        """The value of a key that must be there."""
        found = self.maybe(*spellings)
        if found is None:
            raise self.wrong(f"an object with {spellings[0]!r}")
        return found

    def each(self) -> list[Given]:
        """The members of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        return [Given(v, f"{self.at}/{n}", self.book) for n, v in enumerate(self.value)]

    def listed(self, *spellings: str) -> list[Given]:
        """The members of a list that may be left out."""
        found = self.maybe(*spellings)
        return [] if found is None else found.each()

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("a text")
        return self.value

    def truth(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    def whole(self) -> int:
        """A whole number; 3.0 is one."""
        number = self.number()
        if number != int(number):
            raise self.wrong("a whole number")
        return int(number)

    def number(self) -> int | float:
        """A number that decimal(18,4) holds."""
        value = self.value
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise self.wrong("a number")
        read = scaled(value)
        if read is None or not read[1]:
            raise self.wrong("a number of at most 14 digits before the point and 4 behind it")
        return value

    def one_of(self, choices: Mapping[str, V]) -> V:
        """What a text stands for."""
        said = self.text()
        if said not in choices:
            raise self.wrong("one of " + ", ".join(choices))
        return choices[said]

    def event(self) -> str:
        """The event that a metric id means, by the name it goes by here."""
        return canonical(self._named(self.book.metrics, "metric"))

    def list(self) -> str:
        """The list that a group id means."""
        return self._named(self.book.lists, "list")

    def wrong(self, expected: str) -> Refused:
        """It is not shaped as the OpenAPI says."""
        message = f"{expected} is needed here, not {repr(self.value)[:60]}"
        return self._noted(Problem("klaviyo-shape", message, Place(pointer=self.at)))

    def not_here(self, what: str, hint: str = _COUNTERPART) -> Refused:
        """Coterie has no counterpart."""
        message = f"Coterie has no counterpart of Klaviyo's {what}"
        return self._noted(Problem("klaviyo-not-here", message, Place(pointer=self.at), hint))

    def _noted(self, problem: Problem) -> Refused:
        self.book.problems.append(problem)
        return Refused()

    def _named(self, names: Names, noun: str) -> str:
        key = self.text()
        if names is None or key in names:
            return key if names is None else names[key]
        self.book.problems.append(
            Problem(
                "klaviyo-unknown-id",
                f"no name is known for the {noun} {key!r}: the id stands as its name",
                Place(pointer=self.at),
                f"add it to {noun}s={{id: name}}",
                severity="warning",
            )
        )
        return key


def _escaped(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
