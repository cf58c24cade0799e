"""Choices: one of a few words, some with other spellings; units of time; steps in a chain."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..forms import Grammar, Unsayable
from ..reader import Reader
from ..shape import choices, element
from . import lookup


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """One of some values, by its spellings (words between blanks), of which the first is written."""

    spellings: tuple[tuple[str, Any], ...]

    def read(self, reader: Reader) -> Any:
        for words, value in self._index().get(reader.lead(), ()):
            mark = reader.mark()
            if all(reader.sees(word) and reader.next() for word in words):
                return value
            reader.back(mark)
        return reader.fail(*(f"'{words}'" for words, _ in self.spellings))

    @cache  # noqa: B019 (grammars live as long as the program)
    def _index(self) -> Mapping[str, list[tuple[list[str], Any]]]:
        """Spellings by their first word, the longest first."""
        found: dict[str, list[tuple[list[str], Any]]] = {}
        for words, value in sorted(self.spellings, key=lambda pair: -pair[0].count(" ")):
            found.setdefault(words.lower().split(" ")[0], []).append((words.lower().split(" "), value))
        return found

    def write(self, value: Any) -> str:
        for words, known in self.spellings:
            if known == value:
                return words
        raise Unsayable

    def firsts(self) -> frozenset[str]:
        return frozenset(words.split(" ")[0].lower() for words, _ in self.spellings)


@dataclass(frozen=True, slots=True)
class Chain:
    """Some values, each after the first led by `then`."""

    inner: Grammar

    def read(self, reader: Reader) -> tuple[Any, ...]:
        found = [self.inner.read(reader)]
        while reader.sees("then"):
            reader.next()
            found.append(self.inner.read(reader))
        return tuple(found)

    def write(self, value: Any) -> str:
        return " then ".join(map(self.inner.write, value))

    def firsts(self) -> frozenset[str] | None:
        return self.inner.firsts()


def spelled(table: Mapping[Any, str]) -> Callable[[Any], Grammar]:
    """A style from a table: value to its spellings, separated by commas."""
    pairs = tuple((words.strip(), value) for value, said in table.items() for words in said.split(","))
    return lambda annotation: Choice(pairs)


def _units(annotation: Any) -> Grammar:
    names = choices(annotation)
    return Choice(tuple((f"{n}s", n) for n in names) + tuple((n, n) for n in names))


STYLES: Mapping[str, Callable[[Any], Grammar]] = {
    "choice": lambda annotation: Choice(tuple((name, name) for name in choices(annotation))),
    "unit": _units,
    "chain": lambda annotation: Chain(lookup(element(annotation))),
    "aggregate": spelled(
        {
            "count": "count, number", "sum": "sum, total", "avg": "avg, average, mean",
            "min": "min, smallest, lowest", "max": "max, largest, highest", "distinct": "distinct",
            "first": "first", "last": "last", "common": "most common",
        }
    ),
    "op": spelled(
        {
            ">=": "at least, >=", "<=": "at most, <=", ">": "more than, >, above, over",
            "<": "less than, <, below", "=": "exactly, =, is, equal to", "!=": "other than, !=, is not",
        }
    ),
    "level": spelled(
        {
            ">": "above, >, more than, over", "<": "below, <, less than", ">=": "at least, >=",
            "<=": "at most, <=", "=": "exactly, =, is, equal to", "!=": "other than, !=, is not",
        }
    ),
    "size": spelled(
        {
            ">": "more than, >, above, over", "<": "less than, <, below", ">=": "at least, >=",
            "<=": "at most, <=", "=": "exactly, =, is, equal to",
        }
    ),
}  # fmt: skip
