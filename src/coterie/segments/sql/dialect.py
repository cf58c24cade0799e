"""What engines spell differently: a small table of operators, one entry a dialect. Tried, not assumed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp


@dataclass(frozen=True, slots=True)
class Dialect:
    """name: sqlglot's. The rest: names of functions of the engine."""

    name: str
    contains: str
    starts: str
    ends: str
    matches: str
    last: str
    first: str
    list_has: str
    text: str
    integer: str

    def call(self, operator: str, *args: exp.Expr) -> exp.Expr:
        """The operator applied, under the engine's own name."""
        return exp.Anonymous(this=getattr(self, operator), expressions=list(args))


DUCKDB = Dialect(
    name="duckdb",
    contains="contains",
    starts="starts_with",
    ends="suffix",
    matches="regexp_matches",
    last="arg_max_null",
    first="arg_min_null",
    list_has="list_contains",
    text="VARCHAR",
    integer="BIGINT",
)
