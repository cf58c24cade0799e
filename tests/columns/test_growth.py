"""Columns keep up with a record that grows, late events, merges and ended orders included, in memory and in files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.columns import Columns, View
from coterie.segments.columns.rows import Scene
from coterie.segments.columns.run import Run
from coterie.segments.reference import Reference
from tests.segments.columns import dense
from tests.segments.columns.test_measures import merged, value

from .growing import Growing, stages

EXAMPLES = int(os.environ["COTERIE_FUZZ"]) * 500 if os.environ.get("COTERIE_FUZZ") else 40


def ask(columns, world, measures, at):
    run = Run(Scene(View.of(columns), at, world.ground.calendar), world.ground)
    judge = Reference(world, at)
    for measure in measures:
        vector = run.vector(measure)
        for contact in (c for c in world.contacts if c.first_seen <= at):
            found, asked = value(vector, contact.id), judge.value(measure, contact)
            assert (type(found), found) == (type(asked), asked), (measure, contact.id)


@pytest.mark.parametrize("way", ["pulled", "pushed", "reopened", "compacted"])
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**40))
def test_columns_keep_up(way, seed):
    dice = Random(seed)
    world = dense.world(dice)
    source = Growing(stages(dice, world, merged(dice, world)))
    measures = [dense.measure(dice) for _ in range(3)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) if way != "pushed" else None
        columns = Columns(source, folder)
        for stage in range(3):
            if stage:
                columns = step(way, columns, source, folder)
            ask(columns, source.now.world, measures if stage else measures[:2], dense.instant(dice))


def step(way, columns, source, folder):
    source.advance()
    if way == "pushed":
        # The writer hands over what it has just committed: here the record itself answers for the tail.
        columns.take(source, source.stamp())
    if way == "reopened":
        columns = Columns(source, folder)
    if way == "compacted":
        columns.compact()
    return columns
