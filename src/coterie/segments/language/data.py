"""The JSON form: plain values that any JSON library writes and reads, for the API and the builder.

    {"not": {"kind": "has", "trait": "country", "predicate": {"type": "equals", "values": ["PL"]}}}

A condition is an object with its `kind` and its fields; a part that may be one of several has a `type`.
Fields at their default are left out. Days and instants are ISO text; a number that a double can't hold
exactly is `{"number": "12345678901234.5678"}`.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from coterie.lib.numbers import text_of
from coterie.segments.parts.compare import Number
from coterie.segments.parts.window import Day, Instant

from . import shape
from .grammar.windows import iso
from .tree import AllOf, AnyOf, Complement, Condition, Expression
from .walk import refuse_depth

_TAG = re.compile(r"(?<!^)(?=[A-Z])")


def to_json(expression: Expression) -> dict[str, Any]:
    """The JSON form. Error: `DefinitionError` if nested deeper than allowed.

    >>> from .text import parse
    >>> to_json(parse("not in segment vip"))
    {'not': {'kind': 'in_segment', 'segment': 'vip'}}
    """
    refuse_depth(expression)
    return _tree(expression.settled())


def digest(expression: Expression) -> str:
    """A stable hash: SHA-256, in hex, of the canonical JSON form.

    Parts of `all of` and `any of` are sorted and counted once, as neither order nor repetition changes what
    they mean.

    >>> from .text import parse
    >>> digest(parse("on list a and on list b")) == digest(parse("on list b and on list a and on list b"))
    True
    """
    return hashlib.sha256(canonical(to_json(expression)).encode("ascii")).hexdigest()


def canonical(data: Any) -> str:
    """JSON with sorted keys and no blanks, in ASCII, the parts of groups sorted and counted once."""
    match data:
        case {"all": parts, **rest} | {"any": parts, **rest} if not rest:
            word = "all" if "all" in data else "any"
            return f'{{"{word}":[{",".join(sorted({canonical(part) for part in parts}))}]}}'
        case {"not": part, **rest} if not rest:
            return f'{{"not":{canonical(part)}}}'
        case _:
            return json.dumps(data, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def tag(kind: type) -> str:
    """The `type` of a part in JSON.

    >>> from coterie.segments.parts.window import AgoBetween
    >>> tag(AgoBetween)
    'ago_between'
    """
    return _TAG.sub("_", kind.__name__).lower()


def is_tagged(annotation: Any) -> bool:
    """Whether values of a type need a `type` to tell them apart."""
    members = [m for m in shape.union(annotation) if m not in (Day, Instant, Number)]
    return sum(dataclasses.is_dataclass(member) for member in members) > 1


def _tree(node: Expression) -> dict[str, Any]:
    match node:
        case AllOf(parts):
            return {"all": [_tree(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [_tree(part) for part in parts]}
        case Complement(part):
            return {"not": _tree(part)}
        case Condition():
            return {"kind": node.kind} | _fields(node)
    raise TypeError(f"{node!r} is no part of a definition")


def _fields(value: Any) -> dict[str, Any]:
    """The fields of a value that differ from their defaults."""
    held = ((field, getattr(value, name)) for name, field in shape.fields(type(value)).items())
    return {field.name: encoded(v, field.type) for field, v in held if field.required or v != field.default}


def encoded(value: Any, annotation: Any) -> Any:
    """A value of a field as JSON.

    >>> encoded(Number(425_000), Number), encoded((Day(2026, 1, 31),), tuple[Day, ...])
    (42.5, ['2026-01-31'])
    """
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Number(scaled):
            return number(scaled)
        case Day() | Instant():
            return iso(value)
        case tuple():
            return [encoded(v, shape.element(annotation)) for v in value]
        case _:
            return ({"type": tag(type(value))} if is_tagged(annotation) else {}) | _fields(value)


def number(scaled: int) -> int | float | Mapping[str, str]:
    """A number times 10**4 as a JSON number, if one holds it exactly.

    >>> number(420_000), number(425_000), number(10**17 + 1)
    (42, 42.5, {'number': '10000000000000.0001'})
    """
    if scaled % 10_000 == 0:
        return scaled // 10_000
    text = text_of(scaled)
    double = float(text)
    return double if Decimal(repr(double)) == Decimal(text) else {"number": text}
