"""A definition as SQL: the statement for people to see, and its answer, which is to be the columns' too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coterie.record import state
from coterie.segments.language import Definition

from . import answers

if TYPE_CHECKING:
    from coterie.segments.sql import DuckDBReading

    from .shop import Shop


@dataclass(frozen=True, slots=True)
class Statement:
    """What an engine is asked: text with named parameters, and their values. It selects ids of contacts."""

    engine: str
    text: str
    parameters: dict[str, Any]


def statement(shop: Shop, definition: Definition, at: datetime | None = None) -> Statement:
    """The statement that finds the members of a definition, for DuckDB."""
    query, parameters = _reading(shop).compile(answers.plan(shop, definition), answers.instant(shop, at))
    return Statement("duckdb", query.sql("duckdb", pretty=True), parameters)


def by_sql(shop: Shop, definition: Definition, at: datetime | None = None) -> list[str]:
    """The keys of the members as SQL finds them, sorted."""
    found = _reading(shop).members(answers.plan(shop, definition), answers.instant(shop, at))
    return sorted(state.keys(shop.record, sorted(found)).values())


def _reading(shop: Shop) -> DuckDBReading:
    from coterie.segments.sql import DuckDBReading  # sqlglot takes a while to load, and few ask for SQL

    return DuckDBReading(shop.source(), answers.ground(shop))
