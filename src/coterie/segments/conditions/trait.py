"""has: a trait of the contact, of any type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Meets, Plan, Trait


@dataclass(frozen=True, slots=True)
class HasTrait(Condition):
    """The trait's value satisfies the comparison. A missing trait satisfies only `is not set` and `or is not
    set`.
    """

    trait: str
    predicate: Predicate

    kind: ClassVar[str] = "has"
    syntax: ClassVar[str] = "has {trait} {predicate}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(whose) {judged}",
        "pl": "(których) {judged}",
        "sl": "(katerih) {judged}",
        "kk": "{judged}",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(Trait(self.trait), self.predicate)
