"""near: within a distance of a place that the definition names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.contacts import places
from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Number, Order
from coterie.segments.plan import NOBODY, Distance, Meets, Plan


@dataclass(frozen=True, slots=True)
class Near(Condition):
    """Within so many kilometres of a point ("46.05, 14.51"), a postal code ("SI 1000") or a town ("Warszawa,
    PL").

    A contact is where its coordinates say, else its postal code, else its town. A place that nobody knows is
    near to nobody (a warning).
    """

    km: Number
    place: str

    kind: ClassVar[str] = "near"
    syntax: ClassVar[str] = "within {km} km of {place}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> within {km}\u00a0km of {place}",
        "pl": "(które) <znajdują|nie znajdują> się w promieniu {km}\u00a0km od miejsca {place}",
        "sl": "(ki) <so|niso> od kraja {place} oddaljeni največ {km}\u00a0km",
        "kk": "{place} жерінен ең көбі {km}\u00a0км қашықтықта<ғы| емес>",
    }

    def plan(self, context: Context) -> Plan:
        found = places.find(self.place)
        return (
            Meets(Distance((found.point,)), at_most(self.km)) if isinstance(found, places.Found) else NOBODY
        )


def at_most(km: Number) -> Order:
    """At most so many kilometres, for a distance in metres."""
    return Order("<=", Number(km.scaled * 1_000))
