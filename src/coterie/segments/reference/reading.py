"""The sets of a plan, node by node."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, assert_never

from coterie.contacts import Contact
from coterie.events import Event
from coterie.lib import values
from coterie.lib.numbers import text_of
from coterie.segments.parts.meets import Moment, meets
from coterie.segments.plan import (
    Against,
    And,
    Consent,
    Coupons,
    Distance,
    Everyone,
    Fold,
    Lapsed,
    Log,
    Measure,
    Meets,
    Moved,
    NearestStore,
    Not,
    Or,
    Plan,
    Rank,
    Reachable,
    Sample,
    Season,
    Sequence,
    Trait,
    Versus,
)  # fmt: skip
from coterie.segments.world import World

from . import facts
from .folds import fold_of, numbers
from .orders import OPS, lapsed
from .population import best, quantile
from .rows import Scene, number, rows
from .sequences import follows
from .sets import moved, sampled


def members(plan: Plan, world: World, at: int) -> frozenset[int]:
    """Ids of the contacts in the set at the instant `at` (ms)."""
    return Reference(world, at).members(plan)


@dataclass
class Reference:
    """One world at one instant; the sets and statistics of populations are found once a node."""

    world: World
    at: int
    _sets: dict[Plan, frozenset[int]] = field(default_factory=dict)
    _ranks: dict[Rank, frozenset[int]] = field(default_factory=dict)
    _lines: dict[Against, Fraction | None] = field(default_factory=dict)

    @property
    def scene(self) -> Scene:
        """What the single measures look at."""
        return Scene(self.world, self.at)

    def members(self, plan: Plan) -> frozenset[int]:
        """Ids of the contacts of the base in the set."""
        if plan not in self._sets:
            base = [c for c in self.world.contacts if c.first_seen <= self.at]
            self._sets[plan] = frozenset(c.id for c in base if self.holds(plan, c))
        return self._sets[plan]

    def holds(self, plan: Plan, who: Contact) -> bool:
        """Whether the contact, of the base, is in the set."""
        match plan:
            case Everyone():
                return True
            case And(parts):
                return all(self.holds(p, who) for p in parts)
            case Or(parts):
                return any(self.holds(p, who) for p in parts)
            case Not(part):
                return not self.holds(part, who)
            case Meets(measure, predicate):
                return meets(predicate, self.value(measure, who), self.at, self.world.ground.calendar)
            case Versus():
                return self._versus(plan, who)
            case Against():
                return self._against(plan, who)
            case Rank():
                return who.id in self._ranked(plan)
            case Lapsed():
                return lapsed(self.scene, plan, who)
            case Sequence():
                return follows(self.scene, plan, who)
            case Reachable(channel):
                return facts.may_reach(self.scene, who, channel)
            case Season(name):
                return facts.season(self.scene, who) == name
            case Moved():
                return moved(self.scene, plan, who)
            case Sample(salt, share):
                return sampled(salt, who.birth, share)
            case _:
                assert_never(plan)

    def value(self, measure: Measure, who: Contact) -> Any:
        """The contact's value of a measure, or None (missing)."""
        match measure:
            case Fold():
                return fold_of(self.scene, measure, who)
            case Trait(name):
                return facts.trait(self.scene, who, name)
            case Consent():
                return facts.consent_of(self.scene, who, measure)
            case Distance(points):
                return facts.metres(self.scene, who, points)
            case NearestStore():
                return facts.nearest_store(self.scene, who)
            case Coupons():
                return Fraction(10_000 * facts.coupons(self.scene, who, measure))
            case _:
                assert_never(measure)

    def rows(self, log: Log, who: Contact) -> list[Event]:
        """The rows of a log that count now, in order of (t, seq)."""
        return rows(self.scene, log, who)

    # ---- comparisons ----------------------------------------------------------------------------

    def population(self, measure: Measure, among: Plan) -> dict[int, Fraction]:
        """Contacts of `among` with a matching row and the metric, each with its value."""
        found = ((c, number(self.value(measure, c))) for c in self._ranking(measure, among))
        return {c.id: n for c, n in found if n is not None}

    def _ranking(self, measure: Measure, among: Plan) -> list[Contact]:
        inside = self.members(among)
        chosen = [c for c in self.world.contacts if c.id in inside]
        return (
            [c for c in chosen if self.rows(measure.log, c)]
            if isinstance(measure, (Fold, Coupons))
            else chosen
        )

    def _versus(self, plan: Versus, who: Contact) -> bool:
        left, right = (number(self.value(m, who)) for m in (plan.left, plan.right))
        return left is not None and right is not None and OPS[plan.op](left * 10_000, right * plan.factor)

    def _against(self, plan: Against, who: Contact) -> bool:
        mine = number(self.value(plan.measure, who))
        if plan not in self._lines:
            self._lines[plan] = self._statistic(plan)
        line = self._lines[plan]
        return mine is not None and line is not None and OPS[plan.op](mine * 10_000, line * plan.factor)

    def _statistic(self, plan: Against) -> Fraction | None:
        found = self.population(plan.measure, plan.among)
        if not found:
            return None
        if plan.statistic == "quantile":
            return quantile(sorted(found.values()), Fraction(plan.quantile, 10_000))
        if isinstance(plan.measure, Fold) and plan.measure.fn == "avg":
            return self._pooled(plan.measure, plan.among)
        return sum(found.values(), Fraction(0)) / len(found)

    def _pooled(self, fold: Fold, among: Plan) -> Fraction:
        """An average's average: total sum / total count."""
        people = self._ranking(fold, among)
        found = [n for c in people for n in numbers(self.scene, fold, self.rows(fold.log, c))]
        return sum(found, Fraction(0)) / len(found)

    def _ranked(self, plan: Rank) -> frozenset[int]:
        if plan not in self._ranks:
            found, groups = self.population(plan.measure, plan.among), defaultdict(list)
            for who in (c for c in self.world.contacts if c.id in found):
                group = "" if plan.per is None else group_name(self.value(plan.per, who))
                if group is not None:
                    groups[group].append(who.id)
            self._ranks[plan] = frozenset(w for group in groups.values() for w in best(plan, found, group))
        return self._ranks[plan]


def group_name(value: Any) -> str | None:
    """What a group is called: the text reading of a value; a number's and an instant's is its exact amount.

    >>> group_name("PL"), group_name(Fraction(25_000)), group_name(["PL"])
    ('pl', '2.5', None)
    """
    if isinstance(value, Moment):
        return str(value.ms)
    if isinstance(value, Fraction):
        return text_of(value.numerator) if value.denominator == 1 else str(value)
    return values.as_text(value)
