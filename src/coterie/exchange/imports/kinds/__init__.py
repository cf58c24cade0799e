"""What a file may hold: one file a kind, each with its `KIND`. The folder is the registry."""

from __future__ import annotations

from functools import cache

from coterie.lib.plugins import load

from ._kind import Fields, Kind, Message, Names, Unit

__all__ = ["Fields", "Kind", "Message", "Names", "Unit", "kind_of", "kinds"]


@cache
def kinds() -> dict[str, Kind]:
    """All kinds by what they are called in a mapping."""
    found: list[Kind] = [module.KIND for module in load(__name__)]
    return {kind.what: kind for kind in found}


def kind_of(what: str) -> Kind:
    """One kind. Error: `KeyError`.

    >>> kind_of("orders").fields["total"]
    'number'
    """
    return kinds()[what]
