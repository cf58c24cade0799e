"""The kinds of conditions: whatever lies in the folder `conditions`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from coterie.lib import plugins

from .forms import Form, OneOf, Said
from .grammar import lookup
from .tree import Condition


@cache
def kinds() -> Mapping[str, type[Condition]]:
    """Every kind by its name, in the order of names. Error: `ValueError` for two kinds of one name."""
    found: dict[str, type[Condition]] = {}
    for module in plugins.load("coterie.segments.conditions"):
        own = (kind for kind in vars(module).values() if getattr(kind, "__module__", "") == module.__name__)
        for kind in own:
            if not (isinstance(kind, type) and issubclass(kind, Condition)):
                continue
            if found.setdefault(kind.kind, kind) is not kind:
                raise ValueError(f"two kinds of condition are called {kind.kind!r}")
    return dict(sorted(found.items()))


@cache
def conditions() -> OneOf:
    """The grammar of a condition: the syntax of every kind."""
    return OneOf(tuple(Said(Form(kind, kind.syntax), lookup) for kind in kinds().values()), "a condition")


@cache
def leads() -> frozenset[str]:
    """The words that conditions begin with."""
    return frozenset().union(*(way.firsts() or () for way in conditions().ways))
