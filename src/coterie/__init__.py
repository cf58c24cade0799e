"""Coterie: a self-hosted customer-segmentation engine.

    import coterie

    with coterie.open("shop/") as shop:
        shop.ingest(messages)                                  # Segment-spec dicts
        shop.count('did "Order Completed" in the last 30 days')

A definition is text (`parse`), a JSON object (`from_json`, `from_klaviyo`) or Python: `did`, `has`, every kind of
condition by its name, and the parts that they are made of (`words` lists them all).
"""

from __future__ import annotations

from typing import Any

from . import errors
from .errors import CoterieError, DefinitionError, Problem
from .exchange.klaviyo import from_klaviyo, to_klaviyo
from .opening import open_workspace
from .segments.language import Expression, all_of, any_of, did, from_json, has, item, parse, prop, words
from .workspace import Shop

Expression.exporters["klaviyo"] = to_klaviyo  # the language may not know of exchange, which stands above it
open = open_workspace  # noqa: A001 (the verb of the public face)

__all__ = [
    "CoterieError", "DefinitionError", "Expression", "Problem", "Shop", "all_of", "any_of", "did", "errors",
    "from_json", "from_klaviyo", "has", "item", "open", "parse", "prop", "words",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Every kind of condition, and every part of one, by its name."""
    try:
        return words()[name]
    except KeyError:
        raise AttributeError(f"module 'coterie' has no attribute {name!r}") from None
