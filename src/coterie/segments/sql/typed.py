"""A value inside a statement: what it reads as, under each type that a predicate can ask."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

NULL = exp.null()


@dataclass(frozen=True, slots=True)
class Typed:
    """SQL expressions of one value; each is NULL where it can't be read so.

    n: number times 10**4, over den. s: folded text. raw: text as written. b: truth. d: instant (ms). md: its local month and day (100 x month
    + day). path: category.
    size: length of a list, ln / ls / lb its members read as numbers, folded texts, truths (a NULL in place of what
    can't be read). present: whether it is there at all.
    """

    present: exp.Expression
    n: exp.Expression = NULL
    den: exp.Expression | None = None
    s: exp.Expression = NULL
    raw: exp.Expression = NULL
    b: exp.Expression = NULL
    d: exp.Expression = NULL
    md: exp.Expression = NULL
    path: exp.Expression = NULL
    size: exp.Expression = NULL
    ln: exp.Expression = NULL
    ls: exp.Expression = NULL
    lb: exp.Expression = NULL
    moment: bool = False

    @property
    def comparable(self) -> exp.Expression:
        """The value as a number for comparisons between measures (instants: their ms)."""
        return self.d if self.moment else self.n

    @property
    def over(self) -> exp.Expression:
        """The denominator."""
        return self.den if self.den is not None else exp.Literal.number(1)


def column(table: str, name: str) -> exp.Column:
    """table.name, quoted."""
    return exp.column(name, table=table, quoted=True)


def of_values(alias: str) -> Typed:
    """A row of the relation `vals`, joined under this alias."""
    names = ("n", "s", "raw", "b", "d", "md", "path", "size", "ln", "ls", "lb")
    present = exp.Not(this=exp.Is(this=column(alias, "code"), expression=NULL))
    return Typed(present, **{name: column(alias, name) for name in names})


def of_number(number: exp.Expression, den: exp.Expression | None = None) -> Typed:
    """A computed number (times 10**4)."""
    return Typed(exp.Not(this=exp.Is(this=number, expression=NULL)), n=number, den=den)


def of_moment(instant: exp.Expression) -> Typed:
    """A computed instant (ms)."""
    return Typed(exp.Not(this=exp.Is(this=instant, expression=NULL)), d=instant, moment=True)


def number(value: int) -> exp.Expression:
    """An exact integer literal of 128 bits."""
    literal: exp.Expression = exp.Literal.number(abs(value))
    signed = exp.Neg(this=literal) if value < 0 else literal
    return exp.cast(signed, exp.DataType.Type.INT128)


def select(*columns: exp.Expression | str) -> exp.Select:
    """A SELECT; columns given as text are read in DuckDB's spelling and written in any."""
    return exp.select(*columns, dialect="duckdb", copy=True)
