"""A value inside a statement: what it reads as, under each type that a predicate can ask."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlglot import exp

NULL = exp.null()


@dataclass(frozen=True, slots=True)
class Typed:
    """SQL expressions of one value; each is NULL where it can't be read so.

    present: whether it is there at all. n: number times 10**4, over den. s: folded text. raw: text as
    written. b: truth. d: instant (ms). md: its local month and day (100 x month + day). path: category.
    size: length of a list or text. ln / ls / lb: members of a list, read as numbers, folded texts, truths.
    alias: of `vals`, where the value is a row of it.
    """

    present: exp.Expr
    n: exp.Expr = NULL
    den: exp.Expr | None = None
    s: exp.Expr = NULL
    raw: exp.Expr = NULL
    b: exp.Expr = NULL
    d: exp.Expr = NULL
    md: exp.Expr = NULL
    path: exp.Expr = NULL
    size: exp.Expr = NULL
    ln: exp.Expr = NULL
    ls: exp.Expr = NULL
    lb: exp.Expr = NULL
    moment: bool = False
    alias: str = ""

    @property
    def code(self) -> exp.Expr:
        """Its code in `vals`, or NULL where it was computed."""
        return column(self.alias, "code") if self.alias else NULL

    @property
    def comparable(self) -> exp.Expr:
        """The value as a number for comparisons between measures (instants: their ms)."""
        return self.d if self.moment else self.n

    @property
    def over(self) -> exp.Expr:
        """The denominator."""
        return self.den if self.den is not None else exp.Literal.number(1)


def column(table: str, name: str) -> exp.Column:
    """table.name, quoted."""
    return exp.column(name, table=table, quoted=True)


def of_values(alias: str) -> Typed:
    """A row of the relation `vals`, joined under this alias."""
    names = ("n", "s", "raw", "b", "d", "md", "path", "size", "ln", "ls", "lb")
    present = exp.Not(this=exp.Is(this=column(alias, "code"), expression=NULL))
    read: dict[str, Any] = {name: column(alias, name) for name in names}
    return Typed(present, alias=alias, **read)


def of_number(number: exp.Expr, den: exp.Expr | None = None) -> Typed:
    """A computed number (times 10**4)."""
    return Typed(exp.Not(this=exp.Is(this=number, expression=NULL)), n=number, den=den)


def of_amount(amount: exp.Expr) -> Typed:
    """Money (times 10**4): a number, and as a text its shortest decimal."""
    whole, part = "abs(amount) // 10000", "abs(amount) % 10000"
    sign = "CASE WHEN amount < 0 THEN '-' ELSE '' END"
    digits = f"CASE WHEN {part} = 0 THEN '' ELSE '.' || rtrim(lpad(CAST({part} AS VARCHAR), 4, '0'), '0') END"
    text = parsed(f"{sign} || CAST({whole} AS VARCHAR) || {digits}")
    text = text.transform(lambda e: amount.copy() if isinstance(e, exp.Column) and e.name == "amount" else e)
    return Typed(exp.Not(this=exp.Is(this=amount, expression=NULL)), n=amount, s=text, raw=text)


def of_moment(instant: exp.Expr) -> Typed:
    """A computed instant (ms)."""
    return Typed(exp.Not(this=exp.Is(this=instant, expression=NULL)), d=instant, moment=True)


def number(value: int) -> exp.Expr:
    """An exact integer literal of 128 bits."""
    literal: exp.Expr = exp.Literal.number(abs(value))
    signed = exp.Neg(this=literal) if value < 0 else literal
    return exp.cast(signed, exp.DataType.Type.INT128)


def select(*columns: exp.Expr | str) -> exp.Select:
    """A SELECT; columns given as text are read in DuckDB's spelling and written in any."""
    return exp.select(*columns, dialect="duckdb", copy=True)


def parsed(text: str) -> exp.Expr:
    """An expression given as text, in DuckDB's spelling, written in any."""
    return exp.condition(text, dialect="duckdb")
