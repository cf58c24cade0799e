"""The reference reading: plain Python over plain lists. It is the judge of all other readings.

`members(plan, world, at)` is the whole of it. Numbers are `Fraction`s of the value times 10**4, instants are
`Moment`s, everything else is the JSON value as it came. No cleverness here: clarity is what makes it a judge.
"""

from __future__ import annotations

import hashlib
import math
import operator
import statistics
from collections.abc import Callable, Iterator, Sequence as Seq
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any, assert_never

from coterie.contacts import consent, places
from coterie.contacts.contact import Contact
from coterie.events import fields
from coterie.events.event import Event, Item
from coterie.lib import values
from coterie.lib.instants import to_iso

from .parts.meets import Moment, meets
from .parts.where import AnyItem, Every, Has, Non, Some, Where
from .parts.window import span
from .plan import (
    Against, And, Consent, Coupons, Distance, Everyone, Fold, Lapsed, Log, Measure, Meets, Moved, NearestStore, Not,
    Or, Plan, Rank, Reachable, Sample, Season, Sequence, Step, Trait, Versus,
)  # fmt: skip
from .world import World

DAY = 86_400_000
OPS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


def members(plan: Plan, world: World, at: int) -> frozenset[int]:
    """Ids of the contacts in the set at the instant `at` (ms)."""
    return Reference(world, at).members(plan)


