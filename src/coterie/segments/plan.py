"""The plan: a small algebra over sets of contacts. Conditions are open, these nodes are closed.

Two layers. A *measure* gives each contact one value, or none (missing). A *plan* gives a set of contacts.
Plans do not know T: windows stay symbolic, so that a plan can be hashed, shared between segments, and asked
at any instant. Every reading (reference, columns, sql, live, explain, history) matches these nodes
exhaustively, with `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .parts.compare import Predicate
from .parts.where import ALL, Where
from .parts.window import Window

Op: TypeAlias = Literal["<", "<=", "=", "!=", ">", ">="]
Channel: TypeAlias = Literal["email", "sms", "push", "ads"]

# ---- rows ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Log:
    """Events of these (canonical) names, of one contact, in order of (t, seq), with `where` and in `window`.

    Only rows with `t <= T` count, and of orders only those not replaced or cancelled by T (`t <= T < until`).
    """

    names: tuple[str, ...]
    where: Where = ALL
    window: Window | None = None


# ---- measures: one value a contact ---------------------------------------------------------------

FoldName: TypeAlias = Literal[
    "count", "sum", "avg", "min", "max", "distinct", "first", "last", "common",
    "when_first", "when_last", "spell", "counter",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold of a log.

    count: events (an int scaled by 10**4 like every number); sum, avg, min, max: of `field` read as a number (sum
    over nothing 0; avg, min, max over nothing missing); distinct: how many different values (by their text reading);
    first, last, common: the value of the first / last / most frequent (ties: the most recent, then the smallest
    text) row that has the field; when_first, when_last: its instant (ms);
    spell: over rows whose `field` ($name) is in `keep`, the instant at which the present unbroken run began
    (missing if the last row is not in `keep`);
    counter: `Tag Added` adds `by` (an integer, 1 unless given), any other name takes `by` away (clears without
    `by`), never below 0.
    `field` "$amount" is money in the workspace's currency; under an item filter price x quantity of the items that
    match; "item.x" reads field x of each item (that matches), and then each item counts as a row.
    """

    log: Log
    fn: FoldName
    field: str | None = None
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trait:
    """The trait's value at T: its latest change with t <= T, by (t, seq); null clears. Dotted paths dig.

    Reserved names: `$score.<name>`, `$include.<segment>`, `$exclude.<segment>` (changes written by Coterie), and
    `$first_seen` (the instant at which the contact was first seen: a computed instant, not a text).
    """

    name: str


@dataclass(frozen=True, slots=True)
class Consent:
    """What the consent ledger says at T for a channel: status, since, method, basis, double, expires, blocked."""

    channel: Channel
    aspect: Literal["status", "since", "method", "basis", "double", "expires", "blocked"]


@dataclass(frozen=True, slots=True)
class Distance:
    """Whole metres from the contact's place at T to the nearest of `points` (latitude, longitude); empty: stores."""

    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class NearestStore:
    """The name of the workspace's store nearest to the contact's place (ties: the smallest name)."""


@dataclass(frozen=True, slots=True)
class Coupons:
    """How many coupons issued to the contact in `log` (`Coupon Issued`) stand in `state` at T.

    redeemed: the same contact's order (alive at T) with that coupon, folded, at or after the issue, or
    `Coupon Redeemed`; expired: unredeemed and `expires_at <= T`; unused: neither; issued: all.
    """

    log: Log
    state: Literal["issued", "redeemed", "unused", "expired"]


Measure: TypeAlias = "Fold | Trait | Consent | Distance | NearestStore | Coupons"

# ---- sets ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Everyone:
    """The base at T: first seen at or before T, not erased."""


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: Plan


@dataclass(frozen=True, slots=True)
class Meets:
    """The measure satisfies the predicate (instants are read by `Dated`; numbers are scaled by 10**4)."""

    measure: Measure
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class Versus:
    """left `op` factor x right, exactly; false if either is missing. `factor` is scaled by 10**4."""

    left: Measure
    op: Op
    right: Measure
    factor: int = 10_000


@dataclass(frozen=True, slots=True)
class Against:
    """measure `op` factor x statistic of the population: contacts of `among` with a matching row and the metric.

    average: mean of the population; of an avg: total sum / total count. median and quantiles: type 7
    (`quantile` scaled by 10**4; the median is 5000). Nobody in the population: false.
    """

    measure: Measure
    op: Op
    statistic: Literal["average", "quantile"]
    quantile: int = 5_000
    factor: int = 10_000
    among: Plan = Everyone()


@dataclass(frozen=True, slots=True)
class Rank:
    """Top or bottom N % (`share`, scaled by 10**4: 10 % is 100_000) or N contacts by a measure, within `among`.

    Top N %: measure >= the ceil(N*n/100)-th largest; ties go in; n = 0: nobody; a missing group: excluded.
    Who is outside `among` is not in.
    """

    measure: Measure
    end: Literal["top", "bottom"]
    share: int | None = None
    count: int | None = None
    among: Plan = Everyone()
    per: Measure | None = None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """Time since the last order `op` factor x the usual interval, `own` or `base` (segments.md, condition 8)."""

    op: Op
    factor: int
    interval: Literal["own", "base"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sequence: an event, or (negated) no such event. The log's window is read on the first only."""

    log: Log
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """A then B (then C ...) within `within` ms of the first (segments.md, condition 9)."""

    steps: tuple[Step, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Reachable:
    """`can be mailed / texted / pushed` at T: the verdict of the consent rules."""

    channel: Channel


@dataclass(frozen=True, slots=True)
class Season:
    """It is this meteorological season, at T, at the contact's place (hemisphere of its country)."""

    name: Literal["spring", "summer", "autumn", "winter"]


@dataclass(frozen=True, slots=True)
class Moved:
    """At some t in the window (`t <= T`) the trait's value `before` was directly replaced by `after`."""

    trait: str
    before: Predicate
    after: Predicate
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """A deterministic share: first 8 bytes of SHA-256(salt, 0, birth id), big-endian, below share * 2**64."""

    salt: str
    share: int  # scaled by 10**4: 1 is 10_000


Plan: TypeAlias = (
    "Everyone | And | Or | Not | Meets | Versus | Against | Rank | Lapsed | Sequence | Reachable | Season | Moved"
    " | Sample"
)
NOBODY = Or(())
