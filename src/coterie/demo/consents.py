"""Consents and lists of the demo: who agreed to what, by which method, with which proof. All invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from coterie.demo.people import People
from coterie.demo.standing import CONFIRMED, EXPIRED, EXPIRING, LEFT, MOVED, RETURNED, UNKNOWN
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, MINUTE, NOW, iso

LISTS = ("Newsletter", "Garden club", "VIP early access", "Tasting evening, Ljubljana")
_TEXT = "I agree to receive news and offers of the demo shop by e-mail. I can withdraw at any time."


@dataclass
class Ledger:
    """Rows gathered contact by contact: an instant and the message made of it."""

    t: list[int] = field(default_factory=list)
    rows: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def add(self, t: int, user: str, event: str, properties: dict[str, Any]) -> None:
        """Note that something happened at t."""
        self.t.append(t)
        self.rows.append((user, event, properties))

    def family(self, name: str) -> Family:
        """The rows as a family of messages."""

        def build(n: int) -> Message:
            user, event, properties = self.rows[n]
            return track(user, event, dict(properties))

        return Family(name, np.asarray(self.t, dtype=np.int64), build)


def _consent(channel: str, status: str, method: str, proof: str | None, **more: Any) -> dict[str, Any]:
    given = {"channel": channel, "status": status, "method": method, "basis": "consent"}
    return given | ({"proof": proof} if proof else {}) | more


def _sign_up(people: People, i: int, ledger: Ledger) -> None:
    """The sign-up to the newsletter, and its confirmation by a link in a mail."""
    standing, user = people.standing, people.user[i]
    t, profile = int(standing.subscribed[i]), int(standing.profile[i])
    form = "POPUP_PODSTRONA_BLOG" if i % 4 == 0 else "footer form"
    proof = f"form {form!r}, text of 2024-01, request {people.device[i]}"
    more: dict[str, Any] = {"form": form, "text": _TEXT, "double_opt_in": False}
    if profile in (EXPIRED, EXPIRING):
        more["expires_at"] = _expiry(people, i)
    ledger.add(t, user, "Consent Changed", _consent("email", "subscribed", "form", proof, **more))
    ledger.add(t, user, "List Joined", {"list": "Newsletter"})
    if profile in (CONFIRMED, RETURNED, MOVED, LEFT):
        proof = f"confirmation link {people.device[i]}, opened from 192.0.2.{i % 250 + 1}"
        confirmed = _consent("email", "subscribed", "double opt-in", proof, double_opt_in=True)
        ledger.add(t + (2 + i % 50) * MINUTE, user, "Consent Changed", confirmed)


def _expiry(people: People, i: int) -> str:
    """Consents that end: a past end, or one within the next four months."""
    end = int(people.standing.ended[i])
    if people.standing.profile[i] == EXPIRING:
        end = NOW + (1 + i % 120) * DAY
    return iso(np.array([end]))[0]


def _leave(t: int, i: int, user: str, ledger: Ledger) -> None:
    """Two in three leave by the link in a mail, the others by the preference centre."""
    if i % 3:
        reason = ("too many", "not relevant")[i % 2]
        ledger.add(t, user, "Unsubscribed", {"channel": "email", "reason": reason})
    else:
        ledger.add(t, user, "Consent Changed", _consent("email", "unsubscribed", "preference centre", None))


def _ending(people: People, i: int, ledger: Ledger) -> None:
    """What ended the sign-up, or renewed it after a bounce."""
    standing, user, profile = people.standing, people.user[i], int(people.standing.profile[i])
    if profile == LEFT:
        t = int(standing.ended[i])
        _leave(t, i, user, ledger)
        ledger.add(t, user, "List Left", {"list": "Newsletter"})
    if profile == RETURNED:
        proof = f"confirmation link {people.device[i]}-2, opened from 198.51.100.{i % 250 + 1}"
        again = _consent("email", "subscribed", "double opt-in", proof, double_opt_in=True)
        ledger.add(int(standing.back[i]), user, "Consent Changed", again)


def _other_channels(people: People, i: int, ledger: Ledger) -> None:
    standing, user, t = people.standing, people.user[i], int(people.joined[i])
    if standing.push[i]:
        ledger.add(
            t + 3 * MINUTE, user, "Consent Changed", _consent("push", "subscribed", "browser prompt", None)
        )
    if standing.sms[i]:
        proof = f"till receipt {i:05d}, signed"
        ledger.add(t + 5 * MINUTE, user, "Consent Changed", _consent("sms", "subscribed", "till", proof))
        if i % 9 == 0:
            ledger.add(
                max(t + DAY, NOW - 60 * DAY),
                user,
                "Consent Changed",
                _consent("sms", "unsubscribed", "STOP", None),
            )


def _lists(people: People, i: int, ledger: Ledger) -> None:
    """Static lists beside the newsletter's: some joined by hand, some left again."""
    user, t = people.user[i], int(people.joined[i])
    for nth, name in enumerate(LISTS[1:], start=5):
        if i % nth == 0 and t + nth * DAY < NOW:
            ledger.add(t + nth * DAY, user, "List Joined", {"list": name})
            if i % (nth * 8) == 0:
                ledger.add(max(t + 30 * DAY, NOW - nth * DAY), user, "List Left", {"list": name})


def consents(people: People) -> Family:
    """Consents, lists and their ends, of every contact with a name."""
    ledger = Ledger()
    for i, user in enumerate(people.user):
        if not user:
            continue
        if people.standing.profile[i] != UNKNOWN:
            _sign_up(people, i, ledger)
            _ending(people, i, ledger)
        _other_channels(people, i, ledger)
        _lists(people, i, ledger)
    return ledger.family("consent")