@dataclass
class Reference:
    """One world at one instant; populations are computed once a node."""

    world: World
    at: int
    _sets: dict[Plan, frozenset[int]] = field(default_factory=dict)

    def members(self, plan: Plan) -> frozenset[int]:
        if plan not in self._sets:
            base = [c for c in self.world.contacts if c.first_seen <= self.at]
            self._sets[plan] = frozenset(c.id for c in base if self.holds(plan, c))
        return self._sets[plan]

    def holds(self, plan: Plan, who: Contact) -> bool:
        """Whether the contact is in the set."""
        match plan:
            case Everyone():
                return True
            case And(parts):
                return all(self.holds(p, who) for p in parts)
            case Or(parts):
                return any(self.holds(p, who) for p in parts)
            case Not(part):
                return not self.holds(part, who)
            case Meets(measure, predicate):
                return meets(predicate, self.value(measure, who), self.at, self.world.ground.calendar)
            case Versus():
                return self._versus(plan, who)
            case Against():
                return self._against(plan, who)
            case Rank():
                return who.id in self._ranked(plan)
            case Lapsed():
                return self._lapsed(plan, who)
            case Sequence():
                return self._follows(plan, who)
            case Reachable(channel):
                return self._verdict(who, channel).may
            case Season(name):
                return self._season(who) == name
            case Moved():
                return self._moved(plan, who)
            case Sample(salt, share):
                return sampled(salt, who.birth, share)
            case _:
                assert_never(plan)

    # ---- measures -----------------------------------------------------------------------------

    def value(self, measure: Measure, who: Contact) -> Any:
        """The contact's value of a measure, or None (missing)."""
        match measure:
            case Fold():
                return self._fold(measure, who)
            case Trait(name):
                return self._trait(name, who)
            case Consent(channel, aspect):
                return self._consent(who, channel, aspect)
            case Distance(points):
                return self._distance(who, points)
            case NearestStore():
                return self._nearest(who)
            case Coupons():
                return Fraction(10_000 * self._coupons(measure, who))
            case _:
                assert_never(measure)

    def rows(self, log: Log, who: Contact) -> list[Event]:
        """The rows of a log that count now, in order of (t, seq)."""
        low, high = span(log.window, self.at, self.world.ground.calendar)
        return [
            e for e in self.world.events.get(who.id, ())
            if e.name in log.names and low < e.t <= min(high, self.at) and self.at < e.until and self._passes(log.where, e)
        ]  # fmt: skip

    def _passes(self, where: Where, row: Event | Item) -> bool:
        match where:
            case Has(name, predicate):
                return meets(predicate, self._field(row, name), self.at, self.world.ground.calendar)
            case Every(parts):
                return all(self._passes(p, row) for p in parts)
            case Some(parts):
                return any(self._passes(p, row) for p in parts)
            case Non(part):
                return not self._passes(part, row)
            case AnyItem(inner):
                return isinstance(row, Event) and any(self._passes(inner, item) for item in row.items)
            case _:
                assert_never(where)

    def _field(self, row: Event | Item, name: str) -> Any:
        if not isinstance(row, Event):
            return fields.read(row, name, item=True)
        calendar = self.world.ground.calendar
        match name:
            case "$hour":
                return calendar.local_hour(row.t)
            case "$weekday":
                return calendar.local_weekday(row.t)
            case "$name":
                return row.name
            case "$amount":
                return None if row.amount is None else Fraction(row.amount)
            case _:
                return fields.read(row.props, name)

    def _readings(self, fold: Fold, rows: Seq[Event]) -> list[tuple[Event, Any]]:
        """(row, value) of the fold's field where it is there; a field of items reads each item that matches."""
        name = fold.field or "$name"
        if name == "$amount" and _item_filters(fold.log.where):
            pairs = [(e, self._matched_amount(fold.log.where, e)) for e in rows]
        elif name.startswith("item."):
            pairs = [
                (e, fields.read(item, name[5:], item=True)) for e in rows for item in self._matched(fold.log.where, e)
            ]
        else:
            pairs = [(e, self._field(e, name)) for e in rows]
        return [(e, v) for e, v in pairs if v is not None]

    def _matched(self, where: Where, row: Event) -> list[Item]:
        filters = _item_filters(where)
        return [i for i in row.items if not filters or any(self._passes(f, i) for f in filters)]

    def _matched_amount(self, where: Where, row: Event) -> Fraction | None:
        filters = _item_filters(where)
        chosen = [a for i, a in zip(row.items, row.item_amounts, strict=True) if any(self._passes(f, i) for f in filters)]
        known = [a for a in chosen if a is not None]
        return Fraction(sum(known)) if known else None

    def _fold(self, fold: Fold, who: Contact) -> Any:
        rows = self.rows(fold.log, who)
        match fold.fn:
            case "count":
                return Fraction(10_000 * len(rows))
            case "when_first" | "when_last":
                return Moment(rows[0 if fold.fn == "when_first" else -1].t) if rows else None
            case "counter":
                return Fraction(10_000 * _counter(rows))
            case "spell":
                return self._spell(fold, rows)
            case "first" | "last" | "common" | "distinct":
                return _of_values(fold.fn, self._readings(fold, rows))
            case "sum" | "avg" | "min" | "max":
                numbers = [n for _, v in self._readings(fold, rows) if (n := number(v)) is not None]
                return _of_numbers(fold.fn, numbers)
            case _:
                assert_never(fold.fn)

    def _spell(self, fold: Fold, rows: Seq[Event]) -> Moment | None:
        start: int | None = None
        for row in rows:
            inside = values.as_text(self._field(row, fold.field or "$name")) in {values.as_text(k) for k in fold.keep}
            start = (row.t if start is None else start) if inside else None
        return None if start is None else Moment(start)

    def _trait(self, name: str, who: Contact) -> Any:
        if name == "$first_seen":
            return to_iso(who.first_seen)
        for top in _prefixes(name):
            past = [c for c in who.changes.get(top, ()) if c.t <= self.at]
            if past:
                rest = name[len(top) + 1 :]
                return values.dig(past[-1].value, rest) if rest else past[-1].value
        return None

    # ---- consent, places, coupons -------------------------------------------------------------

    def _past(self, who: Contact) -> list[Event]:
        return [e for e in self.world.events.get(who.id, ()) if e.t <= self.at < e.until]

    def _address_at(self, who: Contact) -> Callable[[int, int], str | None]:
        def at(t: int, seq: int) -> str | None:
            past = [c.value for c in who.changes.get("email", ()) if (c.t, c.seq) <= (t, seq)]
            return past[-1] if past and isinstance(past[-1], str) else None

        return at

    def _consent(self, who: Contact, channel: str, aspect: str) -> Any:
        if aspect == "blocked":
            return self._blocked(who, channel) is not None
        found = consent.standing(self._past(who), channel, self.at)
        match aspect:
            case "since" | "expires":
                instant = found.since if aspect == "since" else found.expires
                return None if instant is None else Moment(instant)
            case "double":
                return found.double_opt_in
            case _:
                return getattr(found, aspect)

    def _blocked(self, who: Contact, channel: str) -> Any:
        now = self._trait("email", who)
        return consent.blocked(
            self._past(who), now if isinstance(now, str) else None, self._address_at(who), channel, self.at
        )

    def _verdict(self, who: Contact, channel: str) -> Any:
        ground, past = self.world.ground, self._past(who)
        address = self._trait({"email": "email", "sms": "phone"}.get(channel, "push_subscription"), who)
        country, region = (self._trait(n, who) for n in ("country", "region"))
        rules = consent.regime(_text(country), _text(region), ground.consent_overrides)
        return consent.may_reach(
            channel, consent.standing(past, channel, self.at), self._blocked(who, channel), _text(address), rules,
            consent.implied_since(past, self.at), self.at, ground.calendar,
        )  # fmt: skip

    def _point(self, who: Contact) -> tuple[float, float] | None:
        return places.point_of(
            *(self._trait(n, who) for n in ("country", "postal_code", "city", "latitude", "longitude"))
        )

    def _distance(self, who: Contact, points: Seq[tuple[float, float]]) -> Fraction | None:
        here = self._point(who)
        there = points or [(s.latitude, s.longitude) for s in self.world.ground.stores]
        if here is None or not there:
            return None
        return Fraction(10_000 * min(places.metres(*here, *p) for p in there))

    def _nearest(self, who: Contact) -> str | None:
        here = self._point(who)
        if here is None or not self.world.ground.stores:
            return None
        return min((places.metres(*here, s.latitude, s.longitude), s.name) for s in self.world.ground.stores)[1]

    def _season(self, who: Contact) -> str | None:
        country = places.country_of(_text(self._trait("country", who)) or "")
        month = self.world.ground.calendar.local(self.at).month
        return places.season(places.hemisphere(country), month) if country else None

    def _coupons(self, measure: Coupons, who: Contact) -> int:
        used = [
            (e.t, code) for e in self._past(who) if e.name in ("Order Completed", "Coupon Redeemed") for code in codes(e)
        ]
        return sum(1 for e in self.rows(measure.log, who) if self._state(e, used, measure.state))

    def _state(self, issue: Event, used: Seq[tuple[int, str]], state: str) -> bool:
        redeemed = any(t >= issue.t and code in codes(issue) for t, code in used)
        ends = values.as_instant(issue.props.get("expires_at"), self.world.ground.calendar.zone)
        expired = not redeemed and ends is not None and ends <= self.at
        return {"issued": True, "redeemed": redeemed, "expired": expired, "unused": not redeemed and not expired}[state]

    # ---- comparisons with others, and over time -----------------------------------------------

    def _versus(self, plan: Versus, who: Contact) -> bool:
        left, right = (number(self.value(m, who)) for m in (plan.left, plan.right))
        return left is not None and right is not None and OPS[plan.op](left * 10_000, right * plan.factor)

    def population(self, measure: Measure, among: Plan) -> dict[int, Fraction]:
        """Contacts of `among` with a matching row and the metric, each with its value."""
        inside = self.members(among)
        pairs = ((c, self.value(measure, c)) for c in self.world.contacts if c.id in inside and self._counts(measure, c))
        return {c.id: n for c, v in pairs if (n := number(v)) is not None}

    def _counts(self, measure: Measure, who: Contact) -> bool:
        return not isinstance(measure, (Fold, Coupons)) or bool(self.rows(measure.log, who))

    def _against(self, plan: Against, who: Contact) -> bool:
        mine = number(self.value(plan.measure, who))
        line = self._statistic(plan)
        return mine is not None and line is not None and OPS[plan.op](mine * 10_000, line * plan.factor)

    def _statistic(self, plan: Against) -> Fraction | None:
        found = self.population(plan.measure, plan.among)
        if not found:
            return None
        if plan.statistic == "quantile":
            return quantile(sorted(found.values()), Fraction(plan.quantile, 10_000))
        if isinstance(plan.measure, Fold) and plan.measure.fn == "avg":
            return self._pooled(plan.measure, plan.among)
        return sum(found.values(), Fraction(0)) / len(found)

    def _pooled(self, fold: Fold, among: Plan) -> Fraction:
        """An average's average: total sum / total count."""
        inside = self.members(among)
        pairs = [p for c in self.world.contacts if c.id in inside for p in self._readings(fold, self.rows(fold.log, c))]
        numbers = [n for _, v in pairs if (n := number(v)) is not None]
        return sum(numbers, Fraction(0)) / len(numbers)

    def _ranked(self, plan: Rank) -> frozenset[int]:
        if plan not in self._sets:
            found, groups = self.population(plan.measure, plan.among), {}
            by_id = {c.id: c for c in self.world.contacts}
            for who in found:
                group = "" if plan.per is None else values.as_text(self.value(plan.per, by_id[who]))
                if group is not None:
                    groups.setdefault(group, []).append(who)
            self._sets[plan] = frozenset(w for g in groups.values() for w in _best(plan, found, g))
        return self._sets[plan]

    def _order_days(self, who: Contact) -> list[int]:
        calendar = self.world.ground.calendar
        return sorted({calendar.local_day(e.t) for e in self._past(who) if e.name == "Order Completed"})

    def _lapsed(self, plan: Lapsed, who: Contact) -> bool:
        orders = [e.t for e in self._past(who) if e.name == "Order Completed"]
        usual = self._own(who) if plan.interval == "own" else self._usual()
        if not orders or usual is None:
            return False
        return OPS[plan.op](Fraction(self.at - orders[-1]) * 10_000, usual * DAY * plan.factor)

    def _own(self, who: Contact) -> Fraction | None:
        days = self._order_days(who)
        return _median(_gaps(days)) if len(days) >= 3 else None

    def _usual(self) -> Fraction | None:
        base = [c for c in self.world.contacts if c.first_seen <= self.at]
        gaps = [g for c in base for g in _gaps(self._order_days(c))]
        return _median(gaps) if len(gaps) >= 30 else None

    def _moved(self, plan: Moved, who: Contact) -> bool:
        calendar = self.world.ground.calendar
        low, high = span(plan.window, self.at, calendar)
        past = [c for c in who.changes.get(plan.trait, ()) if c.t <= self.at]
        return any(
            low < new.t <= high
            and meets(plan.before, old.value, self.at, calendar)
            and meets(plan.after, new.value, self.at, calendar)
            for old, new in zip(past, past[1:], strict=False)
        )

    def _follows(self, plan: Sequence, who: Contact) -> bool:
        logs = [s.log if i == 0 else replace(s.log, window=None) for i, s in enumerate(plan.steps)]
        rows = [self.rows(log, who) for log in logs]
        return any(self._fits(plan, rows, chosen) for chosen in _choices(plan.steps, rows, plan.within))

    def _fits(self, plan: Sequence, rows: Seq[Seq[Event]], chosen: dict[int, Event]) -> bool:
        end = chosen[0].t + plan.within
        taken = {e.seq for e in chosen.values()}
        for i, step in enumerate(plan.steps):
            if step.negated:
                before = chosen[max(k for k in chosen if k < i)].t
                later = [k for k in chosen if k > i]
                after = chosen[min(later)].t if later else end
                if not later and self.at < end:
                    return False
                if any(before <= e.t <= after and e.seq not in taken for e in rows[i]):
                    return False
        return True


