"""Numbers: whole ones, exact decimals, degrees; truth values that stand by themselves."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coterie.errors import Place
from coterie.lib.numbers import scaled, text_of
from coterie.segments.parts.compare import Number

from .. import limits
from ..forms import Grammar, Unsayable
from ..messages import problem
from ..reader import Reader
from ..tokens import Token


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    def read(self, reader: Reader) -> int:
        token = reader.peek()
        if token.sort != "number" or "." in token.text:
            reader.fail("a whole number")
        reader.next()
        if len(token.text) > limits.NUMBER_DIGITS or abs(int(token.text)) > limits.WHOLE:
            _too_large(reader, token)
            return 1
        return int(token.text)

    def write(self, value: Any) -> str:
        if not isinstance(value, int):
            raise Unsayable
        return str(value)

    def firsts(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Exact:
    """A decimal, exact to four digits after the point. `raw`: as the bare scaled int."""

    raw: bool = False

    def read(self, reader: Reader) -> Any:
        token = reader.take("number", "a number")
        found = scaled(token.text) if len(token.text) <= limits.NUMBER_DIGITS else None
        if found is None:
            _too_large(reader, token)
            found = (0, True)
        value, exact = found
        if not exact:
            near = text_of(value)
            place = Place(token.start, token.end)
            reader.report(problem("number-too-precise", place, text=near, found=token.text, replacement=near))
        return value if self.raw else Number(value)

    def write(self, value: Any) -> str:
        if not isinstance(value, int if self.raw else Number):
            raise Unsayable
        return text_of(value if isinstance(value, int) else value.scaled)

    def firsts(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Degrees:
    """A binary fraction, for what is measured and never compared exactly."""

    def read(self, reader: Reader) -> float:
        return float(reader.take("number", "a number").text)

    def write(self, value: Any) -> str:
        if not isinstance(value, (int, float)) or not math.isfinite(value):
            raise Unsayable
        return f"{value:.17g}" if "e" in repr(value) else repr(value)

    def firsts(self) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Truth:
    """`yes` or `no`."""

    def read(self, reader: Reader) -> bool:
        return reader.word("yes", "no", "true", "false").value in ("yes", "true")

    def write(self, value: Any) -> str:
        return "yes" if value else "no"

    def firsts(self) -> frozenset[str]:
        return frozenset({"yes", "no", "true", "false"})


def _too_large(reader: Reader, token: Token) -> None:
    text = token.text if len(token.text) <= 20 else token.text[:19] + "…"
    reader.report(problem("number-too-large", Place(token.start, token.end), found=text))


TYPES: Mapping[frozenset[Any], Grammar] = {
    frozenset([int]): Whole(),
    frozenset([Number]): Exact(),
    frozenset([float]): Degrees(),
    frozenset([bool]): Truth(),
}
STYLES: Mapping[str, Callable[[Any], Grammar]] = {"scaled": lambda annotation: Exact(raw=True)}
