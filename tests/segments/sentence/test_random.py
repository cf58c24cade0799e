from __future__ import annotations

import pytest
from hypothesis import given, settings

from coterie.segments.language.sentence import TONGUES, sentence
from coterie.segments.language.tree import Complement, Condition, Expression
from tests.strategies import conditions, definitions

BAD = ("\n", "  ", " ,", " .", ",,", ",.", "( ", " )", "None")
LEFT_OVER = set("{}[]<>|\x1f")


def blemishes(said: str, language: str) -> list[str]:
    """What no finished sentence has."""
    tongue = TONGUES[language]
    opening, closing = tongue.quotes
    bare, depth = "", 0
    for sign in said:
        depth += (sign == opening) - (sign == closing)
        bare += "" if depth else "x" if sign == closing else sign
    found = [f"left over: {sign}" for sign in LEFT_OVER & set(bare)]
    found += [
        f"holds {bad!r}" for bad in ("\n", "  ", " ,", " .", ",,", ",.", "( ", " )", "None") if bad in bare
    ]
    if not said.endswith("."):
        found.append("no full stop")
    return found


@pytest.mark.parametrize("language", TONGUES)
@settings(max_examples=300, deadline=None)
@given(definition=definitions())
def test_every_definition_is_one_clean_sentence(language: str, definition: Expression) -> None:
    assert blemishes(sentence(definition, language), language) == []


@pytest.mark.parametrize("language", TONGUES)
@settings(max_examples=300, deadline=None)
@given(condition=conditions())
def test_a_denial_says_something_else(language: str, condition: Condition) -> None:
    denied = sentence(Complement(condition), language)
    assert denied != sentence(condition, language)
    assert blemishes(denied, language) == []
    assert sentence(Complement(Complement(condition)), language) == sentence(condition, language)


@settings(max_examples=200, deadline=None)
@given(definition=definitions())
def test_a_tongue_is_read_the_same_way_every_time(definition: Expression) -> None:
    assert [definition.sentence(code) for code in TONGUES] == [sentence(definition, code) for code in TONGUES]
