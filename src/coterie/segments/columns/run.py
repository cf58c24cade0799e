"""One run: the sets and measures of plans at one instant, each computed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import assert_never

import numpy as np

from coterie.columns import Bits
from coterie.segments.plan import (
    Against,
    And,
    Consent,
    Coupons,
    Distance,
    Everyone,
    Fold,
    Lapsed,
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
from coterie.segments.world import Ground

from . import coupons, folds, geography, ledger, ordered, past, population, sequences, traits
from .counting import counted
from .deciding import decide
from .exact import compares
from .rows import Scene
from .vectors import Numbers, Vector, as_numbers


@dataclass(frozen=True, eq=False)
class Run:
    """Plans at one instant through one view. `sets` hold the base; what stands in the cache is never changed."""

    scene: Scene
    ground: Ground
    _sets: dict[Plan, Bits] = field(default_factory=dict)
    _vectors: dict[Measure, Vector] = field(default_factory=dict)

    @property
    def base(self) -> Bits:
        """Everybody at the instant."""
        return self.scene.view.crowd.base(self.scene.at)

    def members(self, plan: Plan) -> Bits:
        """The set, within the base."""
        return self.set(plan) & self.base

    def set(self, plan: Plan) -> Bits:
        """The set; ids outside of the base mean nothing in it."""
        found = self._sets.get(plan)
        if found is None:
            found = self._sets[plan] = self._set(plan)
        return found

    def _set(self, plan: Plan) -> Bits:
        scene, size = self.scene, self.scene.view.size
        match plan:
            case Everyone():
                return self.base
            case And(parts):
                return _all([self.set(part) for part in parts], size)
            case Or(parts):
                return _any([self.set(part) for part in parts], size)
            case Not(part):
                return ~self.set(part)
            case Meets():
                return self._meets(plan)
            case Versus():
                return self._versus(plan)
            case Against():
                return self._against(plan)
            case Rank():
                return self._rank(plan)
            case Lapsed():
                return past.lapsed(scene, plan, self.base)
            case Sequence():
                return sequences.sequence(scene, plan)
            case Reachable(channel):
                return ledger.reachable(scene, self.ground, channel)
            case Season(name):
                return geography.season(scene, name)
            case Moved():
                return past.moved(scene, plan)
            case Sample():
                return past.sample(scene, plan)
            case _:
                assert_never(plan)

    def vector(self, measure: Measure) -> Vector:
        """The measure of every contact."""
        found = self._vectors.get(measure)
        if found is None:
            found = self._vectors[measure] = self._vector(measure)
        return found

    def _vector(self, measure: Measure) -> Vector:
        match measure:
            case Fold():
                return self._fold(measure)
            case Trait(name):
                return traits.trait(self.scene, name)
            case Consent():
                return ledger.consent_of(self.scene, measure)
            case Distance(points):
                there = points or tuple((s.latitude, s.longitude) for s in self.ground.stores)
                return geography.distance(self.scene, there)
            case NearestStore():
                return geography.nearest_store(self.scene, self.ground.stores)
            case Coupons():
                return coupons.coupons(self.scene, measure)
            case _:
                assert_never(measure)

    def _fold(self, fold: Fold) -> Vector:
        scene = self.scene
        match fold.fn:
            case "count":
                return folds.count(scene, fold.log)
            case "sum":
                return folds.total(scene, fold)
            case "avg":
                return folds.average(scene, fold)
            case "min" | "max":
                return folds.extreme(scene, fold)
            case "distinct":
                return ordered.distinct(scene, fold)
            case "first" | "last":
                return ordered.end(scene, fold)
            case "common":
                return ordered.common(scene, fold)
            case "when_first" | "when_last":
                return folds.moment(scene, fold)
            case "spell":
                return ordered.spell(scene, fold)
            case "counter":
                return ordered.counter(scene, fold)
            case _:
                assert_never(fold.fn)

    # ---- comparisons ----------------------------------------------------------------------------

    def _meets(self, plan: Meets) -> Bits:
        scene, measure = self.scene, plan.measure
        if isinstance(measure, Fold) and measure.fn == "count" and measure not in self._vectors:
            found = counted(scene, measure.log, plan.predicate)
            if found is not None:
                return found
        if isinstance(measure, Trait):
            return traits.trait_bits(scene, measure.name, plan.predicate)
        return Bits.of(decide(plan.predicate, self.vector(measure), scene.at, scene.calendar))

    def _versus(self, plan: Versus) -> Bits:
        left, right = (as_numbers(self.vector(m)) for m in (plan.left, plan.right))
        one = [left.num, 10_000, 1 if right.den is None else right.den]
        other = [right.num, plan.factor, 1 if left.den is None else left.den]
        return Bits.of(compares(plan.op, one, other) & left.present() & right.present())

    def _population(self, measure: Measure, among: Plan) -> tuple[np.ndarray, Numbers]:
        """Contacts of a set with a matching row and the measure, and their numbers."""
        inside, numbers = self.members(among), as_numbers(self.vector(measure))
        if isinstance(measure, Fold | Coupons) and not population.implies_row(measure):
            inside = inside & folds.marked(self.scene, measure.log)
        chosen = np.flatnonzero(inside.flags() & numbers.present())
        return chosen, population.taken(numbers, chosen)

    def _against(self, plan: Against) -> Bits:
        _, found = self._population(plan.measure, plan.among)
        line = population.statistic(plan, found)
        if line is None:
            return Bits.none(self.scene.view.size)
        return Bits.of(population.beyond(plan, as_numbers(self.vector(plan.measure)), line))

    def _rank(self, plan: Rank) -> Bits:
        chosen, found = self._population(plan.measure, plan.among)
        groups = None
        if plan.per is not None:
            groups = population.group_codes(self.vector(plan.per))[chosen]
            chosen, found = chosen[groups >= 0], population.taken(found, np.flatnonzero(groups >= 0))
            groups = groups[groups >= 0]
        return Bits.at(chosen[population.best(plan, found, groups)], self.scene.view.size)


def _all(parts: list[Bits], size: int) -> Bits:
    if not parts:
        return Bits.all(size)
    words = parts[0].words.copy()
    for part in parts[1:]:
        words &= part.words
    return Bits(words, size)


def _any(parts: list[Bits], size: int) -> Bits:
    if not parts:
        return Bits.none(size)
    words = parts[0].words.copy()
    for part in parts[1:]:
        words |= part.words
    return Bits(words, size)
