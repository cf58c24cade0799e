"""What goes to Klaviyo and back means the same, by the judge of all readings, on random worlds.

The traits compared here hold values of one type each: Klaviyo knows only set and not set, so that a value
which can't be read as the type asked is the one thing that may come back otherwise (see the guide).
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.errors import DefinitionError, Problem
from coterie.exchange.klaviyo import from_klaviyo, to_klaviyo
from coterie.segments.language import AllOf, AnyOf, Complement, Expression, parse
from coterie.segments.reference import members
from tests import strategies as some

from .shapes import faults

WINDOWS = (
    "", " in the last 2 days", " in the last 36 hours", " between 1 and 3 weeks ago", " more than 2 days ago",
    " before 2025-06-15", " after 2025-06-15", " on 2025-06-15", " between 2025-03-30 and 2025-06-14",
    " before 2025-06-15T12:00:00Z", " after 2025-06-15T12:00:00Z",
    " between 2025-03-30 and 2025-06-15T12:00:00Z",
)  # fmt: skip
TALLIES = (
    "", " at least 2 times", " at most 1 times", " exactly once", " between 1 and 2 times", " never",
    " with sum of amount at least 10", " with sum of amount between 5 and 20", " with sum of amount = 0",
)  # fmt: skip
FILTERS = ('"Order Completed" where total >= 10', '"Page Viewed" where url contains "/blog"')
EVENTS = ('"Order Completed"', '"Product Viewed"', *FILTERS, '"Email Opened" where campaign is not "Wiosna"')
COMPARED = (
    'city is "Warszawa"', 'city is not "Warszawa"', 'city is one of ("Łódź", "Almaty")', 'country contains "po"',
    'country does not contain "po"', 'country starts with "p"', 'city is set', 'country is not set',
    'city is "Łódź" or is not set', "latitude at least 46", "latitude < 46.06", "latitude is 0",
    "latitude between 40 and 50", "latitude not between 40 and 50", 'city matches "^W"',
    "latitude > 50 or is not set",
)  # fmt: skip
PLAIN = (
    *(f"has {compared}" for compared in COMPARED),
    'has interests holds any of ("a", "PL")', 'has interests holds all of ("PL", "Ab")',
    'did "Product Viewed" or "Product Added"', 'did "Product Viewed" or "Product Added" never',
    'on list "VIP"', 'on list "Newsletter" since in the last 2 days', 'within 300 km of "PL 00-950"',
    'located in group "EU"', "located in country US", 'predicted gender is "female"',
    "consent email is subscribed", "consent email is unsubscribed",
    "consent email is unknown and not consent email is blocked",
    "consent email is subscribed and not consent email is blocked",
    "consent sms is subscribed and not consent sms is blocked",
    "not consent push is subscribed or consent push is blocked",
)  # fmt: skip
ONE_WAY = (
    "consent email is blocked", "consent sms is unsubscribed",
    "has birthday was in the last 30 days", "has birthday anniversary in the next 7 days",
    "has birthday anniversary today", "has birthday is before 2025-06-15",
    'sequence ("Product Viewed" then "Order Completed") within 3 days in the last 30 days',
    'sequence ("Product Added" then not "Order Completed") within 1 hour more than 1 hour ago',
    "predicted next order was in the next 7 days",
    "consent email is subscribed since in the last 2 days by form and not consent email is blocked",
    "consent email is subscribed with double opt-in and not consent email is blocked",
    "consent email is unsubscribed since more than 1 day ago",
)  # fmt: skip


def leaves() -> st.SearchStrategy[Expression]:
    acts = st.tuples(st.sampled_from(EVENTS), st.sampled_from(TALLIES), st.sampled_from(WINDOWS))
    plain = st.sampled_from(PLAIN) | acts.map(lambda said: f"did {said[0]}{said[1]}{said[2]}")
    both_ways = st.builds(lambda tree, no: Complement(tree) if no else tree, plain.map(parse), st.booleans())
    return both_ways | st.sampled_from(ONE_WAY).map(parse)


def trees() -> st.SearchStrategy[Expression]:
    def grown(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return parts.map(AllOf) | parts.map(AnyOf)

    return st.recursive(leaves(), grown, max_leaves=6)


@pytest.mark.parametrize("text", PLAIN)
def test_each_condition_and_its_opposite_can_be_said(text: str) -> None:
    for tree in (parse(text), Complement(parse(text))):
        assert not faults(to_klaviyo(tree))


@settings(max_examples=250, deadline=None)
@given(trees(), st.data())
def test_there_and_back_means_the_same(tree: Expression, data: st.DataObject) -> None:
    world = data.draw(some.worlds(tree.plan(some.context(data.draw(some.worlds())))))
    there = to_klaviyo(tree, zone=world.ground.calendar.zone)
    assert not faults(there)
    plan, back = (t.plan(some.context(world)) for t in (tree, from_klaviyo(there)))
    for at in [data.draw(some.instants(world, plan)) for _ in range(3)]:
        assert members(back, world, at) == members(plan, world, at)


@settings(max_examples=250, deadline=None)
@given(some.definitions(2))
def test_any_definition_is_written_or_refused_by_name(tree: Expression) -> None:
    there, problems = written(tree)
    assert (there is None) == bool(problems)
    assert all(problem.code.startswith("klaviyo-") and problem.message for problem in problems)
    if there is not None:
        assert not faults(there)
        assert isinstance(from_klaviyo(there), Expression)


def written(tree: Expression) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    try:
        return to_klaviyo(tree), ()
    except DefinitionError as refused:
        return None, refused.problems
