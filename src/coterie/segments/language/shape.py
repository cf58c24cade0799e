"""The shape of conditions and parts, read from their typed fields: what every form is derived from."""

from __future__ import annotations

import dataclasses
import sys
import typing
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any

from coterie.segments.parts import compare, metric, where, window

# Aliases such as `Predicate` are written as text; their names are looked up here.
_PARTS: dict[str, Any] = {**vars(window), **vars(compare), **vars(where), **vars(metric)}


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its type without `None`, whether None is allowed, and its default (`REQUIRED`: none)."""

    name: str
    type: Any
    optional: bool
    default: Any

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is dataclasses.MISSING


def fields(kind: Any) -> Mapping[str, Field]:
    """The fields of a dataclass by name, in order.

    >>> fields(window.Last)["n"].type
    <class 'int'>
    """
    return _fields(kind)


@cache
def _fields(kind: Any) -> Mapping[str, Field]:
    names = ChainMap(vars(sys.modules[kind.__module__]), _PARTS)
    hints = typing.get_type_hints(kind, localns=names)
    found = {}
    for field in dataclasses.fields(kind):
        members = union(hints[field.name])
        kept = tuple(m for m in members if m is not NoneType)
        found[field.name] = Field(field.name, _joined(kept), len(kept) < len(members), field.default)
    return found


def union(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, one for anything else.

    >>> union(int | None)
    (<class 'int'>, <class 'NoneType'>)
    """
    is_union = isinstance(annotation, UnionType) or typing.get_origin(annotation) is typing.Union
    return typing.get_args(annotation) if is_union else (annotation,)


def choices(annotation: Any) -> tuple[str, ...]:
    """The values of a `Literal`, or ()."""
    return typing.get_args(annotation) if typing.get_origin(annotation) is typing.Literal else ()


def element(annotation: Any) -> Any:
    """The type of the members of a `tuple[X, ...]`, or None."""
    return typing.get_args(annotation)[0] if typing.get_origin(annotation) is tuple else None


def _joined(members: tuple[Any, ...]) -> Any:
    return members[0] if len(members) == 1 else typing.Union[members]  # noqa: UP007 (built from a tuple)
