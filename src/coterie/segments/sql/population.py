"""Ranks and comparisons with a population, as SQL: exact, whole numbers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlglot import exp

from coterie.segments.plan import Against, Coupons, Fold, Measure, Plan, Rank

from .predicates import compare
from .rows import equal
from .typed import Typed, column, parsed, select

if TYPE_CHECKING:
    from .sets import Sets

SHARPNESS = 2**42
"""Ratios with denominators up to 2**20 that differ, differ by more than one whole step at this scale."""


class Population:
    """Compiles `Against` and `Rank` for one statement."""

    def __init__(self, sets: Sets) -> None:
        self.sets = sets

    def compile(self, plan: Against | Rank) -> exp.Select:
        """SELECT contact of those who are in."""
        return self._against(plan) if isinstance(plan, Against) else self._rank(plan)

    def _valued(self, measure: Measure, people: str) -> tuple[exp.Select, Typed]:
        """contact, n, den of the contacts of a relation, NULL where the measure is missing."""
        name, read, coded = self.sets.measured(measure)
        value = read(name)
        columns = [column("c", "contact"), exp.alias_(value.comparable, "n"), exp.alias_(value.over, "den")]
        query = select(*columns).from_(exp.to_table(people, alias="c"))
        query = query.join(
            exp.to_table(name), on=equal(column(name, "contact"), column("c", "contact")), join_type="left"
        )
        if coded:
            on = equal(column(f"{name}_v", "code"), column(name, "code"))
            query = query.join(exp.to_table("vals", alias=f"{name}_v"), on=on, join_type="left")
        return query, value

    def _people(self, measure: Measure, among: Plan) -> str:
        """The relation (contact, n, den) of the population: a matching row, and the metric present."""
        query, value = self._valued(measure, self.sets.named(among))
        if isinstance(measure, (Fold, Coupons)):
            # A sum over nothing is 0, yet only contacts with a matching row belong to the population.
            rows, _, _ = self.sets.measured(Fold(measure.log, "count"))
            query = query.where(f"c.contact IN (SELECT contact FROM {rows})")
        return self.sets.define(
            "pop", query.where(exp.Not(this=exp.Is(this=value.comparable, expression=exp.null())))
        )

    def _against(self, plan: Against) -> exp.Select:
        line = self.sets.define("line", self._line(plan, self._people(plan.measure, plan.among)))
        mine, _ = self._valued(plan.measure, "people")
        left = parsed("v.n::INT128 * 10000 * l.den")
        right = parsed(f"l.n * {plan.factor}::INT128 * v.den")
        query = (
            select("v.contact")
            .from_(mine.subquery("v"))
            .join(exp.to_table(line, alias="l"), join_type="cross")
        )
        return query.where(compare(plan.op, left, right))

    def _line(self, plan: Against, name: str) -> exp.Select:
        """The statistic as n / den; no row over an empty population."""
        if plan.statistic == "average":
            averaged = isinstance(plan.measure, Fold) and plan.measure.fn == "avg"
            over = "sum(den)" if averaged else "count(*)"
            return (
                select("sum(n)::INT128 AS n", f"({over})::INT128 AS den").from_(name).having("count(*) > 0")
            )
        place = f"row_number() OVER (ORDER BY {_key()}, contact) - 1 AS place"
        ordered = select("n::INT128 AS n", "den::INT128 AS den", place, "count(*) OVER () AS people").from_(
            name
        )
        low, rest = f"((people - 1) * {plan.quantile} // 10000)", f"((people - 1) * {plan.quantile} % 10000)"
        ends = {"a": ("n", low), "b": ("den", low), "c": ("n", _after(low)), "d": ("den", _after(low))}
        columns = [
            f"max(CASE WHEN place = {at} THEN {what} END) AS {alias}" for alias, (what, at) in ends.items()
        ]
        found = (
            select(*columns, f"max({rest})::INT128 AS r").from_(ordered.subquery("o")).having("count(*) > 0")
        )
        return select("(a * d * (10000 - r) + c * b * r) AS n", "b * d * 10000 AS den").from_(
            found.subquery("x")
        )

    def _rank(self, plan: Rank) -> exp.Select:
        people = self._people(plan.measure, plan.among)
        way = "DESC" if plan.end == "top" else "ASC"
        place = f"row_number() OVER (PARTITION BY grp ORDER BY {_key()} {way}) AS place"
        size = "count(*) OVER (PARTITION BY grp) AS people"
        grouped = self._grouped(plan, people).subquery("g")
        placed = (
            select("contact", f"{_key()} AS k", place, size, "grp").from_(grouped).where("grp IS NOT NULL")
        )
        line = f"max(CASE WHEN place = {_wanted(plan)} THEN k END) OVER (PARTITION BY grp) AS line"
        lined = select("contact", "k", line).from_(placed.subquery("p"))
        return (
            select("contact")
            .from_(lined.subquery("q"))
            .where("k >= line" if plan.end == "top" else "k <= line")
        )

    def _grouped(self, plan: Rank, people: str) -> exp.Select:
        """contact, n, den, grp."""
        if plan.per is None:
            return select("contact", "n", "den", "'' AS grp").from_(people)
        per, value = self._valued(plan.per, people)
        group = select("contact", "s AS grp").from_(per.select(exp.alias_(value.s, "s")).subquery("y"))
        return (
            select("x.contact", "x.n", "x.den", "y.grp")
            .from_(f"{people} AS x")
            .join(group.subquery("y"), on="y.contact = x.contact")
        )


def _key() -> str:
    """A whole number that orders ratios as they are ordered, ties and all."""
    return f"(n::INT128 * {SHARPNESS}::INT128 // den)"


def _after(low: str) -> str:
    return f"least({low} + 1, people - 1)"


def _wanted(plan: Rank) -> str:
    """How many of a group, at most all of it; 0 finds no line, hence nobody."""
    if plan.count is not None:
        return f"least({plan.count}, people)"
    return f"least((({plan.share or 0} * people) + 999999) // 1000000, people)"
