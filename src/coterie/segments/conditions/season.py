"""season is: spring, summer, autumn or winter where the contact lives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.contacts.places import SeasonName
from coterie.segments.language.tree import Condition, Context
from coterie.segments.plan import Plan, Season


@dataclass(frozen=True, slots=True)
class SeasonIs(Condition):
    """The meteorological season, now, in the contact's country; without a known country: none."""

    season: SeasonName

    kind: ClassVar[str] = "season"
    syntax: ClassVar[str] = "season is {season}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <live|do not live> where it is now {season? spring: spring; summer: summer; "
        "autumn: autumn; *: winter}",
        "pl": "(u których) <trwa|nie trwa> teraz {season? spring: wiosna; summer: lato; autumn: "
        "jesień; *: zima}",
        "sl": "(pri katerih) <je zdaj|zdaj ni> {season? spring: pomlad; summer: poletje; autumn: "
        "jesen; *: zima}",
        "kk": "тұратын жерінде қазір {season? spring: көктем; summer: жаз; autumn: күз; *: қыс} <болып "
        "тұрған|болмай тұрған>",
    }

    def plan(self, context: Context) -> Plan:
        return Season(self.season)
