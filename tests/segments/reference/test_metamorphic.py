"""The judge, judged: what must hold between the answers to related questions."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.lib.calendar import Calendar
from coterie.segments.conditions.consent import HasConsent
from coterie.segments.conditions.engagement import Engagement
from coterie.segments.parts.compare import IsSet, Number, Order, Predicate
from coterie.segments.parts.metric import Times
from coterie.segments.parts.window import Last
from coterie.segments.plan import And, Everyone, Fold, Log, Meets, Not, Or, Plan, Rank, Sample, Trait
from coterie.segments.reference import Reference, members
from coterie.segments.world import World
from tests.strategies import askings, context, instants, measures, plans, predicates, worlds
from tests.strategies.nodes import nodes

EXAMPLES = 60


def base(world: World, at: int) -> frozenset[int]:
    return members(Everyone(), world, at)


@st.composite
def questions(draw: st.DrawFn) -> tuple[Plan, Plan, World, int]:
    one, other = draw(plans()), draw(plans())
    world = draw(worlds(And((one, other))))
    return one, other, world, draw(instants(world, one))


@settings(max_examples=EXAMPLES)
@given(questions())
def test_and_or_not_are_those_of_sets(question: tuple[Plan, Plan, World, int]) -> None:
    one, other, world, at = question
    left, right, everybody = members(one, world, at), members(other, world, at), base(world, at)
    assert left <= everybody
    assert members(And((one, other)), world, at) == left & right
    assert members(Or((one, other)), world, at) == left | right
    assert members(Not(one), world, at) == everybody - left
    assert members(Not(And((one, other))), world, at) == members(Or((Not(one), Not(other))), world, at)


@settings(max_examples=EXAMPLES)
@given(questions())
def test_what_comes_after_T_and_what_no_longer_counts_change_nothing(
    question: tuple[Plan, Plan, World, int],
) -> None:
    plan, _, world, at = question
    events = {who: tuple(e for e in row if e.t <= at < e.until) for who, row in world.events.items()}
    contacts = tuple(
        replace(c, changes={name: tuple(x for x in log if x.t <= at) for name, log in c.changes.items()})
        for c in world.contacts
        if c.first_seen <= at
    )
    assert members(plan, World(contacts, events, world.ground), at) == members(plan, world, at)


@settings(max_examples=EXAMPLES)
@given(questions())
def test_the_order_of_contacts_changes_nothing(question: tuple[Plan, Plan, World, int]) -> None:
    plan, _, world, at = question
    turned = World(tuple(reversed(world.contacts)), world.events, world.ground)
    assert members(plan, turned, at) == members(plan, world, at)


@settings(max_examples=EXAMPLES)
@given(questions(), st.sampled_from((1, 1_000, 86_400_000, -12_345_678_901)))
def test_where_no_calendar_is_asked_time_may_be_moved_as_a_whole(
    question: tuple[Plan, Plan, World, int], shift: int
) -> None:
    plan, _, world, at = question
    plan = plan if _is_rolling(plan) else RECENT
    assert members(plan, _moved(world, shift), at + shift) == members(plan, _moved(world, 0), at)


RECENT = Meets(
    Fold(Log(("Page Viewed", "Order Completed"), window=Last(7, "day")), "count"), Order(">=", Number(20_000))
)
_CALENDAR = ("$hour", "$weekday", "$first_seen")


def _is_rolling(plan: Plan) -> bool:
    """Whether only exact windows stand in the plan, and nothing that reads a date, a day or a place's law."""
    found = list(nodes(plan))
    names = {type(node).__name__ for node in found}
    exact = all(node.unit in ("minute", "hour", "day", "week") for node in found if hasattr(node, "unit"))
    texts = {getattr(node, name) for node in found for name in ("field", "name") if hasattr(node, name)}
    dated = names & {"Dated", "Recurs", "Calendric", "Before", "After", "On", "Between", "Lapsed", "Season"}
    ruled = names & {"Consent", "Reachable", "Coupons"}
    return exact and not dated and not ruled and not texts & set(_CALENDAR)


def _moved(world: World, shift: int) -> World:
    contacts = tuple(
        replace(
            c,
            first_seen=c.first_seen + shift,
            changes={n: tuple(replace(x, t=x.t + shift) for x in log) for n, log in c.changes.items()},
        )
        for c in world.contacts
    )
    events = {
        who: tuple(replace(e, t=e.t + shift, until=e.until + shift) for e in row)
        for who, row in world.events.items()
    }
    return World(contacts, events, replace(world.ground, calendar=Calendar("UTC")))


