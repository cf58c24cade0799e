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
        "en": "(whose) RFM {aspect? group: group; recency: recency score; frequency: frequency score; "
        "*: monetary score} {predicate}",
        "pl": "(których) {aspect? group: grupa RFM; recency: ocena RFM czasu od ostatniego zamówienia; "
        "frequency: ocena RFM częstotliwości zakupów; *: ocena RFM wartości zakupów} {predicate:f}",
        "sl": "(katerih) {aspect? group: skupina RFM; recency: ocena RFM časa od zadnjega naročila; "
        "frequency: ocena RFM pogostosti nakupov; *: ocena RFM vrednosti nakupov} {predicate:f}",
        "kk": "{aspect? group: RFM тобы; recency: соңғы тапсырыстан бергі уақыттың RFM бағасы; "
        "frequency: сатып алу жиілігінің RFM бағасы; *: сатып алу сомасының RFM бағасы} {predicate}",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(Trait(f"$score.rfm.{self.aspect}"), self.predicate)
