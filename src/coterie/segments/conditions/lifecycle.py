"""lifecycle: the stage of the contact's life as a customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Meets, Plan, Trait


@dataclass(frozen=True, slots=True)
class Lifecycle(Condition):
    """The stage as reckoned at T: `$score.lifecycle`."""

    predicate: Predicate

    kind: ClassVar[str] = "lifecycle"
    syntax: ClassVar[str] = "lifecycle {predicate}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(whose) lifecycle stage {predicate}",
        "pl": "(których) etap cyklu życia klienta {predicate:m}",
        "sl": "(katerih) faza življenjskega cikla kupca {predicate:f}",
        "kk": "клиенттің өмірлік циклі кезеңі {predicate}",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(Trait("$score.lifecycle"), self.predicate)
