"""Reference = SQL = explain, to the contact and the millisecond. (Columns and history: their own files.)"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.segments.clock import next_change
from coterie.segments.explain import Explainer, frozen
from coterie.segments.plan import Plan
from coterie.segments.reference import Reference, members
from coterie.segments.sql import DuckDBReading
from coterie.segments.world import World
from coterie.testing import WorldSource
from tests.strategies import context, definitions, instants, merges, plans, worlds

WORLDS, ASKED = 130, 8


def lone(world: World, contact: int) -> World:
    """The world of one contact."""
    who = next(c for c in world.contacts if c.id == contact)
    return World((who,), {contact: world.events.get(contact, ())}, world.ground)


@settings(max_examples=WORLDS)
@given(st.data())
def test_sql_agrees_with_the_reference(data: st.DataObject) -> None:
    world = data.draw(worlds())
    reading = DuckDBReading(WorldSource(world, merged=data.draw(merges(world))), world.ground)
    for _ in range(ASKED):
        plan = data.draw(definitions()).plan(context(world))
        at = data.draw(instants(world, plan))
        assert reading.members(plan, at) == members(plan, world, at)


@settings(max_examples=WORLDS)
@given(st.data())
def test_sql_agrees_on_plans_that_no_condition_makes(data: st.DataObject) -> None:
    world = data.draw(worlds())
    reading = DuckDBReading(WorldSource(world), world.ground)
    for _ in range(ASKED):
        plan = data.draw(plans())
        at = data.draw(instants(world, plan))
        assert reading.members(plan, at) == members(plan, world, at)


@settings(max_examples=WORLDS * 4)
@given(st.data())
def test_explain_agrees_and_its_flip_is_the_first(data: st.DataObject) -> None:
    world = data.draw(worlds())
    definition = data.draw(definitions())
    plan = definition.plan(context(world))
    at = data.draw(instants(world, plan))
    who = data.draw(st.sampled_from(world.contacts))
    whole = Reference(world, at)
    explainer = Explainer(lone(world, who.id), context(world), lambda node: whole.holds(node, who), at)
    found = explainer.explain(definition)
    assert found.truth == (who.id in whole.members(plan))
    still = frozen(plan, lambda node: whole.holds(node, who))
    flip = None if found.flips_at is None else round(found.flips_at.timestamp() * 1000)
    _no_earlier_flip(data, explainer, still, at, flip)


def _no_earlier_flip(
    data: st.DataObject, explainer: Explainer, plan: Plan, at: int, flip: int | None
) -> None:
    """At the flip the truth is another; at random instants, and at every due one, before it the same."""
    now = explainer.truth(plan, at)
    if flip is not None:
        assert explainer.truth(plan, flip) != now
        assert explainer.truth(plan, flip - 1) == now
    end = flip if flip is not None else at + 400 * 86_400_000
    for later in data.draw(st.lists(st.integers(at, end - 1), max_size=5)) if end > at else []:
        assert explainer.truth(plan, later) == now


@settings(max_examples=WORLDS * 4)
@given(st.data())
def test_nothing_changes_between_due_instants(data: st.DataObject) -> None:
    world = data.draw(worlds())
    plan = data.draw(plans())
    at = data.draw(instants(world, plan))
    who = data.draw(st.sampled_from(world.contacts))
    still = frozen(plan, lambda node: True)
    due = next_change(still, who, world.events.get(who.id, ()), at, world.ground)
    end = due if due is not None else at + 1000 * 86_400_000
    asked = data.draw(instants(world, plan))
    between = asked if at < asked < end else data.draw(st.integers(at, end - 1))
    alone = Explainer(lone(world, who.id), context(world), lambda node: True, at)
    assert alone.truth(still, between) == alone.truth(still, at)
