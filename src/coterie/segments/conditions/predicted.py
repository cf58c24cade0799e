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
        "en": "(whose) predicted {aspect? gender: gender; next order: date of the next order; orders: "
        "number of orders; value: value; *: probability of still being a customer} {predicate}",
        "pl": "(których) {aspect? gender: przewidywana płeć {predicate:f}; next order: przewidywana "
        "data następnego zamówienia {predicate:f}; orders: przewidywana liczba zamówień {predicate:f}; "
        "value: przewidywana wartość zakupów {predicate:f}; *: prawdopodobieństwo pozostania klientem "
        "{predicate:n}}",
        "sl": "(katerih) {aspect? gender: napovedani spol {predicate:m}; next order: napovedani datum "
        "naslednjega naročila {predicate:m}; orders: napovedano število naročil {predicate:n}; value: "
        "napovedana vrednost nakupov {predicate:f}; *: verjetnost, da so še kupci, {predicate:f}}",
        "kk": "{aspect? gender: болжамды жынысы; next order: келесі тапсырысының болжамды күні; "
        "orders: тапсырыстарының болжамды саны; value: сатып алуларының болжамды сомасы; *: клиент болып "
        "қалу ықтималдығы} {predicate}",
    }

    def plan(self, context: Context) -> Plan:
        return Meets(Trait(f"$score.predicted.{self.aspect.replace(' ', '_')}"), self.predicate)
