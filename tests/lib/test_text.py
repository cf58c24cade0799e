from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.text import fold, normal

# Letters whose case or composition is awkward, and the marks that make it so.
awkward = st.text(
    alphabet="iIıİßẞſσςΣάΆᾳᾼǰŉΐϒÅÅKkéÉŁłŻżŠčҚқǅDž\u0301\u0307\u0323\u0345\u030c\u0327\u1100\u1161"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Łódź", "ŁÓDŹ"), ("ŽUŽEMBERK", "žužemberk"), ("ҚАЗАҚСТАН", "қазақстан"), ("Straße", "STRASSE"),
        ("Σίσυφος", "ΣΊΣΥΦΟΣ"), ("e\u0301", "É"), ("\u212b", "å"), ("ﬁ", "FI"), ("ABC", "abc"),
    ],
)  # fmt: skip
def test_texts_that_are_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Lodz", "Łódź"), ("cafe", "café"), ("a b", "ab"), ("a ", "a"), ("½", "1/2")]
)
def test_texts_that_differ(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.one_of(st.text(), awkward))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normal(normal(text)) == normal(text)


@given(st.one_of(st.text(), awkward))
def test_canonically_equivalent_texts_fold_alike(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@given(st.one_of(st.text(), awkward))
def test_the_fold_is_that_of_unicode(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert normal(text) == composed
    assert fold(text) == unicodedata.normalize("NFC", composed.casefold())


def test_every_character_folds_to_rest() -> None:
    characters = (chr(c) for c in range(sys.maxunicode + 1) if not 0xD800 <= c < 0xE000)
    assert [c for c in characters if fold(fold(c)) != fold(c)] == []
