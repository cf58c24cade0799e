"""Contacts: one a row, with their traits, and perhaps consents, tags and lists."""

from __future__ import annotations

from typing import Any

from coterie.exchange.files import Reject
from coterie.lib.text import fold

from ..cells import NO, YES, Unreadable
from ..mapping import OrderRules
from ._kind import TRAITS, WHO, Fields, Kind, Message, Names, identify, track, traits_of, who

SUBSCRIBED = YES | set(
    "subscribed confirmed opted-in opt-in optin opted_in explicit consented granted".split()
)
UNSUBSCRIBED = frozenset("unsubscribed opted-out opt-out optout opted_out withdrawn revoked".split())
BOUNCED = frozenset("cleaned bounced hard_bounced".split())
UNKNOWN = NO | set(
    "never_subscribed nonsubscribed non-subscribed not_subscribed pending unconfirmed transactional unknown"
    " inactive".split()
)
"""What platforms write into a column of consent (folded, blanks as _). No is not a refusal: it means that
nobody has said yes."""

_CHANNELS = {"subscribed": "email", "sms_subscribed": "sms"}


def _speak(row: Fields, number: int, names: Names, rules: OrderRules) -> list[Message]:
    person = who(row.values)
    if not person:
        raise Unreadable(Reject("no-identity", "it has neither an id nor a readable e-mail"))
    at = row.values.get("updated_at")
    traits = traits_of(row)
    if since := row.values.get("created_at"):
        traits["created_at"] = since
    said = [identify(person, traits, at, names.row(number))]
    said += _consents(row.values, person, number, names)
    for n, tag in enumerate(row.values.get("tags", ())):
        said.append(track(person, "Tag Added", at, {"tag": tag}, names.row(number, f"tag{n}")))
    for n, name in enumerate(row.values.get("lists", ())):
        said.append(track(person, "List Joined", at, {"list": name}, names.row(number, f"list{n}")))
    return said


def _consents(values: Message, person: Message, number: int, names: Names) -> list[Message]:
    found: list[Message] = []
    for name, channel in _CHANNELS.items():
        status = _status(values.get(name))
        if status is None:
            continue
        message_id = names.row(number, channel)
        at = values.get("consent_at")
        if status == "bounced":
            found.append(track(person, "Email Bounced", at, {"type": "hard"}, message_id))
        else:
            found.append(track(person, "Consent Changed", at, _change(values, channel, status), message_id))
    return found


def _change(values: Message, channel: str, status: str) -> dict[str, Any]:
    """A change of consent. An import proves nothing by itself, so there is a proof only where a column has
    one."""
    told = {"channel": channel, "status": status, "method": values.get("consent_method", "import")}
    told["proof"] = values.get("consent_proof")
    told["double_opt_in"] = values.get("double_opt_in")
    return {name: value for name, value in told.items() if value is not None}


def _status(said: Any) -> str | None:
    if said is None:
        return None
    word = fold(str(said)).strip().replace(" ", "_")
    known = (
        ("subscribed", SUBSCRIBED),
        ("unsubscribed", UNSUBSCRIBED),
        ("bounced", BOUNCED),
        ("unknown", UNKNOWN),
    )
    found = next((status for status, words in known if word in words), None)
    if found is None:
        raise Unreadable(Reject("bad-status", f"not a word for consent: {said!r}"[:200]))
    return found


KIND = Kind(
    "contacts",
    {
        **WHO,
        **TRAITS,
        "created_at": "instant",
        "updated_at": "instant",
        "subscribed": "text",
        "sms_subscribed": "text",
        "consent_at": "instant",
        "consent_method": "text",
        "consent_proof": "text",
        "double_opt_in": "flag",
        "tags": "list",
        "lists": "list",
    },
    needs=(("user_id", "anonymous_id", "email"),),
    marks={
"email": 2, "first_name": 1, "last_name": 1, "phone": 1, "subscribed": 2, "city": 1, "created_at": 1
},
    rest="traits",
    speak=_speak,
)  # fmt: skip
