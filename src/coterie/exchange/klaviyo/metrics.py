"""Filters of events: what must hold of one and the same event. Klaviyo joins them all by 'and'."""

from __future__ import annotations

from collections.abc import Sequence

from .asked import Unsayable
from .comparisons import filters, predicate
from .given import JSON, Given

AMOUNT = "$value"
"""Klaviyo's property of the value; ours is the computed amount."""


def where(given: Sequence[Given]) -> JSON:
    """Our filter of events."""
    parts = [{"type": "has", "field": _field(one), "predicate": _predicate(one)} for one in given]
    return parts[0] if len(parts) == 1 else {"type": "every", "parts": parts}


def event_filters(asked: JSON | None, zone: str) -> list[JSON]:
    """Klaviyo's filters of ours. Error: `Unsayable`."""
    match asked:
        case None:
            return []
        case {"type": "every", "parts": parts}:
            return [one for part in parts for one in event_filters(part, zone)]
        case {"type": "has", "field": field, "predicate": about}:
            return _single(field, about, True, zone)
        case {"type": "non", "part": {"type": "has", "field": field, "predicate": about}}:
            return _single(field, about, False, zone)
        case {"type": "any_item"}:
            raise Unsayable("filters of one and the same product", "filter by a property of the event")
    raise Unsayable("filters of an event joined by 'or'", "give each its own condition")


def _single(field: str, about: JSON, yes: bool, zone: str) -> list[JSON]:
    if field.startswith("$") and field != "$amount":
        raise Unsayable(f"the {field[1:]} of an event")
    name = AMOUNT if field == "$amount" else field
    clauses = filters(about, yes, zone)
    if any(len(clause) != 1 for clause in clauses):
        raise Unsayable("this filter of an event, which needs an 'or'", "give each case its own condition")
    return [{"property": name, "filter": _of_event(clause[0])} for clause in clauses]


def _of_event(one: JSON) -> JSON:
    """A filter in the words that Klaviyo has for events: no dates, and lists looked into by sets of texts."""
    if one["type"] == "date":
        raise Unsayable("dates among an event's properties")
    if one["type"] != "list" or one["operator"].startswith("length"):
        return one
    if not isinstance(one["value"], str):
        raise Unsayable("a number looked for in a list of an event")
    return one | {"operator": f"{one['operator']}-any", "value": [one["value"]]}


def _field(given: Given) -> str:
    name = given.get("property").text()
    return "$amount" if name == AMOUNT else name


def _predicate(given: Given) -> JSON:
    asked = given.maybe("filter")
    return {"type": "is_set"} if asked is None else predicate(asked)
