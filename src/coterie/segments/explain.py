"""The explanation: why a contact is in or out, what is missing, and when time alone will flip it."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence as Seq
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any, assert_never

from coterie.contacts import Contact
from coterie.events import Event
from coterie.lib.numbers import text_of

from .clock import next_change
from .language.tree import AllOf, AnyOf, Complement, Context, Expression
from .parts.compare import Equals, Order, Predicate, Range
from .parts.meets import Moment
from .plan import (
    NOBODY,
    Against,
    And,
    Consent,
    Coupons,
    Distance,
    Everyone,
    Fold,
    Lapsed,
    Measure,
    Meets,
    Moved,
    NearestStore,
    Not,
    Or,
    Plan,
    Rank,
    Reachable,
    Sample,
    Season,
    Sequence,
    Trait,
    Versus,
)  # fmt: skip
from .reference import Reference
from .world import World

SHOWN = 20
"""Ids of events that an evidence shows: the latest so many."""
STEPS = 2_000
"""Instants that the search for the next flip looks at before it gives up."""

WHOLE = 10_000
COUNTS = ("count", "distinct", "counter")
LAST = 253_402_300_799_999
"""The last millisecond that a datetime can name: a flip later than it is none."""

Judge = Callable[[Plan], bool]
"""Whether the contact is in the set of a node that looks at others too (asked at the instant explained)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a leaf looked at. value: as JSON; events: message ids, the latest; count: of all."""

    measure: str
    value: Any
    events: tuple[str, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class Lack:
    """A number that would have to change for the leaf to flip: what it is, what it would have to be."""

    measure: str
    have: Any
    need: Any


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node of a definition for one contact at one instant.

    text: the node in the language. flips_at: the first later instant at which the truth changes if
    nothing happens (comparisons with other contacts held as they are), or None. others: it compares with others.
    """

    text: str
    truth: bool
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Lack, ...] = ()
    flips_at: datetime | None = None
    children: tuple[Explanation, ...] = ()
    others: bool = False


@dataclass(frozen=True)
class Explainer:
    """Explains definitions for one contact: `world` holds just it, `judge` answers for the others."""

    world: World
    context: Context
    judge: Judge
    at: int

    @property
    def who(self) -> Contact:
        return self.world.contacts[0]

    @property
    def events(self) -> Seq[Event]:
        return self.world.events.get(self.who.id, ())

    def explain(self, node: Expression) -> Explanation:
        """The tree of a definition, each node with its truth, evidence and next flip."""
        plan = node.plan(self.context)
        still = frozen(plan, self.judge)
        truth = self.truth(still, self.at)
        match node:
            case AllOf(parts) | AnyOf(parts):
                children = tuple(self.explain(p) for p in parts)
            case Complement(part):
                children = (self.explain(part),)
            case _:
                return self._leaf(node, plan, still, truth)
        return Explanation(
            node.text, truth, flips_at=self.flip(still), children=children, others=still != plan
        )

    def truth(self, plan: Plan, at: int) -> bool:
        """Whether the contact is in the base and in the set at an instant."""
        return self.who.first_seen <= at and Reference(self.world, at).holds(plan, self.who)

    def flip(self, plan: Plan) -> datetime | None:
        """The first later instant at which the truth is another."""
        now, at = self.truth(plan, self.at), self.at
        for _ in range(STEPS):
            due = next_change(plan, self.who, self.events, at, self.world.ground)
            if due is None or due > LAST:
                return None
            if self.truth(plan, due) != now:
                return moment(due)
            at = due
        return None

    def _leaf(self, node: Expression, plan: Plan, still: Plan, truth: bool) -> Explanation:
        reading = Reference(self.world, self.at)
        pairs = list(measured(plan))
        evidence = tuple(self._evidence(reading, m) for m, _ in pairs)
        lacks = tuple(k for m, p in pairs if p is not None and (k := self._lack(reading, m, p)) is not None)
        return Explanation(node.text, truth, evidence, lacks, self.flip(still), others=still != plan)

    def _evidence(self, reading: Reference, measure: Measure) -> Evidence:
        value = shown(reading.value(measure, self.who))
        if not isinstance(measure, (Fold, Coupons)):
            return Evidence(named(measure), value)
        rows = reading.rows(measure.log, self.who)
        return Evidence(named(measure), value, tuple(e.id or f"#{e.seq}" for e in rows[-SHOWN:]), len(rows))

    def _lack(self, reading: Reference, measure: Measure, predicate: Predicate) -> Lack | None:
        have = reading.value(measure, self.who)
        if not isinstance(have, Fraction):
            return None
        whole = not isinstance(measure, Fold) or measure.fn in COUNTS
        need = nearest_flip(predicate, have, WHOLE if whole else 1)
        return None if need is None else Lack(named(measure), shown(have), shown(Fraction(need)))


