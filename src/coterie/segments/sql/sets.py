"""Plans as SQL: a set is a condition over alias p of `people`, a measure a relation joined to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

from sqlglot import exp

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

from .lives import Lives
from .measures import Folds, Found
from .population import Population
from .predicates import Predicates, both, compare, either, sure
from .rows import Rows, equal
from .tables import Tables
from .typed import Typed, column, number


@dataclass
class Select:
    """One SELECT over people in the making: the relations that it joins."""

    joins: dict[str, exp.Expr] = field(default_factory=dict)


class Sets:
    """Compiles plans for one statement, at one instant. Common relations are shared by name."""

    def __init__(self, tables: Tables, predicates: Predicates, at: int, ground: Ground) -> None:
        self.tables, self.predicates, self.at = tables, predicates, at
        self.rows = Rows(tables, predicates, at)
        self.folds, self.lives = Folds(self.rows), Lives(self.rows, ground)
        self.population = Population(self)
        self.ctes: dict[str, exp.Expr] = {}
        self._measures: dict[Measure, tuple[str, Callable[[str], Typed], bool]] = {}
        self._sets: dict[Plan, str] = {}

    def members(self, plan: Plan) -> exp.Select:
        """SELECT contact of the members of a plan."""
        select = Select()
        condition = self.holds(plan, select)
        query = exp.select(column("p", "contact")).from_(exp.to_table("people", alias="p"))
        for alias, on in select.joins.items():
            relation = "vals" if alias.endswith("_v") else alias
            query = query.join(exp.to_table(relation, alias=alias), on=on, join_type="left")
        return query.where(compare("<=", column("p", "first_seen"), number(self.at)), condition)

    def named(self, plan: Plan) -> str:
        """The name of the relation (contact) of a plan's members."""
        if plan not in self._sets:
            select = self.members(plan)
            self._sets[plan] = self.define("set", select)
        return self._sets[plan]

    def define(self, family: str, select: exp.Expr) -> str:
        name = f"{family}_{len(self.ctes)}"
        self.ctes[name] = select
        return name

    def statement(self, query: exp.Select) -> exp.Select:
        """The query with every relation that it needs, in order of need."""
        for name, select in self.ctes.items():
            query = query.with_(name, as_=select)
        return query

    def holds(self, plan: Plan, select: Select) -> exp.Expr:
        """A condition over alias p that is never NULL."""
        match plan:
            case Everyone():
                return exp.true()
            case And(parts):
                return both([self.holds(p, select) for p in parts])
            case Or(parts):
                return either([self.holds(p, select) for p in parts])
            case Not(part):
                return exp.Not(this=exp.Paren(this=self.holds(part, select)))
            case Meets(measure, predicate):
                return self.predicates.test(predicate, self.value(measure, select))
            case Versus():
                return self._versus(plan, select)
            case Against() | Rank():
                return self.inside(self.define("ranked", self.population.compile(plan)))
            case Lapsed() | Sequence() | Moved() | Reachable() | Season():
                return self.inside(self.define("life", self.lives.compile(plan, self)))
            case Sample(salt, share):
                return self._sampled(salt, share)
            case _:
                assert_never(plan)

    def inside(self, relation: str) -> exp.Expr:
        """The contact is in a relation."""
        query = exp.Subquery(this=exp.select("contact").from_(exp.to_table(relation)))
        return exp.Paren(this=exp.In(this=column("p", "contact"), query=query))

    def value(self, measure: Measure, select: Select) -> Typed:
        """A measure of the contact p, its relation joined."""
        name, read, coded = self.measured(measure)
        select.joins[name] = equal(column(name, "contact"), column("p", "contact"))
        if coded:
            select.joins[f"{name}_v"] = equal(column(f"{name}_v", "code"), column(name, "code"))
        return read(name)

    def measured(self, measure: Measure) -> tuple[str, Callable[[str], Typed], bool]:
        """The relation of a measure, how it reads, and whether its codes must be joined to vals."""
        if measure not in self._measures:
            found = self._measure(measure)
            self._measures[measure] = (self.define("m", found.select), found.read, found.coded)
        return self._measures[measure]

    def _measure(self, measure: Measure) -> Found:
        match measure:
            case Fold():
                return self.folds.compile(measure)
            case Trait() | Consent() | Distance() | NearestStore() | Coupons():
                return self.lives.measure(measure)
            case _:
                assert_never(measure)

    def _versus(self, plan: Versus, select: Select) -> exp.Expr:
        left, right = self.value(plan.left, select), self.value(plan.right, select)
        mine = exp.Mul(this=exp.Mul(this=left.comparable, expression=number(10_000)), expression=right.over)
        other = exp.Mul(
            this=exp.Mul(this=right.comparable, expression=number(plan.factor)), expression=left.over
        )
        return sure(compare(plan.op, mine, other))

    def _sampled(self, salt: str, share: int) -> exp.Expr:
        """The first 8 bytes of SHA-256(salt, 0, birth), as hexadecimal text, below the share of 2**64."""
        limit = -(-share * 2**64 // 10_000)
        if limit >= 2**64:
            return exp.true()
        if limit <= 0:
            return exp.false()
        prefix = self.predicates.bind(salt.encode() + b"\0")
        digest = exp.Anonymous(
            this="sha256",
            expressions=[
                exp.DPipe(
                    this=prefix, expression=exp.Anonymous(this="encode", expressions=[column("p", "birth")])
                )
            ],
        )
        return compare(
            "<",
            exp.Anonymous(this="left", expressions=[digest, exp.Literal.number(16)]),
            self.predicates.bind(f"{limit:016x}"),
        )
