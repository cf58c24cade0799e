"""Every measure has the value of the reference, contact by contact; so have sequences, in crowded worlds."""

from __future__ import annotations

import os
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.columns import MISSING, Columns, View
from coterie.segments.columns.rows import Scene
from coterie.segments.columns.run import Run
from coterie.segments.columns.vectors import Codes, Instants, Numbers, Vector
from coterie.segments.parts.meets import Moment
from coterie.segments.plan import Measure
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
    agree(measure, world, data.draw(some.merges(world)), data.draw(st.sampled_from(ts)) + data.draw(st.integers(-1, 1)))


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
