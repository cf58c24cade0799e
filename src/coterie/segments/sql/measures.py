"""Measures as SQL: each becomes a relation (contact, columns), and a `Typed` over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlglot import exp

from coterie.lib.text import fold as folded
from coterie.segments.parts.where import item_filters
from coterie.segments.plan import Fold, Log

from .predicates import both
from .rows import Rows, Scope, equal, event_columns
from .typed import Typed, column, number, of_amount, of_moment, of_number, of_values

KEY = "(t, seq, k)"


@dataclass(frozen=True, slots=True)
class Found:
    """A compiled measure: its SELECT, how its value reads under an alias, whether its code needs vals."""

    select: exp.Select
    read: Callable[[str], Typed]
    coded: bool = False


def of_column(name: str = "n", default: int | None = None) -> Callable[[str], Typed]:
    """The number in a column; `default` for contacts without a row."""

    def read(alias: str) -> Typed:
        value: exp.Expr = column(alias, name)
        return of_number(
            value if default is None else exp.Coalesce(this=value, expressions=[number(default)])
        )

    return read


def ratio(alias: str) -> Typed:
    return of_number(column(alias, "n"), column(alias, "den"))


def money(alias: str) -> Typed:
    return of_amount(column(alias, "n"))


def moment(alias: str) -> Typed:
    return of_moment(column(alias, "d"))


def coded(alias: str) -> Typed:
    return of_values(f"{alias}_v")


class Folds:
    """Compiles folds of logs."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows

    def compile(self, fold: Fold) -> Found:
        match fold.fn:
            case "count":
                return Found(
                    self._group(self._plain(fold.log), "10000 * count(*) AS n"), of_column(default=0)
                )
            case "when_first" | "when_last":
                best = "min" if fold.fn == "when_first" else "max"
                return Found(self._group(self._plain(fold.log), f"{best}(t) AS d"), moment)
            case "counter":
                return Found(self._counter(fold.log), of_column(default=0))
            case "spell":
                return Found(self._spell(fold), moment)
            case "sum" | "avg" | "min" | "max":
                return self._numeric(fold)
            case _:
                return self._valued(fold)

    def _group(self, inner: exp.Select, *columns: str) -> exp.Select:
        return exp.select("contact", *columns).from_(inner.subquery("r")).group_by("contact")

    def _plain(self, log: Log) -> exp.Select:
        return self.rows.select(log, Scope(log.names), event_columns({}))

    def _numeric(self, fold: Fold) -> Found:
        known = among(self._readings(fold), "n IS NOT NULL")
        if fold.fn == "avg":
            return Found(self._group(known, "sum(n)::INT128 AS n", "count(*) AS den"), ratio)
        select = self._group(known, f"{fold.fn}(n)::INT128 AS n")
        return Found(select, of_column(default=0 if fold.fn == "sum" else None))

    def _valued(self, fold: Fold) -> Found:
        readings = self._readings(fold)
        if fold.fn == "distinct":
            return Found(self._group(readings, "10000 * count(DISTINCT s) AS n"), of_column(default=0))
        if fold.fn == "common":
            return Found(self._common(readings, fold.field == "$amount"), coded, coded=True)
        name = "n" if fold.field == "$amount" else "code"
        best = self.rows.predicates.dialect.call(fold.fn, exp.column(name), exp.maybe_parse(KEY))
        select = exp.select("contact", exp.alias_(best, name))
        select = select.from_(readings.subquery("r")).group_by("contact")
        return Found(select, money) if name == "n" else Found(select, coded, coded=True)

    def _readings(self, fold: Fold) -> exp.Select:
        """contact, t, seq, k, n, s, code of every row (or item) that has the field."""
        filters, name, scope = item_filters(fold.log.where), fold.field or "$name", Scope(fold.log.names)
        if name == "$amount" and filters:
            return self._matched_amounts(fold, scope)
        if name.startswith("item."):
            return self._item_readings(fold, scope)
        value = self.rows.field(name, scope)
        return self.rows.select(fold.log, scope, self._columns(value, number(0))).where(value.present)

    def _columns(self, value: Typed, k: exp.Expr) -> list[exp.Expr]:
        return event_columns({"n": value.n, "s": value.s, "code": value.code, "k": k})

    def _item_readings(self, fold: Fold, scope: Scope) -> exp.Select:
        self.rows.tables.items(scope.names)
        inner = Scope(scope.names, item=True)
        value = self.rows.item_field((fold.field or "")[5:], inner)
        matching = self.rows.matching(item_filters(fold.log.where), inner)
        columns = self._columns(value, column("i", "n"))
        select = self.rows.select(fold.log, scope, columns)
        select = select.join(
            exp.to_table("items", alias="i"), on=equal(column("i", "seq"), column("e", "seq"))
        )
        return inner.apply(select).where(both([value.present, matching]))

    def _matched_amounts(self, fold: Fold, scope: Scope) -> exp.Select:
        """The amount of an event is then price x quantity of its matching items."""
        self.rows.tables.items(scope.names)
        inner = Scope(scope.names, item=True)
        matching = self.rows.matching(item_filters(fold.log.where), inner)
        sums = exp.select("i.seq", "sum(i.amount) AS amount").from_(exp.to_table("items", alias="i"))
        sums = inner.apply(sums).where(matching).where("i.amount IS NOT NULL").group_by("i.seq")
        value = of_amount(column("m", "amount"))
        select = self.rows.select(fold.log, scope, self._columns(value, number(0)))
        return select.join(sums.subquery("m"), on=equal(column("m", "seq"), column("e", "seq")))

    def _common(self, readings: exp.Select, computed: bool) -> exp.Select:
        """The most frequent text: ties to the most recent, then to the smallest."""
        texts = (
            exp.select("s").distinct().from_(readings.subquery("r"))
            if computed
            else exp.select("s").from_("vals")
        )
        self.rows.tables.text_codes(
            texts.sql(self.rows.predicates.dialect.name), self.rows.predicates.bind.values
        )
        counted = (
            exp.select("contact", "s", "count(*) AS often", "max((t, seq)) AS latest")
            .from_(among(readings, "s IS NOT NULL").subquery("r"))
            .group_by("contact", "s")
        )
        order = "row_number() OVER (PARTITION BY contact ORDER BY often DESC, latest DESC, s) AS place"
        ranked = exp.select("contact", "s", order).from_(counted.subquery("c"))
        codes = exp.select("raw", "min(code) AS code").from_("vals").where("raw = s").group_by("raw")
        best = exp.select("contact", "x.code").from_(ranked.subquery("p"))
        return best.join(codes.subquery("x"), on="x.raw = p.s").where("p.place = 1")

    def _spell(self, fold: Fold) -> exp.Select:
        """The first row of the unbroken run of `keep` at the end."""
        scope = Scope(fold.log.names)
        value = self.rows.field(fold.field or "$name", scope)
        wanted = [self.rows.predicates.bind(folded(k)) for k in fold.keep]
        kept = exp.Coalesce(this=exp.In(this=value.s, expressions=wanted), expressions=[exp.false()])
        rows = self.rows.select(fold.log, scope, event_columns({"kept": kept}))
        broken = "max(CASE WHEN NOT kept THEN (t, seq) END) OVER (PARTITION BY contact) AS broken"
        marked = exp.select("contact", "t", "seq", "kept", broken).from_(rows.subquery("r"))
        run = exp.select("contact", "min(t) AS d").from_(marked.subquery("m"))
        return run.where("kept AND (broken IS NULL OR (t, seq) > broken)").group_by("contact")

    def _counter(self, log: Log) -> exp.Select:
        """A sum that never falls below 0: S(n) - least(0, min of all S), from the last clearing on."""
        scope = Scope(log.names)
        value = self.rows.field("by", scope)
        by = exp.If(this=exp.EQ(this=exp.Mod(this=value.n, expression=number(10_000)), expression=number(0)),
                    true=value.n, false=exp.null())  # fmt: skip
        added = exp.EQ(this=column("e", "name"), expression=self.rows.predicates.bind("Tag Added"))
        rows = self.rows.select(log, scope, event_columns({"by": by, "added": added}))
        delta = "CASE WHEN added THEN coalesce(by, 10000) ELSE coalesce(-by, 0) END AS delta"
        clear = (
            "max(CASE WHEN NOT added AND by IS NULL THEN (t, seq) END) OVER (PARTITION BY contact) AS cleared"
        )
        marked = exp.select("contact", "t", "seq", delta, clear).from_(rows.subquery("r"))
        running = "sum(delta) OVER (PARTITION BY contact ORDER BY t, seq)::INT128 AS total"
        kept = exp.select("contact", "t", "seq", running).from_(marked.subquery("m"))
        kept = kept.where("cleared IS NULL OR (t, seq) > cleared")
        return self._group(kept, "arg_max(total, (t, seq)) - least(0, min(total)) AS n")


def among(rows: exp.Select, condition: str) -> exp.Select:
    """The rows that meet a condition on their own columns."""
    return exp.select("*").from_(rows.subquery("z")).where(condition)
