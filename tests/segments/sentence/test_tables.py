"""Every table of phrases speaks every tongue, and of the same things in each."""

from __future__ import annotations

import dataclasses

import pytest
from babel import Locale

from coterie.segments.language import kinds
from coterie.segments.language.sentence import (
    TONGUES,
    acts,
    figures,
    filters,
    metrics,
    nouns,
    often,
    places,
    predicates,
    telling,
    verbs,
    windows,
)
from coterie.segments.language.sentence.phrase import names, parsed
from coterie.segments.language.tree import Condition

TABLES = [
    acts.ACTS, acts.ASIDE, acts.MORE, acts.THEN, acts.TWO, acts.VERBS, figures.DATES,
    figures.MOMENTS, figures.MONTHS, filters.PHRASES, filters.THAT, filters.WHOSE, filters.WITH,
    metrics.COMPARED, metrics.HEADS, metrics.PHRASES, metrics.POPULATION, nouns.FIELDS,
    nouns.OTHER_FIELD, nouns.OTHER_TRAIT, nouns.TRAITS, often.PHRASES, predicates.PHRASES,
    telling.TRUTHS, verbs.COLUMNS, verbs.VERBS, windows.CALENDAR, windows.PHRASES, windows.UNITS,
    *nouns.ANNUAL.values(), *places.GROUPS.values(),
]  # fmt: skip
DERIVED = {"tense", "act", "metric", "series", "judged", "compared"}
"""Values that a phrase may speak of beside the fields of its condition."""
SPOKEN = [filters.PHRASES, often.PHRASES, predicates.PHRASES, metrics.HEADS]


@pytest.mark.parametrize("table", TABLES, ids=range(len(TABLES)))
def test_no_table_lacks_a_tongue(table: dict[str, object]) -> None:
    assert TONGUES.keys() <= table.keys()


@pytest.mark.parametrize("table", SPOKEN, ids=range(len(SPOKEN)))
def test_a_table_has_the_same_entries_in_every_tongue(table: dict[str, dict[str, str]]) -> None:
    for code in TONGUES:
        assert table[code].keys() == table["en"].keys()


def test_events_and_nouns_are_the_same_in_every_tongue() -> None:
    for code in TONGUES:
        assert verbs.VERBS[code].keys() == verbs.VERBS["en"].keys()
        assert nouns.TRAITS[code].keys() == nouns.TRAITS["en"].keys()
        assert nouns.FIELDS[code].keys() == nouns.FIELDS["en"].keys()


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds().keys())
def test_a_kind_speaks_every_tongue_of_the_same_fields(kind: type[Condition]) -> None:
    fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
    assert kind.says.keys() == TONGUES.keys()
    spoken = {code: set(names(parsed(phrase))) for code, phrase in kind.says.items()}
    for said in spoken.values():
        assert said <= fields | DERIVED
        assert said - DERIVED == spoken["en"] - DERIVED


def test_a_kind_speaks_of_all_that_sets_it_apart() -> None:
    told_within = {"has": {"trait", "predicate"}, "did": {"events", "where", "tally", "window"}}
    told_within |= {"sequence": {"steps", "within", "window"}}
    for name, kind in kinds().items():
        fields = {field.name for field in dataclasses.fields(kind)}  # type: ignore[arg-type]
        assert fields - set(names(parsed(kind.says["en"]))) == told_within.get(name, set())


@pytest.mark.parametrize("code", TONGUES)
def test_months_are_in_order(code: str) -> None:
    for case, months in figures.MONTHS[code].items():
        known = Locale.parse(code).months["format"]["wide"]
        assert len(months.split()) == 12
        for n, month in enumerate(months.split(), 1):
            assert month[:3].lower() == known[n][:3].lower(), (case, month)


@pytest.mark.parametrize(
    ("text", "fault"),
    [("{a", "'}' is missing"), ("[a", "']' is missing"), ("<a>", "'|' is missing"), ("a]", "unexpected"),
     ("{a? b: c", "a choice is not closed"), ("{}", "a name is missing")],
)  # fmt: skip
def test_a_phrase_that_is_not_closed_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ValueError, match=fault.replace("|", r"\|").replace("]", r"\]")):
        parsed(text)
