"""Problems: each has a code, a place, words, often a fix; all of a definition are told at once."""

from __future__ import annotations

from typing import Any

import pytest

from coterie.errors import DefinitionError, Problem
from coterie.segments.conditions.did import Did
from coterie.segments.conditions.segment import InSegment
from coterie.segments.conditions.trait import HasTrait
from coterie.segments.language import (
    AllOf,
    Complement,
    Expression,
    Names,
    check,
    expression,
    from_json,
    limits,
    parse,
    read,
    read_json,
)  # fmt: skip
from coterie.segments.language.messages import ENGLISH
from coterie.segments.parts.compare import Equals, Number
from coterie.segments.parts.window import After, Before, Instant, Last

KNOWN = Names(
    events=frozenset({"Order Completed", "Product Viewed"}),
    properties={"Order Completed": ("total", "channel"), "Product Viewed": ("position",)},
    item_fields=frozenset({"size"}),
    traits={
        "country": "text", "birthday": "date", "age": "number", "sizes": "list", "member": "boolean",
        "any": None,
    },
    segments=("vip",), lists=("Newsletter",), tags=("CENNIK",), stores=("Ljubljana",), campaigns=("Autumn",),
    coupons=("KAPUT10",),
)  # fmt: skip

LOOSE = ("in segment vip\n\ncan be mailed", "all of (\nin segment vip\n\ncan be mailed\n)")
MIXED = ("not (price > 5 or total > 9)", None)
# code: a text that has the problem, what stands at its place, and the text of its fix
TEXTS: dict[str, tuple[str, str, str | None]] = {
    "bad-character": ("in segment vip ;", ";", None),
    "bad-escape": ('has country is "a\\qb"', '"a\\qb"', '"a\\\\qb"'),
    "bad-text": ('has country is "\\ud800"', '"\\ud800"', None),
    "open-quote": ('has country is "PL', '"PL', '"PL"'),
    "unexpected": ('did "Order Completed" at least 2 tims', "tims", "times"),
    "unknown-condition": ("hass country is set", "hass", "has"),
    "mixed-and-or": (
        "in segment vip and can be texted or can be mailed",
        "in segment vip and can be texted or can be mailed",
        "(in segment vip and can be texted) or can be mailed",
    ),
    "unclear-and": ('did "Order Completed" where total > 5 and score at least 4', "score", '"score"'),
    "loose-parts": ("in segment vip\n\ncan be mailed", *LOOSE),
    "empty-definition": ("  # nothing\n", "  # nothing\n", "everybody"),
    "mixed-item": ('did "Order Completed" where not (price > 5 or total > 9)', *MIXED),
    "bad-date": ('did "Order Completed" before 2026-02-30', "2026-02-30", None),
    "bad-value": ('did "Order Completed" between 60 and 30 days ago', "between 60 and 30 days ago", None),
    "number-too-large": ("has age is 123456789012345", "123456789012345", None),
    "number-too-precise": ("has age is 0.00015", "0.00015", "0.0002"),
    "pattern-too-long": (f'has country matches "{"a" * 513}"', f'matches "{"a" * 513}"', None),
    "bad-pattern": ('has country matches "(?=a)"', 'matches "(?=a)"', None),
    "future-window": ('did "Order Completed" in the next 5 days', "in the next 5 days", None),
    "empty-list": ("has country is one of ()", "()", None),
    "no-property": ('did "Order Completed" with sum above average', "with sum above average", None),
    "item-in-item": ('did "Order Completed" where item (item (size > 1))', "item (size > 1)", None),
    "nothing-in-range": ("has age between 5 and 1", "between 5 and 1", "between 1 and 5"),
    "type-clash": ("has birthday > 5", "> 5", None),
    "unknown-event": ('did "Order Complete" never', '"Order Complete"', '"Order Completed"'),
    "unknown-property": ('did "Order Completed" where totl > 5', "totl", "total"),
    "unknown-item-field": ('did "Order Completed" where item (sizze > 5)', "sizze", "size"),
    "unknown-trait": ("has contry is set", "contry", "country"),
    "unknown-segment": ("in segment vipp", "vipp", "vip"),
    "unknown-list": ('on list "Newsletters"', '"Newsletters"', '"Newsletter"'),
    "unknown-tag": ("tagged cennik", "cennik", '"CENNIK"'),
    "unknown-store": ('store within 5 km named "Lublana"', '"Lublana"', '"Ljubljana"'),
    "unknown-campaign": ('message opened of campaign "Autum"', '"Autum"', '"Autumn"'),
    "unknown-coupon": ("coupon unused named KAPUT1", "KAPUT1", '"KAPUT10"'),
    "unknown-place": ('within 5 km of "Ljublana"', '"Ljublana"', '"Ljubljana, SI"'),
}  # fmt: skip

