"""Comparisons of one value with what a definition asks: the closed set of predicates.

A predicate names the type that it asks; a value that can't be read as that type is *missing* for it.
A comparison with a missing value is false, negated or not, unless `or_missing` says otherwise.
The same objects stand in the tree, in the plan and in every reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .window import Anniversary, Window

Scalar: TypeAlias = "str | int | bool"
"""A literal: folded text on comparison, a number scaled by 10**4 (wrapped in `Number`), or a truth value."""


@dataclass(frozen=True, slots=True)
class Number:
    """An exact decimal literal: `scaled` is the value times 10**4."""

    scaled: int


Value: TypeAlias = "str | bool | Number"


@dataclass(frozen=True, slots=True)
class Equals:
    """The value is one of `values` (each asks its own type). `negated`: it can be read, is none of them."""

    values: tuple[Value, ...]
    negated: bool = False
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Folded text contains / starts with / ends with / matches (RE2, unanchored) one of `texts`."""

    op: Literal["contains", "starts", "ends", "matches"]
    texts: tuple[str, ...]
    negated: bool = False
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """The number compared with `number`."""

    op: Literal["<", "<=", ">", ">="]
    number: Number
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """low <= number <= high."""

    low: Number
    high: Number
    negated: bool = False
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """The value, read as an instant (ISO text, zone of the workspace if it names none), lies in `window`."""

    window: Window
    negated: bool = False
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Recurs:
    """Month and day of the date recur within a stretch of whole local days around today."""

    when: Anniversary
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class IsSet:
    """The value is there (not null); `negated`: it is not."""

    negated: bool = False


@dataclass(frozen=True, slots=True)
class Holds:
    """The list holds any / all of `values`."""

    mode: Literal["any", "all"]
    values: tuple[Value, ...]
    negated: bool = False
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Length:
    """The list's length compared with `count`."""

    op: Literal["<", "<=", "=", ">", ">="]
    count: int
    or_missing: bool = False


@dataclass(frozen=True, slots=True)
class Under:
    """The category path is, or lies under, one of `paths` ("Clothing > Coats", or any run of its steps)."""

    paths: tuple[str, ...]
    negated: bool = False
    or_missing: bool = False


Predicate: TypeAlias = "Equals | Text | Order | Range | Dated | Recurs | IsSet | Holds | Length | Under"
