"""One run: the sets and measures of plans at one instant, each computed once."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, assert_never

import numpy as np

from coterie.columns import Bits, words_for
from coterie.segments.parts.compare import Dated, Equals, Number, Order, Predicate
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
from .exact import Factor, compares
from .rows import Scene
from .sharing import shared
from .sparse import FEW, SPARSE, Sparse, in_both, sparse, sum_bits
from .vectors import Flags, Numbers, Vector, as_numbers

DEAR = 3  # from this cost on it pays to look only at who is left


@dataclass(frozen=True, eq=False)
class Run:
    """Plans at one instant through one view. `sets` hold the base; what stands in the cache is never changed."""

    scene: Scene
    ground: Ground
    _sets: dict[Plan, Bits] = field(default_factory=dict)
    _vectors: dict[Measure, Vector] = field(default_factory=dict)
    _folds: dict[Fold, Sparse] = field(default_factory=dict)

    @property
    def base(self) -> Bits:
        """Everybody at the instant."""
        return self.scene.view.crowd.base(self.scene.at)

    def members(self, plan: Plan) -> Bits:
        """The set, within the base."""
        return self.set(plan) & self.base

    def share(self, plans: Iterable[Plan]) -> None:
        """Finds beforehand what these plans count and sum over the same rows."""
        self._sets.update(shared(self.scene, plans))

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
                return self._all(parts)
            case Or(parts):
                return either([self.set(part) for part in parts], size)
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
            case "sum" | "avg" | "min" | "max" | "when_first" | "when_last":
                return self._sparse(fold).dense(scene.view.size)
            case "distinct":
                return ordered.distinct(scene, fold)
            case "first" | "last":
                return ordered.end(scene, fold)
            case "common":
                return ordered.common(scene, fold)
            case "spell":
                return ordered.spell(scene, fold)
            case "counter":
                return ordered.counter(scene, fold)
            case _:
                assert_never(fold.fn)

    # ---- comparisons ----------------------------------------------------------------------------

    def _all(self, parts: tuple[Plan, ...]) -> Bits:
        """The intersection: the cheap parts first, the dear ones only for those who are left."""
        found: Bits | None = None
        for part in sorted(parts, key=cost):
            found = self.within(part, None) if found is None else found & self.within(part, found)
        return Bits.all(self.scene.view.size) if found is None else found

    def within(self, plan: Plan, inside: Bits | None) -> Bits:
        """The set, right for those `inside` at least. Where they are few, only their rows are folded."""
        size = self.scene.view.size
        if inside is None or plan in self._sets or cost(plan) < DEAR or inside.count() > size // FEW:
            return self.set(plan)
        match plan:
            case Or(parts):
                return either([self.within(part, inside) for part in parts], size)
            case Not(part):
                return ~self.within(part, inside)
            case Meets():
                return self._meets(plan, inside)
            case Versus():
                return self._versus(plan, inside)
            case _:
                return self.set(plan)

    def _meets(self, plan: Meets, inside: Bits | None = None) -> Bits:
        scene, measure = self.scene, plan.measure
        if isinstance(measure, Trait):
            return traits.trait_bits(scene, measure.name, plan.predicate)
        if isinstance(measure, Fold) and measure not in self._vectors:
            found = self._folded(measure, plan.predicate, inside)
            if found is not None:
                return found
        return Bits.of(decide(plan.predicate, self.vector(measure), scene.at, scene.calendar))

    def _folded(self, fold: Fold, predicate: Predicate, inside: Bits | None) -> Bits | None:
        """Who meets the predicate by a fold, where no value of everybody is needed."""
        scene = self.scene
        if fold.fn == "count":
            return counted(scene, fold.log, predicate)
        if fold.fn in ("when_first", "when_last") and isinstance(predicate, Dated):
            return folds.when(scene, fold, predicate)
        if fold.fn == "sum" and inside is None:
            return sum_bits(scene, fold, predicate)
        if fold.fn in SPARSE:
            return sparse(scene, fold, inside).bits(predicate, scene.view.size, scene.at, scene.calendar)
        return None

    def _versus(self, plan: Versus, inside: Bits | None = None) -> Bits:
        left, right = plan.left, plan.right
        if has_default(left) or has_default(right):
            return Bits.of(versus(plan, self.vector(left), self.vector(right)))
        one, other = (sparse(self.scene, m, inside) for m in (left, right) if isinstance(m, Fold))
        chosen, mine, theirs = in_both(one, other, self.scene.view.size)
        return Bits.at(chosen[versus(plan, mine, theirs)], self.scene.view.size)

    def _population(self, measure: Measure, among: Plan) -> tuple[Any, Numbers]:
        """Contacts of a set with a matching row and the measure, and their numbers."""
        if isinstance(measure, Fold) and measure.fn in SPARSE:
            found = self._with_rows(measure)
            if among != Everyone():
                found = found.at(np.flatnonzero(self.members(among).flags()[found.ids]))
            return found.ids, as_numbers(found.entries())
        inside, numbers = self.members(among), as_numbers(self.vector(measure))
        if isinstance(measure, Fold | Coupons) and not population.implies_row(measure):
            inside = inside & folds.marked(self.scene, measure.log)
        chosen = np.flatnonzero(inside.flags() & numbers.present())
        return chosen, population.taken(numbers, chosen)

    def _sparse(self, fold: Fold) -> Sparse:
        """A fold of `SPARSE`, of the base."""
        found = self._folds.get(fold)
        if found is None:
            found = self._folds[fold] = sparse(self.scene, fold, self.base)
        return found

    def _with_rows(self, fold: Fold) -> Sparse:
        """A fold of everybody who has a row: a sum over rows without the field is 0, and counts."""
        found = self._sparse(fold)
        if found.complete or found.default is None:
            return found
        rest = (folds.marked(self.scene, fold.log) & self.base) - Bits.at(found.ids, self.scene.view.size)
        num = np.concatenate([found.num, np.zeros(rest.count(), found.num.dtype)])
        return Sparse(np.concatenate([found.ids, rest.ids().astype(np.int32)]), num, default=0)

    def _against(self, plan: Against) -> Bits:
        size = self.scene.view.size
        _, found = self._population(plan.measure, plan.among)
        line = population.statistic(plan, found)
        if line is None:
            return Bits.none(size)
        if isinstance(plan.measure, Fold) and plan.measure.fn in SPARSE:
            everybody = self._sparse(plan.measure)
            mine, other = (as_numbers(vector) for vector in (everybody.entries(), everybody.other()))
            others = bool(population.beyond(plan, other, line)[0])
            return everybody.bits_of(population.beyond(plan, mine, line), others, size)
        return Bits.of(population.beyond(plan, as_numbers(self.vector(plan.measure)), line))

    def _rank(self, plan: Rank) -> Bits:
        chosen, found = self._population(plan.measure, plan.among)
        groups = None
        if plan.per is not None:
            groups = population.group_codes(self.vector(plan.per))[chosen]
            chosen, found = chosen[groups >= 0], population.taken(found, np.flatnonzero(groups >= 0))
            groups = groups[groups >= 0]
        return Bits.at(chosen[population.best(plan, found, groups)], self.scene.view.size)


def either(parts: list[Bits], size: int) -> Bits:
    """The union; of nothing: nobody."""
    words = np.zeros(words_for(size), np.uint64)
    for part in parts:
        np.bitwise_or(words, part.words, out=words)
    return Bits(words, size)


def versus(plan: Versus, left: Vector, right: Vector) -> Flags:
    """Where one vector stands so to a multiple of the other."""
    one, other = as_numbers(left), as_numbers(right)
    common = math.gcd(10_000, plan.factor) or 1
    mine: list[Factor] = [one.num, 10_000 // common, 1 if other.den is None else other.den]
    theirs: list[Factor] = [other.num, plan.factor // common, 1 if one.den is None else one.den]
    return compares(plan.op, mine, theirs) & one.present() & other.present()


def has_default(measure: Measure) -> bool:
    """Whether a measure must be known of everybody: those without a row have it too."""
    return not isinstance(measure, Fold) or measure.fn not in SPARSE or measure.fn == "sum"


def _once(predicate: Predicate) -> bool:
    """Whether a comparison of a count plainly asks whether there is a row at all."""
    match predicate:
        case Order(">=" | "<", Number(10_000)) | Order(">" | "<=", Number(0)) | Equals((Number(0),)):
            return True
        case _:
            return False


def cost(plan: Plan) -> int:
    """A rough order of what sets cost: bit maps, one scan, a count, a value a contact, everything else."""
    match plan:
        case Everyone() | Meets(measure=Trait()):
            return 0
        case Meets(measure=Fold(fn=fn), predicate=predicate):
            return 1 if fn == "count" and _once(predicate) else 2 if fn == "count" else DEAR
        case And(parts) | Or(parts):
            return max(map(cost, parts), default=0)
        case Not(part):
            return cost(part)
        case Versus():
            return DEAR + 1
        case _:
            return DEAR + 2
