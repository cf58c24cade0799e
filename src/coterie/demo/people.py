"""Who the demo's contacts are, as columns: the package's households, and invented people beside them.

Invented people exist for what a grocer's panel lacks: leads who never bought, one-time buyers, contacts
lost long ago, buyers of clothes, and visitors without a name. For households all but demographics, orders,
campaigns and coupons is invented too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from coterie.demo.agents import APPLE, SHARES, SOURCE_SHARES
from coterie.demo.dice import choose, dice
from coterie.demo.goods import SECTION_NAMES
from coterie.demo.homes import Homes, homes
from coterie.demo.journey import Floats, baskets, campaigns, households
from coterie.demo.shelf import women_share
from coterie.demo.standing import Standings, standings
from coterie.demo.times import DAY, FIRST, HOUR, MINUTE, NOW, Instants, utc

Flags = npt.NDArray[np.bool_]

HOUSEHOLD, LEAD, ONCE, LAPSED, WARDROBE, VISITOR = range(6)
INVENTED: dict[int, int] = {LEAD: 200, ONCE: 90, LAPSED: 60, WARDROBE: 70, VISITOR: 90}
"""How many invented people of each kind stand beside all 2,469 households."""
_SECTIONS: dict[int, tuple[float, ...]] = {
    HOUSEHOLD: (0.86, 0.07, 0.03, 0.04),
    LEAD: (0.25, 0.25, 0.15, 0.35),
    ONCE: (0.0, 0.35, 0.25, 0.4),
    LAPSED: (0.0, 0.4, 0.3, 0.3),
    WARDROBE: (0.0, 0.6, 0.4, 0.0),
    VISITOR: (0.4, 0.2, 0.15, 0.25),
}
_VISITS = {HOUSEHOLD: 15.0, LEAD: 12.0, ONCE: 6.0, LAPSED: 5.0, WARDROBE: 20.0, VISITOR: 3.0}


@dataclass(frozen=True)
class People:
    """One row a contact. joined: instant of the first message with a name (a visitor's first visit).

    quiet: instant after which they neither visit nor open. user, device: userId (empty for visitors) and
    anonymousId. visits: expected sessions on the site. opens, clicks: chance of opening a message, of a click
    in an opened one. machine: a privacy proxy opens too. section, agent, source: indices (goods, agents).
    """

    kind: Instants
    household: Instants
    user: list[str]
    device: list[str]
    joined: Instants
    quiet: Instants
    homes: Homes
    standing: Standings
    woman: Flags
    section: Instants
    agent: Instants
    source: Instants
    visits: Floats
    opens: Floats
    clicks: Floats
    machine: Flags

    def __len__(self) -> int:
        return len(self.kind)


def _kinds(numbers: tuple[int, ...]) -> Instants:
    part = len(numbers) / len(households())
    counts = {HOUSEHOLD: len(numbers)} | {k: max(4, round(n * part)) for k, n in INVENTED.items()}
    return np.repeat(list(counts), list(counts.values())).astype(np.int64)


def first_baskets() -> dict[int, int]:
    """Local ms of each household's first basket."""
    rows = baskets()
    found, first = np.unique(rows.household, return_index=True)
    return dict(zip(found.tolist(), rows.wall[first].tolist(), strict=True))


def _first_campaigns(household: Instants) -> Instants:
    """Local ms at which each household's first campaign began; the demo's now if none did."""
    known, begun = campaigns(), dict[int, int]()
    for number, members in known.households.items():
        for member in members:
            begun[member] = min(begun.get(member, NOW), known.span[number][0])
    return np.array([begun.get(number, NOW) for number in household.tolist()], dtype=np.int64)


def _joined(kind: Instants, household: Instants, rng: np.random.Generator) -> Instants:
    """Just over half of the households joined before the year began, the others with their first basket."""
    n, begun = len(kind), first_baskets()
    share = rng.random(n)
    before = FIRST - (5 * DAY + share * 700 * DAY).astype(np.int64)
    ordered = np.array([begun.get(number, FIRST) for number in household.tolist()], dtype=np.int64)
    ordered = np.minimum(ordered, _first_campaigns(household) - HOUR)
    known = np.where(rng.random(n) < 0.55, before, ordered - (1 + 20 * share).astype(np.int64) * MINUTE)
    lately = NOW - (2 * DAY + share**1.5 * 800 * DAY).astype(np.int64)
    this_year = NOW - (3 * DAY + share * 350 * DAY).astype(np.int64)
    long_ago = NOW - (560 * DAY + share * 400 * DAY).astype(np.int64)
    wall = np.select(
        [kind == HOUSEHOLD, kind == LAPSED, kind == VISITOR], [known, long_ago, this_year], default=lately
    )
    return utc(wall - (share * 1e9).astype(np.int64) % HOUR)


def _quiet(kind: Instants, joined: Instants, rng: np.random.Generator) -> Instants:
    """A third of the leads and one-time buyers fall silent weeks after joining; the lapsed all did."""
    weeks = (20 + rng.random(len(kind)) * 100).astype(np.int64) * DAY
    silent = (kind == LAPSED) | (np.isin(kind, (LEAD, ONCE)) & (rng.random(len(kind)) < 0.35))
    return np.where(silent, joined + weeks, NOW + 400 * DAY).astype(np.int64)


def _visits(kind: Instants, rng: np.random.Generator) -> Floats:
    mean = np.array([_VISITS[k] for k in range(6)])[kind]
    some = np.where((kind == HOUSEHOLD) & (rng.random(len(kind)) < 0.25), 0.0, 1.0)
    return np.asarray(some * mean * rng.gamma(1.2, 1 / 1.2, len(kind)), dtype=np.float64)


def _women(household: Instants, rng: np.random.Generator) -> Flags:
    """Women's households buy more than usual of what is for women, but for one in eight; many buy none."""
    share = women_share(household)
    bought = ~np.isnan(share) & (household > 0)
    middle = np.median(share[bought]) if bought.any() else 0.5
    guess = np.where(bought, share >= middle, rng.random(len(household)) < 0.54)
    return np.asarray(np.where(bought & (rng.random(len(household)) < 0.125), ~guess, guess), dtype=bool)


def _sections(kind: Instants, woman: Flags, rng: np.random.Generator) -> Instants:
    """The section that interests each; mostly the women's range for women, the men's for men."""
    drawn = np.zeros(len(kind), dtype=np.int64)
    for k, weights in _SECTIONS.items():
        drawn[kind == k] = choose(rng, weights, int((kind == k).sum()))
    dressed = np.isin(drawn, (SECTION_NAMES.index("women"), SECTION_NAMES.index("men")))
    own = np.where(woman, SECTION_NAMES.index("women"), SECTION_NAMES.index("men"))
    return np.where(dressed & (rng.random(len(kind)) < 0.8), own, drawn)


def _names(kind: Instants, household: Instants) -> tuple[list[str], list[str]]:
    """userIds (h-NUMBER for households, c-NUMBER for invented people, none for visitors) and anonymousIds."""
    pairs = list(zip(kind.tolist(), household.tolist(), strict=True))
    users = [f"h-{h}" if h else "" if k == VISITOR else f"c-{i}" for i, (k, h) in enumerate(pairs)]
    return users, [f"a-{i:05d}" for i in range(len(pairs))]


def people(limit: int | None, seed: int) -> People:
    """All contacts; limit: so many households (the lowest numbers), and invented people in proportion."""
    numbers = households()[:limit]
    kind = _kinds(numbers)
    rng, n = dice(seed, "people"), len(kind)
    household = np.zeros(n, dtype=np.int64)
    household[: len(numbers)] = numbers
    joined = _joined(kind, household, rng)
    woman = _women(household, rng)
    agent = choose(rng, SHARES, n)
    user, device = _names(kind, household)
    return People(
        kind, household, user, device, joined, _quiet(kind, joined, rng),
        homes(household, dice(seed, "homes")), standings(kind, joined, dice(seed, "standing")),
        woman, _sections(kind, woman, rng), agent, choose(rng, SOURCE_SHARES, n), _visits(kind, rng),
        np.where(rng.random(n) < 0.16, 0.0, rng.beta(2.2, 3.6, n)), rng.beta(1.6, 5.0, n),
        np.isin(agent, list(APPLE)) & (rng.random(n) < 0.8),
    )  # fmt: skip