# ---- small pure pieces ------------------------------------------------------------------------------


def number(value: Any) -> Fraction | None:
    """A value as an exact number times 10**4 (instants: their ms)."""
    if isinstance(value, Moment):
        return Fraction(value.ms)
    if isinstance(value, Fraction):
        return value
    read = values.as_number(value)
    return None if read is None else Fraction(read)


def codes(event: Event) -> set[str]:
    """Folded coupon codes of an event: its `coupon`, one or a list."""
    raw = fields.read(event.props, "coupon")
    return {t for v in (raw if isinstance(raw, list) else [raw]) if (t := values.as_text(v)) is not None}


def sampled(salt: str, birth: str, share: int) -> bool:
    """Whether the birth id falls into the deterministic share (scaled by 10**4).

    >>> sampled("a", "x", 10_000), sampled("a", "x", 0)
    (True, False)
    """
    first = hashlib.sha256(salt.encode() + b"\0" + birth.encode()).digest()[:8]
    return int.from_bytes(first, "big") * 10_000 < share * 2**64


def quantile(ordered: Seq[Fraction], q: Fraction) -> Fraction:
    """Type 7 (linear interpolation; Hyndman & Fan 1996).

    >>> quantile([Fraction(1), Fraction(2), Fraction(4)], Fraction(1, 4))
    Fraction(3, 2)
    """
    place = (len(ordered) - 1) * q
    low = math.floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _prefixes(name: str) -> list[str]:
    """A dotted name's possible top-level traits, longest first: "a.b" -> ["a.b", "a"]."""
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _item_filters(where: Where) -> list[Where]:
    """The filters of items that stand in a `where` and are not under a `Non`."""
    match where:
        case AnyItem(inner):
            return [inner]
        case Every(parts) | Some(parts):
            return [f for p in parts for f in _item_filters(p)]
        case _:
            return []