@settings(max_examples=EXAMPLES)
@given(askings("engagement"))
def test_engaged_unengaged_and_blocked_are_everybody_once(asking: Any) -> None:
    window, world, at = asking.definition.window, asking.world, asking.at
    states = [
        members(Engagement(state, window).plan(context(world)), world, at)
        for state in ("engaged", "unengaged", "blocked")
    ]
    assert sum(map(len, states)) == len(base(world, at))
    assert frozenset().union(*states) == base(world, at)


@settings(max_examples=EXAMPLES)
@given(askings("consent"))
def test_subscribed_unknown_and_unsubscribed_are_everybody_once(asking: Any) -> None:
    channel, world, at = asking.definition.channel, asking.world, asking.at
    statuses = [
        members(HasConsent(channel, status).plan(context(world)), world, at)
        for status in ("subscribed", "unknown", "unsubscribed")
    ]
    assert sum(map(len, statuses)) == len(base(world, at))
    assert frozenset().union(*statuses) == base(world, at)


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_more_is_asked_of_fewer(data: st.DataObject) -> None:
    asking = data.draw(askings("tagged"))
    world, at = asking.world, asking.at
    asked = [replace(asking.definition, times=Times("at least", n)).plan(context(world)) for n in range(4)]
    many = [members(plan, world, at) for plan in asked]
    assert many[0] == base(world, at)
    assert all(more <= fewer for fewer, more in pairwise(many))


@settings(max_examples=EXAMPLES)
@given(st.data())
def test_ranks_grow_and_the_whole_is_the_population(data: st.DataObject) -> None:
    measure = data.draw(measures())
    world = data.draw(worlds(Rank(measure, "top", count=1)))
    at = data.draw(instants(world, Rank(measure, "top", count=1)))
    population = frozenset(Reference(world, at).population(measure, Everyone()))
    for end in ("top", "bottom"):
        counted = [members(Rank(measure, end, count=n), world, at) for n in range(10)]
        shared = [members(Rank(measure, end, share=s), world, at) for s in range(0, 1_000_001, 125_000)]
        assert all(a <= b for row in (counted, shared) for a, b in pairwise(row))
        assert (counted[0], shared[0]) == (frozenset(), frozenset())
        assert (counted[9], shared[-1]) == (population, population)
        assert len(counted[1]) >= min(1, len(population))


@settings(max_examples=EXAMPLES)
@given(worlds(), st.sampled_from(("", "a", "Ł")))
def test_a_larger_sample_holds_the_smaller(world: World, salt: str) -> None:
    at = max(c.first_seen for c in world.contacts)
    shares = [members(Sample(salt, share), world, at) for share in range(0, 10_001, 1_000)]
    assert all(a <= b for a, b in pairwise(shares))
    assert (shares[0], shares[-1]) == (frozenset(), base(world, at))


@settings(max_examples=EXAMPLES)
@given(predicates(), worlds())
def test_a_missing_value_meets_only_what_says_so(predicate: Predicate, world: World) -> None:
    at = max(c.first_seen for c in world.contacts)
    says_so = predicate.negated if isinstance(predicate, IsSet) else predicate.or_missing
    asked = members(Meets(Trait("no such trait"), predicate), world, at)
    assert asked == (base(world, at) if says_so else frozenset())


@settings(max_examples=EXAMPLES * 2)
@given(st.data())
def test_a_comparison_and_its_negation_part_those_whose_value_can_be_read(data: st.DataObject) -> None:
    predicate = data.draw(predicates().filter(lambda p: hasattr(p, "negated")))
    measure = data.draw(measures())
    world = data.draw(worlds(Meets(measure, predicate)))
    at = data.draw(instants(world, Meets(measure, predicate)))
    for missing in (False, True):
        yes = members(Meets(measure, _as(predicate, False, missing)), world, at)
        no = members(Meets(measure, _as(predicate, True, not missing)), world, at)
        assert yes | no == base(world, at)
        assert not yes & no


def _as(predicate: Any, negated: bool, or_missing: bool) -> Predicate:
    if isinstance(predicate, IsSet):
        return IsSet(negated)
    changed: Predicate = replace(predicate, negated=negated, or_missing=or_missing)
    return changed
