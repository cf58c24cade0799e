"""in segment: the members of another segment, its manual includes and excludes applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from coterie.errors import DefinitionError, Problem
from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.plan import NOBODY, And, Everyone, Meets, Not, Or, Plan, Trait


@dataclass(frozen=True, slots=True)
class InSegment(Condition):
    """Is a member of another segment; any depth, a cycle is an error; an unknown segment is empty (a
    warning).
    """

    segment: str

    kind: ClassVar[str] = "in_segment"
    syntax: ClassVar[str] = "in segment {segment}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> in the segment {segment}",
        "pl": "<(które) są|(których) nie ma> w segmencie {segment}",
        "sl": "(ki) <so|niso> v segmentu {segment}",
        "kk": "{segment} сегментінде<гі| жоқ>",
    }

    def plan(self, context: Context) -> Plan:
        return membership(self.segment, context)


def membership(key: str, context: Context) -> Plan:
    """Members of a segment: (definition or manual includes) less manual excludes."""
    if key in context.above:
        cycle = " > ".join((*context.above, key))
        raise DefinitionError([Problem("segment-cycle", f"the segment refers to itself: {cycle}")])
    definition = context.segments.get(key)
    inside = replace(context, above=(*context.above, key))
    rule = NOBODY if definition is None else definition.plan(inside)
    chosen = Or((rule, Meets(Trait(f"$include.{key}"), Equals((True,)))))
    return And((chosen, Not(Meets(Trait(f"$exclude.{key}"), Equals((True,))))))


def among(key: str | None, context: Context) -> Plan:
    """The population of a ranking: the base, or a segment's members."""
    return Everyone() if key is None else membership(key, context)
