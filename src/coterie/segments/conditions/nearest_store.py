"""nearest store is: which of the workspace's stores lies nearest to the contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.plan import Meets, NearestStore, Plan


@dataclass(frozen=True, slots=True)
class NearestStoreIs(Condition):
    """The nearest store, however far, is one of these. A contact whose place is unknown has none."""

    stores: tuple[str, ...]

    kind: ClassVar[str] = "nearest_store"
    syntax: ClassVar[str] = "nearest store is {stores}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(whose) nearest store <is|is not> {stores}",
        "pl": "(dla których) najbliższy sklep <to {stores}|to nie {stores:as_nor}>",
        "sl": "(katerih) najbližja trgovina <je {stores}|ni {stores:as_nor}>",
        "kk": "ең жақын дүкені {stores} <болатын|емес>",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(NearestStore(), Equals(self.stores))
