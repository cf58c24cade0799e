"""How each type of a field is read and written as text: one file a sort of part, the folder is the registry.

A file offers `FORMS` (ways to say the dataclasses of a part), `CALLED` (what a message calls them), `TYPES`
(a grammar for a type), or `STYLES` (a grammar that a slot asks for, `{field:style}`, made for its type).
Literals and tuples follow from these. It is no place for conditions: their forms are their own `syntax`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from coterie.lib import plugins

from .. import shape
from ..forms import Grammar, OneOf, Said

__all__ = ["lookup"]


@cache
def _offers(name: str) -> tuple[Any, ...]:
    """What the files of this folder offer under a name, in the order of the files."""
    return tuple(
        found
        for file in plugins.load(sys.modules[__name__])
        if (found := getattr(file, name, None)) is not None
    )


@cache
def lookup(annotation: Any, style: str = "") -> Grammar:
    """The grammar of a type, or of a style of it. Error: `LookupError` if no file offers one."""
    if style:
        makers: Mapping[str, Callable[[Any], Grammar]] = {
            k: v for found in _offers("STYLES") for k, v in found.items()
        }
        return makers[style](annotation)
    members = frozenset(shape.union(annotation))
    for types in _offers("TYPES"):
        if members in types:
            grammar: Grammar = types[members]
            return grammar
    if shape.choices(annotation):
        return lookup(annotation, "choice")
    if shape.element(annotation) is not None:
        return lookup(annotation, "chain")
    ways = [Said(form, lookup) for forms in _offers("FORMS") for form in forms if form.kind in members]
    if not ways:
        raise LookupError(f"no grammar reads {annotation!r}")
    called = {kind: name for names in _offers("CALLED") for kind, name in names.items()}
    return OneOf(
        tuple(ways), next((called[form.form.kind] for form in ways if form.form.kind in called), "more")
    )
