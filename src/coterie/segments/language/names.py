"""Names that a workspace knows, and the doubts about those that it does not: data may still arrive."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

from coterie.contacts import places
from coterie.errors import Problem
from coterie.events import fields
from coterie.segments.parts.compare import (
    Dated,
    Equals,
    Holds,
    Length,
    Number,
    Order,
    Predicate,
    Range,
    Recurs,
    Text,
    Under,
)  # fmt: skip
from coterie.segments.parts.where import AnyItem, Has

from .grammar.names import written
from .grammar.properties import PRODUCT, of_event, of_item
from .messages import problem
from .tokens import quoted
from .tree import Condition
from .walk import Visit

Known: TypeAlias = Collection[str] | None


@dataclass(frozen=True, slots=True)
class Names:
    """What a workspace knows by name; None: not known here, and so not checked.

    properties: of each event, those of its items left out. traits: with the declared type (text, number,
    boolean, date or list) or None.
    """

    events: Known = None
    properties: Mapping[str, Collection[str]] | None = None
    item_fields: Known = None
    traits: Mapping[str, str | None] | None = None
    segments: Known = None
    lists: Known = None
    tags: Known = None
    stores: Known = None
    campaigns: Known = None
    coupons: Known = None


NOTHING = Names()
DECLARED: Mapping[str, frozenset[str]] = {
    "text": frozenset({"text", "number", "boolean", "date"}),
    "number": frozenset({"number", "text"}),
    "boolean": frozenset({"boolean", "text"}),
    "date": frozenset({"date", "text"}),
    "list": frozenset({"list", "category"}),
}
"""What a value of a declared type can be read as: numeric text is a number, ISO text a date."""


def doubts(visit: Visit, known: Names) -> Iterator[Problem]:
    """What is doubtful about one value of a definition, names being what it goes by."""
    found: Problem | None = None
    match visit.value:
        case str() as name if visit.field == "field" and isinstance(visit.above and visit.above.value, Has):
            found = _property(visit, name, known)
        case str() as name:
            found = _named(visit.field, name, known) or _located(visit, name)
        case value if visit.field == "predicate" and visit.above is not None:
            found = _declared(visit.above.value, value, known)
    if found is not None:
        yield found


def _named(field: str, name: str, known: Names) -> Problem | None:
    """The doubt about a text that is a name, by the field that holds it."""
    match field:
        case "events":
            return _doubt("unknown-event", name, known.events, quoted)
        case "segment" | "among":
            return _doubt("unknown-segment", name, known.segments, written)
        case "list":
            return _doubt("unknown-list", name, known.lists, written)
        case "trait" | "per":
            return _doubt("unknown-trait", name, known.traits, written)
        case "tag":
            return _doubt("unknown-tag", name, known.tags, written)
        case "store" | "stores":
            return _doubt("unknown-store", name, known.stores, quoted)
        case "campaign":
            return _doubt("unknown-campaign", name, known.campaigns, written)
        case "coupon":
            return _doubt("unknown-coupon", name, known.coupons, written)
    return None


def _property(visit: Visit, name: str, known: Names) -> Problem | None:
    """The doubt about a field of a filter: of items inside `item (...)`, else of the events looked at."""
    if visit.nearest(AnyItem) is not None:
        fields_known = known.item_fields and {*known.item_fields, *PRODUCT.values()}
        return _doubt("unknown-item-field", name, fields_known, of_item)
    events = next((v.value.events for v in visit.owners() if hasattr(v.value, "events")), ())
    seen = [known.properties[e] for e in events if e in known.properties] if known.properties else []
    if not seen:
        return None
    return _doubt("unknown-property", name, {*fields.PATHS, *(n for some in seen for n in some)}, of_event)


def _doubt(code: str, name: str, known: Known, write: Callable[[str], str]) -> Problem | None:
    """A warning about a name that is not among those known, with the nearest one as its fix."""
    if known is None or name.startswith("$") or name in known or name.split(".")[0] in known:
        return None
    close = (
        get_close_matches(name, [*known], 1, 0.6) or [k for k in known if k.casefold() == name.casefold()][:1]
    )
    near = close[0] if close else ""
    return problem(
        code, text=write(near) if near else None, value=near or None, found=quoted(name), near=near
    )


def _located(visit: Visit, name: str) -> Problem | None:
    """The doubt about a place that nobody knows."""
    owner = visit.nearest(Condition)
    near: str | None = None
    match owner.kind if owner is not None else "", visit.field:
        case "near", "place":
            found = places.find(name)
            near = None if isinstance(found, places.Found) else next(iter(found.near), "")
        case "located", "country":
            near = None if places.country_of(name) else ""
        case "located", "names":
            near = None if _is_place(owner.part, name, owner.country) else ""
    if near is None:
        return None
    text = quoted(near) if near else None
    return problem("unknown-place", text=text, value=near or None, found=quoted(name), near=near)


def _is_place(part: str, name: str, country: str | None) -> bool:
    """Whether a country, group or region is known; towns and postal codes are compared as they stand."""
    if part == "region":
        return places.region_of(country, name) is not None
    return bool(places.members(name)) if part in ("country", "group") else True


def _declared(condition: object, predicate: Predicate, known: Names) -> Problem | None:
    """An error where a trait's declared type can't be read as what the comparison asks for."""
    trait = getattr(condition, "trait", None)
    declared = (known.traits or {}).get(trait) if isinstance(trait, str) else None
    types = asked(predicate)
    if declared is None or not types or types & DECLARED.get(declared, types):
        return None
    return problem("type-clash", name=quoted(str(trait)), declared=declared, asked=" or ".join(sorted(types)))


def asked(predicate: Predicate | None) -> frozenset[str]:
    """The types that a comparison can be content with; none: any.

    >>> sorted(asked(Equals(("5", Number(50_000)))))
    ['number', 'text']
    """
    match predicate:
        case Equals(values):
            names = {bool: "boolean", Number: "number", str: "text"}
            return frozenset(names[type(value)] for value in values)
        case Text():
            return frozenset({"text"})
        case Order() | Range():
            return frozenset({"number"})
        case Dated() | Recurs():
            return frozenset({"date"})
        case Holds() | Length():
            return frozenset({"list"})
        case Under():
            return frozenset({"text", "category"})
        case _:
            return frozenset()
