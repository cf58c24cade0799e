"""Our definitions in Klaviyo's words: negations inside, groups of alternatives, and what is refused."""

from __future__ import annotations

import time
from typing import Any

import pytest

import coterie
from coterie.errors import DefinitionError, Problem
from coterie.exchange.klaviyo import to_klaviyo

from .shapes import faults

METRICS = {"Xa1": "Placed Order", "Xb2": "Viewed Product"}
LISTS = {"Ya1": "Newsletter", "Yb2": "VIP"}


def groups(text: str, **ids: Any) -> list[list[dict[str, Any]]]:
    there = to_klaviyo(text, **ids)
    assert not faults(there)
    return [one["conditions"] for one in there["condition_groups"]]


def only(text: str, **ids: Any) -> dict[str, Any]:
    ((condition,),) = groups(text, **ids)
    return condition


def problems(text: str, **ids: Any) -> tuple[Problem, ...]:
    with pytest.raises(DefinitionError) as refused:
        to_klaviyo(text, **ids)
    return refused.value.problems


def lists(text: str) -> list[list[str]]:
    """The groups of a definition made of lists: each list's name, with a minus if not on it."""
    return [["-" * (not c["is_member"]) + c["group_ids"][0] for c in one] for one in groups(text)]


def test_every_definition_has_it_as_a_method() -> None:
    tree = coterie.did("Order Completed") & ~coterie.parse("on list VIP")
    assert tree.klaviyo(metrics=METRICS, lists=LISTS) == to_klaviyo(tree, metrics=METRICS, lists=LISTS)


def test_a_count_is_a_metric_with_its_timeframe() -> None:
    assert only('did "Order Completed" at least 2 times in the last 30 days', metrics=METRICS) == {
        "type": "profile-metric",
        "metric_id": "Xa1",
        "measurement": "count",
        "measurement_filter": {"type": "numeric", "operator": "greater-than-or-equal", "value": 2},
        "timeframe_filter": {"type": "date", "operator": "in-the-last", "quantity": 30, "unit": "day"},
    }


def test_a_negation_turns_the_operator() -> None:
    asked = only('not did "Order Completed" with sum of amount at least 100')
    assert asked["measurement_filter"] == {"type": "numeric", "operator": "less-than", "value": 100}


def test_days_begin_in_the_zone() -> None:
    asked = only('did "Order Completed" on 2026-01-15', zone="Europe/Warsaw")["timeframe_filter"]
    assert (asked["start"], asked["end"]) == ("2026-01-14T23:00:00.000Z", "2026-01-15T23:00:00.000Z")


def test_and_of_ors_stays_as_it_is() -> None:
    assert lists("(on list a or on list b) and on list c") == [["a", "b"], ["c"]]


def test_or_of_ands_is_distributed() -> None:
    assert lists("(on list a and on list b) or on list c") == [["c", "a"], ["c", "b"]]


def test_negations_move_inward() -> None:
    assert lists("not (on list a and not (on list b or on list c))") == [["-a", "b", "c"]]


def test_what_both_sides_share_is_said_once() -> None:
    shared = "(on list a and on list b) or (on list a and on list c)"
    assert lists(shared) == [["a"], ["b", "c"]]
    assert lists(f"({shared}) and on list a and (on list b or on list c)") == [["a"], ["b", "c"]]


def test_more_than_a_hundred_conditions_are_refused_with_the_count() -> None:
    pairs = " or ".join(f"(on list a{n} and on list b{n})" for n in range(5))
    (problem,) = problems(pairs)
    assert problem.code == "klaviyo-too-many"
    assert f" {2**5 * 5} conditions" in problem.message


def test_a_form_that_explodes_is_counted_and_never_built() -> None:
    began = time.monotonic()
    triples = " or ".join(f"(on list a{n} and on list b{n} and on list c{n})" for n in range(300))
    (problem,) = problems(triples)
    assert problem.code == "klaviyo-too-many"
    assert "about 10^145 conditions" in problem.message
    assert time.monotonic() - began < 5


def test_a_hundred_conditions_are_allowed() -> None:
    assert len(lists(" and ".join(f"on list a{n}" for n in range(100)))) == 100
    assert problems(" and ".join(f"on list a{n}" for n in range(101)))[0].code == "klaviyo-too-many"


UNSAYABLE = [
    ("score at least 5", "'score'"), ("in segment vip", "'in_segment'"), ('lifecycle is "new"', "'lifecycle'"),
    ("can be mailed", "'reachable'"), ('did "A" this week', "this week"), ('did "A" in the last 3 months', "months"),
    ('did "A" with avg of amount at least 5', "avg of amount"),
    ('did "A" with count above average', "population"),
    ('did "A" or "B" at least 3 times', "several events"),
    ('did "A" where item (brand is "N")', "same product"), ('did "A" where hour at least 18', "the hour"),
    ('did "A" where (x is 1 or y is 2)', "joined by 'or'"),
    ("not has birthday anniversary today", "a comparison of this sort"),
    ("not has birthday was in the last 3 days", "outside this window"),
    ('has category under "Coats"', "a comparison of this sort"), ("located in city Ljubljana", "by city"),
    ("located in country PL", "regions but"), ('within 5 km of "Ljubljana, SI"', "a distance from"),
    ("consent ads is subscribed", "advertising"), ("consent sms is subscribed", "this status of sms"),
    ('sequence ("A" then "B") within 4 hours in the last 30 days', "within this time"),
    ('sequence ("A" then "B") within 1 hour', "at any time"),
    ("everybody", "everybody"), ("nobody", "nobody"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name"), UNSAYABLE, ids=[text for text, _ in UNSAYABLE])
def test_what_klaviyo_has_no_word_for_is_refused_by_name(text: str, name: str) -> None:
    (problem,) = problems(text)
    assert problem.code == "klaviyo-not-there"
    assert name in problem.message


def test_all_problems_come_at_once_each_with_its_pointer() -> None:
    text = 'on list Out and (score at least 5 or not did "Searched") and has a is 1'
    assert [(p.code, p.place.pointer) for p in problems(text, metrics=METRICS, lists=LISTS)] == [
        ("klaviyo-no-id", "/all/0"),
        ("klaviyo-not-there", "/all/1/any/0"),
        ("klaviyo-no-id", "/all/1/any/1/not"),
    ]


def test_subscribed_and_not_blocked_is_one_consent() -> None:
    asked = only("consent email is subscribed by form and not consent email is blocked")["consent"]
    assert asked["can_receive_marketing"] is True
    assert asked["consent_status"] == {
        "subscription": "subscribed",
        "filters": [{"field": "method", "method": "form"}],
    }


def test_a_definition_that_is_wrong_is_told_as_ever() -> None:
    assert problems('did "A" at least 2 tims')[0].code == "unexpected"
