"""The text form: how people may write each thing, and the one way in which it is written back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.errors import DefinitionError
from coterie.segments.conditions.did import Did
from coterie.segments.conditions.segment import InSegment
from coterie.segments.conditions.trait import HasTrait
from coterie.segments.language import AllOf, AnyOf, Complement, parse, write
from coterie.segments.language.registry import leads
from coterie.segments.parts.compare import Equals, Number, Order, Under
from coterie.segments.parts.metric import Metric, ThanMetric, ThanPopulation, Times, Total
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some
from coterie.segments.parts.window import AgoBetween, Last

A, B, C = InSegment("a"), InSegment("b"), InSegment("c")
ORDERS = ("Order Completed",)
HOME, BLOG = Has("url", Equals(("/",))), Has("url", Equals(("/b",)))
COATS, DEAR = Has("category", Under(("Coats",))), Has("price", Order(">", Number(500_000)))

EITHER = Some((DEAR, COATS))

CANONICAL = """\
all of (
  did "Order Completed" with sum of amount at least 100 in the last 365 days
  has country is "PL"
  any of (
    message opened in the last 30 days
    on list "Newsletter"
  )
  not did "Email Opened" in the last 90 days
)"""


def test_a_definition_is_written_as_it_is_best_read() -> None:
    tree = parse(CANONICAL)
    assert isinstance(tree, AllOf)
    assert tree.parts[0] == Did(
        ORDERS, tally=Total("sum", "$amount", Order(">=", Number(1_000_000))), window=Last(365, "day")
    )
    assert tree.parts[3] == Complement(Did(("Email Opened",), window=Last(90, "day")))
    assert tree.text == CANONICAL


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("in segment a and in segment b and in segment c", AllOf((A, B, C))),
        ("(in segment a and in segment b) or in segment c", AnyOf((AllOf((A, B)), C))),
        ("in segment a and (in segment b or in segment c)", AllOf((A, AnyOf((B, C))))),
        ("not in segment a and in segment b", AllOf((Complement(A), B))),
        ("not (in segment a and in segment b)", Complement(AllOf((A, B)))),
        ("not not in segment a", Complement(Complement(A))),
        ("in segment a\nand in segment b", AllOf((A, B))),
        ("in segment a and\n  in segment b", AllOf((A, B))),
        ("((in segment a))", A),
        ("all of (in segment a, in segment b\nin segment c)", AllOf((A, B, C))),
        ("all of (in segment a,\n\n  in segment b,)", AllOf((A, B))),
        ("any of (in segment a)", AnyOf((A,))),
        ("none of (in segment a, in segment b)", Complement(AnyOf((A, B)))),
        ("all of ()", AllOf(())),
        ("everybody", AllOf(())),
        ("nobody", AnyOf(())),
        ("ALL OF (In Segment a)", AllOf((A,))),
        ("# who\nin segment a # this one\n", A),
        ('in segment "a"', A),
        ("in segment 'a'", A),
        ("in segment “a”", A),
        ("in segment „a”", A),
    ],
)
def test_conditions_combine(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(
    ("text", "written"),
    [
        # windows
        ('did "A" in the last month', 'did "A" in the last 1 month'),
        ('did "A" in the last 1 days', 'did "A" in the last 1 day'),
        ('did "A" between 30 and 60 days ago', None),
        ('did "A" more than 90 days ago', None),
        ('did "A" today', None),
        ('did "A" this month', None),
        ('did "A" last week', None),
        ('did "A" before 2026-01-01', None),
        ('did "A" before 2026-01-01T10:00:00Z', 'did "A" before 2026-01-01T10:00:00.000Z'),
        ('did "A" after 2026-01-01T10:00+01:00', 'did "A" after 2026-01-01T09:00:00.000Z'),
        ('did "A" on 2026-01-01', None),
        ('did "A" between 2026-01-01 and 2026-02-01', None),
        # how often
        ('did "A" at least 1 time', 'did "A"'),
        ('did "A" at least once', 'did "A"'),
        ('did "A" at least 2 times in the last 30 days', None),
        ('did "A" at least 3', 'did "A" at least 3 times'),
        ('did "A" at most 2 times', None),
        ('did "A" more than 2 times', 'did "A" at least 3 times'),
        ('did "A" less than 2 times', 'did "A" at most 1 time'),
        ('did "A" exactly 1 times', 'did "A" exactly once'),
        ('did "A" twice', 'did "A" exactly 2 times'),
        ('did "A" never', None),
        ('did "A" zero times', 'did "A" never'),
        ('did "A" between 2 and 5 times', None),
        ('did "A" between 2 and 5 times between 3 and 4 weeks ago', None),
        ('tagged "CENNIK" at least 3', 'tagged "CENNIK" at least 3 times'),
        # how much
        ('did "A" with total of amount >= 100', 'did "A" with sum of amount at least 100'),
        ('did "A" with average of amount above average', 'did "A" with avg of amount above average'),
        ('did "A" with count at least 1.5 x median', None),
        ('did "A" with count at least 1.5 × median', 'did "A" with count at least 1.5 x median'),
        ('did "A" with sum of amount above quantile 0.9 among segment vip', None),
        ('did "A" with sum of amount more than 2 x sum of amount of "B" in the last 90 days', None),
        ('did "A" with sum of amount at least sum of amount of "B" today', None),
        ('did "A" with sum of amount more than (count of "B") in the last 90 days', None),
        ('did "A" with most common of brand is "Nike"', None),
        ('did "A" with distinct of category at least 3', None),
        ('did "A" with sum of "price" at least 3', None),
        ('did "A" with last of status is one of ("paid", "sent")', None),
        # comparisons
        ('has country = "PL"', 'has country is "PL"'),
        ("has country is PL", 'has country is "PL"'),
        ('has country is not "PL"', None),
        ('has country != "PL"', 'has country is not "PL"'),
        ('has country in ("PL", "SI")', 'has country is one of ("PL", "SI")'),
        ('has country is one of (\n "PL",\n "SI",\n)', 'has country is one of ("PL", "SI")'),
        ('has country is not one of ("PL", "SI")', 'has country is none of ("PL", "SI")'),
        ('has country is "PL" or is not set', None),
        ("has age >= 18", "has age at least 18"),
        ("has age is more than 18", "has age more than 18"),
        ("has age < -1.50", "has age less than -1.5"),
        ("has age between 18 and 30 or is not set", None),
        ("has age not between 18 and 30", None),
        ("has newsletter is true", None),
        ('has email ends with ".pl"', None),
        ('has email does not contain "test"', None),
        ('has email contains any of ("a", "b")', None),
        ('has email matches "(?i)@gmail"', None),
        ("has country is set", None),
        ("has country is not set", None),
        ('has sizes holds all of ("M", "L")', None),
        ('has sizes holds "M"', 'has sizes holds any of ("M")'),
        ("has sizes has length > 2", "has sizes has length more than 2"),
        ('has seen under "Clothing > Coats"', None),
        ("has last_visit was in the last 30 days", None),
        ("has last_visit is in the last 30 days", "has last_visit was in the last 30 days"),
        ("has due was in the next 7 days", "has due is in the next 7 days"),
        ("has due is not before 2026-01-01 or is not set", None),
        ("has birthday anniversary in the next 7 days", None),
        ("has birthday anniversary today", None),
        ("has address.city is set", None),
        # other kinds
        ('did "A" or "B" where url contains "x" at least 2 times', None),
        ('did one of ("A", "B")', 'did "A" or "B"'),
        ("in top 10 % by count of \"A\"", "in top 10 percent by count of \"A\""),
        ('sequence ("A" then not "B" where total more than 5) within 4 hours in the last 7 days', None),
        ("can be mailed", None),
        ("score for tag CENNIK at least 40", 'score for tag "CENNIK" at least 40'),
        ('on list "Newsletter" since in the last 30 days', None),
    ],
)  # fmt: skip
def test_each_thing_has_one_written_form(text: str, written: str | None) -> None:
    tree = parse(text)
    assert write(tree) == (written or text)
    assert parse(write(tree)) == tree


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('category under "Coats" and price > 50', AnyItem(Every((COATS, DEAR)))),
        ("price > 50", AnyItem(DEAR)),
        ('product is "Hat"', AnyItem(Has("name", Equals(("Hat",))))),
        ('item (name is "Hat")', AnyItem(Has("name", Equals(("Hat",))))),
        ('url is "/" and price > 50', Every((HOME, AnyItem(DEAR)))),
        ('price > 50 and url is "/" and price > 50', Every((AnyItem(Every((DEAR, DEAR))), HOME))),
        ('url is "/" or price > 50', Some((HOME, AnyItem(DEAR)))),
        ('(price > 50 or category under "Coats") and price > 50', AnyItem(Every((EITHER, DEAR)))),
        ("no item (price > 50)", Non(AnyItem(DEAR))),
        ("not item (price > 50)", Non(AnyItem(DEAR))),
        ("not price > 50", AnyItem(Non(DEAR))),
        ('"price" > 50', DEAR),
        ('"amount" > 50', Has("amount", Order(">", Number(500_000)))),
        ("amount > 50", Has("$amount", Order(">", Number(500_000)))),
        ("hour >= 18", Has("$hour", Order(">=", Number(180_000)))),
        ("item (amount > 50)", AnyItem(Has("amount", Order(">", Number(500_000))))),
        ("anything", Every(())),
        ("nothing", Some(())),
        ('not (url is "/" or url is "/b")', Non(Some((HOME, BLOG)))),
        ('any of (url is "/")', Some((HOME,))),
        ('url is "/" or is not set', Has("url", Equals(("/",), or_missing=True))),
    ],
)  # fmt: skip
def test_filters_gather_what_holds_of_one_item(text: str, where: object) -> None:
    tree = parse(f'did "A" where {text}')
    assert tree == Did(("A",), where=where)  # type: ignore[arg-type]
    assert parse(write(tree)) == tree


def test_a_filter_ends_where_the_next_condition_begins() -> None:
    both = parse('did "A" where total > 5 and did "B"')
    assert both == AllOf((Did(("A",), where=Has("total", Order(">", Number(50_000)))), Did(("B",))))
    grouped = parse('did "A" where total > 5 and (did "B" or did "C")')
    assert isinstance(grouped, AllOf)
    assert len(grouped.parts) == 2
    coupon = parse('did "A" where coupon is "X" and coupon unused')
    assert isinstance(coupon, AllOf)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(sorted(leads() | {"url", "price"})), min_size=2, max_size=3), st.booleans())
def test_properties_that_conditions_begin_with_stay_properties(names: list[str], negated: bool) -> None:
    parts = tuple(Has(name, Order(">", Number(10_000))) for name in names)
    where = Every((parts[0], Non(Some(parts[1:])) if negated else Every(parts[1:])))
    tree = AllOf((Did(("A",), where=where), A))
    assert parse(write(tree)) == tree


def test_a_condition_may_go_on_in_the_next_line() -> None:
    tree = parse(
        'all of (\n did "A"\n  where total > 5\n  at least 2 times\n  in the last 30 days\n in segment a\n)'
    )
    did = Did(("A",), Has("total", Order(">", Number(50_000))), Times("at least", 2), Last(30, "day"))
    assert tree == AllOf((did, A))


def test_a_line_that_is_a_condition_of_its_own_is_not_taken_for_more_of_the_last() -> None:
    tree = parse(
        'all of (\n  did "A"\n  in segment a\n  on list b\n  last order at least 2 x usual interval ago\n)'
    )
    assert isinstance(tree, AllOf)
    assert len(tree.parts) == 4


def test_windows_inside_comparisons_belong_to_the_nearest() -> None:
    inner = Metric("sum", "$amount", ("B",), window=Last(90, "day"))
    tree = parse(
        'did "A" with sum of amount > 2 x sum of amount of "B" in the last 90 days between 1 and 2 weeks ago'
    )
    assert tree == Did(
        ("A",),
        tally=ThanMetric("sum", "$amount", ">", inner, Number(20_000)),
        window=AgoBetween(1, 2, "week"),
    )
    outer = parse('did "A" with sum of amount > (sum of amount of "B") in the last 90 days')
    assert isinstance(outer, Did)
    assert outer.window == Last(90, "day")


def test_averages_and_quantiles_are_of_the_population() -> None:
    tree = parse('did "A" with sum of amount above quantile 0.9 among segment vip')
    assert tree == Did(("A",), tally=ThanPopulation("sum", "$amount", ">", quantile=9_000, among="vip"))


def test_what_has_no_words_is_refused_when_written() -> None:
    odd = HasTrait("a", "PL")  # type: ignore[arg-type]
    with pytest.raises(DefinitionError) as refused:
        write(odd)
    assert [p.code for p in refused.value.problems] == ["bad-value"]
