"""A definition as it is given: text, a JSON object, or Python."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

from coterie.errors import DefinitionError

from .check import check
from .decode import from_json
from .text import parse
from .tree import Expression

Definition: TypeAlias = str | Mapping[str, Any] | Expression


def expression(given: Definition) -> Expression:
    """The tree of a definition in any form. Error: `DefinitionError` with all its problems.

    >>> expression("in segment vip") == expression({"kind": "in_segment", "segment": "vip"})
    True
    """
    if isinstance(given, str):
        return parse(given)
    if not isinstance(given, Expression):
        return from_json(given)
    tree = given.settled()
    wrong = [p for p in check(tree) if p.severity == "error"]
    if wrong:
        raise DefinitionError(wrong)
    return tree
