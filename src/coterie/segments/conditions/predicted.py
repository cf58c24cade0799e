"""predicted: what the models expect of a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Meets, Plan, Trait

Aspect: TypeAlias = Literal["gender", "next order", "orders", "value", "alive"]


@dataclass(frozen=True, slots=True)
class Predicted(Condition):
    """As stored at T, never reckoned afresh: gender, date of the next order, orders and value expected, and
    the probability that the customer is still one. Trait `$score.predicted.<aspect>`, spaces as
    underscores.
    """

    aspect: Aspect
    predicate: Predicate

    kind: ClassVar[str] = "predicted"
    syntax: ClassVar[str] = "predicted {aspect} {predicate}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "whose predicted {aspect} {predicate}",
        "pl": "których przewidywana wartość: {aspect} {predicate}",
        "sl": "katerih napovedana vrednost: {aspect} {predicate}",
        "kk": "болжамды {aspect} {predicate}",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(Trait(f"$score.predicted.{self.aspect.replace(' ', '_')}"), self.predicate)
