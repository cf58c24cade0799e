"""Groups by rule: what a definition means, and every reading of it.

For: the language, the plan, and its readings (reference, columns, sql, explain, history, lint). Not for: who
a contact is or what an event is (contacts, events), nor keeping anything (record).
"""

from __future__ import annotations

from .explain import Evidence, Explainer, Explanation, Lack, frozen
from .history import Point, history, midnights
from .plan import Plan
from .world import Ground, Store, World

__all__ = [
    "Evidence", "Explainer", "Explanation", "Ground", "Lack", "Plan", "Point", "Store", "World", "frozen", "history",
    "midnights",
]  # fmt: skip
