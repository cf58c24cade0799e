"""Everything inside a definition, each with its JSON pointer and, if it was read from text, its span."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from coterie.errors import DefinitionError, Place
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some

from . import limits
from .messages import problem
from .tree import AllOf, AnyOf, Complement, Expression

Spans: TypeAlias = Mapping[tuple[int, str], tuple[int, int]]
"""Where values stand in a text: (id of the value, name of its field or "") to (start, end)."""

_SCALARS = (str, int, type(None))
_NESTING = (Expression, Has, Every, Some, Non, AnyItem)


@dataclass(frozen=True, slots=True)
class Visit:
    """A value inside a definition, the visit of what holds it, by which field, and by which keys in JSON."""

    value: Any
    above: Visit | None = None
    field: str = ""
    steps: tuple[str | int, ...] = ()
    depth: int = 0

    def child(self, field: str, value: Any, *steps: str | int) -> Visit:
        """A value that a field of this one holds; `steps` are its keys in the JSON form."""
        if isinstance(value, _SCALARS):
            return Visit(value, self, field, steps, self.depth)
        return Visit(value, self, field, steps, self.depth + isinstance(value, _NESTING))

    @property
    def pointer(self) -> str:
        """Where it stands in the JSON form (RFC 6901)."""
        above = self.above.pointer if self.above is not None else ""
        return above + "".join(f"/{step}" for step in self.steps)

    def owners(self) -> Iterator[Visit]:
        """What holds it, from the nearest outward."""
        above = self.above
        while above is not None:
            yield above
            above = above.above

    def nearest(self, kind: type) -> Any:
        """The nearest value of this kind that holds it, or None."""
        return next((v.value for v in self.owners() if isinstance(v.value, kind)), None)

    def place(self, spans: Spans) -> Place:
        """Its pointer and span; without a span of its own, that of what holds it."""
        names = [(id(self.value), "")] if dataclasses.is_dataclass(self.value) else []
        field = self.field
        for owner in self.owners():
            names += [(id(owner.value), field), (id(owner.value), "")]
            field = owner.field
        start, end = next((spans[name] for name in names if name in spans), (None, None))
        return Place(start, end, self.pointer)


def walk(root: Expression) -> Iterator[Visit]:
    """Every value inside, outer ones first; what lies deeper than the limit is not entered."""
    waiting = [Visit(root.settled(), depth=1)]
    while waiting:
        visit = waiting.pop()
        yield visit
        if visit.depth <= limits.DEPTH:
            waiting.extend(reversed([*_children(visit)]))


def refuse_depth(root: Expression) -> None:
    """Error: `DefinitionError` if it is nested deeper than allowed."""
    deep = next((v for v in walk(root) if v.depth > limits.DEPTH), None)
    if deep is not None:
        raise DefinitionError([problem("too-deep", Place(pointer=deep.pointer), limit=limits.DEPTH)])


def _children(visit: Visit) -> Iterator[Visit]:
    match visit.value:
        case AllOf(tuple() as parts) | AnyOf(tuple() as parts):
            word = "all" if isinstance(visit.value, AllOf) else "any"
            yield from (visit.child("parts", part, word, n) for n, part in enumerate(parts))
        case Complement(part):
            yield visit.child("part", part, "not")
        case tuple():
            yield from (visit.child(visit.field, v, n) for n, v in enumerate(visit.value))
        case value if dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                yield visit.child(field.name, getattr(value, field.name), field.name)
