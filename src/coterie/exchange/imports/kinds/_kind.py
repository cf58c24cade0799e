"""What every kind of file is made of: fields that are read, and messages that a row becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Literal, TypeAlias

from coterie.exchange.files import Reject
from coterie.record import encode

from ..cells import Type, Unreadable
from ..mapping import OrderRules

Message: TypeAlias = dict[str, Any]
"""A message of the Segment spec, as `Shop.ingest` takes it."""

WHO: dict[str, Type] = {"user_id": "text", "anonymous_id": "text", "email": "text"}
"""Fields that say whose a row is."""

TRAITS: dict[str, Type] = {
    "phone": "text", "first_name": "text", "last_name": "text", "country": "text", "region": "text",
    "city": "text", "postal_code": "text", "latitude": "number", "longitude": "number", "language": "text",
    "gender": "text", "birthday": "date", "timezone": "text",
}  # fmt: skip
"""Fields that are traits of the contact, in any kind of file."""


@dataclass(slots=True)
class Fields:
    """A row as it was read: values by field, and what is kept beside them, by name. None is nowhere in it."""

    values: dict[str, Any] = field(default_factory=dict)
    traits: dict[str, Any] = field(default_factory=dict)
    properties: dict[str, Any] = field(default_factory=dict)
    items: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """Ids of messages, and names of events. source: stands for where rows come from. file: stands for this
    very file. events: by the file's name for something, ours.

    Rows with a key have an id of source, key and content, so that a later export of the same rows adds only
    what has changed; others have one of file and row number, so that a rerun doubles nothing and true
    repeats survive.
    """

    source: str
    file: str
    events: Mapping[str, str] = field(default_factory=dict)

    def row(self, number: int, part: str = "") -> str:
        """The id of what a row says.

        >>> Names("shop", "f00d").row(7), Names("shop", "f00d").row(7, "consent")
        ('f00d:7', 'f00d:7:consent')
        """
        return f"{self.file}:{number}{':' + part if part else ''}"

    def keyed(self, key: str, part: str, content: Any = None) -> str:
        """The id of what is said about a key; content: what makes it another message if it changes."""
        told = "" if content is None else ":" + blake2b(encode(content), digest_size=6).hexdigest()
        return f"{self.source}:{part}:{key}{told}"


@dataclass(frozen=True, slots=True)
class Unit:
    """What some rows of a file come to. rows: their numbers. repeats: numbers of rows that are left out
    because they repeat one of these. reject: why they are put aside; then there are no messages."""

    rows: Sequence[int]
    messages: Sequence[Message] = ()
    repeats: Sequence[int] = ()
    reject: Reject | None = None


Speaker: TypeAlias = Callable[[Fields, int, Names, OrderRules], list[Message]]
"""A row, its number, names for its messages and the rules for orders give its messages. Error:
`Unreadable`."""


@dataclass(frozen=True)
class Kind:
    """One kind of file. fields: types by name. needs: of each group a file must have at least one. marks:
    fields that tell this kind from others, with their weights. rest: where other columns go. speak: what a
    row says; of a kind that gathers, what an order says whose lines lie apart."""

    what: str
    fields: Mapping[str, Type]
    needs: tuple[tuple[str, ...], ...] = ()
    marks: Mapping[str, int] = field(default_factory=dict)
    rest: Literal["traits", "properties", "items"] = "properties"
    tells_once: bool = False
    speak: Speaker | None = None
    gather: Callable[[list[tuple[int, Fields]], Names, OrderRules], list[Message]] | None = None


def who(values: Mapping[str, Any]) -> Message:
    """The part of a message that says whose it is; empty if the row does not say.

    >>> who({"email": "ana@b.si", "total": 5})
    {'context': {'traits': {'email': 'ana@b.si'}}}
    """
    found: Message = {}
    if user := values.get("user_id"):
        found["userId"] = user
    if anonymous := values.get("anonymous_id"):
        found["anonymousId"] = anonymous
    if (email := values.get("email")) and "@" in email:
        found["context"] = {"traits": {"email": email}}
    return found


def track(person: Message, event: str, at: str | None, properties: Message, message_id: str) -> Message:
    """A track message; at: ISO 8601, None for the import's own time."""
    said = {"type": "track", **person, "event": event, "properties": properties, "messageId": message_id}
    return said if at is None else {**said, "timestamp": at}


def identify(person: Message, traits: Message, at: str | None, message_id: str) -> Message:
    """An identify message."""
    said = {"type": "identify", **person, "traits": traits, "messageId": message_id}
    return said if at is None else {**said, "timestamp": at}


def traits_of(row: Fields) -> Message:
    """What a row says of its contact."""
    told = {name: value for name in ("email", *TRAITS) if (value := row.values.get(name)) is not None}
    return {**told, **row.traits}


def needed(values: Mapping[str, Any], name: str, otherwise: Reject) -> Any:
    """A value that a row can't do without. Error: `Unreadable`."""
    found = values.get(name)
    if found is None:
        raise Unreadable(otherwise)
    return found
