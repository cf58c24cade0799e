"""One part of a definition, read from a text of its own."""

from __future__ import annotations

from typing import Any

from coterie.errors import DefinitionError

from .forms import Grammar
from .reader import Mismatch, Reader, Spoilt, Stop
from .tokens import lex


def one(grammar: Grammar, text: str) -> Any:
    """The value that a text means in a grammar, all of it. Error: `DefinitionError`."""
    tokens, problems = lex(text)
    reader = Reader(text, tokens, problems)
    value = None
    try:
        value = grammar.read(reader)
        if reader.peek().sort != "end":
            reader.fail("the end")
    except Mismatch:
        reader.complain()
    except (Spoilt, Stop):
        pass
    if reader.problems:
        raise DefinitionError(reader.problems)
    return value
