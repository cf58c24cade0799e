"""last order: the time since it, against the usual interval between orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Number
from coterie.segments.plan import Lapsed, Op, Plan

Comparison: TypeAlias = Literal["more than", "at least", "less than", "at most"]
OPS: Mapping[Comparison, Op] = {"more than": ">", "at least": ">=", "less than": "<", "at most": "<="}


@dataclass(frozen=True, slots=True)
class LastOrder(Condition):
    """The last order is more (less) than a multiple of the usual interval ago: the shop's, or the contact's
    own.

    own: the median gap between the contact's order days, of at least 3; usual: the median of everybody's
    gaps, of at least 30. Where there are fewer, it does not hold.
    """

    comparison: Comparison
    factor: Number
    interval: Literal["usual", "own"] = "usual"

    kind: ClassVar[str] = "lapsed"
    syntax: ClassVar[str] = "last order {comparison} {factor} x {interval} interval ago"
    says: ClassVar[Mapping[str, str]] = {
        "en": "whose last order was placed {comparison} {factor} × the {interval} interval ago",
        "pl": "których ostatnie zamówienie złożono {comparison} {factor} × {interval} odstęp temu",
        "sl": "katerih zadnje naročilo je bilo oddano pred {comparison} {factor} × {interval} razmik",
        "kk": "соңғы тапсырысынан бері өткен уақыт {interval} аралықтан {factor} есе {comparison}",
    }

    def plan(self, context: Context) -> Plan:
        return Lapsed(OPS[self.comparison], self.factor.scaled, "own" if self.interval == "own" else "base")
