"""The types of Klaviyo's conditions: whatever lies in the folder `conditions`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import ModuleType

from coterie.lib import plugins

from .asked import Clauses, Ids
from .given import JSON, Given

_FOLDER = f"{__package__}.conditions"


@cache
def readers() -> Mapping[str, Callable[[Given], JSON]]:
    """How each type is read; the guide's spelling is one too."""
    found = {module.TYPE: module.read for module in _types()}
    return found | {"profile-attribute": found["profile-property"]}


@cache
def writers() -> Mapping[str, Callable[[JSON, bool, Ids], Clauses]]:
    """How each kind of ours is written."""
    return {kind: module.write for module in _types() for kind in module.KINDS}


def _types() -> tuple[ModuleType, ...]:
    return plugins.load(_FOLDER)
