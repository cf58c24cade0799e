"""The JSON form read back, strictly: unknown keys, kinds and types are problems, each with a JSON pointer."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from coterie.errors import DefinitionError, Place, Problem
from coterie.lib import numbers
from coterie.segments.parts.compare import Number
from coterie.segments.parts.window import Day, Instant

from . import limits, shape
from .check import check
from .data import is_tagged, tag
from .grammar.windows import moment
from .messages import problem
from .names import NOTHING, Names
from .reader import either
from .registry import kinds
from .tree import AllOf, AnyOf, Complement, Expression
from .types import named

_GROUPS = {"all": AllOf, "any": AnyOf}


class Refused(Exception):
    """This value can't be read; its problem is noted."""


def from_json(data: object) -> Expression:
    """The tree of a JSON form. Error: `DefinitionError` with every problem of it.

    >>> from_json({"all": [{"kind": "in_segment", "segment": "vip"}]}).text
    'all of (\\n  in segment vip\\n)'
    """
    tree, problems = read_json(data)
    wrong = [p for p in problems if p.severity == "error"]
    if wrong or tree is None:
        raise DefinitionError(wrong)
    return tree


def read_json(data: object, known: Names = NOTHING) -> tuple[Expression | None, tuple[Problem, ...]]:
    """The tree of a JSON form (None if it can't be read), and all problems, doubts about names included."""
    decoder = Decoder()
    try:
        tree = decoder.tree(data, "", 1)
    except Refused:
        tree = None
    found = [] if tree is None else check(tree, known, spans={})
    return tree, tuple([*decoder.problems, *found][: limits.PROBLEMS])


