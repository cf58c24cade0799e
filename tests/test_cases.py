"""Every case holds in every reading, and its definition in every form."""

from __future__ import annotations

import pytest

from coterie.segments.language import from_json, kinds, parse
from tests.cases import Asked, asked, case_files
from tests.readings import READINGS

ASKED = list(asked())


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.name)
@pytest.mark.parametrize("reading", READINGS)
def test_a_case_holds(reading: str, one: Asked) -> None:
    found = READINGS[reading](one.plan(), one.world, one.at)
    assert one.keys(found) == one.then, one.text


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.name)
def test_a_case_can_be_written_in_every_form(one: Asked) -> None:
    tree = one.definition()
    assert parse(tree.text) == tree
    assert from_json(tree.json) == tree


def test_every_kind_has_a_case_file() -> None:
    files = {path.stem for path in case_files()}
    assert set(kinds()) <= files, f"a case file is missing for {sorted(set(kinds()) - files)}"


@pytest.mark.parametrize("kind", kinds())
def test_in_every_case_file_somebody_is_in_and_somebody_is_not(kind: str) -> None:
    own = [one for one in ASKED if one.name.startswith(f"{kind}: ")]
    assert any(one.then for one in own), "no contact who must"
    assert any(len(one.then) < len(one.world.contacts) for one in own), "no contact who must not"
