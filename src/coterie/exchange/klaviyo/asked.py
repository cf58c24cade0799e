"""Coterie's side as it is asked for in Klaviyo's words: ids for names, and what can't be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from coterie.errors import Place, Problem
from coterie.events import canonical

from .given import JSON, Names

Clauses: TypeAlias = Sequence[Sequence[JSON]]
"""A conjunctive normal form: of each clause at least one member holds."""


class Unsayable(Exception):
    """Klaviyo has no word for it; `what` says for what, `hint` what may be said instead."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


class Unnamed(Exception):
    """A name has no id in the map."""

    def __init__(self, noun: str, name: str) -> None:
        super().__init__(name)
        self.noun, self.name = noun, name


@dataclass(frozen=True)
class Ids:
    """Ids by names, and the zone (IANA name) in which days begin."""

    metrics: Names = None
    lists: Names = None
    zone: str = "UTC"
    problems: list[Problem] = field(default_factory=list)

    def metric(self, name: str) -> str:
        """The id of an event's metric; the event's names on other platforms count too."""
        return _id({i: canonical(n) for i, n in (self.metrics or {}).items()}, name, self.metrics, "metric")

    def group(self, name: str) -> str:
        """The id of a list."""
        return _id(self.lists or {}, name, self.lists, "list")

    def note(self, refused: Unsayable | Unnamed, at: str) -> None:
        """Note why the part at a pointer of the JSON form can't be said."""
        if isinstance(refused, Unnamed):
            message = f"no id is known for the {refused.noun} {refused.name!r}"
            hint = f"add it to {refused.noun}s={{id: name}}"
            self.problems.append(Problem("klaviyo-no-id", message, Place(pointer=at), hint))
            return
        message = f"Klaviyo has no word for {refused.what}"
        self.problems.append(Problem("klaviyo-not-there", message, Place(pointer=at), refused.hint))


def _id(names: Mapping[str, str], name: str, given: Names, noun: str) -> str:
    if given is None:
        return name
    found = next((key for key, known in names.items() if known == name), None)
    if found is None:
        raise Unnamed(noun, name)
    return found
