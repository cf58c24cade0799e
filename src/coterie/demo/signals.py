"""Tags, forms, downloads, inquiries and web push of the demo. All invented.

The tags are those of the founding example: CHROME, CENNIK (visits of the price list, counted),
POPUP_PODSTRONA_BLOG (came by the pop-up form of the blog), KOSIARKA_AKUMULATOROWA (interested in cordless
mowers, counted).
"""

from __future__ import annotations

import numpy as np

from coterie.demo.agents import CHROME
from coterie.demo.browsing import SITE, speaker
from coterie.demo.consents import Ledger
from coterie.demo.dice import dice
from coterie.demo.mail import newsletters
from coterie.demo.people import HOUSEHOLD, People
from coterie.demo.standing import NEVER
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, HOUR, MINUTE, NOW, SECOND
from coterie.demo.visits import CONTACT, MOWERS, PRICE_LIST, Looks, Sessions

PRICE_LIST_TAG, MOWER_TAG, BLOG_FORM = "CENNIK", "KOSIARKA_AKUMULATOROWA", "POPUP_PODSTRONA_BLOG"
_FILES = ("Mower buying guide.pdf", "Size chart.pdf", "Twenty recipes.pdf", "Price list 2026.pdf")


def counted(people: People, made: Sessions, seen: Looks) -> Family:
    """`Tag Added` with each visit of the price list and of the mowers."""
    tags = {PRICE_LIST: PRICE_LIST_TAG, MOWERS: MOWER_TAG}
    rows, who = np.flatnonzero(np.isin(seen.page, list(tags))), speaker(people)
    persons, known = made.person[seen.session[rows]].tolist(), made.known[seen.session[rows]].tolist()

    def build(k: int) -> Message:
        properties = {"tag": tags[int(seen.page[rows[k]])], "by": 1}
        return {"type": "track", "event": "Tag Added", "properties": properties} | who(persons[k], known[k])

    return Family("tag", seen.t[rows] + SECOND, build)


def once(people: People) -> Family:
    """Tags given once, forms, downloads, and tags taken away again."""
    ledger = Ledger()
    for i, user in enumerate(people.user):
        if user:
            _of_person(people, i, user, ledger)
    return ledger.family("signal")


def _of_person(people: People, i: int, user: str, ledger: Ledger) -> None:
    t, signed = int(people.joined[i]), int(people.standing.subscribed[i])
    if int(people.agent[i]) in CHROME and people.visits[i] > 0:
        ledger.add(t + 2 * MINUTE, user, "Tag Added", {"tag": "CHROME"})
    if i % 4 == 0 and signed < NEVER:
        form = {"form": BLOG_FORM, "url": f"{SITE}/blog/ten-dinners"}
        ledger.add(signed - SECOND, user, "Form Submitted", form)
        ledger.add(signed, user, "Tag Added", {"tag": BLOG_FORM})
    if i % 11 == 0 and people.visits[i] > 0:
        file = {"file": _FILES[i % len(_FILES)], "url": f"{SITE}/files/{i % len(_FILES)}"}
        ledger.add(min(t + 9 * DAY, NOW - HOUR), user, "File Downloaded", file)
    if i % 45 == 0:
        ledger.add(
            NOW - (3 + i % 200) * DAY,
            user,
            "Tag Removed",
            {"tag": PRICE_LIST_TAG} | ({"by": 1} if i % 2 else {}),
        )
    if i % 60 == 0:
        ledger.add(max(t, NOW - 90 * DAY), user, "Tag Added", {"tag": "VIP", "by": 2})


def inquiries(people: People, made: Sessions, seen: Looks) -> Family:
    """`Inquiry Sent` by every third known visitor of the contact page."""
    rows = np.flatnonzero((seen.page == CONTACT) & made.known[seen.session])[::3]
    persons = made.person[seen.session[rows]].tolist()

    def build(k: int) -> Message:
        return track(
            people.user[persons[k]],
            "Inquiry Sent",
            {"form": "CONTACT", "topic": ("offer", "delivery")[k % 2]},
        )

    return Family("inquiry", seen.t[rows] + MINUTE, build)


def pushes(people: People, seed: int) -> list[Family]:
    """`Push Delivered` every second Thursday to who agreed to web push, `Push Clicked` by one in twelve."""
    days = np.array([t + 2 * DAY + 3 * HOUR for t in newsletters().values()][::2], dtype=np.int64)
    days = days[days < NOW]
    agreed = np.flatnonzero(people.standing.push & (people.kind >= HOUSEHOLD))
    person, send = np.repeat(agreed, len(days)), np.tile(np.arange(len(days)), len(agreed))
    fit = (days[send] > people.joined[person] + HOUR) & (days[send] < people.quiet[person])
    person, send = person[fit], send[fit]
    hit = np.flatnonzero(dice(seed, "push").random(len(person)) < 1 / 12)

    def build(event: str, n: int) -> Message:
        i = int(person[n])
        properties = {"campaign": f"Push {int(send[n]) + 1}", "image": int(people.agent[i]) in CHROME}
        return track(people.user[i], event, properties)

    t = days[send] + person % 60 * SECOND
    return [
        Family("push", t, lambda n: build("Push Delivered", n)),
        Family("pushed", t[hit] + 20 * MINUTE, lambda k: build("Push Clicked", int(hit[k]))),
    ]
