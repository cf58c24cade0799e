"""Rows of logs as SQL: which events count, and what their fields read as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from sqlglot import exp

from coterie.lib.instants import NEVER
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some, Where
from coterie.segments.parts.window import span
from coterie.segments.plan import Log

from .predicates import Predicates, both, compare, either
from .tables import Tables
from .typed import Typed, column, number, of_amount, of_values


@dataclass
class Scope:
    """One SELECT in the making, over events (alias e) or items (alias i), and the relations it joins."""

    names: tuple[str, ...]
    item: bool = False
    joins: dict[str, tuple[str, exp.Expr]] = field(default_factory=dict)

    def add(self, alias: str, relation: str, on: exp.Expr) -> str:
        self.joins.setdefault(alias, (relation, on))
        return alias

    def apply(self, select: exp.Select) -> exp.Select:
        for alias, (relation, on) in self.joins.items():
            select = select.join(exp.to_table(relation, alias=alias), on=on, join_type="left")
        return select


def equal(left: exp.Expr, right: exp.Expr) -> exp.Expr:
    return exp.EQ(this=left, expression=right)


class Rows:
    """Compiles logs and filters for one statement."""

    def __init__(self, tables: Tables, predicates: Predicates, at: int) -> None:
        self.tables, self.predicates, self.at = tables, predicates, at

    def select(self, log: Log, scope: Scope, columns: Sequence[exp.Expr], window: bool = True) -> exp.Select:
        """SELECT columns of the rows of a log that count at T, over alias e."""
        self.tables.events(log.names)
        conditions = self.counting(log, "e", window)
        conditions.append(self.passes(log.where, scope))
        select = exp.select(*columns).from_(exp.to_table("log", alias="e"))
        return scope.apply(select).where(*conditions)

    def counting(self, log: Log, alias: str, window: bool = True) -> list[exp.Expr]:
        """Name, window and `t <= T < until`."""
        low, high = span(log.window if window else None, self.at, self.predicates.calendar)
        names = [self.predicates.bind(n) for n in log.names]
        found: list[exp.Expr] = [exp.In(this=column(alias, "name"), expressions=names)]
        if low > -NEVER:
            found.append(compare(">", column(alias, "t"), number(low)))
        found.append(compare("<=", column(alias, "t"), number(min(high, self.at))))
        found.append(compare(">", column(alias, "until"), number(self.at)))
        return found

    def passes(self, where: Where, scope: Scope) -> exp.Expr:
        """A filter as a condition that is never NULL."""
        match where:
            case Has(name, predicate):
                value = self.item_field(name, scope) if scope.item else self.field(name, scope)
                return self.predicates.test(predicate, value)
            case Every(parts):
                return both([self.passes(p, scope) for p in parts])
            case Some(parts):
                return either([self.passes(p, scope) for p in parts])
            case Non(part):
                return exp.Not(this=exp.Paren(this=self.passes(part, scope)))
            case AnyItem(inner):
                return exp.false() if scope.item else self._any_item(inner, scope)
            case _:
                assert_never(where)

    def _any_item(self, inner: Where, scope: Scope) -> exp.Expr:
        """EXISTS an item of this event, in a select of its own."""
        self.tables.items(scope.names)
        inside = Scope(scope.names, item=True)
        condition = self.passes(inner, inside)
        select = exp.select(column("i", "seq")).from_(exp.to_table("items", alias="i"))
        select = inside.apply(select).where(condition)
        return exp.In(this=column("e", "seq"), query=exp.Subquery(this=select))

    def field(self, name: str, scope: Scope) -> Typed:
        """A logical field of the event."""
        match name:
            case "$hour" | "$weekday":
                return self._joined(scope, column("e", name[1:]), f"v_{name[1:]}")
            case "$name":
                return self._joined(scope, column("e", "name_code"), "v_name")
            case "$amount":
                return of_amount(column("e", "amount"))
            case _:
                relation = self.tables.field(scope.names, name)
                scope.add(relation, relation, equal(column(relation, "seq"), column("e", "seq")))
                return self._joined(scope, column(relation, "code"), f"v_{relation}")

    def item_field(self, name: str, scope: Scope) -> Typed:
        """A field of the item (alias i)."""
        relation = self.tables.item_field(scope.names, name)
        on = exp.and_(
            equal(column(relation, "seq"), column("i", "seq")), equal(column(relation, "n"), column("i", "n"))
        )
        scope.add(relation, relation, on)
        return self._joined(scope, column(relation, "code"), f"v_{relation}")

    def _joined(self, scope: Scope, code: exp.Expr, alias: str) -> Typed:
        scope.add(alias, "vals", equal(column(alias, "code"), code))
        return of_values(alias)

    def matching(self, filters: Sequence[Where], scope: Scope) -> exp.Expr:
        """Whether the item passes one of the filters (none: every item)."""
        return either([self.passes(f, scope) for f in filters]) if filters else exp.true()


def event_columns(named: Mapping[str, exp.Expr]) -> list[exp.Expr]:
    """contact, t, seq of the event, and these."""
    plain: list[exp.Expr] = [column("e", c) for c in ("contact", "t", "seq")]
    return plain + [exp.alias_(e.copy(), name) for name, e in named.items()]