def _counter(rows: Seq[Event]) -> int:
    total = 0
    for row in rows:
        raw = values.as_number(row.props.get("by"))
        by = raw // 10_000 if raw is not None and raw % 10_000 == 0 else None
        if row.name == "Tag Added":
            total = max(0, total + (1 if by is None else by))
        else:
            total = 0 if by is None else max(0, total - by)
    return total


def _of_values(fn: str, pairs: Seq[tuple[Event, Any]]) -> Any:
    if fn == "distinct":
        return Fraction(10_000 * len({values.as_text(v) for _, v in pairs} - {None}))
    if fn == "common":
        texts = [(e, t) for e, v in pairs if (t := values.as_text(v)) is not None]
        counts = {t: sum(1 for _, u in texts if u == t) for _, t in texts}
        latest = {t: max((e.t, e.seq) for e, u in texts if u == t) for t in counts}
        return min(counts, key=lambda t: (-counts[t], (-latest[t][0], -latest[t][1]), t), default=None)
    return None if not pairs else pairs[0 if fn == "first" else -1][1]


def _of_numbers(fn: str, numbers: Seq[Fraction]) -> Fraction | None:
    if fn == "sum":
        return sum(numbers, Fraction(0))
    if not numbers:
        return None
    return {"avg": sum(numbers, Fraction(0)) / len(numbers), "min": min(numbers), "max": max(numbers)}[fn]


