"""A plan as one condition on contacts: uncorrelated sets, or a question asked of each contact."""

from __future__ import annotations

from dataclasses import dataclass

from coterie.segments.parts.compare import Equals, Number, Order
from coterie.segments.plan import Against, And, Fold, Log, Meets, Not, Or, Plan, Rank, Trait, Versus

from .predicates import aggregate, compared, halves, kind, rows, scale, trait

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Layout:
    """Where events lie: one table of a kind (`{0}` is its number), or one table of all with the kind as a column."""

    table: str
    contacts: str = "contacts"

    @property
    def apart(self) -> bool:
        return "{0}" in self.table

    def source(self, number: int) -> str:
        return self.table.format(number)

    def own(self, log: Log) -> list[str]:
        """Conditions that choose the rows of a log."""
        return [*([] if self.apart else [f"kind = {kind(log)}"]), *rows(log)]

    def chosen(self, log: Log, *more: str) -> str:
        """`from ... where ...` of the rows of a log."""
        found = [*self.own(log), *more]
        return f"from {self.source(kind(log))} e" + (f" where {' and '.join(found)}" if found else "")


@dataclass(frozen=True, slots=True)
class Sets:
    """`id in (select contact ... group by contact having ...)`: PostHog's and listmonk's shape."""

    layout: Layout

    def some(self, log: Log) -> str:
        return f"id in (select contact {self.layout.chosen(log)})"

    def none(self, log: Log) -> str:
        return f"id not in (select contact {self.layout.chosen(log)})"

    def folded(self, fold: Fold, node: Meets) -> str:
        having = compared(aggregate(fold), node.predicate, scale(fold))
        return f"id in (select contact {self.layout.chosen(fold.log)} group by contact having {having})"

    def versus(self, left: Fold, op: str, right: Fold) -> str:
        one, other = (
            f"(select contact, {aggregate(f)} as m {self.layout.chosen(f.log)} group by contact)"
            for f in (left, right)
        )
        return f"id in (select a.contact from {one} a join {other} b on a.contact = b.contact where a.m {op} b.m)"


@dataclass(frozen=True, slots=True)
class Correlated:
    """`exists (...)` and `(select count(*) ... of this contact) >= n`: Mautic's and Notifuse's shape."""

    layout: Layout

    def some(self, log: Log) -> str:
        return f"exists (select 1 {self._of(log)})"

    def none(self, log: Log) -> str:
        return f"not exists (select 1 {self._of(log)})"

    def folded(self, fold: Fold, node: Meets) -> str:
        return compared(f"coalesce({self._asked(fold)}, 0)", node.predicate, scale(fold))

    def versus(self, left: Fold, op: str, right: Fold) -> str:
        return f"coalesce({self._asked(left)} {op} {self._asked(right)}, false)"

    def _asked(self, fold: Fold) -> str:
        return f"(select {aggregate(fold)} {self._of(fold.log)})"

    def _of(self, log: Log) -> str:
        return self.layout.chosen(log, f"e.contact = {self.layout.contacts}.id")


Shape = Sets | Correlated


def counted(plan: Plan, shape: Shape) -> str:
    """A query for how many contacts a plan holds of."""
    return f"select count(*) from {shape.layout.contacts} where {words(plan, shape)}"


def words(plan: Plan, shape: Shape) -> str:
    """A plan as a condition on the columns of contacts. Error: `TypeError` for what the thirty don't need."""
    match plan:
        case And(parts):
            return f"({' and '.join(words(part, shape) for part in parts)})"
        case Or(parts):
            return f"({' or '.join(words(part, shape) for part in parts)})"
        case Not(part):
            return f"(not {words(part, shape)})"
        case Meets(Trait()):
            return trait(plan)
        case Meets(Fold() as fold):
            return _fold(fold, plan, shape)
        case Versus(Fold() as left, op, Fold() as right):
            return shape.versus(left, op, right)
        case Against(Fold() as fold):
            return against(fold, shape.layout)
        case Rank(Fold() as fold, share=int(share)):
            return ranked(fold, share, shape.layout)
    raise TypeError(f"not in this dialect: {plan}")


def _fold(fold: Fold, node: Meets, shape: Shape) -> str:
    match fold.fn, node.predicate:
        case "count", Order(">=", Number(10_000)):
            return shape.some(fold.log)
        case "count", Equals((Number(0),)):
            return shape.none(fold.log)
        case _:
            return shape.folded(fold, node)


def against(fold: Fold, layout: Layout) -> str:
    """Whose average is above that of all rows."""
    chosen = layout.chosen(fold.log)
    total, number = (f"(select {aggregate(half)} {chosen})" for half in halves(fold))
    having = f"sum(amount) * {number} > count(*) * {total}"
    return f"id in (select contact {chosen} group by contact having {having})"


def ranked(fold: Fold, share: int, layout: Layout) -> str:
    """Who is in the top share (of a million), ties included."""
    group = f"(select contact, {aggregate(fold)} as s {layout.chosen(fold.log)} group by contact)"
    numbered = (
        f"(select s, row_number() over (order by s desc) as place, count(*) over () as n from {group} g)"
    )
    line = f"(select min(s) from {numbered} h where (place - 1) * {MILLION} < n * {share})"
    return f"id in (select contact from {group} i where s >= {line})"
