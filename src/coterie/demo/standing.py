"""How the demo's contacts stand with e-mail: who signed up, how, and what became of it. Invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coterie.demo.dice import choose
from coterie.demo.times import DAY, FIRST, MINUTE, NOW, Instants

NEVER: int = 2**62
CONFIRMED, SINGLE, UNKNOWN, LEFT, BOUNCED, COMPLAINED, RETURNED, MOVED, EXPIRED, EXPIRING = range(10)
"""Double opt-in; sign-up without confirmation; no sign-up; unsubscribed; hard bounce; complaint; bounce and
then a proved sign-up again; bounce and then a new address; consent with an end, past or to come."""
_SHARES = {
    0: (33, 21, 27, 8, 3, 2, 1, 1, 2, 2),
    1: (62, 20, 0, 9, 2, 2, 1, 1, 1, 2),
    2: (40, 20, 36, 2, 1, 1, 0, 0, 0, 0),
    3: (30, 25, 15, 18, 6, 3, 0, 0, 3, 0),
    4: (55, 20, 15, 6, 1, 1, 0, 0, 1, 1),
    5: (0, 0, 1, 0, 0, 0, 0, 0, 0, 0),
}
"""Shares of the ten profiles by kind of contact (`people`)."""
VISITING = 5


@dataclass(frozen=True)
class Standings:
    """One row a contact: profile; push, sms: whether they agreed to these channels; instants, NEVER if none.

    subscribed: the sign-up. ended: unsubscribed, complained, or the consent ran out. bounced: the hard
    bounce; back: the proved sign-up or the new address after it.
    """

    profile: Instants
    subscribed: Instants
    ended: Instants
    bounced: Instants
    back: Instants
    push: npt.NDArray[np.bool_]
    sms: npt.NDArray[np.bool_]

    def mailed_at(self, contact: Instants, when: Instants) -> npt.NDArray[np.bool_]:
        """Whether newsletters go to these contacts at these instants."""
        within = (self.subscribed[contact] < when) & (when < self.ended[contact])
        away = (self.bounced[contact] <= when) & (when < self.back[contact])
        return within & ~away


def _profiles(kind: Instants, joined: Instants, rng: np.random.Generator) -> Instants:
    drawn = np.full(len(kind), UNKNOWN, dtype=np.int64)
    for k, weights in _SHARES.items():
        drawn[kind == k] = choose(rng, weights, int((kind == k).sum()))
    newcomer = (joined > NOW - 20 * DAY) & (drawn > UNKNOWN)
    return np.where(newcomer, SINGLE, drawn)


def standings(kind: Instants, joined: Instants, rng: np.random.Generator) -> Standings:
    """Sign-ups come a minute or two after joining, their ends at any later time before the last two weeks."""
    profile = _profiles(kind, joined, rng)
    n = len(kind)
    begin = np.maximum(joined, FIRST - 150 * DAY) + 7 * DAY
    later = begin + (rng.random(n) * (NOW - 14 * DAY - begin)).astype(np.int64)
    signed = joined + (1 + rng.random(n)).astype(np.int64) * MINUTE
    push, sms = ((rng.random(n) < share) & (kind != VISITING) for share in (0.3, 0.16))
    bounced = np.where(np.isin(profile, (BOUNCED, RETURNED, MOVED)), later, NEVER)
    return Standings(
        profile=profile,
        subscribed=np.where(profile == UNKNOWN, NEVER, signed).astype(np.int64),
        ended=np.where(np.isin(profile, (LEFT, COMPLAINED, EXPIRED)), later, NEVER).astype(np.int64),
        bounced=bounced.astype(np.int64),
        back=np.where(np.isin(profile, (RETURNED, MOVED)), later + 10 * DAY, NEVER).astype(np.int64),
        push=push,
        sms=sms,
    )