@dataclass
class Decoder:
    """Reads JSON values; collects problems."""

    problems: list[Problem] = field(default_factory=list)

    def tree(self, data: object, at: str, depth: int) -> Expression:
        """A node of the tree."""
        if depth > limits.DEPTH:
            raise self.refuse(problem("too-deep", Place(pointer=at), limit=limits.DEPTH))
        if not isinstance(data, Mapping):
            raise self.mistyped(at, "an object", data)
        word = next((key for key in ("all", "any", "not") if key in data), None)
        if word is None:
            return self.condition(data, at)
        self.known_keys(data, (word,), at)
        if word == "not":
            return Complement(self.tree(data["not"], f"{at}/not", depth + 1))
        parts = self.each(data[word], f"{at}/{word}", lambda part, where: self.tree(part, where, depth + 1))
        return _GROUPS[word](parts)

    def condition(self, data: Mapping[str, Any], at: str) -> Expression:
        """A condition, by its `kind`."""
        if "kind" not in data:
            raise self.refuse(problem("missing-key", Place(pointer=at), key="kind"))
        name, known = data["kind"], kinds()
        if not isinstance(name, str) or name not in known:
            near = _near(name, known)
            place = Place(pointer=f"{at}/kind")
            raise self.refuse(
                problem("unknown-kind", place, value=near or None, found=_brief(name), near=near)
            )
        found: Expression = self.fields(known[name], data, at, ("kind",))
        return found

    def fields(self, kind: Any, data: Mapping[str, Any], at: str, apart: Sequence[str] = ()) -> Any:
        """A dataclass from the keys of an object; `apart` are keys that say which dataclass."""
        known = shape.fields(kind)
        self.known_keys(data, (*apart, *known), at)
        before, values = len(self.problems), {}
        for name, spec in known.items():
            if name in data:
                values[name] = self.attempt(data[name], spec, f"{at}/{name}")
            elif spec.required and not spec.optional:
                self.problems.append(problem("missing-key", Place(pointer=at), key=name))
            elif spec.required:
                values[name] = None
        if len(self.problems) > before:
            raise Refused
        try:
            return kind(**values)
        except (ValueError, OverflowError) as refused:
            raise self.refuse(problem("bad-value", Place(pointer=at), reason=refused)) from refused

    def attempt(self, data: object, spec: shape.Field, at: str) -> Any:
        """The value of a field; None if it can't be read."""
        if data is None and spec.optional:
            return None
        try:
            return self.value(data, spec.type, at)
        except Refused:
            return None

    def value(self, data: object, annotation: Any, at: str) -> Any:
        """A value of a type."""
        if names := shape.choices(annotation):
            return self.choice(data, names, at)
        if (inner := shape.element(annotation)) is not None:
            return self.each(data, at, lambda item, where: self.value(item, inner, where))
        members = shape.union(annotation)
        if is_tagged(annotation):
            return self.tagged(data, members, at)
        plain = self.plain(data, members, at)
        if plain is not None:
            return plain
        objects = [m for m in members if dataclasses.is_dataclass(m) and m not in (Day, Instant, Number)]
        if not objects or not isinstance(data, Mapping):
            raise self.mistyped(at, named(annotation), data)
        return self.fields(objects[0], data, at)

    def plain(self, data: object, members: Collection[Any], at: str) -> Any:
        """A text, a truth value, a number or a date, whichever is allowed; None for what is none of these."""
        match data:
            case bool():
                return data if bool in members else None
            case str():
                return data if str in members else self.moment(data, members, at)
            case int() if int in members:
                return data
            case int() | float() if float in members:
                return float(data)
            case int() | float() | Decimal() if Number in members:
                return self.number(data, at)
            case {"number": str() as text} if Number in members and data == {"number": text}:
                return self.number(text, at)
        return None

    def number(self, data: int | float | Decimal | str, at: str) -> Number:
        """An exact number."""
        found = numbers.scaled(data)
        if found is None:
            raise self.refuse(problem("number-too-large", Place(pointer=at), found=str(data)[:20]))
        value, exact = found
        if not exact:
            near = numbers.text_of(value)
            place = Place(pointer=at)
            self.problems.append(
                problem(
                    "number-too-precise", place, value=float(near), found=str(data)[:40], replacement=near
                )
            )
        return Number(value)

    def moment(self, data: str, members: Collection[Any], at: str) -> Day | Instant | None:
        """A day or an instant, if one is allowed."""
        if Day not in members and Instant not in members:
            return None
        found = moment(data)
        if found is None or type(found) not in members:
            raise self.refuse(problem("bad-date", Place(pointer=at), found=data[:40]))
        return found

    def tagged(self, data: object, members: Sequence[Any], at: str) -> Any:
        """One of several parts, by its `type`."""
        known = {tag(member): member for member in members}
        if not isinstance(data, Mapping):
            raise self.mistyped(at, "an object", data)
        if "type" not in data:
            raise self.refuse(problem("missing-key", Place(pointer=at), key="type"))
        kind = known[self.choice(data["type"], tuple(known), f"{at}/type")]
        return self.fields(kind, data, at, ("type",))

    def choice(self, data: object, names: Sequence[str], at: str) -> str:
        """One of a few texts."""
        if isinstance(data, str) and data in names:
            return data
        near = _near(data, names)
        expected = either([f"'{name}'" for name in names])
        place = Place(pointer=at)
        raise self.refuse(
            problem(
                "unknown-choice", place, value=near or None, found=_brief(data), expected=expected, near=near
            )
        )

    def each(self, data: object, at: str, read: Any) -> tuple[Any, ...]:
        """Every member of a list; problems of all of them are noted."""
        if not isinstance(data, (list, tuple)):
            raise self.mistyped(at, "a list", data)
        found = []
        for n, item in enumerate(data):
            if len(self.problems) >= limits.PROBLEMS:
                break
            try:
                found.append(read(item, f"{at}/{n}"))
            except Refused:
                continue
        return tuple(found)

    def known_keys(self, data: Mapping[str, Any], known: Collection[str], at: str) -> None:
        """Note the keys that mean nothing here."""
        for key in data:
            if key not in known:
                near = _near(key, known)
                place = Place(pointer=f"{at}/{_escaped(str(key))}")
                self.problems.append(
                    problem("unknown-key", place, value=near or None, found=_brief(key), near=near)
                )

    def mistyped(self, at: str, expected: str, data: object) -> Refused:
        """A value of the wrong type."""
        return self.refuse(problem("wrong-type", Place(pointer=at), expected=expected, found=_brief(data)))

    def refuse(self, found: Problem) -> Refused:
        """Note a problem that ends the reading of a value."""
        self.problems.append(found)
        return Refused()


def _near(name: object, known: Collection[str]) -> str:
    return next(iter(get_close_matches(name, [*known], 1, 0.6)), "") if isinstance(name, str) else ""


def _brief(data: object) -> str:
    match data:
        case Mapping():
            return "an object"
        case list() | tuple():
            return "a list"
        case str() if len(data) > 40:
            return f"'{data[:39]}…'"
        case int() if not isinstance(data, bool) and abs(data) > 10**30:
            return "a huge number"
        case None:
            return "null"
        case _:
            return repr(data)


def _escaped(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")
