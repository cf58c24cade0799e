"""Where contacts are, as SQL: distances come from the few distinct places, computed once in Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlglot import exp

from coterie.contacts import places

from .typed import parsed, select

if TYPE_CHECKING:
    from .lives import Lives

PARTS = ("country", "postal_code", "city", "latitude", "longitude")


class Places:
    """Compiles what depends on a contact's place."""

    def __init__(self, lives: Lives) -> None:
        self.lives = lives

    def distance(self, points: Sequence[tuple[float, float]]) -> exp.Select:
        """contact, n: metres times 10**4 to the nearest of the points (none: the stores)."""
        there = list(points) or [(s.latitude, s.longitude) for s in self.lives.ground.stores]

        def judge(*place: Any) -> int | None:
            here = places.point_of(*place)
            return (
                None if here is None or not there else 10_000 * min(places.metres(*here, *p) for p in there)
            )

        return self._judged(PARTS, judge, "n", pa.int64())

    def nearest(self) -> exp.Select:
        """contact, code of the name of the nearest store."""
        stores = self.lives.ground.stores

        def judge(*place: Any) -> int | None:
            here = places.point_of(*place)
            if here is None or not stores:
                return None
            name = min((places.metres(*here, s.latitude, s.longitude), s.name) for s in stores)[1]
            return self.lives.rows.tables.code(name)

        return self._judged(PARTS, judge, "code", pa.int64())

    def season(self, name: str) -> exp.Select:
        """Contacts at whose country's hemisphere it is this season."""
        month = self.lives.rows.predicates.calendar.local(self.lives.rows.at).month

        def judge(country: Any) -> int | None:
            code = places.country_of(country) if isinstance(country, str) else None
            return 1 if code and places.season(places.hemisphere(code), month) == name else None

        return self._judged(("country",), judge, "n", pa.int64()).where("n IS NOT NULL")

    def _judged(self, traits: Sequence[str], judge: Any, name: str, kind: pa.DataType) -> exp.Select:
        """contact, what a judge makes of its traits at T: asked once for each distinct combination."""
        tables = self.lives.rows.tables
        combined = self.combined(traits)
        codes = ", ".join(f"c{i}" for i in range(len(traits)))
        distinct = f"SELECT DISTINCT {codes} FROM ({combined.sql('duckdb')}) AS combined"
        combinations = tables.connection.execute(distinct).fetchall()
        answers = [judge(*(tables.value(c) for c in row)) for row in combinations]
        columns = {
            f"c{i}": pa.array([row[i] for row in combinations], pa.int32()) for i in range(len(traits))
        }
        relation = tables.scratch(pa.table({**columns, name: pa.array(answers, kind)}))
        on = " AND ".join(f"k.c{i} IS NOT DISTINCT FROM j.c{i}" for i in range(len(traits)))
        query = select("k.contact AS contact", f"j.{name} AS {name}").from_(combined.subquery("k"))
        joined = query.join(exp.to_table(relation, alias="j"), on=parsed(on))
        return select("contact", name).from_(joined.subquery("judged"))

    def combined(self, traits: Sequence[str]) -> exp.Select:
        """contact, c0, c1 ...: codes of traits at T, of everybody."""
        columns = [f"t{i}.code AS c{i}" for i in range(len(traits))]
        query = select("p.contact AS contact", *columns).from_("people AS p")
        for i, trait in enumerate(traits):
            query = query.join(
                self.lives.trait(trait).subquery(f"t{i}"), on=f"t{i}.contact = p.contact", join_type="left"
            )
        return query
