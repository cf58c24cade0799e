"""The glossary shows every kind of condition as it is really written."""

from __future__ import annotations

import re
from pathlib import Path

from coterie.segments.language import kinds, parse
from coterie.segments.language.tree import Condition

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


def written() -> list[str]:
    """The definitions in the table of kinds."""
    table = GLOSSARY.read_text(encoding="utf-8").partition("## Kinds of conditions")[2]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [text.removesuffix(" ...") for cell in cells for text in re.findall(r"`([^`]+)`", cell)]


def test_what_the_glossary_shows_can_be_read_and_is_many_kinds() -> None:
    found = [parse(text) for text in written()]
    assert all(isinstance(one, Condition) for one in found)
    shown = {one.kind for one in found if isinstance(one, Condition)}
    assert shown <= set(kinds())
    assert len(shown) >= 26, "kinds that the glossary once had are gone from it"
