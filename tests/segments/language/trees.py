"""Random trees made from the typed fields alone: every kind and every part, with names that bite."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any

from hypothesis import strategies as st

from coterie.lib.instants import FIRST_MS, LAST_MS
from coterie.segments.language import AllOf, AnyOf, Complement, Expression, kinds, shape
from coterie.segments.parts.compare import Dated, Number, Text
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some
from coterie.segments.parts.window import Calendric, Day, Instant, Next

BITING = (
    "Order Completed", "and", "or", "is", "not", "item", "last", "amount", "price", "product", "name",
    "$amount", "item.price", "hour", "x", "in the last 30 days", "", " ", '"', "\\", "a\nb", "\t", "#", "(",
    ")", ",", "Łódź", "ß", "İ", "é", "e\u0301", "қазақ", "\u2028", "\x00", "\u200b", "😀", "2026-01-01", "5",
    "-1.5", "true", "UPPER", "snake_case", "a.b.c", "a-b", "a..b", "all", "any", "of", "none", "no",
    "anything", "nothing", "did", "has", "score", "coupon", "“curly”", "it's", "one of", "then", "%",
)  # fmt: skip

_TEXTS = st.one_of(st.sampled_from(BITING), st.text(max_size=5))
_PATTERNS = st.sampled_from(("a+", "(?i)x", "^/blog", "[[:alpha:]]", "\\d", ""))
_SCALED = st.one_of(
    st.integers(-30_000, 30_000).map(lambda n: n * 10_000),
    st.integers(-(10**18) + 1, 10**18 - 1),
    st.integers(-99_999, 99_999),
)
_DAYS = st.dates().map(lambda d: Day(d.year, d.month, d.day))
_PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: _TEXTS, bool: st.booleans(), int: st.integers(0, 400), Number: _SCALED.map(Number), Day: _DAYS,
    Instant: st.integers(FIRST_MS, LAST_MS).map(Instant), float: st.floats(-180, 180),
}  # fmt: skip


def trees() -> st.SearchStrategy[Expression]:
    """Trees of every kind of condition."""
    leaves = st.one_of(*map(of_kind, kinds().values()))

    def groups(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        several = st.lists(parts, max_size=3).map(tuple)
        return st.one_of(several.map(AllOf), several.map(AnyOf), parts.map(Complement))

    return st.recursive(leaves, groups, max_leaves=6)


@cache
def of_kind(kind: Any) -> st.SearchStrategy[Any]:
    """Values of one dataclass; those that its constructor refuses are left out."""
    spec = shape.fields(kind)
    given = {name: field(spec[name]) for name in spec}
    made = st.fixed_dictionaries(given).map(lambda values: attempt(kind, values))
    return made.filter(lambda value: value is not None and sound(value))


def attempt(kind: Any, values: dict[str, Any]) -> Any:
    """The value, or None if it is refused."""
    try:
        return kind(**values)
    except ValueError:
        return None


def sound(value: Any) -> bool:
    """Whether the check would pass it: aggregates say of what, windows of events look back."""
    looks_ahead = type(value) is not Dated and any(
        ahead(getattr(value, n, None)) for n in ("window", "since")
    )
    says_of_what = not hasattr(value, "fn") or value.fn == "count" or value.field is not None
    return says_of_what and not looks_ahead


def ahead(window: Any) -> bool:
    """Whether a window lies in the future."""
    return isinstance(window, Next) or (isinstance(window, Calendric) and window.shift > 0)


def field(spec: shape.Field) -> st.SearchStrategy[Any]:
    """Values of a field, its default among them."""
    found = st.deferred(lambda: of_type(spec.type))
    fixed = [] if spec.default is dataclasses.MISSING else [st.just(spec.default)]
    return st.one_of(*fixed, *([st.none()] if spec.optional else []), found)


def of_type(annotation: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    if names := shape.choices(annotation):
        return st.sampled_from(names)
    if (inner := shape.element(annotation)) is not None:
        return st.lists(of_type(inner), max_size=3).map(tuple)
    members = shape.union(annotation)
    if AnyItem in members:
        return filters()
    return st.one_of(
        *(_PLAIN[m] if m in _PLAIN else texts() if m.__name__ == "Text" else of_kind(m) for m in members)
    )


def texts() -> st.SearchStrategy[Any]:
    """Comparisons of text, with patterns that RE2 takes."""
    asked = of_kind(Text)
    matching = st.builds(
        Text, st.just("matches"), st.lists(_PATTERNS, max_size=2).map(tuple), st.booleans(), st.booleans()
    )
    return st.one_of(asked.filter(lambda text: text.op != "matches"), matching)


@cache
def filters() -> st.SearchStrategy[Any]:
    """Filters of events, nested; items hold no items."""
    has = st.builds(Has, _TEXTS, st.deferred(lambda: of_type(shape.fields(Has)["predicate"].type)))

    def groups(parts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        several = st.lists(parts, max_size=3).map(tuple)
        return st.one_of(several.map(Every), several.map(Some), parts.map(Non))

    of_items = st.recursive(has, groups, max_leaves=3).map(AnyItem)
    return st.recursive(st.one_of(has, of_items), groups, max_leaves=3)
