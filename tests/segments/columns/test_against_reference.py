"""The columns answer what the reference answers, on random worlds, plans and instants."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from coterie.columns import Columns
from coterie.segments import reference
from coterie.segments.columns import Reading
from coterie.testing import WorldSource
from tests import strategies as some

EXAMPLES = int(os.environ["COTERIE_FUZZ"]) * 1_000 if os.environ.get("COTERIE_FUZZ") else 300
thorough = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))


@thorough
@given(st.data())
def test_any_plan_has_the_members_of_the_reference(data):
    plan = data.draw(some.plans())
    world = data.draw(some.worlds(plan))
    at = data.draw(some.instants(world, plan))
    source = WorldSource(world, merged=data.draw(some.merges(world)))
    note((plan, world, at))
    found = Reading(Columns(source), world.ground).members(plan, at)
    assert set(found.ids().tolist()) == set(reference.members(plan, world, at))


@thorough
@given(some.askings(), st.data())
def test_any_definition_has_the_members_of_the_reference(asking, data):
    source = WorldSource(asking.world, merged=data.draw(some.merges(asking.world)))
    found = Reading(Columns(source), asking.world.ground).members(asking.plan, asking.at)
    assert set(found.ids().tolist()) == set(reference.members(asking.plan, asking.world, asking.at))
