"""The generators reach what they promise, and what they make is sound."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.segments.language import kinds
from coterie.segments.parts.compare import Predicate
from coterie.segments.parts.window import Window
from coterie.segments.plan import FoldName, Measure, Plan
from coterie.segments.reference import members
from coterie.segments.world import World
from tests.strategies import Asking, askings, merges, worlds
from tests.strategies.derived import derived
from tests.strategies.dice import Dice
from tests.strategies.nodes import nodes
from tests.strategies.plan import plan

RANDOM = Random(1)


def names(alias: Any) -> set[str]:
    """Names of the types in a union, or the words of a literal."""
    parts = alias.split(" | ") if isinstance(alias, str) else get_args(alias)
    return {getattr(part, "__name__", getattr(part, "__forward_arg__", part)) for part in parts}


def test_a_kind_without_a_generator_of_its_own_is_drawn_from_the_types_of_its_fields() -> None:
    choosy = ("rank", "sequence", "sample")
    for make in [derived(kind) for name, kind in kinds().items() if name not in choosy]:
        assert make(Dice(b"")) == make(Dice(b""))
        assert len({make(Dice(RANDOM.randbytes(30))) for _ in range(30)}) >= 3


def test_every_node_measure_fold_predicate_and_window_is_drawn() -> None:
    found: Counter[str] = Counter()
    for _ in range(3_000):
        for node in nodes(plan(Dice(RANDOM.randbytes(120)))):
            found[type(node).__name__] += 1
            found[str(getattr(node, "fn", ""))] += 1
    asked = names(Plan) | names(Measure) | names(FoldName) | names(Predicate) | names(Window)
    assert asked <= set(found), f"never drawn: {asked - set(found)}"


@settings(max_examples=100)
@given(worlds(), st.data())
def test_worlds_are_sound(world: World, data: st.DataObject) -> None:
    ids = [c.id for c in world.contacts]
    assert len(set(ids)) == len(ids)
    assert len({c.birth for c in world.contacts}) == len(ids)
    changes = [x for c in world.contacts for log in c.changes.values() for x in log]
    events = [e for row in world.events.values() for e in row]
    assert len({x.seq for x in (*changes, *events)}) == len(changes) + len(events), "sequence numbers repeat"
    for row in (*world.events.values(), *(log for c in world.contacts for log in c.changes.values())):
        assert list(row) == sorted(row, key=lambda x: (x.t, x.seq))
    assert all(len(e.items) == len(e.item_amounts) for e in events)
    assert set(world.events) <= set(ids)
    assert not set(data.draw(merges(world))) & set(ids)


def test_a_fair_part_of_the_answers_is_neither_nobody_nor_everybody() -> None:
    tally: Counter[str] = Counter()

    @settings(max_examples=400, database=None, derandomize=True)
    @given(askings())
    def ask(asking: Asking) -> None:
        found = members(asking.plan, asking.world, asking.at)
        tally["some" if 0 < len(found) < len(asking.world.contacts) else "edge"] += 1

    ask()
    assert tally["some"] >= 0.1 * tally.total(), tally
