"""Plans: every node and measure directly, also those that no condition makes."""

from __future__ import annotations

from coterie.segments.parts.compare import Equals, IsSet
from coterie.segments.parts.where import Has
from coterie.segments.plan import (
    Against,
    And,
    Consent,
    Coupons,
    Distance,
    Everyone,
    Fold,
    Lapsed,
    Log,
    Measure,
    Meets,
    Moved,
    NearestStore,
    Not,
    Or,
    Plan,
    Rank,
    Reachable,
    Sample,
    Season,
    Sequence,
    Step,
    Trait,
    Versus,
)  # fmt: skip

from . import words
from .dice import Dice
from .parts import (
    AGGREGATES,
    FIELDS,
    OPS,
    any_window,
    events,
    factor,
    fitting,
    maybe_window,
    numeric,
    predicate,
    where,
)

_DAY = 86_400_000
_POINTS = ((46.05, 14.51), (52.23, 21.01), (-33.9, 151.2))
_CHANNELS = ("email", "sms", "push", "ads")
_ASPECTS = ("status", "since", "method", "basis", "double", "expires", "blocked")
_WITHIN = (7 * _DAY, 0, 1, 3_600_000, _DAY, 30 * _DAY, 400 * _DAY)
_STATES = ("issued", "redeemed", "unused", "expired")


def log(dice: Dice) -> Log:
    """Rows of any events."""
    return Log(events(dice), where(dice), dice.maybe(any_window))


def _ledger(dice: Dice, names: tuple[str, ...], field: str, pool: tuple[str, ...]) -> Log:
    return Log(names, Has(field, Equals((dice.pick(pool),))), maybe_window(dice))


def fold(dice: Dice) -> Fold:
    """Every fold."""
    match dice.upto(8):
        case 0 | 1:
            return Fold(log(dice), "count")
        case 2 | 3 | 4:
            return Fold(log(dice), dice.pick(AGGREGATES), dice.pick(("$amount", *FIELDS)))
        case 5:
            return Fold(log(dice), dice.pick(("when_last", "when_first")))
        case 6:
            lists = _ledger(dice, ("List Joined", "List Left"), "list", words.LISTED)
            return Fold(lists, "spell", "$name", dice.pick((("List Joined",), ("list left",))))
        case 7:
            return Fold(log(dice), "spell", dice.pick(FIELDS), ("pl", "Chrome", "12"))
        case _:
            tags = _ledger(dice, ("Tag Added", "Tag Removed"), "tag", words.TAGS)
            return Fold(tags if dice.upto(1) else log(dice), "counter")


def measure(dice: Dice) -> Measure:
    """One value a contact."""
    match dice.upto(9):
        case 0 | 1 | 2 | 3:
            return fold(dice)
        case 4 | 5:
            return Trait(dice.pick((*words.TRAITS, "size.us", "$first_seen", "mixed.a", "unheard of")))
        case 6:
            return Consent(dice.pick(_CHANNELS), dice.pick(_ASPECTS))
        case 7:
            return Distance(dice.several(lambda d: d.pick(_POINTS), 0, 2))
        case 8:
            return NearestStore()
        case _:
            issued = Log(("Coupon Issued",), where(dice), maybe_window(dice))
            return Coupons(issued if dice.upto(2) else log(dice), dice.pick(_STATES))


def plan(dice: Dice, depth: int = 3) -> Plan:
    """Trees of every node."""
    if not depth or dice.upto(9) < 6:
        return _leaf(dice)
    match dice.upto(4):
        case 0:
            return And(dice.several(lambda d: plan(d, depth - 1), 0, 3))
        case 1:
            return Or(dice.several(lambda d: plan(d, depth - 1), 0, 3))
        case 2:
            return Not(plan(dice, depth - 1))
        case 3:
            among = Everyone() if dice.upto(1) else plan(dice, depth - 1)
            quantile = dice.pick((5_000, 2_500, 0, 10_000, 3_333))
            statistic = dice.pick(("average", "quantile"))
            return Against(measure(dice), dice.pick(OPS), statistic, quantile, factor(dice).scaled, among)
        case _:
            return _rank(dice, depth)


def _rank(dice: Dice, depth: int) -> Plan:
    share = dice.pick((None, 100_000, 0, 333_333, 500_000, 1_000_000))
    count = dice.pick((1, 2, 0, 3, 4)) if share is None else None
    among = Everyone() if dice.upto(1) else plan(dice, depth - 1)
    return Rank(measure(dice), dice.pick(("top", "bottom")), share, count, among, dice.maybe(measure))


def _leaf(dice: Dice) -> Plan:
    match dice.upto(11):
        case 0:
            return Everyone()
        case 1 | 2 | 3:
            asked = measure(dice)
            return Meets(asked, fitting(dice, asked.name if isinstance(asked, Trait) else _field(asked)))
        case 4 | 5:
            return Meets(measure(dice), numeric(dice))
        case 6:
            return Versus(measure(dice), dice.pick(OPS), measure(dice), factor(dice).scaled)
        case 7:
            return Lapsed(dice.pick(OPS), factor(dice).scaled, dice.pick(("own", "base")))
        case 8:
            rest = dice.several(lambda d: Step(log(d), d.one_in(2)), 0, 3)
            return Sequence((Step(log(dice)), *rest), dice.pick(_WITHIN))
        case 9:
            return Reachable(dice.pick(_CHANNELS))
        case 10:
            return _rare(dice)
        case _:
            return _moved(dice)


def _field(asked: Measure) -> str:
    return (asked.field or "") if isinstance(asked, Fold) else ""


def _rare(dice: Dice) -> Plan:
    if dice.upto(1):
        return Season(dice.pick(("spring", "summer", "autumn", "winter")))
    return Sample(dice.pick(("", "a", "Ł\0")), dice.pick((5_000, 0, 1, 1_000, 9_999, 10_000)))


def _moved(dice: Dice) -> Plan:
    trait = dice.pick(("mixed", "country", "$score.rfm.group", "points"))
    before, after = (predicate(dice) if dice.upto(1) else IsSet() for _ in range(2))
    return Moved(trait, before, after, dice.maybe(any_window))
