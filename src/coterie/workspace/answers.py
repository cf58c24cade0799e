"""Questions to a shop, each handed to the reading that answers it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from coterie.contacts import Contact, contacts_of, find, merged_into
from coterie.errors import Problem, UnknownContact
from coterie.events import events_of
from coterie.lib.instants import from_datetime
from coterie.record import state
from coterie.segments import reference
from coterie.segments.language import Context, Definition, Names, check, expression
from coterie.segments.plan import Plan
from coterie.segments.world import Ground, World

if TYPE_CHECKING:
    from .shop import Shop


def instant(shop: Shop, at: datetime | None) -> int:
    """The instant asked for (ms), the clock's if none. Error: `ValueError` for a date-time without a zone."""
    return shop.clock.now() if at is None else from_datetime(at)


def ground(shop: Shop) -> Ground:
    """What is today's at any instant."""
    s = shop.settings
    return Ground(
        s.calendar, s.currency, s.engagement_days, s.human_opens_only, tuple(shop.stores), s.consent_overrides
    )


def context(shop: Shop) -> Context:
    """What a definition may refer to."""
    return Context(ground(shop), shop.segments.definitions())


def plan(shop: Shop, definition: Definition) -> Plan:
    """The plan of a definition."""
    return expression(definition).plan(context(shop))


def world(shop: Shop, contacts: list[int] | None = None) -> World:
    """Everything about everybody, or about these contacts, as plain lists."""
    people = contacts_of(shop.record, contacts)
    roots = merged_into(shop.record, [contact.id for contact in people])
    return World(people, events_of(shop.record, roots), ground(shop))


def inside(shop: Shop, definition: Definition, at: datetime | None) -> frozenset[int]:
    """Ids of the contacts that a definition holds of."""
    return reference.members(plan(shop, definition), world(shop), instant(shop, at))


def members(shop: Shop, definition: Definition, at: datetime | None) -> list[str]:
    """Their keys, sorted."""
    found = state.keys(shop.record, sorted(inside(shop, definition, at)))
    return sorted(found.values())


def contact(shop: Shop, key: str) -> Contact:
    """The contact that goes by a key. Error: `UnknownContact`."""
    found = find(shop.record, key)
    known = contacts_of(shop.record, [found]) if found is not None else ()
    if not known:
        raise UnknownContact(f"no such contact: {key}")
    return known[0]


def explain(shop: Shop, definition: Definition, key: str, at: datetime | None) -> Any:
    """Why a contact is in or out."""
    from coterie.segments.explain import Explainer

    who, when, whole = contact(shop, key), instant(shop, at), world(shop)
    one = World((who,), {who.id: whole.events.get(who.id, ())}, whole.ground)
    judge = reference.Reference(whole, when)
    explainer = Explainer(one, context(shop), lambda node: who.id in judge.members(node), when)
    return explainer.explain(expression(definition))


def history(shop: Shop, definition: Definition, days: int) -> list[tuple[datetime, int]]:
    """How many there were at each of the last local midnights, and now."""
    found, whole, now = plan(shop, definition), world(shop), shop.clock.now()
    calendar = whole.ground.calendar
    today = calendar.local_day(now)
    instants = [calendar.date_start(day) for day in range(today - days + 1, today + 1)]
    sizes = [len(reference.members(found, whole, at)) for at in [*instants, now]]
    return [(calendar.local(at), size) for at, size in zip([*instants, now], sizes, strict=True)]


def lint(shop: Shop, definition: Definition) -> list[Problem]:
    """Doubts about a definition, given what the workspace knows by name."""
    events = {e.name for log in world(shop).events.values() for e in log}
    return check(expression(definition), Names(events=events, segments=set(shop.segments)))
