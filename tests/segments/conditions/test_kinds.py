"""Every kind keeps the form that its text, JSON, Python and page are derived from."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.errors import DefinitionError
from coterie.lib.plugins import load
from coterie.segments.conditions.did import Did
from coterie.segments.conditions.engagement import Engagement
from coterie.segments.conditions.located import Located
from coterie.segments.conditions.near import Near
from coterie.segments.conditions.rank import Ranked
from coterie.segments.conditions.sample import InSample
from coterie.segments.conditions.segment import InSegment
from coterie.segments.conditions.sequence import Follows
from coterie.segments.language import kinds
from coterie.segments.language.tree import Context
from coterie.segments.parts.compare import Equals, Number
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.metric import Metric
from coterie.segments.parts.step import Step
from coterie.segments.parts.window import Last
from coterie.segments.plan import NOBODY, Everyone, Fold, Log, Meets, Rank, Trait
from coterie.segments.world import Ground
from tests.strategies import SEGMENTS, conditions

MODULES = load("coterie.segments.conditions")
KINDS = kinds()
CONTEXT = Context(Ground(), SEGMENTS)
PLACES = re.compile(r"\{(\w+)\}")


def test_each_file_holds_one_kind() -> None:
    homes = [found.__module__ for found in KINDS.values()]
    assert sorted(homes) == sorted(module.__name__ for module in MODULES)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_is_a_frozen_dataclass_whose_syntax_names_each_field_once(kind: str) -> None:
    found = KINDS[kind]
    assert is_dataclass(found)
    assert found.__dataclass_params__.frozen  # type: ignore[attr-defined]
    names = [f.name for f in fields(found)]
    assert sorted(PLACES.findall(found.syntax)) == sorted(names)
    optional = {name for group in re.findall(r"\[([^\]]*)\]", found.syntax) for name in PLACES.findall(group)}
    assert optional <= {f.name for f in fields(found) if f.default is not f.default_factory}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_kind_speaks_four_languages(kind: str) -> None:
    says = KINDS[kind].says
    assert set(says) == {"en", "pl", "sl", "kk"}
    assert all(phrase.strip() for phrase in says.values())


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=25)
@given(data=st.data())
def test_a_plan_can_be_hashed_and_is_the_same_every_time(kind: str, data: st.DataObject) -> None:
    condition = data.draw(conditions(kind))
    assert condition.plan(CONTEXT) == condition.plan(CONTEXT)
    assert hash(condition.plan(CONTEXT)) == hash(condition.plan(CONTEXT))


# ---- what a kind refuses, and what it resolves -----------------------------------------------------

BY = Metric("count", None, ("Order Completed",))


def test_a_rank_has_one_size_one_number_and_one_split() -> None:
    for wrong in (
        {"metric": BY},
        {"metric": BY, "percent": Number(1), "count": 1},
        {"count": 1},
        {"count": 1, "metric": BY, "trait": "points"},
        {"count": 1, "metric": BY, "per": "country", "favourite": "brand"},
    ):
        with pytest.raises(ValueError, match="rank"):
            Ranked("top", **wrong)  # type: ignore[arg-type]
    assert Ranked("top", count=3, trait="points", per="country").plan(CONTEXT) == Rank(
        Trait("points"), "top", None, 3, Everyone(), Trait("country")
    )


def test_a_sequence_begins_with_an_event_and_goes_on() -> None:
    cart, none = Step(("Product Added",)), Step(("Order Completed",), negated=True)
    for steps in ((cart,), (none, cart), ()):
        with pytest.raises(ValueError, match="sequence"):
            Follows(steps, Duration(4, "hour"))


@pytest.mark.parametrize("scaled", [-1, 1, 99, 1_000_100])
def test_a_sample_is_a_percentage_with_two_decimals(scaled: int) -> None:
    with pytest.raises(ValueError, match="two decimals"):
        InSample(Number(scaled))


@pytest.mark.parametrize(("n", "unit"), [(0, "day"), (1, "month"), (1, "year")])
def test_a_duration_has_an_exact_length(n: int, unit: str) -> None:
    with pytest.raises(ValueError, match=r"needed|exact"):
        Duration(n, unit)  # type: ignore[arg-type]


def test_the_engagement_window_is_the_workspaces_unless_given() -> None:
    own = Engagement("engaged").plan(Context(Ground(engagement_days=30)))
    assert own == Engagement("engaged", Last(30, "day")).plan(CONTEXT)
    assert own != Engagement("engaged").plan(CONTEXT)


def test_a_segment_that_refers_to_itself_is_an_error_that_shows_the_way_round() -> None:
    loop = Context(Ground(), {"a": InSegment("b"), "b": Did(("X",)) & InSegment("a")})
    with pytest.raises(DefinitionError, match="a > b > a") as caught:
        InSegment("a").plan(loop)
    assert caught.value.problems[0].code == "segment-cycle"


def test_a_place_that_nobody_knows_is_near_to_nobody() -> None:
    assert Near(Number(10_000), "Nowhere at all, ZZ").plan(CONTEXT) == NOBODY


def test_a_country_is_asked_in_every_spelling() -> None:
    plan = Located("country", ("Poland",)).plan(CONTEXT)
    assert isinstance(plan, Meets)
    assert isinstance(plan.predicate, Equals)
    assert {"pl", "pol", "poland", "polska", "poljska", "польша"} <= set(plan.predicate.values)


def test_did_without_a_tally_asks_for_one_event() -> None:
    plan = Did(("Order Completed",)).plan(CONTEXT)
    assert isinstance(plan, Meets)
    assert plan.measure == Fold(Log(("Order Completed",)), "count")
