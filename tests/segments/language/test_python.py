"""The Python form: fluent phrases that equal the conditions they stand for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from coterie.errors import DefinitionError
from coterie.segments.conditions.consent import HasConsent
from coterie.segments.conditions.did import Did
from coterie.segments.conditions.on_list import OnList
from coterie.segments.conditions.sequence import Follows
from coterie.segments.conditions.trait import HasTrait
from coterie.segments.language import (
    AllOf,
    AnyOf,
    Complement,
    Context,
    Phrase,
    all_of,
    any_of,
    average,
    check,
    condition,
    did,
    expression,
    has,
    item,
    kinds,
    median,
    metric,
    no_item,
    parse,
    prop,
    quantile,
    read,
    words,
)  # fmt: skip
from coterie.segments.parts.compare import Dated, Equals, IsSet, Number, Order, Range, Recurs
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.step import Step
from coterie.segments.parts.window import Anniversary, Day, Last, Next, On
from coterie.segments.world import Ground


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (did("A"), 'did "A"'),
        (did("A", "B").never(), 'did "A" or "B" never'),
        (did("A").at_least(2).in_last("365 days"), 'did "A" at least 2 times in the last 365 days'),
        (did("A").at_most(2).more_than_ago("1 month"), 'did "A" at most 2 times more than 1 month ago'),
        (did("A").exactly(1).between_ago("1 day", "2 days"), 'did "A" exactly once between 1 and 2 days ago'),
        (did("A").between(2, 5).during("last week"), 'did "A" between 2 and 5 times last week'),
        (did("A").during("before 2026-01-01"), 'did "A" before 2026-01-01'),
        (did("A").sum("amount").at_least(100), 'did "A" with sum of amount at least 100'),
        (did("A").avg("item.price").between(1, 5), 'did "A" with avg of price between 1 and 5'),
        (did("A").common("item.brand").is_("Nike"), 'did "A" with most common of brand is "Nike"'),
        (did("A").distinct("url").more_than(3), 'did "A" with distinct of url more than 3'),
        (did("A").min("x").less_than(Decimal("0.5")), 'did "A" with min of x less than 0.5'),
        (did("A").max("x").at_most(0.25), 'did "A" with max of x at most 0.25'),
        (did("A").first("x").is_set(), 'did "A" with first of x is set'),
        (did("A").last("due").during("today"), 'did "A" with last of due is today'),
        (did("A").sum("amount").than(">", average), 'did "A" with sum of amount above average'),
        (did("A").count().than(">=", median, 1.5), 'did "A" with count at least 1.5 x median'),
        (
            did("A").count().than("<", quantile(0.1).among("vip")),
            'did "A" with count below quantile 0.1 among segment vip',
        ),
        (
            did("A").sum("amount").than(">", metric("sum", "amount", "B", window="in the last 90 days"), 2),
            'did "A" with sum of amount more than 2 x sum of amount of "B" in the last 90 days',
        ),
        (did("A").where(prop("url").contains("/blog")), 'did "A" where url contains "/blog"'),
        (did("A").where(prop("a").is_(1)).where(prop("b").is_(2)), 'did "A" where a is 1 and b is 2'),
        (did("A").where(prop("a").is_(1), prop("b").is_(2)), 'did "A" where a is 1 and b is 2'),
        (did("A").where(prop("a").is_(1) | ~prop("b").is_(2)), 'did "A" where a is 1 or not b is 2'),
        (
            did("A").where(item(prop("category").under("Coats"), prop("price").more_than(50))),
            'did "A" where category under "Coats" and price more than 50',
        ),
        (did("A").where(no_item(prop("brand").is_("X"))), 'did "A" where no item (brand is "X")'),
        (did("A").where(prop("amount").at_least(5)), 'did "A" where amount at least 5'),
        (did("A").where(prop("amount", raw=True).at_least(5)), 'did "A" where "amount" at least 5'),
        (has("country"), "has country is set"),
        (has("country").is_("PL"), 'has country is "PL"'),
        (has("country").is_("PL", "SI"), 'has country is one of ("PL", "SI")'),
        (has("country").is_not("PL", or_missing=True), 'has country is not "PL" or is not set'),
        (has("country").is_not_set(), "has country is not set"),
        (has("age").exactly(18), "has age is 18"),
        (has("age").at_least(18), "has age at least 18"),
        (has("age").between(18, 30, negated=True), "has age not between 18 and 30"),
        (has("member").is_(True), "has member is true"),
        (has("email").ends_with(".pl", ".si"), 'has email ends with any of (".pl", ".si")'),
        (has("email").starts_with("a", negated=True), 'has email does not start with "a"'),
        (has("email").matches("(?i)x"), 'has email matches "(?i)x"'),
        (has("seen").in_last("30 days"), "has seen was in the last 30 days"),
        (has("due").in_next("7 days"), "has due is in the next 7 days"),
        (has("born").anniversary("in the next 7 days"), "has born anniversary in the next 7 days"),
        (has("sizes").holds_any("M", "L"), 'has sizes holds any of ("M", "L")'),
        (has("sizes").holds_all("M", negated=True), 'has sizes does not hold all of ("M")'),
        (has("sizes").length_at_least(2), "has sizes has length at least 2"),
        (condition("in_segment", "vip"), "in segment vip"),
        (condition("on_list", "N").in_last("30 days"), 'on list "N" since in the last 30 days'),
        (condition("tagged", "N").at_least(3), 'tagged "N" at least 3 times'),
        (condition("score").at_least(40), "score at least 40"),
        (condition("score", tag="x").between(1, 2), "score for tag x between 1 and 2"),
        (condition("near", 10, "Ljubljana"), 'within 10 km of "Ljubljana"'),
        (condition("uses", "device", "phone"), 'uses device "phone"'),
        (condition("uses", "device", ["phone", "tablet"]), 'uses device "phone" or "tablet"'),
        (condition("reachable", "mailed"), "can be mailed"),
    ],
)  # fmt: skip
def test_a_phrase_says_what_its_text_says(said: Phrase, text: str) -> None:
    assert said.text == text
    assert said == parse(text)
    assert parse(text) == said
    assert hash(said) == hash(parse(text))
    assert said.json == parse(text).json
    assert said.hash == parse(text).hash
    assert eval(repr(said), dict(words())) == said


def test_operators_combine_phrases_into_trees() -> None:
    a, b, c = did("A"), has("b"), condition("in_segment", "c")
    assert (a & b & c) == AllOf((Did(("A",)), HasTrait("b", IsSet()), c.settled()))
    assert (a | b) == AnyOf((Did(("A",)), HasTrait("b", IsSet())))
    assert ~a == Complement(Did(("A",)))
    assert all_of(a, b & c) == AllOf((Did(("A",)), AllOf((HasTrait("b", IsSet()), c.settled()))))
    assert any_of(a) == AnyOf((Did(("A",)),))
    assert all(type(part) is not Phrase for part in all_of(a, b).parts)
    assert type(expression(a)) is Did


def test_a_phrase_is_a_definition_everywhere() -> None:
    said = did("A").at_least(2)
    assert said.plan(Context(Ground())) == parse('did "A" at least 2 times').plan(Context(Ground()))
    assert check(said) == []
    assert expression(said) == expression('did "A" at least 2 times') == expression(said.json)


def test_phrases_are_values_and_stay_as_they_are() -> None:
    first = did("A")
    first.at_least(2)
    assert first.text == 'did "A"'
    assert len({did("A"), did("A"), Did(("A",))}) == 1
    assert did("A") != did("B")
    assert did("A") != 'did "A"'


def test_fields_may_be_given_in_the_words_of_the_text() -> None:
    assert condition("on_list", "N", since="on 2026-01-31") == OnList("N", On(Day(2026, 1, 31)))
    steps = [Step(("A",)), Step(("B",), negated=True)]
    assert condition("sequence", steps, within="4 hours") == Follows(tuple(steps), Duration(4, "hour"))
    consent = condition(
        "consent", "email", "subscribed", since="in the last 30 days", expires="in the next 7 days"
    )
    assert consent == HasConsent("email", "subscribed", Last(30, "day"), expires=Next(7, "day"))


def test_comparisons_hold_the_parts_that_readings_match() -> None:
    def asked(said: Any) -> object:
        return said.settled().predicate

    assert asked(has("a").more_than(1)) == Order(">", Number(10_000))
    assert asked(has("a").between(1, 2)) == Range(Number(10_000), Number(20_000))
    assert asked(has("a").in_last("1 week")) == Dated(Last(1, "week"))
    assert asked(has("a").anniversary("in the next 7 days")) == Recurs(Anniversary(Next(7, "day")))
    assert asked(has("a").is_(1.5, "x", True)) == Equals((Number(15_000), "x", True))


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: has("a").where(prop("b").is_set()),
        lambda: did("A").is_("x"),
        lambda: condition("reachable", "mailed").at_least(2),
        lambda: did("A").at_least(1.5),
        lambda: did("A").count().at_least(2),
        lambda: condition("on_list", "N", sinse=1),
        lambda: condition("on_list", "N", None, 1),
        lambda: condition("consent", "email", "unknown").in_last("1 day"),
    ],
)
def test_what_a_kind_has_no_place_for_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError):
        wrong()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (lambda: did("A").in_last("thirty days"), "bad-value"),
        (lambda: did("A").in_last("30 fortnights"), "bad-value"),
        (lambda: did("A").between_ago("1 day", "2 weeks"), "bad-value"),
        (lambda: did("A").during("sometime"), "unexpected"),
        (lambda: has("a").is_(0.00001), "number-too-precise"),
        (lambda: has("a").is_(10**15), "number-too-large"),
        (lambda: condition("sample", 200).text, "bad-value"),
        (lambda: condition("on_list").text, "bad-value"),
        (lambda: expression(did("A").in_next("5 days")), "future-window"),
        (lambda: expression(has("a").matches("(")), "bad-pattern"),
    ],
)
def test_what_can_not_be_is_a_problem_of_the_definition(wrong: Any, code: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        wrong()
    assert [p.code for p in refused.value.problems] == [code]


def test_source_is_as_people_write_it() -> None:
    text = """all of (
      did "Order Completed" where url contains "/shop" and item (price > 5) with sum of amount at least 42.5
      any of (has country is "PL", not in segment vip)
    )"""
    assert repr(parse(text)) == (
        "did('Order Completed').where(prop('url').contains('/shop') & item(prop('price').more_than(5)))"
        ".with_('sum', 'amount').at_least(42.5) & (has('country').is_('PL') | ~in_segment('vip'))"
    )


def test_every_kind_is_a_function_of_its_name() -> None:
    assert set(kinds()) <= set(words())
    assert words()["in_segment"]("vip") == parse("in segment vip")


def test_reading_a_phrase_back_gives_the_same_problems() -> None:
    said = has("country").matches("(")
    assert [p.code for p in check(said)] == [p.code for p in read('has country matches "("').problems]
