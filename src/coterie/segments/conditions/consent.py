"""consent: what the ledger of consents says of one channel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Dated, Equals
from coterie.segments.parts.window import Window
from coterie.segments.plan import And, Channel, Consent, Meets, Plan

Status: TypeAlias = Literal["subscribed", "unknown", "unsubscribed", "blocked"]


@dataclass(frozen=True, slots=True)
class HasConsent(Condition):
    """The status of a channel, since when, by which method, on which lawful basis, how proved, and until
    when.

    subscribed, unknown and unsubscribed exclude one another; blocked stands beside them. `since`, `by`, `on`
    and `opt_in` tell of the present spell of the status; `expires` is the stated end of the consent.
    """

    channel: Channel
    status: Status
    since: Window | None = None
    method: str | None = None
    basis: str | None = None
    opt_in: Literal["double", "single"] | None = None
    expires: Window | None = None

    kind: ClassVar[str] = "consent"
    syntax: ClassVar[str] = (
        "consent {channel} is {status} [since {since}] [by {method}] [on basis {basis}]"
        " [with {opt_in} opt-in] [expiring {expires}]"
    )
    says: ClassVar[Mapping[str, str]] = {
        "en": "with the status {status} for {channel}[ since {since}][ by {method}][ on the basis {basis}]"
        "[ with {opt_in} opt-in][ and a consent that expires {expires}]",
        "pl": "o statusie {status} w kanale {channel}[, od: {since}][, metoda: {method}][, podstawa: {basis}]"
        "[, potwierdzenie: {opt_in}][, zgoda wygasa: {expires}]",
        "sl": "s statusom {status} v kanalu {channel}[, od: {since}][, način: {method}][, podlaga: {basis}]"
        "[, potrditev: {opt_in}][, soglasje poteče: {expires}]",
        "kk": "{channel} арнасындағы күйі — {status}[, басталуы: {since}][, тәсілі: {method}]"
        "[, негізі: {basis}][, растау: {opt_in}][, келісім мерзімі: {expires}]",
    }

    def plan(self, context: Context) -> Plan:
        return And(tuple(self._clauses()))

    def _clauses(self) -> Iterator[Plan]:
        if self.status == "blocked":
            yield blocked(self.channel)
        else:
            yield Meets(Consent(self.channel, "status"), Equals((self.status,)))
        if self.since is not None:
            yield Meets(Consent(self.channel, "since"), Dated(self.since))
        if self.method is not None:
            yield Meets(Consent(self.channel, "method"), Equals((self.method,)))
        if self.basis is not None:
            yield Meets(Consent(self.channel, "basis"), Equals((self.basis,)))
        if self.opt_in is not None:
            yield Meets(Consent(self.channel, "double"), Equals((self.opt_in == "double",)))
        if self.expires is not None:
            yield Meets(Consent(self.channel, "expires"), Dated(self.expires))


def blocked(channel: Channel) -> Plan:
    """A hard bounce or complaint with the present address, not followed by a proved re-subscription."""
    return Meets(Consent(channel, "blocked"), Equals((True,)))
