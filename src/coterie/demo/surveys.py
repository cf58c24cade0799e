"""Answers to the question "how likely are you to recommend us?", 0 to 10. All invented."""

from __future__ import annotations

import numpy as np

from coterie.demo.dice import choose, dice
from coterie.demo.people import LEAD, VISITOR, People
from coterie.demo.stream import Family, Message, track
from coterie.demo.times import DAY, HOUR, NOW

_SHARES = (2, 1, 1, 1, 2, 4, 7, 14, 22, 25, 21)
"""How many of a hundred answers are 0, 1 ... 10."""
EVERY = 11
"""One customer in so many answers; some of them twice."""


def answered(people: People, seed: int) -> Family:
    """`Survey Answered` {survey: "NPS", score}: a month after joining, one in three again lately."""
    rng = dice(seed, "surveys")
    buyers = np.flatnonzero(~np.isin(people.kind, (LEAD, VISITOR)))[::EVERY]
    late = NOW - ((2 + rng.random(len(buyers)) * 28) * DAY).astype(np.int64)
    first = people.joined[buyers] + 30 * DAY + (rng.random(len(buyers)) * 12).astype(np.int64) * HOUR
    person, t = np.concatenate([buyers, buyers[::3]]), np.concatenate([first, late[::3]])
    past = (t <= NOW) & (t >= people.joined[person])
    person, t = person[past], t[past]
    score = choose(rng, _SHARES, len(person))

    def build(n: int) -> Message:
        answer = {"survey": "NPS", "score": int(score[n]), "synthetic": True}
        return track(people.user[int(person[n])], "Survey Answered", answer)

    return Family("survey", t, build)
