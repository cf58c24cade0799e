"""is engaged, unengaged or blocked: three states of e-mail that exclude one another and together are
everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias, assert_never

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.parts.metric import ONCE
from coterie.segments.parts.where import ALL, Has, Non, Where
from coterie.segments.parts.window import Last, Window
from coterie.segments.plan import And, Fold, Log, Not, Plan
from coterie.segments.world import Ground

from .consent import blocked
from .did import counted

State: TypeAlias = Literal["engaged", "unengaged", "blocked"]
SIGNS = ("Email Opened", "Email Link Clicked", "Product Viewed", "Product Added", "Order Completed")


@dataclass(frozen=True, slots=True)
class Engagement(Condition):
    """blocked: a hard bounce or complaint that still stands. engaged: else, opened, clicked, viewed a
    product, added one to the cart or ordered within the window (the workspace's unless given). unengaged:
    else.
    """

    state: State
    window: Window | None = None

    kind: ClassVar[str] = "engagement"
    syntax: ClassVar[str] = "is {state} [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> {state? engaged: engaged; unengaged: unengaged; *: blocked}[ "
        "(judged by activity {window})]",
        "pl": "(które) <są|nie są> {state? engaged: zaangażowane; unengaged: niezaangażowane; *: "
        "zablokowane}[ (według aktywności {window})]",
        "sl": "(ki) <so|niso> {state? engaged: aktivni; unengaged: neaktivni; *: blokirani}[ (po "
        "dejavnosti {window})]",
        "kk": "[{window:of} әрекеттері бойынша ]{state? engaged: <белсенді|белсенділер қатарына "
        "кірмейтін>; unengaged: <белсенді емес|белсенді еместер қатарына кірмейтін>; *: "
        "<бұғатталған|бұғатталмаған>}",
    }

    def plan(self, context: Context) -> Plan:
        window = self.window or Last(context.ground.engagement_days, "day")
        active = counted(Fold(Log(SIGNS, human(context.ground), window), "count"), ONCE)
        match self.state:
            case "engaged":
                return And((Not(blocked("email")), active))
            case "unengaged":
                return And((Not(blocked("email")), Not(active)))
            case "blocked":
                return blocked("email")
            case _:
                assert_never(self.state)


def human(ground: Ground) -> Where:
    """Leaves out what privacy proxies and scanners opened and clicked, where the workspace wants it so."""
    return Non(Has("machine", Equals((True,)))) if ground.human_opens_only else ALL
