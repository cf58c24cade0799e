"""Doubts that a definition raises by itself: what always or never holds, contradicts or repeats its
neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from coterie.errors import Problem
from coterie.segments.language import AllOf, AnyOf, Complement, Context, Expression
from coterie.segments.language.walk import Spans, Visit
from coterie.segments.plan import Plan

from .messages import doubt, quoted
from .proof import Prover

EVERYBODY, NOBODY = AllOf(()), AnyOf(())
SIBLINGS = 40
"""Parts of one group that are held against one another; larger groups are lists, not thoughts."""

Group: TypeAlias = "AllOf | AnyOf"


@dataclass
class Shape:
    """A definition under the eye of a prover."""

    prover: Prover
    context: Context
    spans: Spans
    language: str

    def doubts(self, visit: Visit) -> Iterator[Problem]:
        """Doubts about a node and what lies below it: the inmost ones that explain the outer."""
        node: Expression = visit.value
        if node in (EVERYBODY, NOBODY):
            return
        below = [p for part in parts(visit) for p in self.doubts(part)]
        yield from below
        settled = any(p.code in ("always-true", "always-false", "contradictory") for p in below)
        if not settled and not isinstance(node, Complement):
            yield from self._own(visit)

    def _own(self, visit: Visit) -> Iterator[Problem]:
        node: Expression = visit.value
        plan = node.plan(self.context)
        if self.prover.impossible((plan, True)):
            yield self._never(visit)
        elif self.prover.impossible((plan, False)):
            yield self._doubt("always-true", visit, EVERYBODY, part=quoted(node))
        elif isinstance(node, (AllOf, AnyOf)):
            yield from self._needless(visit, node)

    def _never(self, visit: Visit) -> Problem:
        node: Expression = visit.value
        if not isinstance(node, AllOf) or len(node.parts) < 2:
            return self._doubt("always-false", visit, NOBODY, part=quoted(node))
        plans = [part.plan(self.context) for part in node.parts[:SIBLINGS]]
        for i, j in combinations(range(len(plans)), 2):
            if self.prover.impossible((plans[i], True), (plans[j], True)):
                one, other = node.parts[i], node.parts[j]
                rest = tuple(p for n, p in enumerate(node.parts) if n not in (i, j))
                either = joined(AllOf((*rest, AnyOf((one, other)))))
                return self._doubt("contradictory", visit, either, part=quoted(one), other=quoted(other))
        return self._doubt("contradictory-group", visit, NOBODY)

    def _needless(self, visit: Visit, node: Group) -> Iterator[Problem]:
        """Parts that the others make needless, found so that all of them can go at once."""
        plans = [part.plan(self.context) for part in node.parts]
        kept = list(range(len(plans)))
        if len(kept) > SIBLINGS:
            return
        for n in reversed(range(len(plans))):
            others = [m for m in kept if m != n]
            if others and self._settled(plans[n], [plans[m] for m in others], isinstance(node, AllOf)):
                kept.remove(n)
        fixed = joined(type(node)(tuple(node.parts[m] for m in kept)))
        for n in range(len(plans)):
            if n not in kept:
                other = self._why(node, plans, n, kept)
                yield self._doubt("redundant", visit, fixed, part=quoted(node.parts[n]), other=other)

    def _settled(self, plan: Plan, others: list[Plan], every: bool) -> bool:
        """Whether the others leave a part nothing to say."""
        if every:
            return self.prover.impossible(*((other, True) for other in others), (plan, False))
        return self.prover.impossible(*((other, False) for other in others), (plan, True))

    def _why(self, node: Group, plans: list[Plan], n: int, kept: list[int]) -> str:
        """The one part that makes another needless, or all that stay."""
        every = isinstance(node, AllOf)
        single = next((m for m in kept if self._settled(plans[n], [plans[m]], every)), None)
        rest = joined(type(node)(tuple(node.parts[m] for m in kept)))
        return quoted(rest if single is None else node.parts[single])

    def _doubt(self, code: str, visit: Visit, fixed: Expression, **facts: str | int) -> Problem:
        return doubt(code, visit.place(self.spans), fixed, self.language, **facts)


def parts(visit: Visit) -> list[Visit]:
    """The expressions right below one."""
    match visit.value:
        case AllOf(inner) | AnyOf(inner):
            word = "all" if isinstance(visit.value, AllOf) else "any"
            return [visit.child("parts", part, word, n) for n, part in enumerate(inner)]
        case Complement(part):
            return [visit.child("part", part, "not")]
        case _:
            return []


def joined(group: Group) -> Expression:
    """A group, or its only part."""
    return group.parts[0] if len(group.parts) == 1 else group
