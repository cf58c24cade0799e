"""The ledger of consent: what a contact's own happenings say about a channel at an instant.

Consents are events, so the past can be asked. Two names speak of them, and a few of addresses gone bad:

* `Consent Changed` {channel, status, method, basis, proof, double_opt_in, expires_at}; without a channel:
  of e-mail;
* `Unsubscribed` {channel}: unsubscribed;
* `Email Bounced` {type: hard}, `Email Marked as Spam` {email}; `SMS Bounced` {type: hard, phone}; `Push
  Expired` {token}.

What names another channel, or a status that is none of the three, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, Literal, Protocol, TypeAlias

from coterie.lib.text import fold
from coterie.lib.values import as_instant

Channel: TypeAlias = Literal["email", "sms", "push", "ads"]
Status: TypeAlias = Literal["unknown", "subscribed", "unsubscribed"]
Harm: TypeAlias = Literal["hard-bounce", "complaint", "expired"]

STATUSES: tuple[Status, ...] = ("unknown", "subscribed", "unsubscribed")
CONSENT_CHANGED = "Consent Changed"
UNSUBSCRIBED = "Unsubscribed"


class Happened(Protocol):
    """Whatever has an instant (ms), an ingest sequence, a name and properties: an event of the log, say."""

    @property
    def t(self) -> int: ...
    @property
    def seq(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def props(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Happening:
    """The plainest thing that happened."""

    t: int
    seq: int
    name: str
    props: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says of one channel at one instant.

    since: ms, the start of the present spell of the same status, None if nothing was ever said. method,
    basis, proof, expires (ms): of the latest statement. double_opt_in: the present spell of `subscribed`
    holds a confirmation. expired: the consent's expiry is reached; its status stays what was said.
    """

    status: Status = "unknown"
    since: int | None = None
    method: str | None = None
    basis: str | None = None
    proof: object = None
    double_opt_in: bool = False
    expires: int | None = None
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """The happening for which an address may not be written to: why, when (ms), sequence, and the address."""

    harm: Harm
    t: int
    seq: int
    address: str


@dataclass(frozen=True, slots=True)
class Harmful:
    """A happening that spoils an address: its name, the property naming the address, whether only if hard."""

    harm: Harm
    name: str
    address: str
    only_hard: bool = False


HARMFUL: dict[Channel, tuple[Harmful, ...]] = {
    "email": (
        Harmful("hard-bounce", "Email Bounced", "email", only_hard=True),
        Harmful("complaint", "Email Marked as Spam", "email"),
    ),
    "sms": (Harmful("hard-bounce", "SMS Bounced", "phone", only_hard=True),),
    "push": (Harmful("expired", "Push Expired", "token"),),
    "ads": (),
}
HARD = frozenset({"hard", "permanent"})


def standing(happenings: Iterable[Happened], channel: Channel, at: int, zone: str = "UTC") -> Standing:
    """What stands for a channel at an instant, by happenings in order of (t, seq): the latest statement wins.

    zone: where an expiry that is a date alone has its midnight (the workspace's); a date-time without an
    offset is UTC.

    >>> told = [Happening(5, 1, "Consent Changed", {"status": "subscribed"}), Happening(9, 2, "Unsubscribed")]
    >>> [standing(told, "email", at).status for at in (4, 5, 8, 9)]
    ['unknown', 'subscribed', 'subscribed', 'unsubscribed']
    """
    said = [(one, status) for one in happenings if one.t <= at and (status := stated(one, channel))]
    if not said:
        return Standing()
    last, status = said[-1]
    spell = [one for one, _ in takewhile(lambda pair: pair[1] == status, reversed(said))]
    expires = as_instant(last.props.get("expires_at"), zone)
    return Standing(
        status=status,
        since=spell[-1].t,
        method=_text(last.props.get("method")),
        basis=_text(last.props.get("basis")),
        proof=last.props.get("proof") or None,
        double_opt_in=status == "subscribed" and any(confirms(one.props) for one in spell),
        expires=expires,
        expired=expires is not None and expires <= at,
    )


def blocked(
    happenings: Iterable[Happened],
    address_now: str | None,
    address_at: Callable[[int, int], str | None],
    channel: Channel,
    at: int,
) -> Block | None:
    """The latest harm that still stands against the present address at an instant, or None.

    A harm is to the address that it names, else to the one the contact had then (`address_at(t, seq)`); a
    harm to no known address, and any to another one, stands against nobody. A later subscription to the
    channel with a proof lifts it. Soft bounces, and bounces that don't say that they are hard, never block.

    >>> bounce = Happening(5, 1, "Email Bounced", {"type": "hard", "email": " A@x.si"})
    >>> blocked([bounce], "a@X.si", lambda t, seq: None, "email", 5)
    Block(harm='hard-bounce', t=5, seq=1, address='a@x.si')
    >>> blocked([bounce], "new@x.si", lambda t, seq: None, "email", 5) is None
    True
    """
    mine, found = same_address(address_now), None
    for one in happenings:
        if mine is None or one.t > at:
            break
        kind = harm_of(one, channel)
        if kind and same_address(_text(one.props.get(kind.address)) or address_at(one.t, one.seq)) == mine:
            found = Block(kind.harm, one.t, one.seq, mine)
        elif found and proves(one, channel):
            found = None
    return found


def stated(one: Happened, channel: Channel) -> Status | None:
    """The status of a channel that a happening states, or None if it says nothing about it.

    >>> stated(Happening(0, 0, "Consent Changed", {"channel": "SMS", "status": "Subscribed"}), "sms")
    'subscribed'
    """
    about = fold(_text(one.props.get("channel")) or "email")
    if about != channel or one.name not in (CONSENT_CHANGED, UNSUBSCRIBED):
        return None
    if one.name == UNSUBSCRIBED:
        return "unsubscribed"
    said = fold(_text(one.props.get("status")) or "")
    return next((status for status in STATUSES if status == said), None)


def harm_of(one: Happened, channel: Channel) -> Harmful | None:
    """What a happening does to an address of the channel, or None.

    >>> harm_of(Happening(0, 0, "Email Bounced", {"type": "soft"}), "email") is None
    True
    """
    kind = next((kind for kind in HARMFUL[channel] if kind.name == one.name), None)
    if kind is None or not kind.only_hard:
        return kind
    how = _text(one.props.get("type")) or _text(one.props.get("bounce_type")) or ""
    return kind if fold(how) in HARD else None


def proves(one: Happened, channel: Channel) -> bool:
    """Whether a happening is a subscription to the channel that carries a proof.

    >>> proves(Happening(0, 0, "Consent Changed", {"status": "subscribed", "proof": "form 7"}), "email")
    True
    """
    if one.name != CONSENT_CHANGED or stated(one, channel) != "subscribed":
        return False
    proof = one.props.get("proof")
    return bool(proof.strip() if isinstance(proof, str) else proof)


def confirms(props: Mapping[str, Any]) -> bool:
    """Whether a statement is the second step of a double opt-in: it says so, or its method does.

    >>> confirms({"double_opt_in": True}), confirms({"method": "Double_opt-in"}), confirms({"method": "form"})
    (True, True, False)
    """
    said = props.get("double_opt_in")
    method = re.sub("[-_ ]+", " ", fold(_text(props.get("method")) or ""))
    return said is True or (isinstance(said, str) and fold(said) == "true") or method == "double opt in"


def same_address(address: str | None) -> str | None:
    """An address as addresses are compared: trimmed, in lower case; None if nothing is left.

    >>> same_address(" Ana@Example.COM "), same_address(" ")
    ('ana@example.com', None)
    """
    return (address or "").strip().lower() or None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
