"""Each doubt: where it is raised, where it is not, what it says, and what its fix makes of the definition."""

from __future__ import annotations

import pytest

from coterie.errors import Problem
from coterie.segments.language import Context, parse, read
from coterie.segments.language.sentence import TONGUES
from coterie.segments.lint import Audience, lint
from coterie.segments.lint.messages import MESSAGES
from coterie.segments.plan import Plan
from coterie.segments.world import Ground
from tests.segments.lint.test_soundness import mended

ORDERS = 'did "Order Completed"'
SEGMENTS = {"vip": parse(f"{ORDERS} at least 3 times"), "loop": parse("in segment loop")}
CONTEXT = Context(Ground(), SEGMENTS)
FEW, MANY = f"{ORDERS} at most 2 times in the last", f"{ORDERS} at least 3 times in the last"

CASES: list[tuple[str, str, str]] = [
    # what never holds
    ("always-false", f'{ORDERS} with sum of amount is "a lot"', "nobody"),
    ("always-false", "sample of 0 percent", "nobody"),
    ("always-false", "in top 0 contacts on trait points", "nobody"),
    ("always-false", f"{ORDERS} where hour > 30", "nobody"),
    ("always-false", f"{ORDERS} where (coupon is set and coupon is not set)", "nobody"),
    ("always-false", f'{ORDERS} where item (brand is "A" and brand is "B")', "nobody"),
    ("always-false", "has country between 5 and 1", "nobody"),
    ("always-false", f"{ORDERS} between 2026-03-01 and 2026-02-01", "nobody"),
    # what always holds
    ("always-true", f"{ORDERS} at least 0 times", "everybody"),
    ("always-true", "sample of 100 percent", "everybody"),
    ("always-true", f"any of ({ORDERS}, {ORDERS} never)", "everybody"),
    ("always-true", "any of (has points < 5, not has points < 3)", "everybody"),
    ("always-true", "any of (has points is set, has points is not set)", "everybody"),
    # what can't hold together
    (
        "contradictory",
        f"all of ({MANY} 30 days, {FEW} 90 days)",
        f"any of ({MANY} 30 days, {FEW} 90 days)",
    ),
    (
        "contradictory",
        'all of (tagged x, has country is "PL", has country is "SI")',
        'all of (tagged x, any of (has country is "PL", has country is "SI"))',
    ),
    (
        "contradictory",
        'all of (located in country "PL", located in country "SI")',
        'any of (located in country "PL", located in country "SI")',
    ),
    (
        "contradictory",
        "all of (in segment vip, not in segment vip)",
        "any of (in segment vip, not in segment vip)",
    ),
    (
        "contradictory",
        "all of (can be mailed, consent email is unsubscribed)",
        "any of (can be mailed, consent email is unsubscribed)",
    ),
    (
        "contradictory",
        f"all of ({ORDERS} with avg of amount > 5, {ORDERS} never)",
        f"any of ({ORDERS} with avg of amount > 5, {ORDERS} never)",
    ),
    (
        "contradictory",
        f'all of (sequence ("Product Added" then "Order Completed") within 1 day, {ORDERS} never)',
        f'any of (sequence ("Product Added" then "Order Completed") within 1 day, {ORDERS} never)',
    ),
    (
        "contradictory",
        "all of (has birthday was in the next 7 days, has birthday was in the last 7 days)",
        "any of (has birthday was in the next 7 days, has birthday was in the last 7 days)",
    ),
    ("contradictory", "all of (is engaged, is blocked)", "any of (is engaged, is blocked)"),
    (
        "contradictory-group",
        "all of (has points < 5, has points > 1, any of (has points = 0, has points = 9))",
        "nobody",
    ),
    # what changes nothing
    ("redundant", f"all of ({ORDERS}, {ORDERS})", ORDERS),
    (
        "redundant",
        f"all of ({ORDERS} in the last 90 days, {ORDERS} at least 2 times in the last 30 days)",
        f"{ORDERS} at least 2 times in the last 30 days",
    ),
    ("redundant", f"any of ({ORDERS}, {ORDERS} in the last 30 days)", ORDERS),
    (
        "redundant",
        f"all of ({ORDERS}, {ORDERS} where amount > 5, tagged x)",
        f"all of ({ORDERS} where amount > 5, tagged x)",
    ),
    (
        "redundant",
        'all of (has city is "Kranj", has city starts with "K", has city is set)',
        'has city is "Kranj"',
    ),
    ("redundant", "all of (score at least 50, score at least 40)", "score at least 50"),
    ("redundant", "any of (on list a since in the last 3 days, on list a)", "on list a"),
    (
        "redundant",
        "all of (in top 5 percent on trait points, in top 10 percent on trait points)",
        "in top 5 percent on trait points",
    ),
]


def told(text: str, **more: object) -> list[Problem]:
    return lint(parse(text), CONTEXT, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("code", "text", "fixed"), CASES, ids=[case[1] for case in CASES])
def test_a_doubt_is_told_and_mended(code: str, text: str, fixed: str) -> None:
    problems = told(text)
    assert {p.code for p in problems} == {code}
    assert all(p.severity == "warning" and p.hint and p.message for p in problems)
    assert mended(parse(text), problems[0]) == parse(fixed)