DID = {"kind": "did", "events": ["a"]}
HAS = {"kind": "has", "trait": "country"}
# code: a JSON form that has the problem, the pointer to its place, and the value of its fix
DATA: dict[str, tuple[Any, str, Any]] = {
    "wrong-type": ({"all": [{"kind": "did", "events": "Order Completed"}]}, "/all/0/events", None),
    "unknown-key": ({"not": {"kind": "in_segment", "segment": "vip", "segmnt": 1}}, "/not/segmnt", "segment"),
    "missing-key": ({"any": [{"kind": "in_segment"}]}, "/any/0", None),
    "unknown-kind": ({"kind": "in_segmnt", "segment": "vip"}, "/kind", "in_segment"),
    "unknown-choice": ({**HAS, "predicate": {"type": "equal", "values": []}}, "/predicate/type", "equals"),
    "bad-value": ({**DID, "window": {"type": "last", "n": 0, "unit": "day"}}, "/window", None),
    "bad-date": (
        {"kind": "did", "events": ["a"], "window": {"type": "on", "day": "2026-02-30"}}, "/window/day", None
    ),
    "number-too-precise": (
        {**HAS, "predicate": {"type": "equals", "values": [1.23456]}}, "/predicate/values/0", 1.2346
    ),
    "number-too-large": (
        {**HAS, "predicate": {"type": "equals", "values": [10**20]}}, "/predicate/values/0", None
    ),
    "bad-text": ({"kind": "in_segment", "segment": "\ud800"}, "/segment", None),
    "bad-pattern": (
        {**HAS, "predicate": {"type": "text", "op": "matches", "texts": ["("]}}, "/predicate", None
    ),
}  # fmt: skip


def coded(problems: object, code: str) -> Problem:
    found = [p for p in problems if p.code == code]  # type: ignore[attr-defined]
    assert len(found) == 1, problems
    return found[0]


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_text_is_told_what_is_wrong_where_and_how_to_mend_it(code: str) -> None:
    text, spot, mend = TEXTS[code]
    found = coded(read(text, KNOWN).problems, code)
    assert text[found.place.start : found.place.end] == spot
    assert found.message
    assert "{" not in found.message + found.hint
    assert (found.fix.text if found.fix else None) == mend
    assert found.severity == ENGLISH[code].severity


@pytest.mark.parametrize("code", sorted(code for code, (_, _, mend) in TEXTS.items() if mend is not None))
def test_a_fix_that_is_applied_ends_the_problem(code: str) -> None:
    text, _, _ = TEXTS[code]
    found = coded(read(text, KNOWN).problems, code)
    assert found.fix is not None
    assert found.fix.text is not None
    mended = text[: found.place.start] + found.fix.text + text[found.place.end :]
    assert code not in [p.code for p in read(mended, KNOWN).problems]
    assert found.fix.label


@pytest.mark.parametrize("code", sorted(DATA))
def test_a_json_form_is_told_too(code: str) -> None:
    data, pointer, mend = DATA[code]
    found = coded(read_json(data, KNOWN)[1], code)
    assert found.place.pointer == pointer
    assert (found.fix.value if found.fix else None) == mend
    with pytest.raises(DefinitionError) as refused:
        from_json(data)
    assert code in [p.code for p in refused.value.problems]


def test_pointers_and_spans_name_the_same_thing() -> None:
    text = 'all of (\n  not did "Order Completed" where totl > 5\n  in segment vipp\n)'
    draft = read(text, KNOWN)
    assert draft.tree is not None
    by_text = [(p.code, p.place.pointer) for p in draft.problems]
    by_data = [(p.code, p.place.pointer) for p in read_json(draft.tree.json, KNOWN)[1]]
    assert (
        by_text
        == by_data
        == [("unknown-property", "/all/0/not/where/field"), ("unknown-segment", "/all/1/segment")]
    )


def test_the_limits_are_enforced() -> None:
    many = "\n".join(["can be mailed"] * (limits.CONDITIONS + 1))
    wide = AllOf((InSegment("a"),) * (limits.CONDITIONS + 1))
    deep: Expression = InSegment("a")
    for _ in range(limits.DEPTH):
        deep = Complement(deep)
    values = Equals(("a",) * (limits.LITERALS + 1))
    texts = {
        "too-long": "#" * (limits.TEXT_BYTES + 1),
        "too-deep": "not " * limits.DEPTH + "in segment a",
        "too-many-conditions": f"all of (\n{many}\n)",
        "too-many-values": f"has a is one of ({'1,' * (limits.LITERALS + 1)})",
    }
    for code, text in texts.items():
        coded(read(text).problems, code)
    coded(check(wide), "too-many-conditions")
    coded(check(deep), "too-deep")
    coded(check(HasTrait("a", values)), "too-many-values")
    coded(read_json(nested(limits.DEPTH + 1))[1], "too-deep")


def nested(depth: int) -> Any:
    data: Any = {"kind": "in_segment", "segment": "a"}
    for _ in range(depth):
        data = {"not": data}
    return data


