"""Definitions: trees of every kind of condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coterie.segments.conditions.consent import HasConsent
from coterie.segments.conditions.coupon import HasCoupon
from coterie.segments.conditions.did import Did
from coterie.segments.conditions.engagement import Engagement
from coterie.segments.conditions.lapsed import LastOrder
from coterie.segments.conditions.lifecycle import Lifecycle
from coterie.segments.conditions.located import Located
from coterie.segments.conditions.message import DidWithMessage
from coterie.segments.conditions.moved import ScoreMoved
from coterie.segments.conditions.near import Near
from coterie.segments.conditions.near_store import NearStore
from coterie.segments.conditions.nearest_store import NearestStoreIs
from coterie.segments.conditions.on_list import OnList
from coterie.segments.conditions.predicted import Predicted
from coterie.segments.conditions.prefers import Prefers
from coterie.segments.conditions.rank import Ranked
from coterie.segments.conditions.reachable import CanBe
from coterie.segments.conditions.rfm import Rfm
from coterie.segments.conditions.sample import InSample
from coterie.segments.conditions.score import HasScore
from coterie.segments.conditions.season import SeasonIs
from coterie.segments.conditions.segment import InSegment
from coterie.segments.conditions.sequence import Follows
from coterie.segments.conditions.tagged import Tagged
from coterie.segments.conditions.trait import HasTrait
from coterie.segments.conditions.uses import Uses
from coterie.segments.language import kinds
from coterie.segments.language.tree import AllOf, AnyOf, Complement, Condition, Context, Expression
from coterie.segments.parts.compare import Equals, IsSet, Number
from coterie.segments.parts.metric import Times
from coterie.segments.parts.window import Last
from coterie.segments.world import World

from . import words
from .derived import derived
from .dice import Dice
from .parts import (
    any_window,
    duration,
    events,
    factor,
    fitting,
    maybe_window,
    metric,
    numeric,
    predicate,
    steps,
    tally,
    times,
    where,
    window,
)  # fmt: skip

SEGMENTS: dict[str, Expression] = {
    "vip": Did(("Order Completed",), tally=Times("at least", 2)),
    "Łódź": AnyOf((HasTrait("city", Equals(("Łódź",))), InSegment("vip"))),
    "sleepers": Complement(AllOf((InSegment("Łódź"), Did(("Email Opened",), window=Last(30, "day"))))),
    "known": HasTrait("country", IsSet()),
}
"""What `in segment` may name in a definition; "nowhere" is one that is not there."""
KEYS = (*SEGMENTS, "nowhere")
_KM = tuple(Number(n) for n in (200_000, 0, 10_000, 63_430, 10_000_000))
_PERCENT = tuple(Number(n) for n in (100_000, 0, 1_000_000, 500_000, 333_300, 100))
_PLACES: Mapping[str, tuple[str, ...]] = {
    "country": ("PL", "Słowenia", "usa", "Atlantis", "Kazakhstan"),
    "group": ("EU", "EEA", "UK", "CA", "nobody"),
    "region": ("PL-14", "mazowieckie", "US-CA", "CA"),
    "city": ("warszawa", "Łódź", "Almaty"),
    "postal code": ("1", "00-", "10"),
}
_USED: Mapping[str, tuple[str, ...]] = {
    "device": words.DEVICES, "browser": words.BROWSERS, "email client": ("gmail", "Outlook"),
    "source": ("facebook", "Newsletter"), "os": ("ios", "Windows"), "medium": ("cpc",),
}  # fmt: skip
_PREFERRED: Mapping[str, tuple[str, ...]] = {
    "category": words.CATEGORIES, "brand": words.BRANDS, "product": words.PRODUCTS,
    "hour": ("2", "12", "0", "23"), "weekday": ("Sunday", "1", "saturday"),
}  # fmt: skip


def _maybe(dice: Dice, *pool: str) -> str | None:
    return dice.pick((None, *pool))


def _did(dice: Dice) -> Condition:
    return Did(events(dice), where(dice), tally(dice, (None, *KEYS)), maybe_window(dice))


def _has(dice: Dice) -> Condition:
    trait = dice.pick((*words.TRAITS, "size.us", "$first_seen", "unheard of"))
    return HasTrait(trait, fitting(dice, trait))


def _consent(dice: Dice) -> Condition:
    return HasConsent(
        dice.pick(("email", "sms", "push", "ads")),
        dice.pick(("subscribed", "unknown", "unsubscribed", "blocked")),
        window(dice) if dice.one_in(4) else None,
        dice.pick(("form", "Double Opt-In")) if dice.one_in(5) else None,
        "consent" if dice.one_in(5) else None,
        dice.pick(("double", "single")) if dice.one_in(4) else None,
        any_window(dice) if dice.one_in(5) else None,
    )


def _located(dice: Dice) -> Condition:
    part = dice.pick(tuple(_PLACES))
    country = None if part in ("country", "group") else _maybe(dice, "PL", "US", "Słowenia")
    return Located(part, dice.some(_PLACES[part]), country)


def _near(dice: Dice) -> Condition:
    return Near(dice.pick(_KM), dice.pick(("46.05, 14.51", "Ljubljana, SI", "PL 00-950", "Nowhere, PL")))


def _ranked(dice: Dice) -> Condition:
    size = (dice.pick(_PERCENT), None) if dice.upto(1) else (None, dice.pick((1, 0, 2, 3)))
    by = (None, dice.pick(words.TRAITS)) if dice.one_in(3) else (metric(dice), None)
    among = _maybe(dice, *KEYS)
    per = _maybe(dice, "country", "mixed")
    favourite = dice.maybe(lambda d: d.pick(("category", "brand", "product"))) if per is None else None
    return Ranked(dice.pick(("top", "bottom")), *size, *by, among, per, favourite)


def _lapsed(dice: Dice) -> Condition:
    comparison = dice.pick(("more than", "at least", "less than", "at most"))
    return LastOrder(comparison, factor(dice), dice.pick(("own", "usual")))


def _moved(dice: Dice) -> Condition:
    before = dice.pick(("champions", "Loyal", "5")) if dice.one_in(3) else None
    after = dice.pick(("lost", "10", "loyal")) if dice.one_in(3) else None
    return ScoreMoved(dice.pick(("rfm.group", "general")), before, after, maybe_window(dice))


def _coupon(dice: Dice) -> Condition:
    state = dice.pick(("issued", "redeemed", "unused", "expired"))
    return HasCoupon(
        state, dice.pick(words.COUPONS) if dice.one_in(3) else None, times(dice), maybe_window(dice)
    )


def _message(dice: Dice) -> Condition:
    act = dice.pick(("received", "opened", "clicked"))
    channel = dice.pick(("email", "sms", "push")) if dice.one_in(3) else None
    campaign = dice.pick(words.CAMPAIGNS) if dice.one_in(3) else None
    return DidWithMessage(act, channel, campaign, times(dice), maybe_window(dice))


def _uses(dice: Dice) -> Condition:
    what = dice.pick(tuple(_USED))
    return Uses(
        what, dice.some(_USED[what]), dice.pick(("ever", "mostly", "most recently")), maybe_window(dice)
    )


def _prefers(dice: Dice) -> Condition:
    what = dice.pick(tuple(_PREFERRED))
    return Prefers(
        what, dice.some(_PREFERRED[what]), dice.pick(("orders", "views", "carts")), maybe_window(dice)
    )


OWN: Mapping[str, Callable[[Dice], Condition]] = {
    "did": _did,
    "has": _has,
    "consent": _consent,
    "reachable": lambda d: CanBe(d.pick(("mailed", "texted", "pushed"))),
    "engagement": lambda d: Engagement(d.pick(("engaged", "unengaged", "blocked")), maybe_window(d)),
    "on_list": lambda d: OnList(d.pick(words.LISTED), maybe_window(d)),
    "in_segment": lambda d: InSegment(d.pick(KEYS)),
    "tagged": lambda d: Tagged(d.pick(words.TAGS), times(d)),
    "score": lambda d: HasScore(numeric(d), _maybe(d, *words.TAGS)),
    "located": _located,
    "near": _near,
    "near_store": lambda d: NearStore(d.pick(_KM), _maybe(d, "ljubljana", "A Twin", "closed")),
    "nearest_store": lambda d: NearestStoreIs(d.some(("Ljubljana", "a twin", "warszawa centrum"))),
    "season": lambda d: SeasonIs(d.pick(("spring", "summer", "autumn", "winter"))),
    "rank": _ranked,
    "lapsed": _lapsed,
    "sequence": lambda d: Follows(steps(d), duration(d), maybe_window(d)),
    "rfm": lambda d: Rfm(d.pick(("group", "recency", "frequency", "monetary")), predicate(d)),
    "lifecycle": lambda d: Lifecycle(predicate(d)),
    "predicted": lambda d: Predicted(
        d.pick(("gender", "next order", "orders", "value", "alive")), predicate(d)
    ),
    "moved": _moved,
    "coupon": _coupon,
    "message": _message,
    "uses": _uses,
    "sample": lambda d: InSample(d.pick(_PERCENT), d.pick(("", "a", "Ł"))),
    "prefers": _prefers,
}
KINDS: Mapping[str, Callable[[Dice], Condition]] = {
    name: OWN.get(name) or derived(kind) for name, kind in kinds().items()
}


def condition(dice: Dice) -> Condition:
    """One condition of any kind; half of them tell of events."""
    return _did(dice) if dice.one_in(3) else KINDS[dice.pick(tuple(KINDS))](dice)


def definition(dice: Dice, depth: int = 3) -> Expression:
    """All of, any of and not, over conditions."""
    match dice.upto(5 if depth else 2):
        case 0 | 1 | 2:
            return condition(dice)
        case 3:
            return AllOf(dice.several(lambda d: definition(d, depth - 1), 0, 3))
        case 4:
            return AnyOf(dice.several(lambda d: definition(d, depth - 1), 0, 3))
        case _:
            return Complement(definition(dice, depth - 1))


def context(world: World) -> Context:
    """What a definition's plan depends on: the world's settings and the segments named here."""
    return Context(world.ground, SEGMENTS)
