"""The language of definitions: one tree with three equal forms (text, JSON, Python), its check and its hash.

Not here: what a condition means (`segments.conditions`), and how it is answered (the readings of its plan).
"""

from __future__ import annotations

from .check import check
from .data import digest, to_json
from .decode import from_json, read_json
from .given import Definition, expression
from .names import NOTHING, Names
from .phrase import Filter, Level, Phrase
from .python import (
    all_of,
    any_of,
    average,
    condition,
    did,
    has,
    item,
    median,
    metric,
    no_item,
    prop,
    quantile,
    words,
)
from .registry import kinds
from .text import Draft, parse, read, write
from .tree import AllOf, AnyOf, Complement, Condition, Context, Expression

__all__ = [
    "AllOf", "AnyOf", "Complement", "Condition", "Context", "Definition", "Draft", "Expression", "Filter",
    "Level", "NOTHING", "Names", "Phrase", "all_of", "any_of", "average", "check", "condition", "did",
    "digest", "expression", "from_json", "has", "item", "kinds", "median", "metric", "no_item", "parse",
    "prop", "quantile", "read", "read_json", "to_json", "words", "write",
]  # fmt: skip
