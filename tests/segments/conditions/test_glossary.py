"""The glossary shows every kind of condition as it is really written."""

from __future__ import annotations

import re
from pathlib import Path

from coterie.segments.language import parse
from coterie.segments.language.tree import Condition
from tests.strategies import kinds

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"


def written() -> list[str]:
    """The definitions in the table of kinds."""
    table = GLOSSARY.read_text(encoding="utf-8").partition("## Kinds of conditions")[2]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return [text.removesuffix(" ...") for cell in cells for text in re.findall(r"`([^`]+)`", cell)]


def test_every_kind_stands_in_the_glossary_and_can_be_read() -> None:
    found = [parse(text) for text in written()]
    assert all(isinstance(one, Condition) for one in found)
    assert {one.kind for one in found if isinstance(one, Condition)} == kinds()
