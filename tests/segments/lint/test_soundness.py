"""What lint says is so, in every world and at any instant: the reference is asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coterie.errors import Problem
from coterie.segments.language import Expression, read_json, to_json
from coterie.segments.lint import Prover, lint
from coterie.segments.plan import Everyone, Plan
from coterie.segments.reference import members
from coterie.segments.world import World
from tests.segments.lint.related import related
from tests.strategies import context, instants, worlds

FREE: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
SLOW = settings(max_examples=300, phases=(Phase.generate, Phase.shrink), **FREE)
CODES = ("always-true", "always-false", "contradictory", "redundant")


def at(tree: Any, pointer: str) -> Any:
    """What a JSON pointer points to."""
    for step in filter(None, pointer.split("/")):
        tree = tree[int(step)] if isinstance(tree, list) else tree[step]
    return tree


def replaced(tree: Any, pointer: str, value: Any) -> Any:
    """The JSON form with something else at a pointer."""
    head, _, rest = pointer.lstrip("/").partition("/")
    if not pointer:
        return value
    if isinstance(tree, list):
        return [replaced(v, rest and f"/{rest}", value) if n == int(head) else v for n, v in enumerate(tree)]
    return {**tree, head: replaced(tree[head], rest and f"/{rest}", value)}


def tree(data: Any) -> Expression:
    """The tree of a JSON form, however odd it is."""
    found, _ = read_json(data)
    assert found is not None
    return found


def mended(definition: Expression, problem: Problem) -> Expression:
    """The definition with the fix of a problem put in its place."""
    assert problem.fix is not None
    assert problem.place.pointer is not None
    return tree(replaced(to_json(definition), problem.place.pointer, problem.fix.value))


def plans(definition: Expression, world: World) -> Iterator[tuple[Problem, Plan, Plan]]:
    """Each doubt with the plans of what it is about, before and after the fix."""
    known = context(world)
    for problem in lint(definition, known):
        node = tree(at(to_json(definition), problem.place.pointer or ""))
        fixed = tree(problem.fix.value) if problem.fix is not None else node
        yield problem, node.plan(known), fixed.plan(known)


@SLOW
@given(st.data())
def test_every_doubt_is_true(data: st.DataObject) -> None:
    definition, world = data.draw(related()), data.draw(worlds())
    for problem, before, after in plans(definition, world):
        instant = data.draw(instants(world, definition.plan(context(world))))
        found = members(before, world, instant)
        match problem.code:
            case "always-false" | "contradictory" | "contradictory-group":
                assert found == frozenset()
            case "always-true":
                assert found == members(Everyone(), world, instant)
            case "redundant":
                assert found == members(after, world, instant)
            case code:
                raise AssertionError(code)


@SLOW
@given(st.data())
def test_what_is_proved_to_follow_follows(data: st.DataObject) -> None:
    world = data.draw(worlds())
    known = context(world)
    first, then = (data.draw(related(1)).plan(known) for _ in range(2))
    prover = Prover(world.ground.calendar)
    instant = data.draw(instants(world, first))
    if prover.implies(first, then):
        assert members(first, world, instant) <= members(then, world, instant)
    if prover.impossible((first, True), (then, True)):
        assert not members(first, world, instant) & members(then, world, instant)


def test_the_random_definitions_raise_every_doubt() -> None:
    """Otherwise the tests above would show nothing."""
    seen: Counter[str] = Counter()

    @settings(max_examples=400, database=None, derandomize=True, **FREE)
    @given(related(), worlds())
    def look(definition: Expression, world: World) -> None:
        seen.update({problem.code for problem in lint(definition, context(world))})

    look()
    assert min(seen[code] for code in CODES) >= 10, seen