def frozen(plan: Plan, judge: Judge) -> Plan:
    """The plan with every node that looks at other contacts replaced by its answer for this one."""
    match plan:
        case And(parts):
            return And(tuple(frozen(p, judge) for p in parts))
        case Or(parts):
            return Or(tuple(frozen(p, judge) for p in parts))
        case Not(part):
            return Not(frozen(part, judge))
        case Against() | Rank():
            return Everyone() if judge(plan) else NOBODY
        case Lapsed(_, _, "base"):
            return Everyone() if judge(plan) else NOBODY
        case _:
            return plan


def measured(plan: Plan) -> list[tuple[Measure, Predicate | None]]:
    """The measures that a plan looks at, each with the predicate asked of it, in order, without repeats."""
    match plan:
        case And(parts) | Or(parts):
            return list(dict.fromkeys(m for p in parts for m in measured(p)))
        case Not(part):
            return measured(part)
        case Meets(measure, predicate):
            return [(measure, predicate)]
        case Versus(left, _, right):
            return [(left, None), (right, None)]
        case Against(measure) | Rank(measure):
            return [(measure, None)]
        case Sequence(steps):
            return [(Fold(s.log, "count"), None) for s in steps]
        case Reachable(channel):
            return [(Consent(channel, "status"), None), (Consent(channel, "blocked"), None)]
        case Moved(trait):
            return [(Trait(trait), None)]
        case Season():
            return [(Trait("country"), None)]
        case Lapsed() | Everyone() | Sample():
            return []
        case _:
            assert_never(plan)


def nearest_flip(predicate: Predicate, have: Fraction, step: int = 1) -> int | None:
    """The nearest number (times 10**4) on the other side of a numeric predicate, in steps of `step`.

    >>> from .parts.compare import Number
    >>> nearest_flip(Order(">=", Number(20_000)), Fraction(10_000))
    20000
    """
    match predicate:
        case Order(op, literal):
            inside = {"<": have < literal.scaled, "<=": have <= literal.scaled,
                      ">": have > literal.scaled, ">=": have >= literal.scaled}[op]  # fmt: skip
            edge = {"<": -step, "<=": 0, ">": step, ">=": 0}[op]
            outside = {"<": 0, "<=": step, ">": 0, ">=": -step}[op]
            return literal.scaled + (outside if inside else edge)
        case Range(low, high) if not predicate.negated:
            return (
                None
                if low.scaled <= have <= high.scaled
                else low.scaled
                if have < low.scaled
                else high.scaled
            )
        case Equals((literal,)) if not predicate.negated and not isinstance(literal, (str, bool)):
            return None if have == literal.scaled else literal.scaled
        case _:
            return None


def named(measure: Measure) -> str:
    """A short name of a measure: what a person would call it."""
    match measure:
        case Fold(log, fn, field):
            return f"{fn} of {field + ' of ' if field else ''}{', '.join(log.names)}"
        case Trait(name):
            return name
        case Consent(channel, aspect):
            return f"{channel} consent: {aspect}"
        case Distance():
            return "distance in metres"
        case NearestStore():
            return "nearest store"
        case Coupons(_, state):
            return f"coupons {state}"
        case _:
            assert_never(measure)


def shown(value: Any) -> Any:
    """A value as JSON."""
    if isinstance(value, Moment):
        return moment(value.ms).isoformat()
    if isinstance(value, Fraction):
        return text_of(round(value))
    return value


def moment(ms: int) -> datetime:
    """An instant as an aware datetime."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
