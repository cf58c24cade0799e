"""What is known of a contact beside its events: traits, consents, place, coupons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from coterie.contacts import Contact, consent, places
from coterie.events import Event
from coterie.lib import values
from coterie.segments.parts.meets import Moment
from coterie.segments.plan import Channel, Consent, Coupons

from .rows import Scene, coupon_codes, rows


def trait(scene: Scene, who: Contact, name: str) -> Any:
    """The trait's JSON value now, or None. A trait whose own name has the dots wins over a dotted path."""
    if name == "$first_seen":
        return Moment(who.first_seen)
    for top in _prefixes(name):
        past = [c for c in who.changes.get(top, ()) if c.t <= scene.at]
        if past:
            value, rest = past[-1].value, name[len(top) + 1 :]
            return values.dig(value, rest) if rest else value
    return None


def consent_of(scene: Scene, who: Contact, measure: Consent) -> Any:
    """What the ledger says of a channel."""
    if measure.aspect == "blocked":
        return _block(scene, who, measure.channel) is not None
    found = consent.standing(scene.past(who), measure.channel, scene.at, scene.calendar.zone)
    match measure.aspect:
        case "since" | "expires":
            instant = found.since if measure.aspect == "since" else found.expires
            return None if instant is None else Moment(instant)
        case "double":
            return found.double_opt_in
        case _:
            return getattr(found, measure.aspect)


def may_reach(scene: Scene, who: Contact, channel: Channel) -> bool:
    """The verdict of the consent rules."""
    past, wanted = scene.past(who), consent.INGREDIENTS[channel]
    country, region = (_text(trait(scene, who, name)) for name in wanted.place)
    verdict = consent.may_reach(
        channel,
        consent.standing(past, channel, scene.at, scene.calendar.zone),
        _block(scene, who, channel),
        _text(trait(scene, who, wanted.address)),
        consent.regime(country, region, scene.world.ground.consent_overrides),
        consent.implied_since(past, scene.at),
        scene.at,
        scene.calendar,
    )
    return verdict.may


def _block(scene: Scene, who: Contact, channel: Channel) -> consent.Block | None:
    name = consent.INGREDIENTS[channel].address
    now = _text(trait(scene, who, name))
    return consent.blocked(scene.past(who), now, _address_at(who, name), channel, scene.at)


def _address_at(who: Contact, name: str) -> Callable[[int, int], str | None]:
    def at(t: int, seq: int) -> str | None:
        past = [c.value for c in who.changes.get(name, ()) if (c.t, c.seq) <= (t, seq)]
        return _text(past[-1]) if past else None

    return at


def metres(scene: Scene, who: Contact, points: Sequence[tuple[float, float]]) -> Fraction | None:
    """Whole metres (times 10**4) to the nearest of the points; without points, of the stores."""
    here = point(scene, who)
    there = points or [(s.latitude, s.longitude) for s in scene.world.ground.stores]
    if here is None or not there:
        return None
    return Fraction(10_000 * min(places.metres(*here, *p) for p in there))


def nearest_store(scene: Scene, who: Contact) -> str | None:
    """The name of the nearest store; at equal metres the smallest name."""
    here, stores = point(scene, who), scene.world.ground.stores
    if here is None:
        return None
    found = ((places.metres(*here, s.latitude, s.longitude), s.name) for s in stores)
    return min(found, default=(0, None))[1]


def point(scene: Scene, who: Contact) -> places.Point | None:
    """Where the contact is, in degrees, by its traits."""
    names = ("country", "postal_code", "city", "latitude", "longitude")
    return places.point_of(*(trait(scene, who, name) for name in names))


def season(scene: Scene, who: Contact) -> str | None:
    """The season now in the contact's country, or None."""
    country = places.country_of(_text(trait(scene, who, "country")) or "")
    month = scene.calendar.local_month_day(scene.at) // 100
    return None if country is None else places.season(places.hemisphere(country), month)


def coupons(scene: Scene, who: Contact, measure: Coupons) -> int:
    """How many issued coupons stand in the state."""
    uses = [e for e in scene.past(who) if e.name in ("Order Completed", "Coupon Redeemed")]
    used = [(e.t, code) for e in uses for code in coupon_codes(e)]
    states = [_state(scene, issue, used) for issue in rows(scene, measure.log, who)]
    return len(states) if measure.state == "issued" else states.count(measure.state)


def _state(scene: Scene, issue: Event, used: Sequence[tuple[int, str]]) -> str:
    if any(t >= issue.t and code in coupon_codes(issue) for t, code in used):
        return "redeemed"
    ends = values.as_instant(issue.props.get("expires_at"), scene.calendar.zone)
    return "expired" if ends is not None and ends <= scene.at else "unused"


def _prefixes(name: str) -> list[str]:
    """A dotted name's possible top-level traits, longest first: "a.b" -> ["a.b", "a"]."""
    parts = name.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
