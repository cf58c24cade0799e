"""score: points of engagement, in general or for one tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Meets, Plan, Trait


@dataclass(frozen=True, slots=True)
class HasScore(Condition):
    """The contact's score, `$score.general` or `$score.tag.<tag>`, as last reckoned by T."""

    predicate: Predicate
    tag: str | None = None

    kind: ClassVar[str] = "score"
    syntax: ClassVar[str] = "score [for tag {tag}] {predicate}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(whose) score[ for the tag {tag}] {predicate}",
        "pl": "(których) liczba punktów[ za tag {tag}] {predicate:f}",
        "sl": "(katerih) število točk[ za oznako {tag}] {predicate:n}",
        "kk": "[{tag} тегі бойынша ]ұпайы {predicate}",
    }

    def plan(self, context: Context) -> Plan:
        name = "$score.general" if self.tag is None else f"$score.tag.{self.tag}"
        return Meets(Trait(name), self.predicate)
