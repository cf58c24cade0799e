"""What holds of every kind of condition, those still to come included."""

from __future__ import annotations

import pytest

from coterie.segments.language import kinds, shape
from coterie.segments.language.forms import Group, Slot, compiled, names
from coterie.segments.language.grammar import lookup
from coterie.segments.language.registry import conditions, leads

KINDS = sorted(kinds().items())


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_every_field_can_be_said(name: str, kind: type) -> None:
    syntax = compiled(kind.syntax)  # type: ignore[attr-defined]
    assert sorted(names(syntax)) == sorted(shape.fields(kind))


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_what_must_be_given_is_not_optional_in_the_text(name: str, kind: type) -> None:
    optional = {n for part in compiled(kind.syntax) if isinstance(part, Group) for n in names((part,))}  # type: ignore[attr-defined]
    assert [n for n, field in shape.fields(kind).items() if field.required and n in optional] == []


@pytest.mark.parametrize(("name", "kind"), KINDS, ids=[name for name, _ in KINDS])
def test_every_field_has_a_grammar(name: str, kind: type) -> None:
    for part in compiled(kind.syntax):  # type: ignore[attr-defined]
        if isinstance(part, Slot):
            assert lookup(shape.fields(kind)[part.name].type, part.style) is not None


def test_every_kind_begins_with_a_word_of_its_own() -> None:
    assert all(way.firsts() for way in conditions().ways)
    assert {"did", "has", "in", "can"} <= leads()


def test_the_name_of_a_kind_is_a_name_in_python() -> None:
    assert [name for name in kinds() if not name.isidentifier()] == []
    assert len(kinds()) >= 26
