"""A tree as Python source that evaluates to an equal tree, with the names of `python.words()`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from coterie.lib.numbers import text_of
from coterie.segments.parts.compare import Equals, IsSet, Number, Order, Predicate, Range, Text, Value
from coterie.segments.parts.metric import Times, Total
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some, Where
from coterie.segments.parts.window import AgoBetween, Last, MoreThanAgo

from . import shape
from .grammar.properties import COMPUTED
from .tree import AllOf, AnyOf, Complement, Condition, Expression

_ORDERS = {">=": "at_least", "<=": "at_most", ">": "more_than", "<": "less_than"}
_TEXTS = {"contains": "contains", "starts": "starts_with", "ends": "ends_with", "matches": "matches"}
_TIMES = {"at least": "at_least", "at most": "at_most", "exactly": "exactly"}


def source(node: Expression) -> str:
    """The source of a tree.

    >>> from .text import parse
    >>> source(parse('has country is "PL" and not did "Order Completed" at least 2 times'))
    "has('country').is_('PL') & ~did('Order Completed').at_least(2)"
    """
    match node:
        case AllOf(parts) if _chains(parts, AllOf):
            return " & ".join(map(_operand, parts))
        case AnyOf(parts) if _chains(parts, AnyOf):
            return " | ".join(map(_operand, parts))
        case AllOf(parts) | AnyOf(parts):
            return f"{'all_of' if isinstance(node, AllOf) else 'any_of'}({', '.join(map(repr, parts))})"
        case Complement(part):
            return f"~{_operand(part)}"
        case Condition():
            return _condition(node)
    return object.__repr__(node)


def _chains(parts: Any, kind: type) -> bool:
    """Whether an operator between the parts gives this very group: two or more, none of them such a group."""
    return isinstance(parts, tuple) and len(parts) > 1 and not any(isinstance(p, kind) for p in parts)


def _operand(node: Any) -> str:
    """A part beside an operator; groups written by operators need parentheses there."""
    text = repr(node)
    chained = isinstance(node, (AllOf, AnyOf)) and _chains(node.parts, type(node))
    return f"({text})" if chained else text


def _condition(node: Condition) -> str:
    values = {n: (getattr(node, n), f) for n, f in shape.fields(type(node)).items()}
    said = {n: v for n, (v, f) in values.items() if f.required or v != f.default}
    if node.kind == "did" and _is_texts(said.get("events")):
        head = f"did({', '.join(map(repr, said.pop('events')))})"
    elif node.kind == "has":
        head = f"has({said.pop('trait')!r})"
    else:
        return f"{node.kind}({_arguments(said)})"
    return head + "".join(_fluent(value) for value in said.values())


def _is_texts(value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(v, str) for v in value)


def _arguments(said: dict[str, Any]) -> str:
    """Keyword arguments, the first field in its place if it is a plain text."""
    names = list(said)
    first = [repr(said.pop(names[0]))] if names and isinstance(said[names[0]], str) else []
    return ", ".join([*first, *(f"{name}={value!r}" for name, value in said.items())])


def _fluent(part: Any) -> str:
    """A method that puts a part into a phrase."""
    match part:
        case Has() | Every() | Some() | Non() | AnyItem():
            return f".where({_filter(part)})"
        case Last(n, unit) | MoreThanAgo(n, unit):
            return f".{'in_last' if isinstance(part, Last) else 'more_than_ago'}({f'{n} {unit}s'!r})"
        case AgoBetween(a, b, unit):
            return f".between_ago({f'{a} {unit}s'!r}, {f'{b} {unit}s'!r})"
        case Times("between", low, int() as high):
            return f".between({low}, {high})"
        case Times(mode, low, None) if mode in _TIMES:
            return f".{_TIMES[mode]}({low})"
        case Total(fn, field, predicate) if _is_word(field):
            return f".with_({fn!r}, {_property(field)!r}){_comparison(predicate)}"
        case Equals() | Text() | Order() | Range() | IsSet():
            return _comparison(part)
    return f".put({part!r})"


def _is_word(field: Any) -> bool:
    """Whether a field is not the raw property that a computed one hides."""
    return isinstance(field, str) and field not in COMPUTED


def _property(field: str) -> str:
    return next((word for word, computed in COMPUTED.items() if computed == field), field)


def _comparison(predicate: Predicate) -> str:
    """A method that compares."""
    match predicate:
        case Equals(values, negated, or_missing):
            return _call("is_not" if negated else "is_", map(_literal, values), or_missing=or_missing)
        case Order(op, number, or_missing):
            return _call(_ORDERS[op], [_literal(number)], or_missing=or_missing)
        case Range(low, high, negated, or_missing):
            return _call("between", map(_literal, (low, high)), negated=negated, or_missing=or_missing)
        case Text(op, texts, negated, or_missing):
            return _call(_TEXTS[op], map(repr, texts), negated=negated, or_missing=or_missing)
        case IsSet(negated):
            return ".is_not_set()" if negated else ".is_set()"
    return f".meets({predicate!r})"


def _call(method: str, arguments: Iterable[str], **flags: bool) -> str:
    return f".{method}({', '.join([*arguments, *(f'{name}=True' for name, set_ in flags.items() if set_)])})"


def _literal(value: Value) -> str:
    """A literal as people write it, if that means the same."""
    if not isinstance(value, Number):
        return repr(value)
    text = text_of(value.scaled)
    plain = "." not in text or repr(float(text)) == text
    return text if plain else repr(value)


def _filter(where: Where) -> str:
    """A filter by functions and operators."""
    match where:
        case Has(field, predicate):
            name = _property(field)
            raw = ", raw=True" if field in COMPUTED else ""
            return f"prop({name!r}{raw}){_comparison(predicate)}"
        case AnyItem(inner):
            return f"item({_filter(inner)})"
        case Non(part):
            return f"~{_filter_operand(part)}"
        case Every(parts) | Some(parts) if len(parts) > 1 and not any(type(p) is type(where) for p in parts):
            return (" & " if isinstance(where, Every) else " | ").join(map(_filter_operand, parts))
    return f"Filter({where!r})"


def _filter_operand(where: Where) -> str:
    text = _filter(where)
    bare = isinstance(where, (Has, AnyItem, Non)) or text.startswith("Filter(")
    return text if bare else f"({text})"
