"""The pieces of the reference against second, independent ways to the same answer."""

from __future__ import annotations

import hashlib
import statistics
from collections.abc import Sequence as Seq
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.contacts.contact import Contact
from coterie.events.event import Event
from coterie.segments.plan import Log, Sequence, Step
from coterie.segments.reference import members, quantile, sampled
from coterie.segments.world import World

HOUR = 3_600_000


@given(st.lists(st.integers(-50, 50), min_size=2, max_size=9), st.integers(2, 9))
def test_quantiles_are_those_of_the_standard_library(numbers: list[int], parts: int) -> None:
    ordered = sorted(map(Fraction, numbers))
    found = [quantile(ordered, Fraction(i, parts)) for i in range(1, parts)]
    assert found == statistics.quantiles(ordered, n=parts, method="inclusive")
    assert quantile(ordered, Fraction(1, 2)) == statistics.median(ordered)


def test_a_quantile_of_one_number_is_that_number() -> None:
    assert quantile([Fraction(7)], Fraction(9, 10)) == 7


def test_a_sample_is_the_first_eight_bytes_of_the_hash_against_the_share() -> None:
    for number in range(200):
        digest = hashlib.sha256(b"spring\0" + f"b{number}".encode()).hexdigest()[:16]
        assert sampled("spring", f"b{number}", 2_500) == (int(digest, 16) / 16**16 < 0.25)


# ---- sequences: every assignment of events to steps is tried --------------------------------------

NAMES = ("A", "B", "C")


def brute(steps: Seq[tuple[str, bool]], within: int, events: Seq[Event], at: int) -> bool:
    """Whether a sequence holds, by the words of the definition alone."""
    due = [e for e in events if e.t <= at]
    asked = [i for i, (_, negated) in enumerate(steps) if not negated]
    return any(
        _fits(steps, within, due, at, dict(zip(asked, p, strict=True))) for p in permutations(due, len(asked))
    )


def _fits(
    steps: Seq[tuple[str, bool]], within: int, due: Seq[Event], at: int, chosen: dict[int, Event]
) -> bool:
    times = [chosen[i].t for i in sorted(chosen)]
    named = all(steps[i][0] == e.name for i, e in chosen.items())
    if not named or times != sorted(times) or times[-1] > times[0] + within:
        return False
    for i, (name, negated) in enumerate(steps):
        if negated:
            before = max(e.t for k, e in chosen.items() if k < i)
            following = [e.t for k, e in chosen.items() if k > i]
            until = min(following) if following else times[0] + within
            others = [e for e in due if e.name == name and e not in chosen.values()]
            if any(before <= e.t <= until for e in others) or (not following and at < until):
                return False
    return True


_steps = st.lists(st.tuples(st.sampled_from(NAMES), st.booleans()), min_size=1, max_size=3)
_happened = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 6)), max_size=6)


@settings(max_examples=400)
@given(st.sampled_from(NAMES), _steps, _happened, st.integers(0, 4), st.integers(0, 10))
def test_a_sequence_holds_just_when_some_choice_fits(
    first: str, rest: list[tuple[str, bool]], happened: list[tuple[str, int]], within: int, at: int
) -> None:
    steps = [(first, False), *rest]
    events = [Event(seq, hour * HOUR, name) for seq, (name, hour) in enumerate(happened)]
    row = tuple(sorted(events, key=lambda e: (e.t, e.seq)))
    plan = Sequence(tuple(Step(Log((name,)), negated) for name, negated in steps), within * HOUR)
    world = World((Contact(0, "ana", "b0", 0),), {0: row})
    assert (0 in members(plan, world, at * HOUR)) == brute(steps, within * HOUR, row, at * HOUR)


@pytest.mark.parametrize(("at", "holds"), [(4 * HOUR - 1, False), (4 * HOUR, True), (4 * HOUR + 1, True)])
def test_a_final_not_waits_until_the_time_is_over(at: int, holds: bool) -> None:
    plan = Sequence((Step(Log(("Product Added",))), Step(Log(("Order Completed",)), negated=True)), 4 * HOUR)
    world = World((Contact(0, "ana", "b0", 0),), {0: (Event(1, 0, "Product Added"),)})
    assert (0 in members(plan, world, at)) is holds