def _best(plan: Rank, found: dict[int, Fraction], group: Seq[int]) -> list[int]:
    wanted = plan.count if plan.count is not None else math.ceil(Fraction((plan.share or 0) * len(group), 1_000_000))
    if wanted <= 0:
        return []
    best = sorted((found[w] for w in group), reverse=plan.end == "top")
    line = best[min(wanted, len(best)) - 1]
    return [w for w in group if (found[w] >= line if plan.end == "top" else found[w] <= line)]


def _gaps(days: Seq[int]) -> list[int]:
    return [b - a for a, b in zip(days, days[1:], strict=False)]


def _median(gaps: Seq[int]) -> Fraction:
    return Fraction(statistics.median([Fraction(g) for g in gaps]))


def _choices(steps: Seq[Step], rows: Seq[Seq[Event]], within: int) -> Iterator[dict[int, Event]]:
    """Every way to choose distinct events for the positive steps, in time order, within `within` of the first."""

    def extend(i: int, chosen: dict[int, Event]) -> Iterator[dict[int, Event]]:
        if i == len(steps):
            yield chosen
        elif steps[i].negated:
            yield from extend(i + 1, chosen)
        else:
            taken = {e.seq for e in chosen.values()}
            previous = max((e.t for e in chosen.values()), default=None)
            for e in rows[i]:
                late = previous is not None and (e.t < previous or e.t > chosen[0].t + within)
                if not late and e.seq not in taken:
                    yield from extend(i + 1, {**chosen, i: e})

    return extend(0, {})
