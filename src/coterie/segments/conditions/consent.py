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
        "en": "{status? unknown: (whose) consent to {channel? email: e-mail; sms: SMS; push: web push; "
        "*: advertising} <is|is not> unknown; subscribed: (who) <are|are not> subscribed to {channel? "
        "email: e-mail; sms: SMS; push: web push; *: advertising}; unsubscribed: (who) <are|are not> "
        "unsubscribed from {channel? email: e-mail; sms: SMS; push: web push; *: advertising}; *: (who) "
        "<are|are not> blocked for {channel? email: e-mail; sms: SMS; push: web push; *: advertising}}[! "
        "and became so {since}][! (method: {method})][! (basis: {basis})][! ({opt_in? double: double; *: "
        "single} opt-in)][! (expires {expires})]",
        "pl": "{status? subscribed: (które) <są|nie są> zapisane na {channel? email: e-maile; sms: "
        "SMS-y; push: powiadomienia web push; *: reklamy}; unknown: (których) zgoda na {channel? email: "
        "e-maile; sms: SMS-y; push: powiadomienia web push; *: reklamy} <jest|nie jest> nieznana; "
        "unsubscribed: (które) <są|nie są> wypisane z {channel? email: e-maili; sms: SMS-ów; push: "
        "powiadomień web push; *: reklam}; *: (które) <są|nie są> zablokowane w kanale {channel? email: "
        "e-mail; sms: SMS; push: web push; *: reklamy}}[!, co nastąpiło {since}][! (metoda: {method})][! "
        "(podstawa: {basis})][! ({opt_in? double: podwójne; *: pojedyncze} potwierdzenie zapisu)][! (zgoda "
        "wygasa {expires})]",
        "sl": "{status? subscribed: (ki) <so|niso> prijavljeni na {channel? email: e-sporočila; sms: "
        "SMS-sporočila; push: potisna obvestila; *: oglase}; unknown: (katerih) soglasje za {channel? "
        "email: e-sporočila; sms: SMS-sporočila; push: potisna obvestila; *: oglase} <je|ni> neznano; "
        "unsubscribed: (ki) <so|niso> odjavljeni od {channel? email: e-sporočil; sms: SMS-sporočil; push: "
        "potisnih obvestil; *: oglasov}; *: (ki) <so|niso> blokirani za {channel? email: e-sporočila; sms: "
        "SMS-sporočila; push: potisna obvestila; *: oglase}}[!, kar se je zgodilo {since}][! (način: "
        "{method})][! (podlaga: {basis})][! ({opt_in? double: dvojna; *: enojna} potrditev prijave)][! "
        "(soglasje poteče {expires})]",
        "kk": "[!{since} ]{status? subscribed: {channel? email: электрондық поштаға; sms: SMS-ке; "
        "push: push-хабарландыруларға; *: жарнамаға} <жазылған|жазылмаған>; *: {channel? email: "
        "электрондық пошта; sms: SMS; push: push-хабарландыру; *: жарнама} {status? unknown: келісімі "
        "<белгісіз|белгілі>; unsubscribed: жазылымынан <шыққан|шықпаған>; *: арнасында "
        "<бұғатталған|бұғатталмаған>}}[! (тәсілі: {method})][! (негізі: {basis})][! (растау: {opt_in? "
        "double: екі рет; *: бір рет})][! (келісім мерзімінің аяқталуы: {expires})]",
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
