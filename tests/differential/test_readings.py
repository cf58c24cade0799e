"""Reference = columns = SQL = explain's root = history's day, to the contact and the millisecond."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.columns import Columns
from coterie.segments.columns import Reading
from coterie.segments.explain import Explainer, frozen
from coterie.segments.history import history
from coterie.segments.plan import Plan
from coterie.segments.reference import Reference, members
from coterie.segments.sql import DuckDBReading
from coterie.segments.world import World
from coterie.testing import WorldSource
from tests import strategies as some

from . import SCALE, questions

MONTHS = 400 * 86_400_000


@settings(max_examples=170 * SCALE)
@given(questions(12), st.data())
def test_columns_agree_with_the_reference(question, data) -> None:  # type: ignore[no-untyped-def]
    world, asked = question
    source = WorldSource(world, merged=data.draw(some.merges(world)))
    reading = Reading(Columns(source), world.ground)
    for plan, at in asked:
        assert frozenset(reading.members(plan, at).ids().tolist()) == members(plan, world, at)


@settings(max_examples=170 * SCALE)
@given(questions(6), st.data())
def test_sql_agrees_with_the_reference(question, data) -> None:  # type: ignore[no-untyped-def]
    world, asked = question
    source = WorldSource(world, merged=data.draw(some.merges(world)))
    reading = DuckDBReading(source, world.ground)
    for plan, at in asked:
        assert reading.members(plan, at) == members(plan, world, at)


@settings(max_examples=300 * SCALE)
@given(some.askings(), st.data())
def test_explain_agrees_and_its_flip_is_the_first(asking, data) -> None:  # type: ignore[no-untyped-def]
    world, at = asking.world, asking.at
    who = data.draw(st.sampled_from(world.contacts))
    whole = Reference(world, at)
    alone = World((who,), {who.id: world.events.get(who.id, ())}, world.ground)
    explainer = Explainer(alone, some.context(world), lambda node: whole.holds(node, who), at)
    found = explainer.explain(asking.definition)
    assert found.truth == (who.id in whole.members(asking.plan))
    still = frozen(asking.plan, lambda node: whole.holds(node, who))
    flip = None if found.flips_at is None else round(found.flips_at.timestamp() * 1000)
    others = [data.draw(some.instants(world, asking.plan)) for _ in range(3)]
    _the_flip_is_the_first(explainer, still, at, flip, [*others, *data.draw(_between(at, flip))])


def _between(at: int, flip: int | None) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(at, at + MONTHS if flip is None else flip - 1), max_size=4)


def _the_flip_is_the_first(
    explainer: Explainer, plan: Plan, at: int, flip: int | None, instants: list[int]
) -> None:
    """At the flip the truth is another; at every instant before it the same."""
    now = explainer.truth(plan, at)
    if flip is not None:
        assert explainer.truth(plan, flip) != now
        assert explainer.truth(plan, flip - 1) == now
    for later in instants:
        if at <= later and (flip is None or later < flip):
            assert explainer.truth(plan, later) == now


@settings(max_examples=120 * SCALE)
@given(questions(2), st.integers(2, 40), st.data())
def test_a_day_of_history_is_the_reference_at_its_midnight(question, days, data) -> None:  # type: ignore[no-untyped-def]
    world, asked = question
    source = WorldSource(world, merged=data.draw(some.merges(world)))
    reading = Reading(Columns(source), world.ground)
    for plan, now in asked:
        points = history(plan, reading.sizes, world.ground.calendar, now, days)
        assert [p.members for p in points] == [len(members(plan, world, p.at)) for p in points]
