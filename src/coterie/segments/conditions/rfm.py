"""rfm: recency, frequency and money of a contact's orders, and the group that they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Meets, Plan, Trait


@dataclass(frozen=True, slots=True)
class Rfm(Condition):
    """The group ("champions", "at risk" ...) or one of the three scores, as reckoned at T:
    `$score.rfm.<aspect>`.
    """

    aspect: Literal["group", "recency", "frequency", "monetary"]
    predicate: Predicate

    kind: ClassVar[str] = "rfm"
    syntax: ClassVar[str] = "rfm {aspect} {predicate}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "whose RFM {aspect} {predicate}",
        "pl": "których {aspect} RFM {predicate}",
        "sl": "katerih {aspect} RFM {predicate}",
        "kk": "RFM {aspect} {predicate}",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(Trait(f"$score.rfm.{self.aspect}"), self.predicate)
