"""The read-backs, as a speaker of each language has read and passed them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coterie.segments.language import kinds, parse
from coterie.segments.language.sentence import TONGUES, sentence

FOLDER = Path(__file__).parent / "golden"
CASES = Path(__file__).parents[2] / "cases"


def rows(file: Path) -> list[dict[str, str]]:
    return tomllib.loads(file.read_text(encoding="utf-8")).get("sentence", [])


# A kind may bring its sentences in its case file.
FILES = [file for file in (*sorted(FOLDER.glob("*.toml")), *sorted(CASES.glob("*.toml"))) if rows(file)]


@pytest.mark.parametrize("language", TONGUES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_sentences_are_as_they_were_passed(file: Path, language: str) -> None:
    found = {row["of"]: sentence(parse(row["of"]), language) for row in rows(file)}
    assert found == {row["of"]: row[language] for row in rows(file)}


def test_every_kind_has_its_sentences() -> None:
    assert kinds().keys() <= {file.stem for file in FILES}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_two_tongues_say_the_same(file: Path) -> None:
    for row in rows(file):
        assert len({row[language] for language in TONGUES}) == len(TONGUES), row["of"]