def test_what_is_just_within_the_limits_is_taken() -> None:
    assert parse("not " * (limits.DEPTH - 1) + "in segment a") == from_json(nested(limits.DEPTH - 1))
    many = "\n".join(["can be mailed"] * limits.CONDITIONS)
    assert len(parse(f"all of (\n{many}\n)").parts) == limits.CONDITIONS  # type: ignore[attr-defined]
    assert parse(f"has a is one of ({'1,' * limits.LITERALS})")


def test_a_form_nested_without_end_is_refused_and_not_followed() -> None:
    deep: Expression = InSegment("a")
    for _ in range(100_000):
        deep = Complement(deep)
    coded(check(deep), "too-deep")
    for way in ("text", "json", "hash"):
        with pytest.raises(DefinitionError):
            getattr(deep, way)
    coded(read_json(nested(100_000))[1], "too-deep")


def test_instants_out_of_the_calendar_are_refused() -> None:
    coded(check(Did(("a",), window=After(Instant(2**62)))), "far-instant")
    coded(check(Did(("a",), window=Before(Instant(-(2**62))))), "far-instant")


def test_python_puts_anything_into_a_tree_but_the_check_does_not() -> None:
    wrong: Any
    for wrong in (
        Did("Order Completed"), Did(("a", 5)), HasTrait("a", Last(1, "day")), AllOf("abc"),
        AllOf([InSegment("a")]), Complement(5), InSegment(None), InSegment(True), Did(("a",), window="today"),
        HasTrait("a", Equals((5,))),
        Did(("a",), where=None),
    ):  # fmt: skip
        assert "wrong-type" in [p.code for p in check(wrong)], wrong
        with pytest.raises(DefinitionError):
            expression(wrong)


def test_numbers_out_of_range_are_found_in_trees_as_well() -> None:
    coded(check(HasTrait("a", Equals((Number(10**18),)))), "number-too-large")
    coded(check(Did(("a",), window=Last(10**10, "day"))), "number-too-large")


def test_all_problems_of_a_text_are_told_at_once() -> None:
    text = """all of (
      didd "Order Completed"
      has country matches "(" ~
      any of (
        in segmnt vip
        has age between 5 and 1
        did "Order Completed" in the next 3 days
      )
      has age is 0.00001
    """
    codes = [p.code for p in read(text, KNOWN).problems]
    assert codes == [
        "unknown-condition", "bad-pattern", "bad-character", "unexpected", "nothing-in-range",
        "future-window", "number-too-precise", "unexpected",
    ]  # fmt: skip


def test_all_problems_of_a_json_form_are_told_at_once() -> None:
    data = {
        "all": [{"kind": "didd"}, {"kind": "did", "evnts": 1, "tally": {"type": "times", "low": "x"}}, 3, {}]
    }
    found = read_json(data)[1]
    assert [(p.code, p.place.pointer) for p in found] == [
        ("unknown-kind", "/all/0/kind"), ("unknown-key", "/all/1/evnts"), ("missing-key", "/all/1"),
        ("wrong-type", "/all/1/tally/low"), ("wrong-type", "/all/2"), ("missing-key", "/all/3"),
    ]  # fmt: skip


def test_a_key_that_a_pointer_can_not_hold_is_escaped() -> None:
    found = coded(read_json({"kind": "in_segment", "segment": "a", "a/b~c": 1})[1], "unknown-key")
    assert found.place.pointer == "/a~1b~0c"


def test_warnings_do_not_keep_a_definition_from_being_read() -> None:
    draft = read('did "Never Heard Of" where odd > 5', KNOWN)
    assert draft.tree is not None
    assert {p.severity for p in draft.problems} == {"warning"}


def test_names_that_are_not_known_here_are_not_doubted() -> None:
    assert read('did "Anything" where odd > 5 and item (odd > 5)').problems == ()
    assert check(parse("in segment nowhere")) == []


def test_logical_and_computed_fields_are_always_known() -> None:
    text = 'did "Order Completed" where hour > 5 and device is "phone" and amount > 1 and total > 1'
    assert read(text, KNOWN).problems == ()


@pytest.mark.parametrize(
    ("text", "clashes"),
    [
        ("has age contains 'x'", False), ("has age holds 'x'", True), ("has age was today", True),
        ("has country > 5", False), ("has country has length > 1", True), ("has sizes is 'M'", True),
        ("has sizes holds 'M'", False), ("has member is true", False), ("has member > 1", True),
        ("has birthday is 'x'", False), ("has birthday > 5", True), ("has any holds 'x'", False),
        ("has age is one of ('x', true)", False), ("has age is true", True), ("has age is set", False),
    ],
)  # fmt: skip
def test_a_declared_type_is_held_against_what_is_asked(text: str, clashes: bool) -> None:
    assert ("type-clash" in [p.code for p in read(text, KNOWN).problems]) is clashes


def test_every_code_has_a_case_here() -> None:
    limits_and_trees = {"too-long", "too-deep", "too-many-conditions", "too-many-values", "far-instant"}
    assert set(TEXTS) | set(DATA) | limits_and_trees == set(ENGLISH)
