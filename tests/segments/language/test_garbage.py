"""Whatever comes in, nothing but a `DefinitionError` comes out, and soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.errors import DefinitionError, Problem
from coterie.segments.language import Expression, from_json, kinds, limits, parse, to_json, write
from coterie.segments.language.forms import compiled
from tests.segments.language.trees import BITING
from tests.strategies import definitions

SYNTAX = " ".join(kind.syntax for kind in kinds().values())
WORDS = sorted(word for word in set(re.split(r"[\s\[\]]+", SYNTAX)) if "{" not in word)
SOUP = st.sampled_from([*WORDS, *BITING, *(f'"{w}"' for w in BITING[:9]), "\n", "where", "at least"])
SIGNS = st.sampled_from(
    [*"()\"',#\\\n<>=!%.-", "and", "or", "not", "5", "in the last", "between", "\ud800", "\x00"]
)

KEYS = ["all", "any", "not", "kind", "type", "events", "where", "predicate", "values", "window"]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4)
JSON = st.recursive(
    LEAVES | st.sampled_from(["did", "equals", "last"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


def survives(read: Callable[[Any], Expression], given: Any) -> None:
    """A tree that can be written, or a refusal that says why."""
    problems: tuple[Problem, ...] = ()
    try:
        written = write(read(given))
    except DefinitionError as refused:
        written, problems = "", refused.problems
    assert bool(written) != bool(problems)
    assert all(p.code and p.message for p in problems)


@settings(max_examples=500)
@given(st.lists(SOUP, max_size=30).map(" ".join))
def test_words_in_any_order(text: str) -> None:
    survives(parse, text)


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    survives(parse, text)


@settings(max_examples=500)
@given(definitions(2), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), SIGNS), min_size=1, max_size=3))
def test_texts_with_slips_of_the_pen(tree: Expression, slips: list[tuple[float, int, str]]) -> None:
    text = write(tree)
    for share, length, put in slips:
        at = int(share * len(text))
        text = text[:at] + put + text[at + length :]
    survives(parse, text)


@settings(max_examples=500)
@given(JSON)
def test_any_json(data: Any) -> None:
    survives(from_json, data)


@settings(max_examples=300)
@given(definitions(2), st.randoms(use_true_random=False), JSON)
def test_json_with_one_value_exchanged(tree: Expression, dice: Any, other: Any) -> None:
    data = to_json(tree)
    spot: Any = data
    while isinstance(spot, (dict, list)) and spot:
        key = dice.choice([*spot] if isinstance(spot, dict) else range(len(spot)))
        if not isinstance(spot[key], (dict, list)) or not spot[key] or dice.random() < 0.3:
            spot[key] = other
            break
        spot = spot[key]
    survives(from_json, data)


@pytest.mark.parametrize(
    "piece",
    [
        "(", ")", "not ", "all of (", 'did "A" and ', 'did "A"\n', 'did "A" or\n', "zzz\n", '"', "“", "#",
        "a.", "-", 'did "A" where x = 1 and ', 'did "A" where (x = 1 and ', 'did "A" where (score > 1 and (',
        "sequence (", 'sequence ("A" then ', "in top ", 'did "A" with ', 'did "A" between ',
        "has x is one of (",
    ],
)  # fmt: skip
def test_a_long_text_of_one_piece_is_refused_in_a_moment(piece: str) -> None:
    text = (piece * limits.TEXT_BYTES)[: limits.TEXT_BYTES // 2]
    before = time.process_time()
    with pytest.raises(DefinitionError):
        parse(text)
    assert time.process_time() - before < 5


@pytest.mark.parametrize("piece", ["x = 1 and ", "(x = 1) or ", "not x = 1 and ", "score > 1 and "])
def test_a_long_filter_takes_time_in_proportion(piece: str) -> None:
    def taken(count: int) -> float:
        before = time.process_time()
        with pytest.raises(DefinitionError):
            parse('did "A" where ' + piece * count)
        return time.process_time() - before

    taken(10)
    assert taken(2_000) < 30 * max(taken(200), 0.01)


def test_a_syntax_with_an_open_bracket_is_refused() -> None:
    with pytest.raises(ValueError, match="unpack"):
        compiled("in segment [{segment}")
