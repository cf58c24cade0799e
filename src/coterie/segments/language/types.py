"""Whether the values of a tree have the types of their fields: Python puts anything into a dataclass."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from coterie.errors import Problem
from coterie.segments.parts.where import Every

from . import shape
from .messages import problem
from .tree import Expression
from .walk import Visit


def mistyped(visit: Visit) -> Iterator[Problem]:
    """An error for each field of a value that does not hold what its type says."""
    value = visit.value
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return
    for name, field in shape.fields(type(value)).items():
        held = getattr(value, name)
        if not (held is None and field.optional) and not fits(held, field.type):
            expected = f"{named(field.type)} as {name}"
            yield problem("wrong-type", expected=expected, found=_said(held))


def fits(value: Any, annotation: Any) -> bool:
    """Whether a value is of a type; of containers, the members too.

    >>> fits(("a",), tuple[str, ...]), fits("a", tuple[str, ...]), fits(True, int)
    (True, False, False)
    """
    if shape.choices(annotation):
        return isinstance(value, str) and value in shape.choices(annotation)
    if (inner := shape.element(annotation)) is not None:
        return isinstance(value, tuple) and all(fits(v, inner) for v in value)
    return any(_is(value, member) for member in shape.union(annotation))


def named(annotation: Any) -> str:
    """A type in words.

    >>> named(tuple[str, ...]), named(int)
    ('a list of texts', 'a whole number')
    """
    if names := shape.choices(annotation):
        return " or ".join(f"'{name}'" for name in names)
    if (inner := shape.element(annotation)) is not None:
        return f"a list of {_PLURALS.get(inner, 'values')}"
    members = shape.union(annotation)
    return _NAMES.get(members[0], f"a {members[0].__name__}") if len(members) == 1 else _union(members)


def _union(members: tuple[Any, ...]) -> str:
    return "a filter" if Every in members else " or ".join(_NAMES.get(m, m.__name__) for m in members)


def _is(value: Any, kind: Any) -> bool:
    if kind in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if kind is float else kind)


def _said(value: Any) -> str:
    words = _NAMES.get(type(value), f"a {type(value).__name__}")
    return words if len(repr(value)) > 60 else repr(value)


_NAMES: dict[Any, str] = {
    str: "a text", int: "a whole number", float: "a number", bool: "true or false", type(None): "nothing",
    list: "a list", tuple: "a list", dict: "an object", Expression: "a condition",
}  # fmt: skip
_PLURALS: dict[Any, str] = {str: "texts", Expression: "conditions"}
