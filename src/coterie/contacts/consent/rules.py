"""Whether a contact may be written to on a channel: consent, address, blocks and the regime, put together.

`may_reach` judges one contact; `may_reach_many` columns of them, with the same answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from coterie.contacts.consent.ledger import (
    CONSENT_CHANGED,
    HARMFUL,
    STATUSES,
    UNSUBSCRIBED,
    Block,
    Channel,
    Happened,
    Standing,
)
from coterie.contacts.consent.regimes import BASES, ImpliedBasis, Regime
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER

Reason: TypeAlias = Literal[
    "no-address", "blocked", "unsubscribed", "not-subscribed", "expired", "double-opt-in-missing"
]

REASONS: tuple[Reason, ...] = (
    "no-address",
    "blocked",
    "unsubscribed",
    "not-subscribed",
    "expired",
    "double-opt-in-missing",
)


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What a verdict about a channel is made of: the trait of the address, those of the place, events."""

    address: str
    place: tuple[str, ...]
    statements: tuple[str, ...]
    harms: tuple[str, ...]
    bases: tuple[str, ...]


_ADDRESS: dict[Channel, str] = {"email": "email", "sms": "phone", "push": "push_subscription", "ads": "email"}
INGREDIENTS: Mapping[Channel, Ingredients] = {
    channel: Ingredients(
        address,
        ("country", "region"),
        (CONSENT_CHANGED, UNSUBSCRIBED),
        tuple(kind.name for kind in HARMFUL[channel]),
        BASES if channel in ("email", "sms") else (),
    )
    for channel, address in _ADDRESS.items()
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """may: whether a message may go out. reasons: all that forbid it, in the order of REASONS.

    until: the first instant (ms) after the one judged at which `may` changes if nothing happens, or None.
    """

    may: bool
    reasons: tuple[Reason, ...] = ()
    until: int | None = None


def may_reach(
    channel: Channel,
    standing: Standing,
    block: Block | None,
    address: str | None,
    regime: Regime,
    latest: Mapping[str, int],
    at: int,
    calendar: Calendar,
) -> Verdict:
    """The verdict for one contact, one channel, one instant `at` (ms).

    latest: of each event of BASES the contact's latest instant at or before `at` that still counts (a
    cancelled order does not). Implied consent stands in for consent that is missing, expired or
    unconfirmed, never against an unsubscription. Time alone can only take a permission away.

    >>> from coterie.contacts.consent.regimes import regime
    >>> utc = Calendar("UTC")
    >>> may_reach("email", Standing("subscribed", since=1), None, "a@x.si", regime("SI"), {}, 5, utc)
    Verdict(may=True, reasons=(), until=None)
    >>> may_reach("email", Standing(), None, "", regime("SI"), {}, 5, utc).reasons
    ('no-address', 'not-subscribed')
    """
    barred = _barred(address, block)
    lacking = _lacking(channel, standing, regime)
    bases = () if standing.status == "unsubscribed" else regime.implied_for(channel)
    lapses = _lapses(bases, latest, at, calendar)
    if not lacking:
        lapses.append(NEVER if standing.expires is None else standing.expires)
    reasons = {*barred, *(() if lapses else lacking)}
    end = max(lapses, default=NEVER)
    until = None if reasons or end == NEVER else end
    return Verdict(not reasons, tuple(code for code in REASONS if code in reasons), until)


def _barred(address: str | None, block: Block | None) -> list[Reason]:
    # What no consent, express or implied, makes good.
    found: list[Reason] = [] if address and address.strip() else ["no-address"]
    return [*found, "blocked"] if block else found


def _lacking(channel: Channel, standing: Standing, regime: Regime) -> list[Reason]:
    # Why there is no express consent: nothing listed means that there is.
    if standing.status == "unsubscribed":
        return ["unsubscribed"]
    if standing.status != "subscribed":
        return ["not-subscribed"]
    found: list[Reason] = ["expired"] if standing.expired else []
    unconfirmed = regime.wants_double_opt_in(channel) and not standing.double_opt_in
    return [*found, "double-opt-in-missing"] if unconfirmed else found


def _lapses(
    bases: Sequence[ImpliedBasis], latest: Mapping[str, int], at: int, calendar: Calendar
) -> list[int]:
    """The instants (ms) after `at` at which what implies consent will have lapsed."""
    since = [(basis.months, latest.get(basis.event)) for basis in bases]
    ends = [calendar.month_reached(t, months) for months, t in since if t is not None and t <= at]
    return [end for end in ends if end > at]


def implied_since(happenings: Iterable[Happened], at: int) -> dict[str, int]:
    """Of each event of BASES the latest instant (ms) at or before `at`: the `latest` of `may_reach`.

    The caller leaves out what no longer counts (cancelled orders).

    >>> from coterie.contacts.consent.ledger import Happening
    >>> implied_since([Happening(3, 1, "Order Completed"), Happening(9, 2, "Order Completed")], 8)
    {'Order Completed': 3}
    """
    found: dict[str, int] = {}
    for one in happenings:
        if one.name in BASES and one.t <= at:
            found[one.name] = max(one.t, found.get(one.name, one.t))
    return found


@dataclass(frozen=True, slots=True)
class Ledgers:
    """Many contacts' standings for one channel, a row each, as columns of one length.

    address, blocked, confirmed: booleans. status: index into STATUSES. expires: ms, NEVER where there is
    none. regime: index into `regimes`. latest: of each event of BASES that a regime uses, ms, -NEVER where
    there is none.
    """

    address: NDArray[np.bool_]
    blocked: NDArray[np.bool_]
    status: NDArray[np.integer]
    confirmed: NDArray[np.bool_]
    expires: NDArray[np.int64]
    regime: NDArray[np.integer]
    regimes: tuple[Regime, ...]
    latest: Mapping[str, NDArray[np.int64]]

    def where(self, holds: Iterable[bool]) -> NDArray[np.bool_]:
        """For each row what holds of its regime, given for each of `regimes`."""
        found: NDArray[np.bool_] = np.array([*holds], np.bool_)[self.regime]
        return found


def may_reach_many(channel: Channel, ledgers: Ledgers, at: int, calendar: Calendar) -> NDArray[np.bool_]:
    """`may_reach(...).may` of every row."""
    strict = ledgers.where(rule.wants_double_opt_in(channel) for rule in ledgers.regimes)
    express = (ledgers.status == STATUSES.index("subscribed")) & (ledgers.expires > at)
    express &= ledgers.confirmed | ~strict
    implied = _implied_many(channel, ledgers, at, calendar)
    implied &= ledgers.status != STATUSES.index("unsubscribed")
    found: NDArray[np.bool_] = ledgers.address & ~ledgers.blocked & (express | implied)
    return found


def _implied_many(channel: Channel, ledgers: Ledgers, at: int, calendar: Calendar) -> NDArray[np.bool_]:
    found = np.zeros(ledgers.address.shape, np.bool_)
    for basis in sorted({basis for rule in ledgers.regimes for basis in rule.implied_for(channel)}, key=str):
        holds = ledgers.where(basis in rule.implied_for(channel) for rule in ledgers.regimes)
        t = ledgers.latest[basis.event]
        found |= holds & (t > calendar.month_edge(at, basis.months)) & (t <= at)
    return found
