"""The SQL reading on DuckDB."""

from __future__ import annotations

from typing import Any

import duckdb
from sqlglot import exp

from coterie.record import Source
from coterie.segments.plan import Plan
from coterie.segments.world import Ground

from .dialect import DUCKDB
from .predicates import Parameters, Predicates
from .sets import Sets
from .tables import Tables


class DuckDBReading:
    """Members by SQL, over relations brought in from a source when first asked for.

    A source that has moved on (another stamp) is read anew.
    """

    def __init__(self, source: Source, ground: Ground) -> None:
        self.source, self.ground = source, ground
        self._open()

    def members(self, plan: Plan, at: int) -> frozenset[int]:
        """Ids of the contacts in the set at the instant `at` (ms)."""
        if self.source.stamp() != self.tables.stamp:
            self.connection.close()
            self._open()
        statement, parameters = self.compile(plan, at)
        rows = self.connection.execute(statement.sql(DUCKDB.name), parameters).fetchall()
        return frozenset(contact for (contact,) in rows)

    def compile(self, plan: Plan, at: int) -> tuple[exp.Select, dict[str, Any]]:
        """The statement and its parameters, for people who want to see it."""
        parameters = Parameters()
        predicates = Predicates(DUCKDB, parameters, at, self.ground.calendar)
        sets = Sets(self.tables, predicates, at, self.ground)
        query = sets.members(plan)
        return sets.statement(query), parameters.values

    def _open(self) -> None:
        self.connection = duckdb.connect(":memory:")
        # DuckDB 2.0.0 shares two like subqueries whose columns differ, and then answers wrongly
        # (case "consent: a consent that expires").
        self.connection.execute("SET disabled_optimizers = 'common_subplan'")
        self.tables = Tables(self.source, self.connection, self.ground.calendar)
