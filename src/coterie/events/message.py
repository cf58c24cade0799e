"""A message of the Segment spec, checked: what came in over any door, as one small typed fact or a rejection.

Pure: no workspace, no clock. Source: https://segment.com/docs/connections/spec/ (track identify page screen
group alias, and their common fields).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from coterie.lib.instants import EARLIEST_MS, from_datetime, from_iso
from coterie.record import is_exact, to_text

from .agents import with_agent
from .traits import Traits, as_email, read_group, read_traits, unread

DEEPEST = 20
"""Objects and lists within each other."""
LARGEST = 262_144
"""Characters of a message's properties, or traits, as JSON."""
LONGEST = 512
"""Characters of an identifier, a message id or a name."""

INEXACT = 1
"""A flag of events: a number has more digits than binary floating point holds."""
AS_TYPED = 2
"""A flag: an e-mail or a phone number could not be read and was kept as typed."""

# A number that binary floating point may not hold has six decimals, or eleven digits before the point.
_LONG_NUMBER = re.compile(r"\.(?:[0-9]{6}|(?<=[0-9]{11}\.)[0-9])")

Properties = dict[str, Any]
Message = Mapping[str, Any]


class Rejection(msgspec.Struct, frozen=True, gc=False):
    """Why a message was not taken: a stable code, and the reason in words."""

    code: str
    reason: str


class Rules(msgspec.Struct, frozen=True):
    """What a door asks: now (ms) stands in for a missing timestamp; before earliest (ms) nothing is taken."""

    now: int
    earliest: int = EARLIEST_MS


class Fact(msgspec.Struct, frozen=True):
    """A checked message.

    kind: its type. user, anonymous, email, previous: identifiers. t: ms. name: of the event as sent, empty
    unless it is something that a contact did. props: what was sent about it, with the `context`. json: the
    same as JSON text. traits: what it says of the contact. id: of the message, None if it has none. flags:
    `INEXACT`, `AS_TYPED`.
    """

    kind: str
    user: str | None
    anonymous: str | None
    email: str | None
    previous: str | None
    t: int
    name: str
    props: Properties
    json: str
    traits: Traits
    id: str | None
    flags: int


class Refused(Exception):
    """Carries a rejection out of the reading of a part."""

    def __init__(self, rejection: Rejection) -> None:
        self.rejection = rejection


def read(message: Any, rules: Rules) -> Fact | Rejection:
    """The fact that a message states, or why it is not taken.

    >>> read({"type": "track", "userId": "ana", "event": "Order Completed"}, Rules(now=EARLIEST_MS)).name
    'Order Completed'
    >>> read({"type": "track", "event": "Order Completed"}, Rules(now=0)).code
    'no-identity'
    """
    if not isinstance(message, Mapping):
        return Rejection("not-an-object", "a message is a JSON object")
    try:
        return _read(message, rules)
    except Refused as refused:
        return refused.rejection
    except RecursionError:
        return Rejection("too-deep", f"objects and lists lie more than {DEEPEST} deep within each other")
    except (TypeError, ValueError) as cause:  # what JSON or UTF-8 can't carry
        return Rejection("not-json", f"a value can't be written as JSON: {cause}"[:200])


def _read(message: Message, rules: Rules) -> Fact:
    kind = message.get("type")
    reader = _KINDS.get(kind) if isinstance(kind, str) else None
    if kind is None or reader is None:
        raise Refused(Rejection("bad-type", f"type is one of {', '.join(_KINDS)}, not {kind!r}"[:200]))
    context = _object(message, "context")
    name, props, traits = reader(message)
    user, anonymous = _identifier(message, "userId"), _identifier(message, "anonymousId")
    email = _email(traits, context)
    if user is None and anonymous is None and email is None:
        raise Refused(Rejection("no-identity", "a message needs a userId, an anonymousId or an e-mail"))
    if email is not None and traits.get("email") != email:
        traits = {**traits, "email": email}
    t = _instant(message.get("timestamp"), rules)
    props = {**props, "context": with_agent(context)} if context else props
    text, flags = _json(props)
    flags |= AS_TYPED if traits and unread(traits) else 0
    return Fact(
        kind, user, anonymous, email, _previous(message, kind), t, name, props, text, traits,
        _identifier(message, "messageId"), flags,
    )  # fmt: skip


# ---- kinds ------------------------------------------------------------------------------------------

Said = tuple[str, Properties, Traits]
"""Of a kind of message: the event's name, its properties, and what it says of the contact."""


