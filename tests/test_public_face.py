"""The public face: what is exported, and that the three forms meet in it."""

from __future__ import annotations

import pytest

import coterie
from coterie import did, has

EXPORTED = [
    "CoterieError", "DefinitionError", "Expression", "Problem", "Shop", "all_of", "any_of", "did", "errors",
    "from_json", "from_klaviyo", "has", "item", "open", "parse", "prop", "words",
]  # fmt: skip


def test_the_exports_are_these() -> None:
    assert coterie.__all__ == EXPORTED
    assert all(getattr(coterie, name) is not None for name in EXPORTED)


def test_the_three_forms_are_one_tree() -> None:
    tree = did("Order Completed").at_least(2).in_last("365 days") & has("country").is_("PL")
    assert coterie.parse(tree.text) == tree == coterie.from_json(tree.json)
    assert eval(repr(tree), dict(coterie.words())) == tree


def test_every_kind_is_a_function_of_the_package() -> None:
    assert coterie.tagged("CENNIK") == coterie.parse("tagged CENNIK")
    with pytest.raises(AttributeError):
        _ = coterie.no_such_kind
