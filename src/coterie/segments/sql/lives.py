"""What a contact's own life says, as SQL: traits, consent, places, coupons, rhythm, sequences, moves."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

from sqlglot import exp

from coterie.lib.instants import NEVER
from coterie.segments.parts.window import span
from coterie.segments.plan import (
    Consent,
    Coupons,
    Distance,
    Lapsed,
    Log,
    Moved,
    NearestStore,
    Reachable,
    Season,
    Sequence,
    Trait,
)  # fmt: skip

from .consents import Consents
from .measures import Found, coded, of_column
from .places import Places
from .predicates import compare
from .rows import Rows, Scope, equal, event_columns
from .typed import Typed, column, of_moment, of_values, parsed, select

if TYPE_CHECKING:
    from coterie.segments.world import Ground

    from .sets import Sets

ORDERS = ("Order Completed",)
DAY = 86_400_000


class Lives:
    """Compiles what is read from one contact's own past."""

    def __init__(self, rows: Rows, ground: Ground) -> None:
        self.rows, self.ground = rows, ground
        self.consents, self.places = Consents(self), Places(self)

    def measure(self, measure: Trait | Consent | Distance | NearestStore | Coupons) -> Found:
        """The relation of a measure."""
        match measure:
            case Trait("$first_seen"):
                return Found(select("contact", "first_seen AS d").from_("people"), _seen)
            case Trait(name):
                return Found(self.trait(name), coded, coded=True)
            case Consent(channel, "blocked"):
                return self.consents.blocked_measure(channel)
            case Consent():
                return self.consents.measure(measure)
            case Distance(points):
                return Found(self.places.distance(points), of_column())
            case NearestStore():
                return Found(self.places.nearest(), coded, coded=True)
            case Coupons():
                return Found(self._coupons(measure), of_column(default=0))
            case _:
                assert_never(measure)

    def compile(self, plan: Lapsed | Sequence | Moved | Reachable | Season, sets: Sets) -> exp.Select:
        """SELECT contact of those who are in."""
        match plan:
            case Lapsed():
                return self._lapsed(plan, sets)
            case Sequence():
                return self._sequence(plan, sets)
            case Moved():
                return self._moved(plan)
            case Reachable(channel):
                return self.consents.reachable(channel)
            case Season(name):
                return self.places.season(name)
            case _:
                assert_never(plan)

    # ---- traits ---------------------------------------------------------------------------------

    def trait(self, name: str) -> exp.Select:
        """contact, code of the trait at T: the longest dotted prefix that was ever set, dug into."""
        parts = name.split(".")
        found = self.latest(self.rows.tables.trait(parts[0], ".".join(parts[1:])))
        for n in range(2, len(parts) + 1):
            latest = self.latest(self.rows.tables.trait(".".join(parts[:n]), ".".join(parts[n:])))
            older = found.where(f"contact NOT IN (SELECT contact FROM ({latest.sql('duckdb')}) AS later)")
            union = exp.Subquery(this=exp.union(older.copy(), latest.copy(), distinct=False))
            found = select("contact", "code").from_(exp.alias_(union, "u", table=True))
        return found

    def latest(self, relation: str) -> exp.Select:
        """contact, code of the latest change at or before T, in a select that takes a WHERE."""
        best = exp.alias_(
            self.rows.predicates.dialect.call("last", exp.column("code"), exp.maybe_parse("(t, seq)")), "code"
        )
        inner = select("contact", best).from_(relation).where(f"t <= {self.rows.at}").group_by("contact")
        return select("contact", "code").from_(inner.subquery("latest"))

    # ---- coupons, rhythm, moves -----------------------------------------------------------------

    def _coupons(self, measure: Coupons) -> exp.Select:
        """Issues in the state asked, 10**4 each. A coupon is one code or a list of them."""
        issued = self._coded_rows(measure.log, "expires_at")
        used = self._coded_rows(Log((*ORDERS, "Coupon Redeemed")))
        same = (
            "(u.s = i.s OR list_contains(i.ls, u.s) OR list_contains(u.ls, i.s) OR list_has_any(u.ls, i.ls))"
        )
        redeemed = f"EXISTS (SELECT 1 FROM used u WHERE u.contact = i.contact AND u.t >= i.t AND {same})"
        judged = select(
            "i.contact AS contact",
            f"{redeemed} AS redeemed",
            f"coalesce(i.d <= {self.rows.at}, FALSE) AS over",
        )
        judged = judged.from_("issued AS i").with_("issued", as_=issued).with_("used", as_=used)
        states = {
            "issued": "TRUE", "redeemed": "redeemed",
            "expired": "NOT redeemed AND over", "unused": "NOT redeemed AND NOT over",
        }  # fmt: skip
        query = select("contact", f"10000 * count(CASE WHEN {states[measure.state]} THEN 1 END) AS n")
        return query.from_(judged.subquery("j")).group_by("contact")

    def _coded_rows(self, log: Log, instant: str | None = None) -> exp.Select:
        scope = Scope(log.names)
        code = self.rows.field("coupon", scope)
        named = {"s": code.s, "ls": code.ls}
        if instant:
            named["d"] = self.rows.field(instant, scope).d
        return self.rows.select(log, scope, event_columns(named))

    def _lapsed(self, plan: Lapsed, sets: Sets) -> exp.Select:
        """(T - last order) x 2 x 10**4 op (2 x median in days) x a day x factor."""
        self.rows.tables.events(ORDERS)
        orders = (
            select("e.contact", "e.t", "e.day").from_("log AS e").where(*self.rows.counting(Log(ORDERS), "e"))
        )
        name = sets.define("orders", orders)
        lasts = select("contact", "max(t) AS t").from_(name).group_by("contact")
        gaps = select("contact", "day - lag(day) OVER (PARTITION BY contact ORDER BY day) AS gap").from_(
            select("contact", "day").distinct().from_(name).subquery("d")
        )
        known = select("contact", "gap").from_(gaps.subquery("g")).where("gap IS NOT NULL")
        usual = self._usual(plan, known, sets)
        waited = parsed(f"({self.rows.at}::INT128 - l.t) * 20000")
        allowed = parsed(f"u.twice::INT128 * {DAY} * {plan.factor}")
        on = "u.contact = l.contact" if plan.interval == "own" else "TRUE"
        query = select("l.contact").from_(lasts.subquery("l")).join(usual.subquery("u"), on=on)
        return query.where(compare(plan.op, waited, allowed))

    def _usual(self, plan: Lapsed, known: exp.Select, sets: Sets) -> exp.Select:
        """Twice the median gap, in days: own (2 gaps at least) or base-wide (30 gaps at least)."""
        if plan.interval == "own":
            over, fewest, keys = "PARTITION BY contact", 2, ["contact"]
        else:
            alive = select("contact").from_("people").where(f"first_seen <= {self.rows.at}")
            known = known.where(f"contact IN ({alive.sql('duckdb')})")
            over, fewest, keys = "", 30, []
        place = f"row_number() OVER ({over} ORDER BY gap) - 1 AS place"
        placed = select("contact", "gap", place, f"count(*) OVER ({over}) AS size").from_(known.subquery("k"))
        middle = " + ".join(
            f"CASE WHEN place = {half} THEN gap ELSE 0 END" for half in ("(size - 1) // 2", "size // 2")
        )
        query = select(*keys, f"sum({middle}) AS twice").from_(placed.subquery("q"))
        query = query.where(f"size >= {fewest}")
        return query.group_by(*keys) if keys else query.having("count(*) > 0")

    def _moved(self, plan: Moved) -> exp.Select:
        """Successive changes of the trait, `before` then `after`, the second in the window."""
        relation = self.rows.tables.trait(plan.trait, "")
        low, high = span(plan.window, self.rows.at, self.rows.predicates.calendar)
        previous = "lag(code) OVER (PARTITION BY contact ORDER BY t, seq) AS old"
        place = "row_number() OVER (PARTITION BY contact ORDER BY t, seq) AS place"
        pairs = select("contact", "t", "code", previous, place).from_(relation).where(f"t <= {self.rows.at}")
        query = select("m.contact").from_(pairs.subquery("m"))
        for alias, name in (("v_old", "old"), ("v_new", "code")):
            on = equal(column(alias, "code"), column("m", name))
            query = query.join(exp.to_table("vals", alias=alias), on=on, join_type="left")
        test = self.rows.predicates.test
        conditions = [test(plan.before, of_values("v_old")), test(plan.after, of_values("v_new"))]
        within = [f"m.t > {max(low, -NEVER)}", f"m.t <= {min(high, NEVER)}", "m.place > 1"]
        return query.where(*within, *conditions)

    # ---- sequences ------------------------------------------------------------------------------

    def _sequence(self, plan: Sequence, sets: Sets) -> exp.Select:
        """A self-join of the positive steps; each negated step is a NOT EXISTS between its neighbours."""
        names = [sets.define("step", self._step(s.log, i == 0)) for i, s in enumerate(plan.steps)]
        chosen = [i for i, s in enumerate(plan.steps) if not s.negated]
        query = select("s0.contact").distinct().from_(f"{names[0]} AS s0")
        for before, i in pairwise(chosen):
            order = f"s{i}.t >= s{before}.t AND s{i}.t <= s0.t + {plan.within}"
            distinct = " AND ".join(f"s{i}.seq <> s{j}.seq" for j in chosen if j < i)
            query = query.join(
                f"{names[i]} AS s{i}", on=f"s{i}.contact = s0.contact AND {order} AND {distinct}"
            )
        for i, step in enumerate(plan.steps):
            if step.negated:
                query = query.where(*self._without(i, chosen, names, plan.within))
        return query

    def _step(self, log: Log, first: bool) -> exp.Select:
        return self.rows.select(log, Scope(log.names), event_columns({}), window=first)

    def _without(self, i: int, chosen: list[int], names: list[str], within: int) -> list[str]:
        before = max(k for k in chosen if k < i)
        later = [k for k in chosen if k > i]
        end = f"s{min(later)}.t" if later else f"s0.t + {within}"
        taken = ", ".join(f"s{k}.seq" for k in chosen)
        other = f"x.contact = s0.contact AND x.t >= s{before}.t AND x.t <= {end} AND x.seq NOT IN ({taken})"
        due = [] if later else [f"s0.t + {within} <= {self.rows.at}"]
        return [*due, f"NOT EXISTS (SELECT 1 FROM {names[i]} AS x WHERE {other})"]


def _seen(alias: str) -> Typed:
    return of_moment(column(alias, "d"))
