"""Events: what contacts did and what happened to them, from the message that comes in to the row that counts.

For: checking messages, names, amounts, items, lives of orders. Not for: who somebody is (contacts) or keeping
(record).
"""

from __future__ import annotations

from . import fields
from .aliases import ALIASES, canonical
from .event import Event, Item
from .ingest import Intake, Outcome
from .items import Catalogue, lines, read_product
from .message import Fact, Rejection, Rules, read
from .money import Rates, Till

__all__ = [
    "ALIASES", "Catalogue", "Event", "Fact", "Intake", "Item", "Outcome", "Rates", "Rejection", "Rules", "Till",
    "canonical", "fields", "lines", "read", "read_product",
]  # fmt: skip
