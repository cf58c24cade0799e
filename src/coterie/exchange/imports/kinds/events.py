"""Events: one a row."""

from __future__ import annotations

from typing import Any

from coterie.exchange.files import Reject

from ..cells import Type, Unreadable
from ..mapping import OrderRules
from ._kind import WHO, Fields, Kind, Message, Names, needed, track, who

# Fields that lie in a message's context (Segment spec, common fields).
_CONTEXT = {"ip": "ip", "user_agent": "userAgent"}
_PROPERTIES: dict[str, Type] = {
    "value": "number", "currency": "text", "order_id": "text", "product_id": "text", "product": "text",
    "category": "text", "brand": "text", "price": "number", "quantity": "number", "coupon": "text",
    "campaign": "text", "source": "text", "medium": "text", "list": "text", "tag": "text", "channel": "text",
    "store": "text", "url": "text", "path": "text", "title": "text", "referrer": "text",
}  # fmt: skip
RENAMED = {"product": "name"}


def _speak(row: Fields, number: int, names: Names, rules: OrderRules) -> list[Message]:
    values = row.values
    event = needed(values, "event", Reject("no-event-name", "it does not say what happened"))
    at = needed(values, "timestamp", Reject("no-date", "it does not say when"))
    person = who(values)
    if not person:
        raise Unreadable(Reject("no-customer", "it says neither by an id nor by an e-mail whose it is"))
    event = names.events.get(event, event)
    told = {RENAMED.get(name, name): values[name] for name in _PROPERTIES if name in values}
    said = track(person, event, at, {**row.properties, **told}, _name(values, number, names))
    context = _context(values)
    return [{**said, "context": {**context, **said.get("context", {})}} if context else said]


def _name(values: Message, number: int, names: Names) -> str:
    """The message's own id; else one of the row's key, else of its number."""
    if own := values.get("message_id"):
        return str(own)
    key = values.get("key")
    return names.row(number) if key is None else names.keyed(key, "event")


def _context(values: Message) -> dict[str, Any]:
    return {place: values[name] for name, place in _CONTEXT.items() if name in values}


KIND = Kind(
    "events",
    {
        "event": "text",
        "timestamp": "instant",
        **WHO,
        "message_id": "text",
        "key": "text",
        **_PROPERTIES,
        **dict.fromkeys(_CONTEXT, "text"),
    },
    needs=(("event",), ("timestamp",), ("user_id", "anonymous_id", "email")),
    marks={"event": 5, "timestamp": 1, "anonymous_id": 1, "url": 1, "message_id": 1},
    speak=_speak,
)  # fmt: skip
