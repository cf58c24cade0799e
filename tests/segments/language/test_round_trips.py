"""The three forms are equal: what one writes, it reads back as the same tree."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.segments.language import (
    AllOf,
    AnyOf,
    Expression,
    check,
    digest,
    from_json,
    kinds,
    parse,
    read,
    to_json,
    words,
    write,
)  # fmt: skip
from tests.segments.language.trees import of_kind, trees
from tests.strategies import definitions

ANY = st.one_of(definitions(), trees())


def errors(tree: Expression) -> list[str]:
    return [p.code for p in check(tree) if p.severity == "error"]


@settings(max_examples=250)
@given(ANY)
def test_text_reads_back_as_the_same_tree(tree: Expression) -> None:
    text = write(tree)
    draft = read(text)
    assert [p for p in draft.problems if p.severity == "error"] == [], text
    assert draft.tree == tree, text
    assert write(draft.tree) == text


@settings(max_examples=250)
@given(ANY)
def test_json_reads_back_as_the_same_tree(tree: Expression) -> None:
    data = to_json(tree)
    assert from_json(data) == tree
    assert from_json(json.loads(json.dumps(data))) == tree
    assert from_json(json.loads(json.dumps(data), parse_float=Decimal)) == tree


@settings(max_examples=250)
@given(ANY)
def test_python_source_evaluates_to_the_same_tree(tree: Expression) -> None:
    source = repr(tree)
    again = eval(source, dict(words()))
    assert again == tree, source
    assert repr(again) == source


@pytest.mark.parametrize("name", sorted(kinds()))
def test_every_kind_round_trips(name: str) -> None:
    @settings(max_examples=15)
    @given(of_kind(kinds()[name]))
    def holds(tree: Expression) -> None:
        assert parse(write(tree)) == tree
        assert from_json(to_json(tree)) == tree
        assert eval(repr(tree), dict(words())) == tree

    holds()


@settings(max_examples=100)
@given(st.lists(definitions(1), max_size=4), st.randoms())
def test_the_hash_knows_neither_order_nor_repetition(parts: list[Expression], dice: object) -> None:
    turned = [*parts, *parts[:1]]
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert digest(AllOf(tuple(turned))) == digest(AllOf(tuple(parts)))
    assert digest(AnyOf(tuple(turned))) == digest(AnyOf(tuple(parts)))
    assert (digest(AllOf(tuple(parts))) == digest(AnyOf(tuple(parts)))) is False


@settings(max_examples=200)
@given(definitions(1), definitions(1))
def test_different_trees_have_different_hashes(one: Expression, other: Expression) -> None:
    assert (one.hash == other.hash) == (to_json(one) == to_json(other)) or isinstance(one, (AllOf, AnyOf))


def test_the_hash_stays_what_it_was() -> None:
    assert parse("not in segment vip").hash == digest(
        from_json({"not": {"kind": "in_segment", "segment": "vip"}})
    )
