"""store within: near any of the workspace's stores, or near one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.lib.text import fold
from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Number
from coterie.segments.plan import NOBODY, Distance, Meets, Plan

from .near import at_most


@dataclass(frozen=True, slots=True)
class NearStore(Condition):
    """Within so many kilometres of any store, or of the store of that name (an unknown one is near to
    nobody).
    """

    km: Number
    store: str | None = None

    kind: ClassVar[str] = "near_store"
    syntax: ClassVar[str] = "store within {km} km [named {store}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> within {km}\u00a0km of {store? -: a store; *: the store {store}}",
        "pl": "(które) <znajdują|nie znajdują> się w promieniu {km}\u00a0km od {store? -: któregokolwiek "
        "sklepu; *: sklepu {store}}",
        "sl": "(ki) <so|niso> od {store? -: katere koli trgovine; *: trgovine {store}} oddaljeni "
        "največ {km}\u00a0km",
        "kk": "{store? -: дүкендердің бірінен; *: {store} дүкенінен} ең көбі {km}\u00a0км қашықтықта<ғы| "
        "емес>",
    }

    def plan(self, context: Context) -> Plan:
        if self.store is None:
            return Meets(Distance(), at_most(self.km))
        asked = fold(self.store)
        points = tuple((s.latitude, s.longitude) for s in context.ground.stores if fold(s.name) == asked)
        return Meets(Distance(points), at_most(self.km)) if points else NOBODY
