"""Every measure has the value of the reference, contact by contact; so have sequences, in crowded worlds."""

from __future__ import annotations

import os
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.columns import MISSING, Columns, View
from coterie.segments.columns import Reading
from coterie.segments.columns.reading import nodes
from coterie.segments.columns.rows import Scene
from coterie.segments.columns.run import Run
from coterie.segments.columns.vectors import Codes, Instants, Numbers, Vector
from coterie.segments.parts.compare import Dated, IsSet
from coterie.segments.parts.meets import Moment
from coterie.segments.parts.window import Last, MoreThanAgo
from coterie.segments.plan import Against, And, Everyone, Measure, Meets, Not, Or, Plan, Rank, Versus
from coterie.segments.reference import Reference
from coterie.segments.world import World
from coterie.testing import WorldSource
from tests import strategies as some

from . import dense

EXAMPLES = int(os.environ["COTERIE_FUZZ"]) * 1_000 if os.environ.get("COTERIE_FUZZ") else 300
thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
seeds = st.integers(0, 2**40)


def value(vector: Vector, contact: int) -> Any:
    """One entry of a vector as the reference gives it."""
    match vector:
        case Numbers(num, den, there):
            whole = 1 if den is None else int(den[contact])
            return None if there is not None and not there[contact] else Fraction(int(num[contact]), whole)
        case Instants(ms):
            return None if ms[contact] == MISSING else Moment(int(ms[contact]))
        case Codes(codes, dictionary):
            return None if codes[contact] < 0 else dictionary.values[codes[contact]]


def agree(measure: Measure, world: World, merged: dict[int, int], at: int) -> None:
    judge = Reference(world, at)
    run = Run(Scene(View.of(Columns(WorldSource(world, merged))), at, world.ground.calendar), world.ground)
    vector = run.vector(measure)
    for contact in (c for c in world.contacts if c.first_seen <= at):
        found, asked = value(vector, contact.id), judge.value(measure, contact)
        assert (type(found), found) == (type(asked), asked), contact


@thorough
@given(seeds)
def test_any_measure_in_a_crowded_world(seed):
    dice = Random(seed)
    world = dense.world(dice)
    agree(dense.measure(dice), world, merged(dice, world), dense.instant(dice))


@thorough
@given(st.data())
def test_any_measure_in_any_world(data):
    measure = data.draw(some.measures())
    world = data.draw(some.worlds())
    contact = data.draw(st.sampled_from(world.contacts))
    ts = [e.t for e in world.events.get(contact.id, ())] or [contact.first_seen]
    agree(
        measure,
        world,
        data.draw(some.merges(world)),
        data.draw(st.sampled_from(ts)) + data.draw(st.integers(-1, 1)),
    )


@thorough
@given(seeds)
def test_any_sequence_in_a_crowded_world(seed):
    dice = Random(seed)
    world, plan, at = dense.world(dice), dense.sequence(dice), dense.instant(dice)
    source = WorldSource(world, merged(dice, world))
    run = Run(Scene(View.of(Columns(source)), at, world.ground.calendar), world.ground)
    assert set(run.members(plan).ids().tolist()) == set(Reference(world, at).members(plan))


def merged(dice: Random, world: World) -> dict[int, int]:
    """Some ids that no contact has, merged into contacts."""
    free = sorted(set(range(10)) - {c.id for c in world.contacts})
    return {old: dice.choice(world.contacts).id for old in dice.sample(free, dice.choice((0, 1, 3)))}


def plan_of(dice: Random) -> Plan:
    """Comparisons with numbers, with others and with the population, in crowded worlds."""
    measure, among = (
        dense.measure(dice),
        dice.choice((Everyone(), Meets(dense.measure(dice), dense.predicate(dice)))),
    )
    op = dice.choice(("<", "<=", "=", "!=", ">", ">="))
    factor = dice.choice((10_000, 5_000, 0, 15_000, 3_333))
    match dice.randint(0, 6):
        case 0:
            return Versus(measure, op, dense.measure(dice), factor)
        case 1:
            return Against(measure, op, "average", factor=factor, among=among)
        case 2:
            quantile = dice.choice((0, 2_500, 5_000, 9_000, 10_000))
            return Against(measure, op, "quantile", quantile, factor, among)
        case 3 | 4:
            share, count = dice.choice(
                ((100_000, None), (500_000, None), (0, None), (None, 1), (None, 2), (None, 0))
            )
            per = dice.choice((None, None, dense.measure(dice)))
            return Rank(measure, dice.choice(("top", "bottom")), share, count, among, per)
        case _:
            window = dice.choice((Last(3, "hour"), MoreThanAgo(2, "hour")))
            dated = Dated(window, dice.random() < 0.3, dice.random() < 0.3)
            return Meets(measure, dice.choice((dense.predicate(dice), dense.predicate(dice), dated, IsSet())))


def nested(dice: Random, depth: int = 2) -> Plan:
    """Trees, whose parts are looked at in the order of their cost."""
    if not depth or dice.random() < 0.3:
        return plan_of(dice)
    parts = tuple(nested(dice, depth - 1) for _ in range(dice.randint(1, 3)))
    return dice.choice((And(parts), Or(parts), Not(parts[0]), And((Not(parts[0]), *parts))))


@thorough
@given(seeds)
def test_any_comparison_in_a_crowded_world_alone_and_with_others(seed):
    dice = Random(seed)
    world, at = dense.world(dice), dense.instant(dice)
    plans = [nested(dice) for _ in range(4)]
    reading = Reading(Columns(WorldSource(world, merged(dice, world))), world.ground)
    judge = Reference(world, at)
    asked = [set(judge.members(plan)) for plan in plans]
    assert [set(bits.ids().tolist()) for bits in reading.many(plans, at)] == asked
    assert [set(reading.members(plan, at).ids().tolist()) for plan in plans] == asked
    assert reading.counts(plans[0], at) == {node: len(judge.members(node)) for node in nodes(plans[0])}