@pytest.mark.parametrize(
    "text",
    [
        ORDERS,
        "everybody",
        "any of (tagged a, tagged b)",
        f"all of ({MANY} 90 days, {FEW} 30 days)",
        f"all of ({ORDERS} in the last 30 days, {ORDERS} in the last 1 month)",
        f"all of ({ORDERS} where amount > 5, {ORDERS} where amount < 3)",
        'all of (has country is "PL", has country is 5)',
        'any of (has country is "PL", has country is not "PL")',
        'all of (has tags holds any of ("a"), has tags holds any of ("b"))',
        f'all of ({ORDERS} where item (brand is "A"), {ORDERS} where no item (brand is "A"))',
        "all of (can be mailed, consent email is unknown)",
        f"all of (in segment vip, {ORDERS})",  # who is put in by hand needs no order
        f"all of (in segment vip, {ORDERS} never)",
        "all of (score at least 40, score less than 50)",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert told(text) == []


def test_the_inmost_cause_is_told_once() -> None:
    text = f"all of (tagged a, any of (sample of 0 percent, not all of ({ORDERS}, {ORDERS} never)))"
    problems = told(text)
    assert [(p.code, p.place.pointer) for p in problems] == [
        ("always-false", "/all/1/any/0"),
        ("contradictory", "/all/1/any/1/not"),
    ]


def test_a_doubt_about_a_text_has_its_span() -> None:
    text = f"all of (\n  tagged a\n  {ORDERS} at least 0 times\n)"
    draft = read(text)
    assert draft.tree is not None
    (problem,) = lint(draft.tree, CONTEXT, spans=draft.spans)
    assert problem.code == "always-true"
    assert text[problem.place.start : problem.place.end] == f"{ORDERS} at least 0 times"


def test_a_segment_within_itself_is_the_only_problem() -> None:
    assert [p.code for p in told("all of (in segment loop, sample of 0 percent)")] == ["segment-cycle"]


# ---- what it is for -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "audience", "asks"),
    [
        (ORDERS, "email", False),
        ("can be mailed", "email", True),
        ("can be mailed", "sms", False),
        (f"all of ({ORDERS}, consent email is subscribed)", "email", True),
        (f"any of ({ORDERS}, consent email is subscribed)", "email", False),
        ("consent email is unsubscribed", "email", False),
        (f"all of ({ORDERS}, any of (can be texted, consent sms is subscribed))", "sms", True),
    ],
)
def test_a_mailing_audience_asks_for_consent(text: str, audience: Audience, asks: bool) -> None:
    problems = [p for p in told(text, audience=audience) if p.code == "no-consent"]
    assert (problems == []) == asks
    for problem in problems:
        again = told(mended(parse(text), problem).text, audience=audience)
        assert "no-consent" not in {p.code for p in again}


# ---- what only numbers can tell -----------------------------------------------------------------


def counting(**sizes: int) -> dict[Plan, int]:
    """Sizes of plans, by their definitions."""
    return {parse(text.replace("_", " ")).plan(CONTEXT): size for text, size in sizes.items()}


def test_an_or_that_multiplies_the_audience() -> None:
    text = "any of (tagged a, tagged b, tagged c)"
    sizes = counting(tagged_a=10, tagged_b=20, tagged_c=900)

    def count(plan: Plan) -> int:
        return sum(size for part, size in sizes.items() if part in getattr(plan, "parts", (plan,)))

    (problem,) = told(text, counts=count)
    assert problem.code == "wide-or"
    assert problem.message == "tagged c alone takes this “any of” from 30 to 930 contacts"
    assert mended(parse(text), problem) == parse("all of (tagged a, tagged b, tagged c)")
    sizes |= counting(tagged_c=90)
    assert told(text, counts=count) == []


def test_a_comparison_says_whom_it_drops() -> None:
    text = "all of (tagged a, has points > 5)"
    asked: list[Plan] = []

    def count(plan: Plan) -> int:
        asked.append(plan)
        return 0 if "currency" in repr(plan) else 7 if "And" in repr(plan) else 1_200

    (problem,) = told(text, counts=count)
    assert (problem.code, problem.place.pointer) == ("dropped", "/all/1")
    assert "1,200 contacts without a value and 7 whose value" in problem.message
    assert mended(parse(text), problem) == parse("all of (tagged a, has points > 5 or is not set)")
    assert told("not has points > 5", counts=lambda plan: 0 if "currency" in repr(plan) else 9) == []
    assert told("has points is set", counts=lambda plan: 0 if "currency" in repr(plan) else 9) == []


def test_money_as_written_in_many_currencies() -> None:
    text = f"{ORDERS} where total > 100"

    def count(plan: Plan) -> int:
        return 3 if "currency" in repr(plan) else 0

    (problem,) = told(text, counts=count)
    assert problem.code == "mixed-currency"
    assert mended(parse(text), problem) == parse(f"{ORDERS} where amount > 100")
    assert told(f"{ORDERS} where amount > 100", counts=count) == []
    assert told(text, counts=lambda plan: 0) == []
    (price,) = told(f"{ORDERS} with sum of price > 5", counts=count)
    assert (price.code, price.fix) == ("mixed-currency", None)


# ---- words --------------------------------------------------------------------------------------


def test_every_code_speaks_every_tongue_of_the_same_facts() -> None:
    for tongues in MESSAGES.values():
        assert tongues.keys() == TONGUES.keys()
        facts = [{word for word in ("part", "other", "before", "after", "unset", "unreadable", "field")
                  if "{" + word + "}" in saying.message} for saying in tongues.values()]  # fmt: skip
        assert all(found == facts[0] for found in facts)
        assert all(saying.hint and saying.fix for saying in tongues.values())


def test_a_doubt_is_told_in_the_language_of_its_reader() -> None:
    (problem,) = told("sample of 0 percent", language="pl")
    assert problem.message == "warunek nigdy nie jest spełniony: sample of 0 percent"
