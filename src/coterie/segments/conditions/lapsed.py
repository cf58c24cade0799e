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
        "en": "(whose) last order was placed {comparison? more than: more than; at least: at least; "
        "less than: less than; *: at most} [{factor} × ]{interval? -: the usual interval; *: their own "
        "usual interval} ago",
        "pl": "(u których) od ostatniego zamówienia minęło {comparison? more than: więcej niż; at "
        "least: co najmniej; less than: mniej niż; *: najwyżej} [{factor} × ]{interval? -: zwykły odstęp; "
        "*: własny zwykły odstęp} między zamówieniami",
        "sl": "(pri katerih) je od zadnjega naročila minilo {comparison? more than: več kot; at least: "
        "vsaj; less than: manj kot; *: največ} [{factor} × ]{interval? -: običajni razmik; *: lastni "
        "običajni razmik} med naročili",
        "kk": "соңғы тапсырысынан бері {comparison? at least: кемінде; at most: ең көбі} [{factor} × "
        "]{interval? -: әдеттегі аралық; *: өзінің әдеттегі аралығы} {comparison? more than: мөлшерінен "
        "көп; less than: мөлшерінен аз; *: мөлшерінде} уақыт өткен",
    }

    def plan(self, context: Context) -> Plan:
        return Lapsed(OPS[self.comparison], self.factor.scaled, "own" if self.interval == "own" else "base")