def _track(message: Message) -> Said:
    name = message.get("event")
    if not isinstance(name, str) or not (name := name.strip()):
        raise Refused(Rejection("no-event-name", "a track message needs the name of its event"))
    return _short("event", name), _object(message, "properties"), {}


def _page(message: Message) -> Said:
    return "Page Viewed", _viewed(message), {}


def _screen(message: Message) -> Said:
    return "Screen Viewed", _viewed(message), {}


def _viewed(message: Message) -> Properties:
    """The properties of a page or screen, its name and category among them."""
    told = {key: message[key] for key in ("name", "category") if message.get(key) is not None}
    return {**told, **_object(message, "properties")}


def _identify(message: Message) -> Said:
    traits = read_traits(_open(_object(message, "traits")))
    return "", {"traits": traits} if traits else {}, traits


def _group(message: Message) -> Said:
    group = _identifier(message, "groupId")
    if group is None:
        raise Refused(Rejection("no-group-id", "a group message needs a groupId"))
    said = _open(_object(message, "traits"))
    return "", {"groupId": group, "traits": said}, read_group(group, said)


def _alias(message: Message) -> Said:
    return "", {"previousId": message.get("previousId")}, {}


_KINDS: dict[str, Callable[[Message], Said]] = {
    "track": _track,
    "identify": _identify,
    "page": _page,
    "screen": _screen,
    "group": _group,
    "alias": _alias,
}


# ---- parts ------------------------------------------------------------------------------------------


def _object(message: Message, key: str) -> dict[str, Any]:
    value = message.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Refused(Rejection("bad-field", f"{key} is an object"))
    return value


def _open(traits: dict[Any, Any]) -> dict[str, Any]:
    """The traits, none of which has a name that is kept for Coterie's own."""
    for name in traits:
        if not isinstance(name, str) or name.startswith("$"):
            raise Refused(
                Rejection("reserved-trait", f"names that begin with $ are Coterie's own: {name}"[:200])
            )
    return traits


def _identifier(message: Message, key: str) -> str | None:
    """An identifier's text; whole numbers are read as text; empty and null are none."""
    value = message.get(key)
    if value is None:
        return None
    if isinstance(value, str) and "\0" not in value:
        plain = len(value) <= LONGEST and value.isascii()
        return (value if plain else _short(key, value)).strip() or None
    if isinstance(value, int) and not isinstance(value, bool):
        return _short(key, str(value))
    raise Refused(Rejection("bad-identifier", f"{key} is a text, not {value!r}"[:200]))


def _short(key: str, text: str) -> str:
    if len(text) > LONGEST:
        raise Refused(Rejection("too-long", f"{key} has more than {LONGEST} characters"))
    if not text.isascii():
        text.encode()  # a lone surrogate can't be kept
    return text


def _previous(message: Message, kind: str) -> str | None:
    if kind != "alias":
        return None
    previous = _identifier(message, "previousId")
    if previous is None or _identifier(message, "userId") is None:
        raise Refused(Rejection("no-previous-id", "an alias message needs a previousId and a userId"))
    return previous


def _email(traits: Traits, context: Mapping[str, Any]) -> str | None:
    """The address that says who it is: of the traits, else of the traits in the context."""
    if "email" in traits:
        return as_email(traits["email"])
    inner = context.get("traits")
    return as_email(inner.get("email")) if isinstance(inner, Mapping) else None


def _instant(value: Any, rules: Rules) -> int:
    if value is None:
        return rules.now
    if isinstance(value, datetime):
        t: int | None = from_datetime(value if value.tzinfo else value.replace(tzinfo=UTC))
    else:
        t = from_iso(value) if isinstance(value, str) else None
    if t is None:
        raise Refused(Rejection("bad-timestamp", f"timestamp is ISO 8601 text, not {value!r}"[:200]))
    if t < rules.earliest:
        raise Refused(
            Rejection("too-early", f"timestamp lies before the workspace's earliest: {value}"[:200])
        )
    return t


def _json(props: Properties) -> tuple[str, int]:
    """The properties as JSON text, and whether they are `INEXACT`."""
    if not props:
        return "{}", 0
    text = to_text(props)
    if len(text) > LARGEST:
        raise Refused(Rejection("too-large", f"a message has at most {LARGEST} characters"))
    # Few messages can lie deep or hold long numbers: only these are walked through.
    if text.count("{") + text.count("[") > DEEPEST or _LONG_NUMBER.search(text):
        return text, 0 if is_exact(props, DEEPEST) else INEXACT
    return text, 0
