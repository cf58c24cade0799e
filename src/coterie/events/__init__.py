"""Events: what contacts did and what happened to them, from the message that comes in to the row that counts.

For: checking messages, names, amounts, items, lives of orders. Not for: who somebody is (contacts) or keeping
(record).
"""

from __future__ import annotations

from . import fields
from .aliases import ALIASES, canonical
from .bulk import load_events
from .event import Event, Item
from .ingest import Intake, Outcome
from .items import Catalogue, lines, read_product
from .message import Fact, Rejection, Rules, read
from .money import Rates, Till
from .orders import CHAIN
from .reading import catalogue, events_of, wording
from .reprice import reprice, retell

__all__ = [
    "ALIASES", "CHAIN", "Catalogue", "Event", "Fact", "Intake", "Item", "Outcome", "Rates", "Rejection",
    "Rules", "Till", "canonical", "catalogue", "events_of", "fields", "lines", "load_events", "read",
    "read_product", "reprice", "retell", "wording",
]  # fmt: skip
