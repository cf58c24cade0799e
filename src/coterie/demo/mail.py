"""E-mail life: sent, bounced, opened by people and by machines, clicked, marked as spam. All invented.

A newsletter each Tuesday and the package's campaigns go to subscribed contacts; a welcome to who signs up,
thanks after a first order to everybody with an address, signed up or not; a win-back to contacts lost long
ago.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from coterie.demo.agents import AGENTS
from coterie.demo.coupons import campaign_name
from coterie.demo.dice import dice
from coterie.demo.journey import Floats, campaigns
from coterie.demo.people import LAPSED, People, first_baskets
from coterie.demo.standing import COMPLAINED, NEVER
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, FIRST, HOUR, MINUTE, NOW, SECOND, Instants, utc

Row = npt.NDArray[np.int64]
WELCOME, THANKS, WIN_BACK = "Welcome", "Thanks for your first order", "We miss you"
_SUBJECTS = (
    "News of the week",
    "Fresh from the market",
    "Your offers are here",
    "Garden and table",
    "New in",
)
_LINKS = (
    "/offer",
    "/price-list",
    "/blog",
    "/groceries",
    "/clothing/women",
    "/clothing/men",
    "/garden/cordless-mowers",
)
_PROXY = {"userAgent": "Mozilla/5.0"}


@dataclass(frozen=True)
class Mailing:
    """Deliveries, one row each: person, instant, index into names (of campaigns); draws: chance numbers."""

    names: list[str]
    person: Row
    t: Instants
    send: Row
    draws: Floats


def newsletters() -> dict[str, int]:
    """Name and instant of each newsletter: Tuesdays at 8 from eight weeks before the year to now."""
    found = {}
    for day in range(FIRST - 56 * DAY, NOW, DAY):
        date = datetime.fromtimestamp(day / SECOND, UTC).isocalendar()
        if date.weekday == 2:
            found[f"Newsletter {date.year}-{date.week:02d}"] = int(utc(day + 8 * HOUR))
    return found


def _bulk(people: People, index: dict[int, int]) -> list[tuple[str, Row, Instants]]:
    """Newsletters to all, campaigns to their households, as (name, persons, instants)."""
    everybody = np.arange(len(people))
    sends = [(name, everybody, t) for name, t in newsletters().items()]
    known = campaigns()
    for number, members in sorted(known.households.items()):
        rows = np.array([index[h] for h in members if h in index], dtype=np.int64)
        sends.append((campaign_name(number), rows, int(utc(known.span[number][0] + 9 * HOUR))))
    mailed = []
    for name, rows, at in sends:
        t = np.full(len(rows), at, dtype=np.int64)
        fit = people.standing.mailed_at(rows, t) & (at <= NOW)
        mailed.append((name, rows[fit], t[fit]))
    return mailed


def _automatic(people: People, index: dict[int, int]) -> list[tuple[str, Row, Instants]]:
    """Welcome, thanks and win-back."""
    standing = people.standing
    signed = np.flatnonzero(standing.subscribed < NEVER)
    buyers = [(index[h], t) for h, t in sorted(first_baskets().items()) if h in index]
    persons, walls = (np.array(column, dtype=np.int64) for column in zip(*buyers, strict=True))
    lost = np.flatnonzero((people.kind == LAPSED) & (standing.subscribed < NEVER))
    late = people.joined[lost] + 420 * DAY
    fit = standing.mailed_at(lost, late)
    return [
        (WELCOME, signed, standing.subscribed[signed] + 5 * MINUTE),
        (THANKS, persons, utc(walls) + HOUR),
        (WIN_BACK, lost[fit], late[fit]),
    ]


def mailing(people: People, index: dict[int, int], addresses: list[str | None], seed: int) -> Mailing:
    """All deliveries to contacts that have an address; index: of persons by household."""
    sends = [*_bulk(people, index), *_automatic(people, index)]
    person = np.concatenate([rows for _, rows, _ in sends])
    t = np.concatenate([at for _, _, at in sends]) + person % 600 * SECOND
    send = np.repeat(np.arange(len(sends)), [len(rows) for _, rows, _ in sends])
    has = np.array([address is not None for address in addresses])[person] & (t <= NOW)
    draws = dice(seed, "mail").random((len(person), 4))
    return Mailing([name for name, _, _ in sends], person[has], t[has], send[has], draws[has])


def _properties(made: Mailing, n: int) -> dict[str, Any]:
    send = int(made.send[n])
    return {"campaign": made.names[send], "email_subject": _SUBJECTS[send % len(_SUBJECTS)]}


def delivered(people: People, made: Mailing) -> Family:
    """`Email Delivered`, or for one in 150 a soft `Email Bounced`."""
    soft = (made.draws[:, 0] < 1 / 150).tolist()

    def build(n: int) -> Message:
        user, properties = people.user[int(made.person[n])], _properties(made, n)
        if soft[n]:
            return track(user, "Email Bounced", properties | {"type": "soft", "reason": "mailbox full"})
        return track(user, "Email Delivered", properties)

    return Family("mail", made.t, build)


def _read(people: People, made: Mailing) -> tuple[Row, Instants]:
    """Numbers of the deliveries that a person opened, and when: from minutes to two days later."""
    chance = np.where(made.t < people.quiet[made.person], people.opens[made.person], 0.0)
    rows = np.flatnonzero((made.draws[:, 1] < chance) & (made.draws[:, 0] >= 1 / 150))
    wait = (2 * MINUTE + made.draws[rows, 2] ** 4 * 2 * DAY).astype(np.int64)
    past = made.t[rows] + wait <= NOW
    return rows[past], (made.t[rows] + wait)[past]


def opened(people: People, made: Mailing) -> Family:
    """`Email Opened` by people."""
    rows, t = _read(people, made)
    contexts = [{"userAgent": agent.mail} for agent in AGENTS]

    def build(k: int) -> Message:
        i = int(made.person[rows[k]])
        context = contexts[int(people.agent[i])]
        return track(people.user[i], "Email Opened", _properties(made, int(rows[k])), context)

    return Family("open", t, build)


def prefetched(people: People, made: Mailing) -> Family:
    """`Email Opened` {machine: true}: a privacy proxy loads the pictures within half a minute."""
    rows = np.flatnonzero(
        people.machine[made.person] & (made.draws[:, 3] < 0.85) & (made.draws[:, 0] >= 1 / 150)
    )
    t = made.t[rows] + (2 + made.draws[rows, 3] * 30).astype(np.int64) * SECOND

    def build(k: int) -> Message:
        properties = _properties(made, int(rows[k])) | {"machine": True}
        return track(people.user[int(made.person[rows[k]])], "Email Opened", properties, _PROXY)

    return Family("prefetch", t, build)


def clicked(people: People, made: Mailing) -> Family:
    """`Email Link Clicked` after some of the opens."""
    rows, t = _read(people, made)
    hit = made.draws[rows, 3] < people.clicks[made.person[rows]]
    rows, t = rows[hit], t[hit] + 40 * SECOND
    contexts = [{"userAgent": agent.web} for agent in AGENTS]

    def build(k: int) -> Message:
        i = int(made.person[rows[k]])
        link = {"link_url": f"https://demo.example{_LINKS[int(made.draws[rows[k], 2] * len(_LINKS))]}"}
        context = contexts[int(people.agent[i])]
        return track(people.user[i], "Email Link Clicked", _properties(made, int(rows[k])) | link, context)

    return Family("click", t, build)


def refused(people: People, addresses: list[str | None]) -> Family:
    """Hard `Email Bounced` and `Email Marked as Spam`, with the address that they concern."""
    standing, reachable = people.standing, np.array([address is not None for address in addresses])
    bounced = np.flatnonzero((standing.bounced < NEVER) & reachable)
    annoyed = np.flatnonzero((standing.profile == COMPLAINED) & reachable)
    rows = np.concatenate([bounced, annoyed])
    t = np.concatenate([standing.bounced[bounced], standing.ended[annoyed]])

    def build(k: int) -> Message:
        i = int(rows[k])
        if k >= len(bounced):
            return track(people.user[i], "Email Marked as Spam", {"email": addresses[i]})
        reason = {"type": "hard", "reason": "no such mailbox", "email": addresses[i]}
        return track(people.user[i], "Email Bounced", reason)

    return Family("refused", t, build)
