"""Proofs about plans and filters: what can never hold, and what follows from what, in every world at any
instant.

All is asked as one question: can these claims hold together? `impossible` answers yes only with a proof, by
cases and by what comparisons leave of each value; "no" means that no proof was found within the steps
allowed. That a is implied by b is that b and not a are impossible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from coterie.contacts.consent import INGREDIENTS
from coterie.lib.calendar import Calendar
from coterie.segments.parts.compare import Equals, IsSet, Number, Order
from coterie.segments.parts.where import Every, Non, Some, Where
from coterie.segments.plan import (
    And,
    Consent,
    Coupons,
    Everyone,
    Fold,
    Lapsed,
    Log,
    Measure,
    Meets,
    Not,
    Or,
    Plan,
    Rank,
    Reachable,
    Sequence,
    Trait,
)

from . import spans
from .facts import SCALE, Atom, Key, domain, facts
from .regions import Region
from .table import Table

Node: TypeAlias = "Plan | Where"
Claim: TypeAlias = tuple[Node, bool]
"""A plan or a filter that is said to hold, or not to."""

STEPS = 2_000
"""Claims looked at in search of one proof."""

_AT_LEAST_ONE = Order(">=", Number(SCALE))


@dataclass
class Prover:
    """Proofs under one calendar; what was proved about filters and windows is kept."""

    calendar: Calendar
    steps: int = STEPS
    _filters: dict[tuple[Where, Where, bool], bool] = field(default_factory=dict)

    def impossible(self, *claims: Claim) -> bool:
        """Whether the claims are proved never to hold together."""
        return _Search(self, self.steps, False).impossible(claims)

    def implies(self, first: Node, then: Node) -> bool:
        """Whether one is proved to follow from the other."""
        return self.impossible((first, True), (then, False))

    def passes(self, first: Where, then: Where, item: bool) -> bool:
        """Whether every event (or item) that passes one filter passes the other."""
        if first == then or then == Every(()):
            return True
        found = self._filters.get((first, then, item))
        if found is None:
            search = _Search(self, self.steps, item)
            found = self._filters[first, then, item] = search.impossible([(first, True), (then, False)])
        return found

    def never_passes(self, where: Where, item: bool) -> bool:
        """Whether no event (or item) can pass a filter."""
        return where != Every(()) and self.passes(where, Some(()), item)

    def inside(self, inner: Log, outer: Log) -> bool:
        """Whether every row of one log is a row of the other."""
        return (
            set(inner.names) <= set(outer.names)
            and spans.within(inner.window, outer.window, self.calendar)
            and self.passes(inner.where, outer.where, False)
        )

    def is_empty(self, log: Log) -> bool:
        """Whether a log can have no rows."""
        windowless = spans.empty(log.window, self.calendar)
        return not log.names or windowless or self.never_passes(log.where, False)


@dataclass
class _Search:
    """One search for a contradiction. item: the claims are filters of items."""

    prover: Prover
    steps: int
    item: bool

    def impossible(self, claims: Iterable[Claim]) -> bool:
        return self._closed(_Case(self), claims)

    def _closed(self, case: _Case, claims: Iterable[Claim]) -> bool:
        """Whether more claims bring a case to a contradiction, each in its turn where there is a choice."""
        if not case.take(claims):
            return True
        if self.steps < 0 or not (open_choices := case.open()):
            return False
        chosen = min(open_choices, key=lambda claim: len(open_choices[claim]))
        return all(self._closed(case.without(chosen), [way]) for way in open_choices[chosen])


@dataclass
class _Case:
    """Claims that hold together, taken apart as far as they have only one way to hold."""

    search: _Search
    taken: dict[Node, bool] = field(default_factory=dict)
    choices: dict[Claim, list[Claim]] = field(default_factory=dict)
    known: dict[Key, Region] = field(default_factory=dict)

    def open(self) -> dict[Claim, list[Claim]]:
        """The choices of which no way is taken yet, with the ways that are left."""
        return {
            choice: [way for way in ways if way[0] not in self.taken]
            for choice, ways in self.choices.items()
            if not any(self.taken.get(node) is holds for node, holds in ways)
        }

    def without(self, choice: Claim) -> _Case:
        """The same case, for one of the ways of a choice."""
        rest = {claim: ways for claim, ways in self.choices.items() if claim != choice}
        return _Case(self.search, dict(self.taken), rest, dict(self.known))

    def take(self, claims: Iterable[Claim]) -> bool:
        """Take claims in. False: they contradict themselves or one another."""
        waiting = list(claims)
        while waiting:
            node, holds = waiting.pop()
            self.search.steps -= 1
            if self.search.steps < 0:
                return True
            if node in self.taken:
                if self.taken[node] != holds:
                    return False
                continue
            self.taken[node] = holds
            follows = self._apart(node, holds)
            if follows is None:
                return False
            waiting.extend(follows)
        return Table(self.search.prover, self.known, self.search.item).stands(self.taken)

    def _apart(self, node: Node, holds: bool) -> list[Claim] | None:
        """What a claim consists of; None if it contradicts what is known."""
        match node:
            case Everyone():
                return [] if holds else None
            case Not(part) | Non(part):
                return [(part, not holds)]
            case And(parts) | Every(parts) | Or(parts) | Some(parts):
                every = isinstance(node, (And, Every)) == holds
                claims = [(part, holds) for part in parts]
                if not every:
                    self.choices[node, holds] = claims
                return claims if every else [] if claims else None
            case _:
                return self._atom(node, holds)

    def _atom(self, atom: Atom, holds: bool) -> list[Claim] | None:
        for key, region in facts(atom, holds, self.search.item):
            if not self.learn(key, region):
                return None
        return list(_consequences(atom)) if holds else []

    def learn(self, key: Key, region: Region) -> bool:
        """Narrow what is known of a value. False: nothing is left."""
        known = self.known.get(key)
        narrowed = domain(key, region if known is None else known.both(region))
        self.known[key] = narrowed
        return not narrowed.empty


def _consequences(atom: Atom) -> Iterator[Claim]:
    """What else holds where an atom does."""
    match atom:
        case Rank(measure, among=among):
            yield among, True
            yield _present(measure), True
        case Sequence(steps):
            for n, step in enumerate(steps):
                if not step.negated:
                    yield _some(step.log if n == 0 else replace(step.log, window=None)), True
        case Lapsed():
            yield _some(Log(("Order Completed",))), True
        case Reachable(channel):
            yield Meets(Trait(INGREDIENTS[channel].address), IsSet()), True
            yield Meets(Consent(channel, "blocked"), Equals((True,))), False
            yield Meets(Consent(channel, "status"), Equals(("unsubscribed",))), False
        case _:
            return


def _present(measure: Measure) -> Plan:
    """That a ranking takes the contact in: it has rows, or a value."""
    if isinstance(measure, (Fold, Coupons)):
        return _some(measure.log)
    return Meets(measure, IsSet())


def _some(log: Log) -> Plan:
    return Meets(Fold(log, "count"), _AT_LEAST_ONE)
