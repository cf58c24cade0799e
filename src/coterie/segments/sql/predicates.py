"""Predicates as SQL: an answer that is NULL where the value is missing, then negation and `or is not set`."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, assert_never

from sqlglot import exp

from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER
from coterie.lib.text import fold, normal
from coterie.segments.parts.compare import (
    Dated,
    Equals,
    Holds,
    IsSet,
    Length,
    Number,
    Order,
    Predicate,
    Range,
    Recurs,
    Text,
    Under,
    Value,
)  # fmt: skip
from coterie.segments.parts.meets import category
from coterie.segments.parts.window import Anniversary, recurring_days, span

from .dialect import Dialect
from .typed import NULL, Typed, number

COMPARE: dict[str, type[exp.Binary]] = {
    "<": exp.LT, "<=": exp.LTE, "=": exp.EQ, "!=": exp.NEQ, ">": exp.GT, ">=": exp.GTE,
}  # fmt: skip


YEARS = range(1900, 2200)
"""Years in which a computed instant can lie, for anniversaries."""


def yearly(names: Iterable[int], calendar: Calendar) -> list[tuple[int, int]]:
    """The spans (`low < t <= high`) of the local days whose month and day are among the names, of every year.

    >>> len(yearly([101, 102], Calendar("UTC"))), yearly([101], Calendar("UTC"))[70]
    (300, (-1, 86399999))
    """
    found: list[tuple[int, int]] = []
    wanted = sorted(names)
    for year in YEARS:
        leap = isleap(year)
        days = [date(year, name // 100, name % 100).toordinal() for name in wanted if leap or name != 229]
        for day in days:
            low, high = calendar.date_start(day) - 1, calendar.date_start(day + 1) - 1
            if found and found[-1][1] == low:
                low = found.pop()[0]
            found.append((low, high))
    return found


class Parameters:
    """Literals of one statement: bound, never written into it."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}

    def __call__(self, value: object) -> exp.Expr:
        name = f"v{len(self.values)}"
        self.values[name] = value
        return exp.Placeholder(this=name)


def compare(op: str, left: exp.Expr, right: exp.Expr) -> exp.Expr:
    """left op right."""
    return exp.Paren(this=COMPARE[op](this=left, expression=right))


def either(parts: Sequence[exp.Expr]) -> exp.Expr:
    """Their disjunction; of nothing: false."""
    return exp.Paren(this=exp.or_(*parts)) if parts else exp.false()


def both(parts: Sequence[exp.Expr]) -> exp.Expr:
    """Their conjunction; of nothing: true."""
    return exp.Paren(this=exp.and_(*parts)) if parts else exp.true()


def sure(condition: exp.Expr) -> exp.Expr:
    """A NULL counts as false."""
    return exp.Coalesce(this=condition, expressions=[exp.false()])


def missing(value: exp.Expr) -> exp.Expr:
    return exp.Paren(this=exp.Is(this=value, expression=NULL))


class Predicates:
    """Compiles predicates for one statement, at one instant."""

    def __init__(self, dialect: Dialect, bind: Parameters, at: int, calendar: Calendar) -> None:
        self.dialect, self.bind, self.at, self.calendar = dialect, bind, at, calendar

    def test(self, predicate: Predicate, value: Typed) -> exp.Expr:
        """Whether the value meets the predicate: never NULL."""
        if isinstance(predicate, IsSet):
            return exp.Paren(this=exp.Not(this=value.present)) if predicate.negated else value.present
        answer = self._answer(predicate, value)
        if getattr(predicate, "negated", False):
            answer = exp.Not(this=exp.Paren(this=answer))
        default = exp.true() if predicate.or_missing else exp.false()
        return exp.Coalesce(this=exp.Paren(this=answer), expressions=[default])

    def _answer(self, predicate: Predicate, value: Typed) -> exp.Expr:
        match predicate:
            case Equals(literals):
                return self._equals(literals, value)
            case Text(op, texts):
                return self._text(op, texts, value)
            case Order(op, literal):
                return self._number(op, value, literal)
            case Range(least, most):
                return both([self._number(">=", value, least), self._number("<=", value, most)])
            case Dated(window):
                low, high = span(window, self.at, self.calendar)
                return self._between(value.d, low, high)
            case Recurs(when):
                return self._recurs(when, value)
            case Holds(mode, literals):
                return self._holds(mode, literals, value)
            case Length(op, count):
                return compare(op, value.size, number(count))
            case Under(paths):
                wanted = [c for p in paths if (c := category(p))]
                found = [self.dialect.call("contains", value.path, self.bind(w)) for w in wanted]
                return exp.If(this=missing(value.path), true=NULL, false=either(found))
            case IsSet():
                return value.present
            case _:
                assert_never(predicate)

    def _number(self, op: str, value: Typed, literal: Number) -> exp.Expr:
        right: exp.Expr = number(literal.scaled)
        if value.den is not None:
            right = exp.Mul(this=right, expression=value.den)
        return compare(op, value.n, right)

    def _equals(self, literals: Sequence[Value], value: Typed) -> exp.Expr:
        """True if any reading equals; NULL if none can be made."""
        answers = [self._same(literal, value) for literal in literals]
        if not answers:
            return NULL
        unread = both([missing(a) for a in answers])
        return exp.If(this=unread, true=NULL, false=either([sure(a) for a in answers]))

    def _same(self, literal: Value, value: Typed) -> exp.Expr:
        if isinstance(literal, bool):
            return compare("=", value.b, exp.convert(literal))
        if isinstance(literal, Number):
            return self._number("=", value, literal)
        return compare("=", value.s, self.bind(fold(literal)))

    def _text(self, op: str, texts: Sequence[str], value: Typed) -> exp.Expr:
        if op == "matches":
            found = [self.dialect.call("matches", value.raw, self.bind(normal(t))) for t in texts]
        else:
            found = [self.dialect.call(op, value.s, self.bind(fold(t))) for t in texts]
        return exp.If(this=missing(value.s), true=NULL, false=either(found))

    def _between(self, instant: exp.Expr, low: int, high: int) -> exp.Expr:
        """low < instant <= high; NULL where there is none, though the span be open."""
        bounds = [compare(">", instant, number(low))] if low > -NEVER else []
        bounds += [compare("<=", instant, number(high))] if high < NEVER else []
        return exp.If(this=missing(instant), true=NULL, false=both(bounds))

    def _recurs(self, when: Anniversary, value: Typed) -> exp.Expr:
        """The date's local month and day are among those of the days asked (`md`: 100 x month + day)."""
        names = recurring_days(when, self.at, self.calendar)
        if value.moment:
            spans = [self._between(value.d, low, high) for low, high in yearly(names, self.calendar)]
            return exp.If(this=missing(value.d), true=NULL, false=either(spans))
        days = [exp.Literal.number(d) for d in sorted(names)]
        return exp.If(this=missing(value.d), true=NULL, false=exp.In(this=value.md, expressions=days))

    def _holds(self, mode: str, literals: Sequence[Value], value: Typed) -> exp.Expr:
        found = [sure(self._inside(literal, value)) for literal in literals]
        return exp.If(
            this=missing(value.ls), true=NULL, false=either(found) if mode == "any" else both(found)
        )

    def _inside(self, literal: Value, value: Typed) -> exp.Expr:
        if isinstance(literal, bool):
            return self.dialect.call("list_has", value.lb, exp.convert(literal))
        if isinstance(literal, Number):
            return self.dialect.call("list_has", value.ln, number(literal.scaled))
        return self.dialect.call("list_has", value.ls, self.bind(fold(literal)))
