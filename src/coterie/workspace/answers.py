"""Questions to a shop, each handed to the reading that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from coterie.columns import Bits
from coterie.contacts import Contact, contacts_of, find, merged_into
from coterie.errors import Problem, UnknownContact
from coterie.events import events_of
from coterie.lib.instants import from_datetime
from coterie.record import state
from coterie.segments import Explainer, Explanation, Ground, Plan, World
from coterie.segments import history as history_of
from coterie.segments.columns import Progress, Reading
from coterie.segments.language import (
    AllOf,
    AnyOf,
    Complement,
    Context,
    Definition,
    Expression,
    Names,
    check,
    expression,
    read,
)  # fmt: skip
from coterie.segments.lint import Audience
from coterie.segments.lint import lint as lint_of

if TYPE_CHECKING:
    from .shop import Shop


def instant(shop: Shop, at: datetime | None) -> int:
    """The instant asked for (ms), the clock's if none. Error: `ValueError` for a date-time without a zone."""
    return shop.clock.now() if at is None else from_datetime(at)


def ground(shop: Shop) -> Ground:
    """What is today's at any instant."""
    return context(shop).ground


def context(shop: Shop) -> Context:
    """What a definition may refer to; read from the record once for each state of it."""
    stamp, held = shop.record.stamp, shop.held
    if held is None or held[0] != stamp:
        held = shop.held = (stamp, Context(_ground(shop), shop.segments.definitions()))
    return held[1]


def _ground(shop: Shop) -> Ground:
    s = shop.settings
    stores = tuple(iter(shop.stores))
    return Ground(s.calendar, s.currency, s.engagement_days, s.human_opens_only, stores, s.consent_overrides)


def plan(shop: Shop, definition: Definition) -> Plan:
    """The plan of a definition."""
    return expression(definition).plan(context(shop))


def world(shop: Shop, contacts: list[int] | None = None) -> World:
    """Everything about everybody, or about these contacts, as plain lists."""
    people = contacts_of(shop.record, contacts)
    roots = merged_into(shop.record, [contact.id for contact in people])
    return World(people, events_of(shop.record, roots), ground(shop))


def reading(shop: Shop) -> Reading:
    """The fast reading: time-ordered columns, as far as the record has come."""
    return Reading(shop.columns, ground(shop))


def inside(shop: Shop, definition: Definition, at: datetime | None) -> Bits:
    """The contacts that a definition holds of."""
    return reading(shop).members(plan(shop, definition), instant(shop, at))


def members(shop: Shop, definition: Definition, at: datetime | None) -> list[str]:
    """Their keys, sorted."""
    found = state.keys(shop.record, inside(shop, definition, at).ids().tolist())
    return sorted(found.values())


@dataclass(frozen=True, slots=True)
class Counted:
    """How many contacts a node of a definition holds of, and each node under it."""

    text: str
    members: int
    children: tuple[Counted, ...] = ()


def counts(shop: Shop, definition: Definition, at: datetime | None) -> Counted:
    """A count for every node of a definition: the waterfall of an `all of`, the union of an `any of`."""
    node, when, told = expression(definition), instant(shop, at), context(shop)
    plans = {each: each.plan(told) for each in parts(node)}
    found = reading(shop).many(list(plans.values()), when)
    sizes = dict(zip(plans, (bits.count() for bits in found), strict=True))

    def tree(each: Expression) -> Counted:
        return Counted(each.text, sizes[each], tuple(tree(part) for part in under(each)))

    return tree(node)


def under(node: Expression) -> tuple[Expression, ...]:
    """The nodes right under a node."""
    match node:
        case AllOf(found) | AnyOf(found):
            return found
        case Complement(part):
            return (part,)
        case _:
            return ()


def parts(node: Expression) -> list[Expression]:
    """A node and every node under it."""
    return [node, *(each for part in under(node) for each in parts(part))]


def contact(shop: Shop, key: str) -> Contact:
    """The contact that goes by a key. Error: `UnknownContact`."""
    found = find(shop.record, key)
    known = contacts_of(shop.record, [found]) if found is not None else ()
    if not known:
        raise UnknownContact(f"no such contact: {key}")
    return known[0]


def explain(shop: Shop, definition: Definition, key: str, at: datetime | None) -> Explanation:
    """Why a contact is in or out."""
    who, when = contact(shop, key), instant(shop, at)
    others = reading(shop)
    explainer = Explainer(
        world(shop, [who.id]), context(shop), lambda node: who.id in others.members(node, when), when
    )
    return explainer.explain(expression(definition))


def history(
    shop: Shop, definition: Definition, days: int, progress: Progress | None = None
) -> list[tuple[datetime, int]]:
    """How many there were at each of the last local midnights, and now."""
    calendar, fast = shop.settings.calendar, reading(shop)
    points = history_of(
        plan(shop, definition),
        lambda found, instants: fast.sizes(found, instants, progress),
        calendar,
        shop.clock.now(),
        days,
    )
    return [(calendar.local(point.at), point.members) for point in points]


def lint(
    shop: Shop, definition: Definition, audience: Audience | None, language: str, counted: bool
) -> list[Problem]:
    """Doubts about a definition, given what the workspace knows; of a text, with spans."""
    tree, names, now = expression(definition), _names(shop), shop.clock.now()
    draft = read(definition, names) if isinstance(definition, str) else None
    if draft is not None and draft.tree is not None:
        tree = draft.tree  # the one that its spans are of
    said = check(tree, names) if draft is None else draft.problems
    fast = reading(shop)
    more = lint_of(
        tree,
        context(shop),
        (lambda plan: fast.count(plan, now)) if counted else None,
        audience=audience,
        language=language,
        spans=None if draft is None else draft.spans,
    )
    return [*said, *more]


def _names(shop: Shop) -> Names:
    """What the workspace knows by name."""
    known = shop.source()
    return Names(
        events=known.names(),
        traits=dict.fromkeys(known.traits()),
        segments=set(shop.segments),
        lists=shop.lists,
    )
