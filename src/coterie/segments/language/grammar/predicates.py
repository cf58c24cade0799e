"""Comparisons: how a value is held against what is asked. The first form that can say it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coterie.segments.parts.compare import (
    Dated,
    Equals,
    Holds,
    IsSet,
    Length,
    Number,
    Order,
    Range,
    Recurs,
    Text,
    Under,
    Value,
)  # fmt: skip
from coterie.segments.parts.window import AgoBetween, Calendric, Last, MoreThanAgo, Window

from ..forms import Form, Grammar, Unsayable
from ..reader import Reader
from ..tokens import quoted
from . import lookup
from .names import Listed, Single, is_bare

MISSING = "[or is not set {or_missing}]"
NOT = {"negated": True}
_PAST = (Last, AgoBetween, MoreThanAgo)
_VERBS = {
    "contains": ("contains", "does not contain", "contains any of", "contains none of"),
    "starts": ("starts with", "does not start with", "starts with any of", "starts with none of"),
    "ends": ("ends with", "does not end with", "ends with any of", "ends with none of"),
    "matches": ("matches", "does not match", "matches any of", "matches none of"),
}
_ORDERS = {
    ">=": ("at least", ">="), "<=": ("at most", "<="), ">": ("more than", ">", "above", "over"),
    "<": ("less than", "<", "below"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Literal:
    """A text in quotes (or one bare word), a number, or true / false."""

    def read(self, reader: Reader) -> Value:
        token = reader.peek()
        if token.sort == "number":
            number: Number = lookup(Number).read(reader)
            return number
        if token.sort == "word" and token.value in ("true", "false"):
            return reader.next().value == "true"
        if token.sort != "text" and not is_bare(token):
            reader.fail("a text in quotes", "a number")
        reader.next()
        return token.value if token.sort == "text" else token.text

    def write(self, value: Any) -> str:
        match value:
            case bool():
                return "true" if value else "false"
            case str():
                return quoted(value)
            case Number():
                return lookup(Number).write(value)
        raise Unsayable

    def firsts(self) -> None:
        return None


def _in_past(value: Any) -> bool:
    """Whether a comparison of dates reads well with `was`."""
    window: Window = value.window
    return isinstance(window, _PAST) or (isinstance(window, Calendric) and window.shift < 0)


def _equals() -> Iterator[Form]:
    for words, fixed, spoken in (
        ("is", {}, True),
        ("is not", NOT, True),
        ("=", {}, False),
        ("!=|<>", NOT, False),
    ):
        yield Form(Equals, f"{words} {{values:value}} {MISSING}", {"negated": False, **fixed}, spoken=spoken)
    for words, fixed, spoken in (
        ("is one of", {}, True), ("is none of", NOT, True), ("is not one of", NOT, False),
        ("is in", {}, False), ("is not in", NOT, False), ("in", {}, False), ("not in", NOT, False),
    ):  # fmt: skip
        yield Form(Equals, f"{words} {{values:values}} {MISSING}", {"negated": False, **fixed}, spoken=spoken)


def _texts() -> Iterator[Form]:
    for op, verbs in _VERBS.items():
        for n, words in enumerate(verbs):
            style = "texts" if n >= 2 else "text"
            yield Form(Text, f"{words} {{texts:{style}}} {MISSING}", {"op": op, "negated": n % 2 == 1})


def _orders() -> Iterator[Form]:
    for op, spellings in _ORDERS.items():
        for n, words in enumerate(spellings):
            yield Form(Order, f"{words} {{number}} {MISSING}", {"op": op}, spoken=n == 0)
            yield Form(Order, f"is {words} {{number}} {MISSING}", {"op": op}, spoken=False)


def _dates() -> Iterator[Form]:
    for negated, word in ((False, ""), (True, "not ")):
        fixed = {"negated": negated}
        yield Form(Dated, f"was {word}{{window}} {MISSING}", fixed, fits=_in_past)
        yield Form(Dated, f"is {word}{{window}} {MISSING}", fixed)
    yield Form(Recurs, f"anniversary {{when}} {MISSING}")


def _lists() -> Iterator[Form]:
    for words, mode, negated in (
        ("holds any of", "any", False), ("holds all of", "all", False), ("holds none of", "any", True),
        ("does not hold all of", "all", True),
    ):  # fmt: skip
        yield Form(Holds, f"{words} {{values:values}} {MISSING}", {"mode": mode, "negated": negated})
    yield Form(Holds, f"holds {{values:value}} {MISSING}", {"mode": "any", "negated": False}, spoken=False)
    yield Form(Length, f"has length {{op:size}} {{count}} {MISSING}")
    yield Form(Length, f"has length {{count}} {MISSING}", {"op": "="}, spoken=False)


FORMS = (
    Form(IsSet, "is set", {"negated": False}),
    Form(IsSet, "is not set", NOT),
    *_equals(),
    *_texts(),
    *_orders(),
    Form(Range, f"between {{low}} and {{high}} {MISSING}", {"negated": False}),
    Form(Range, f"not between {{low}} and {{high}} {MISSING}", NOT),
    *_dates(),
    *_lists(),
    Form(Under, f"under {{paths:text}} {MISSING}", {"negated": False}),
    Form(Under, f"not under {{paths:text}} {MISSING}", NOT),
    Form(Under, f"under any of {{paths:texts}} {MISSING}", {"negated": False}),
    Form(Under, f"under none of {{paths:texts}} {MISSING}", NOT),
)
CALLED = {Equals: "a comparison"}
STYLES: Mapping[str, Callable[[Any], Grammar]] = {
    "value": lambda annotation: Single(Literal()),
    "values": lambda annotation: Listed(Literal()),
}
