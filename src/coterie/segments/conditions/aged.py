"""aged: how old a contact is, in completed years of its birthday."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Dated
from coterie.segments.parts.window import AgoBetween, Last, MoreThanAgo, Window
from coterie.segments.plan import Meets, Plan, Trait


@dataclass(frozen=True, slots=True)
class Aged(Condition):
    """At least, at most so many years old, by the trait `birthday`; a year is completed at the local midnight
    of the birthday, of one on 29 February in common years on 1 March. Without a birthday: not in.
    Error: `ValueError` without a bound, for a negative one, and for bounds in the wrong order.
    """

    least: int | None = None
    most: int | None = None

    kind: ClassVar[str] = "aged"
    syntax: ClassVar[str] = "aged [at least {least}] [at most {most}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> {most? -: at least {least} {least# one: year; *: years}; *: {least? "
        "-: at most {most} {most# one: year; *: years}; *: between {least} and {most} years}} old",
        "pl": "(które) <mają|nie mają> {most? -: co najmniej {least} {least# one: <rok|roku>; few: "
        "<lata|lat>; *: lat}; *: {least? -: najwyżej {most} {most# one: <rok|roku>; few: <lata|lat>; "
        "*: lat}; *: od {least} do {most} {most# one: roku; *: lat}}}",
        "sl": "(ki) <so|niso> stari {most? -: vsaj {least} {least# one: leto; two: leti; few: leta; "
        "*: let}; *: {least? -: največ {most} {most# one: leto; two: leti; few: leta; *: let}; "
        "*: od {least} do {most} {most# one: leta; *: let}}}",
        "kk": "{most? -: кемінде {least} жаста; *: {least? -: ең көбі {most} жаста; *: {least}–{most} жас "
        "аралығында}}<ғы| емес>",
    }

    def __post_init__(self) -> None:
        bounds = [bound for bound in (self.least, self.most) if bound is not None]
        if not bounds or bounds[0] < 0 or bounds != sorted(bounds):
            raise ValueError("an age has a bound or two, the smaller one first, and none is negative")

    def plan(self, context: Context) -> Plan:
        return Meets(Trait("birthday"), Dated(self._born()))

    def _born(self) -> Window:
        if self.most is None:
            return MoreThanAgo(self.least or 0, "year")
        if not self.least:
            return Last(self.most + 1, "year")
        return AgoBetween(self.least, self.most + 1, "year")
