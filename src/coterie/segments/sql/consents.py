"""The consent ledger as SQL: statements, harms, proofs, and the regime of the contact's place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from sqlglot import exp

from coterie.contacts import consent
from coterie.segments.plan import Channel, Consent, Log

from .measures import Found, coded, moment
from .rows import Scope, equal, event_columns
from .typed import NULL, Typed, column, parsed, select

if TYPE_CHECKING:
    from .lives import Lives


class Consents:
    """Compiles what the ledger says of a channel at the statement's instant."""

    def __init__(self, lives: Lives) -> None:
        self.lives = lives

    # ---- standing -------------------------------------------------------------------------------

    def measure(self, measure: Consent) -> Found:
        """One aspect of the standing."""
        standing = self.standing(measure.channel)
        match measure.aspect:
            case "since":
                return Found(select("contact", "since AS d").from_(standing.subquery("s")), moment)
            case "expires":
                return Found(select("contact", "expires AS d").from_(standing.subquery("s")), moment)
            case "double":
                return Found(
                    select("contact", "confirmed").from_(standing.subquery("s")), _truth("confirmed")
                )
            case "status":
                return Found(select("contact", "status").from_(standing.subquery("s")), _status)
            case _:
                name = f"{measure.aspect} AS code"
                return Found(select("contact", name).from_(standing.subquery("s")), coded, coded=True)

    def standing(self, channel: Channel) -> exp.Select:
        """contact, status, since, method, basis (codes), expires, confirmed: the latest and its spell."""
        said = self._statements(channel)
        whole = (
            "PARTITION BY contact ORDER BY t, seq ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
        )
        final = f"last_value(status) OVER ({whole}) AS final"
        marked = select("*", final).from_(said.subquery("said"))
        broken = "max(CASE WHEN status <> final THEN (t, seq) END) OVER (PARTITION BY contact) AS broken"
        spell = select("*", broken).from_(marked.subquery("marked"))
        kept = select("*").from_(spell.subquery("spell")).where("broken IS NULL OR (t, seq) > broken")
        best = [f"arg_max_null({c}, (t, seq)) AS {c}" for c in ("method", "basis", "expires")]
        confirmed = "bool_or(confirms) AND max(final) = 'subscribed' AS confirmed"
        columns = ["contact", "max(final) AS status", "min(t) AS since", *best, confirmed]
        return select(*columns).from_(kept.subquery("kept")).group_by("contact")

    def _statements(self, channel: Channel) -> exp.Select:
        """Rows that state a status of the channel."""
        names = (consent.CONSENT_CHANGED, consent.UNSUBSCRIBED)
        scope, bind = Scope(names), self.lives.rows.predicates.bind
        field = {
            f: self.lives.rows.field(f, scope)
            for f in ("channel", "status", "method", "basis", "double_opt_in")
        }
        expiry = self.lives.rows.field("expires_at", scope)
        unsubscribed = equal(column("e", "name"), bind(consent.UNSUBSCRIBED))
        status = exp.If(
            this=unsubscribed, true=exp.Literal.string("unsubscribed"), false=_text(field["status"])
        )
        about = exp.Coalesce(this=_text(field["channel"]), expressions=[exp.Literal.string("email")])
        spelled = exp.Anonymous(
            this="regexp_replace",
            expressions=[_text(field["method"]), *(exp.Literal.string(x) for x in ("[-_ ]+", " ", "g"))],
        )
        confirms = exp.Or(
            this=field["double_opt_in"].b, expression=equal(spelled, exp.Literal.string("double opt in"))
        )
        named = {
            "status": status, "about": about, "expires": expiry.d,
            "method": _code(field["method"]), "basis": _code(field["basis"]),
            "confirms": exp.Coalesce(this=exp.Paren(this=confirms), expressions=[exp.false()]),
        }  # fmt: skip
        rows = self.lives.rows.select(Log(names), scope, event_columns(named))
        known = ", ".join(f"'{s}'" for s in consent.STATUSES)
        return select("*").from_(rows.subquery("rows")).where(f"about = '{channel}'", f"status IN ({known})")

    # ---- blocked --------------------------------------------------------------------------------

    def blocked_measure(self, channel: Channel) -> Found:
        """contact, blocked: for everybody."""
        inside = (
            f"contact IN (SELECT contact FROM ({self.blocked(channel).sql('duckdb')}) AS harmed) AS blocked"
        )
        return Found(select("contact", inside).from_("people"), _truth("blocked"))

    def blocked(self, channel: Channel) -> exp.Select:
        """Contacts whose present address was harmed, no proved subscription following."""
        kinds = consent.HARMFUL[channel]
        if not kinds:
            return select("contact").from_("people").where("FALSE")
        every = [self._harms(kind, consent.INGREDIENTS[channel].address) for kind in kinds]
        harms = exp.Subquery(this=exp.union(*every, distinct=False) if len(every) > 1 else every[0])
        now = self._address(channel)
        last = select("h.contact AS contact", "max((h.t, h.seq)) AS harmed").from_(
            exp.alias_(harms, "h", table=True)
        )
        last = last.join(now.subquery("n"), on="n.contact = h.contact AND n.addr = h.addr").group_by(
            "h.contact"
        )
        lifted = (
            select("contact", "max((t, seq)) AS lifted")
            .from_(self._proofs(channel).subquery("q"))
            .group_by("contact")
        )
        query = select("l.contact AS contact").from_(last.subquery("l"))
        query = query.join(lifted.subquery("f"), on="f.contact = l.contact", join_type="left")
        return query.where("f.lifted IS NULL OR f.lifted < l.harmed")

    def _harms(self, kind: Any, trait: str) -> exp.Select:
        """contact, t, seq, addr: the address named, else the one the contact had then."""
        scope = Scope((kind.name,))
        field = self.lives.rows.field
        given, how, older = field(kind.address, scope), field("type", scope), field("bounce_type", scope)
        named = exp.Paren(this=exp.Not(this=exp.Is(this=exp.Paren(this=_text(given)), expression=NULL)))
        columns: dict[str, exp.Expr] = {
            "given": exp.If(this=named, true=column(given.alias, "addr"), false=NULL),
            "named": named,
            "how": exp.Coalesce(this=_text(how), expressions=[_text(older)]),
        }
        rows = self.lives.rows.select(Log((kind.name,)), scope, event_columns(columns))
        hard = ", ".join(f"'{h}'" for h in sorted(consent.HARD))
        kept = select("*").from_(rows.subquery("rows"))
        kept = kept.where(f"how IN ({hard})") if kind.only_hard else kept
        return self._with_then(kept, trait)

    def _with_then(self, harms: exp.Select, trait: str) -> exp.Select:
        """Where no address is named, the one that the contact had at (t, seq)."""
        then = self.lives.rows.tables.trait(trait, "")
        pairs = select("h.contact AS contact", "h.t AS t", "h.seq AS seq", "any_value(h.given) AS given")
        pairs = pairs.select("bool_or(h.named) AS named")
        pairs = pairs.select("arg_max_null(v.addr, (c.t, c.seq)) AS had").from_(harms.subquery("h"))
        pairs = pairs.join(
            f"{then} AS c", on="c.contact = h.contact AND (c.t, c.seq) <= (h.t, h.seq)", join_type="left"
        )
        pairs = pairs.join("vals AS v", on="v.code = c.code", join_type="left").group_by(
            "h.contact", "h.t", "h.seq"
        )
        address = "CASE WHEN named THEN given ELSE had END AS addr"
        return select("contact", "t", "seq", address).from_(pairs.subquery("pairs"))

    def _address(self, channel: Channel) -> exp.Select:
        """contact, addr: the present address of the channel."""
        trait = self.lives.trait(consent.INGREDIENTS[channel].address)
        query = select("a.contact AS contact", "v.addr AS addr").from_(trait.subquery("a"))
        return query.join("vals AS v", on="v.code = a.code").where("v.addr IS NOT NULL")

    def _proofs(self, channel: Channel) -> exp.Select:
        names = (consent.CONSENT_CHANGED,)
        scope = Scope(names)
        field = self.lives.rows.field
        status, about, proof = field("status", scope), field("channel", scope), field("proof", scope)
        given = column(proof.alias, "full")
        named = {
            "status": _text(status), "full": given,
            "about": exp.Coalesce(this=_text(about), expressions=[exp.Literal.string("email")]),
        }  # fmt: skip
        rows = self.lives.rows.select(Log(names), scope, event_columns(named))
        query = select("*").from_(rows.subquery("rows"))
        return query.where("status = 'subscribed'", f"about = '{channel}'", '"full"')

    # ---- reachable ------------------------------------------------------------------------------

    def reachable(self, channel: Channel) -> exp.Select:
        """Contacts to whom a message may go out now."""
        at, calendar = self.lives.rows.at, self.lives.rows.predicates.calendar
        ingredients = consent.INGREDIENTS[channel]
        query = select("a.contact AS contact").from_(self._address(channel).subquery("a"))
        query = query.join(self.standing(channel).subquery("s"), on="s.contact = a.contact", join_type="left")
        query = query.join(self._regimes(channel).subquery("r"), on="r.contact = a.contact", join_type="left")
        valid = f"(s.expires IS NULL OR s.expires > {at}) AND (s.confirmed OR NOT r.strict)"
        express = f"s.status = 'subscribed' AND {valid}"
        ways = [f"coalesce({express}, FALSE)"]
        for i, event in enumerate(ingredients.bases):
            rows = select("e.contact AS contact", "max(e.t) AS t").from_("log AS e")
            self.lives.rows.tables.events((event,))
            rows = rows.where(*self.lives.rows.counting(Log((event,)), "e")).group_by("e.contact")
            query = query.join(rows.subquery(f"b{i}"), on=f"b{i}.contact = a.contact", join_type="left")
            fresh = " OR ".join(
                f"(r.m{i} = {m} AND b{i}.t > {calendar.month_edge(at, m)})"
                for m in sorted(self._months(event))
            )
            ways.append(f"(coalesce(s.status, 'unknown') <> 'unsubscribed' AND coalesce({fresh}, FALSE))")
        harmed = f"a.contact NOT IN (SELECT contact FROM ({self.blocked(channel).sql('duckdb')}) AS harmed)"
        return query.where(" OR ".join(ways), harmed)

    def _rules(self) -> consent.Rules:
        return consent.Rules(self.lives.ground.consent_overrides)

    def _months(self, event: str) -> set[int]:
        return {
            b.months for rule in self._rules().known().values() for b in rule.implied if b.event == event
        } or {0}

    def _regimes(self, channel: Channel) -> exp.Select:
        """contact, strict, m0, m1 ...: must consent be confirmed, the months that a basis implies it."""
        tables, bases = self.lives.rows.tables, consent.INGREDIENTS[channel].bases
        combined = self.lives.places.combined(("country", "region"))
        found = tables.connection.execute(
            f"SELECT DISTINCT c0, c1 FROM ({combined.sql('duckdb')}) AS c"
        ).fetchall()
        rules = [
            self._rules().regime(*(v if isinstance(v, str) else None for v in map(tables.value, row)))
            for row in found
        ]
        columns: dict[str, pa.Array] = {
            "c0": pa.array([r[0] for r in found], pa.int32()),
            "c1": pa.array([r[1] for r in found], pa.int32()),
            "strict": pa.array([rule.wants_double_opt_in(channel) for rule in rules], pa.bool_()),
        }  # fmt: skip
        for i, event in enumerate(bases):
            months = [
                next((b.months for b in rule.implied_for(channel) if b.event == event), None)
                for rule in rules
            ]
            columns[f"m{i}"] = pa.array(months, pa.int32())
        relation = tables.scratch(pa.table(columns))
        kept = ["k.contact AS contact", "j.strict AS strict", *(f"j.m{i} AS m{i}" for i in range(len(bases)))]
        on = "k.c0 IS NOT DISTINCT FROM j.c0 AND k.c1 IS NOT DISTINCT FROM j.c1"
        query = select(*kept).from_(combined.subquery("k"))
        return query.join(exp.to_table(relation, alias="j"), on=parsed(on))


def _text(value: Typed) -> exp.Expr:
    """Its folded text if it is a text that is not empty, else NULL."""
    written = exp.And(
        this=exp.EQ(this=column(value.alias, "kind"), expression=exp.Literal.string("str")),
        expression=exp.NEQ(this=value.s, expression=exp.Literal.string("")),
    )
    return exp.If(this=written, true=value.s, false=NULL)


def _code(value: Typed) -> exp.Expr:
    """Its code if it is a text that is not empty, else NULL."""
    written = exp.Not(this=exp.Is(this=exp.Paren(this=_text(value)), expression=NULL))
    return exp.If(this=written, true=value.code, false=NULL)


def _truth(name: str) -> Callable[[str], Typed]:
    def read(alias: str) -> Typed:
        value = exp.Coalesce(this=column(alias, name), expressions=[exp.false()])
        text = exp.If(this=value, true=exp.Literal.string("true"), false=exp.Literal.string("false"))
        return Typed(exp.true(), b=value, s=text, raw=text)

    return read


def _status(alias: str) -> Typed:
    value = exp.Coalesce(this=column(alias, "status"), expressions=[exp.Literal.string("unknown")])
    return Typed(exp.true(), s=value, raw=value)
