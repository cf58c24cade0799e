"""sample: a share of the contacts, the same ones every time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Number
from coterie.segments.plan import Plan, Sample


@dataclass(frozen=True, slots=True)
class InSample(Condition):
    """So many per cent, drawn by the contact's birth id and the salt. A larger share holds a smaller one of
    that salt.

    Error: `ValueError` for a percentage beyond 0..100 or with more than two decimals.
    """

    percent: Number
    salt: str = ""

    kind: ClassVar[str] = "sample"
    syntax: ClassVar[str] = "sample of {percent} percent [salted {salt}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> in a random sample of {percent}%[ (salt {salt})]",
        "pl": "<(które) są|(których) nie ma> w losowej próbie {percent}%[ (ziarno {salt})]",
        "sl": "(ki) <so|niso> v naključnem vzorcu {percent}\u00a0%[ (seme {salt})]",
        "kk": "{percent}% кездейсоқ іріктемесінде<гі| жоқ>[ (тұзы {salt})]",
    }

    def __post_init__(self) -> None:
        if self.percent.scaled % 100 or not 0 <= self.percent.scaled <= 1_000_000:
            raise ValueError("a sample is 0 to 100 per cent, with two decimals at most")

    def plan(self, context: Context) -> Plan:
        return Sample(self.salt, self.percent.scaled // 100)
