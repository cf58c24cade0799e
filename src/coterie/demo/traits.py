"""What the demo knows of its contacts: `identify` messages, one when they join and some later changes.

From the package: age_group, income, home_ownership, marital_status, household_size, household_comp,
kids_count, of the 801 households that have them. All other traits are invented; `synthetic` is true for
invented people. Addresses lie in domains that never receive mail (RFC 2606); phone numbers in the ranges
that the regulators of the United Kingdom and North America keep for fiction, wherever the contact lives.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np

from coterie.demo.agents import SOURCES
from coterie.demo.dice import dice
from coterie.demo.goods import SECTION_NAMES
from coterie.demo.homes import FULL, NOWHERE
from coterie.demo.journey import demographics
from coterie.demo.names import ascii_of, name_of
from coterie.demo.people import HOUSEHOLD, VISITOR, People
from coterie.demo.standing import MOVED, UNKNOWN
from coterie.demo.stream import Family, Message
from coterie.demo.times import HOUR, NOW
from coterie.demo.towns import TOWNS, Town, language, of_country

_DOMAINS = ("example.com", "example.org", "example.net", "mail.example.com", "post.example.org")
_LIFESTYLES = ("family first", "outdoors", "home cook", "city life", "bargain hunter")
_EDUCATION = ("primary", "secondary", "bachelor", "master", "doctorate")
_OCCUPATION = (
    "teacher",
    "engineer",
    "nurse",
    "retired",
    "student",
    "farmer",
    "driver",
    "clerk",
    "self-employed",
)
_INTERESTS = ("cooking", "garden", "running", "fashion", "pets", "travel", "books", "music")
_AREAS = {"US": (212, 213, 312, 415, 206, 619, 916, 305), "CA": (416, 514, 604, 403)}
_BRITISH = (113496, 114496, 117496, 121496, 131496, 141496, 151496, 161496, 191498, 207946)
"""Area and exchange of drama numbers in ten British cities; a zero and three digits follow."""
_RENAMED = {"age": "age_group"}


def email(i: int, first: str, last: str) -> str:
    """An address that no mail reaches (RFC 2606); every fortieth is written as careless people write.

    >>> email(1, "Łucja", "Żak"), email(40, "Ana", "Kos")
    ('lucja.zak.1@example.org', 'Ana.Kos.40@EXAMPLE.com')
    """
    address = f"{ascii_of(first)}.{ascii_of(last)}.{i}@{_DOMAINS[i % len(_DOMAINS)]}"
    if i % 40:
        return address
    name, domain = address.split("@")
    return f"{name.title()}@{domain.replace('example', 'EXAMPLE')}"


def phone(i: int, country: str) -> str:
    """A number kept for fiction: +1 xxx 555 01xx in North America (NANPA), else a British one (Ofcom).

    >>> phone(7, "SI"), phone(1007, "PL"), phone(3, "US")
    ('+441134960007', '+441144960007', '+12125550103')
    """
    areas = _AREAS.get(country)
    if areas:
        return f"+1{areas[i // 100 % len(areas)]}55501{i % 100:02d}"
    return f"+44{_BRITISH[i // 1000 % len(_BRITISH)]}0{i % 1000:03d}"


def _address(town: Town, code: int, latitude: float, longitude: float) -> dict[str, Any]:
    return {
        "country": town.country,
        "region": town.region,
        "city": town.city,
        "postal_code": town.postal_codes[code],
        "latitude": latitude,
        "longitude": longitude,
    }


def _place(people: People, i: int) -> dict[str, Any]:
    homes = people.homes
    if homes.detail[i] == NOWHERE:
        return {}
    town = TOWNS[int(homes.town[i])]
    if homes.detail[i] != FULL:
        return {"country": town.country}
    return _address(town, int(homes.code[i]), float(homes.latitude[i]), float(homes.longitude[i]))


def _person(people: People, i: int, draw: list[float]) -> dict[str, Any]:
    town = TOWNS[int(people.homes.town[i])]
    woman = bool(people.woman[i])
    first, last = name_of(language(town), woman, draw[0], draw[1])
    traits: dict[str, Any] = {"first_name": first, "last_name": last, "language": language(town)}
    if draw[2] < 0.97:
        traits["email"] = email(i, first, last)
    if draw[3] < 0.45:
        traits["phone"] = phone(i, town.country)
    if draw[4] < 0.6:
        traits["gender"] = "female" if woman else "male"
    if draw[5] < 0.5:
        traits["birthday"] = (date(1945, 1, 1) + timedelta(days=int(draw[5] * 2 * 22_300))).isoformat()
    return traits


def _mind(i: int, draw: list[float]) -> dict[str, Any]:
    """What surveys told: lifestyle, education, occupation, interests; of a third of the contacts."""
    if draw[6] > 0.35:
        return {}
    a, b = int(draw[7] * 8), int(draw[8] * 8)
    return {
        "lifestyle": _LIFESTYLES[i % 5],
        "education": _EDUCATION[int(draw[9] * 5)],
        "occupation": _OCCUPATION[i % 9],
        "interests": sorted({_INTERESTS[a], _INTERESTS[b]}),
    }


def _from_package(household: int) -> dict[str, Any]:
    known = demographics().get(household, {})
    return {_RENAMED.get(name, name): value for name, value in known.items() if value is not None}


def traits_of(people: People, i: int, draw: list[float]) -> dict[str, Any]:
    """All first traits of the i-th contact."""
    source = SOURCES[int(people.source[i])]
    own = {"acquisition_source": source["source"], "synthetic": bool(people.kind[i] != HOUSEHOLD)}
    if people.standing.push[i]:
        own["push_subscription"] = f"https://push.example.net/{people.device[i]}"
    if people.standing.profile[i] != UNKNOWN:
        own["favourite_section"] = SECTION_NAMES[int(people.section[i])]
    return (
        _person(people, i, draw)
        | _place(people, i)
        | _mind(i, draw)
        | _from_package(int(people.household[i]))
        | own
    )


def _draws(people: People, seed: int) -> list[list[float]]:
    return dice(seed, "traits").random((len(people), 10)).tolist()  # type: ignore[no-any-return]


def addresses(people: People, seed: int) -> list[str | None]:
    """The first e-mail address of each contact, None for those without one and for visitors."""
    rows = enumerate(_draws(people, seed))
    return [_person(people, i, draw).get("email") if people.user[i] else None for i, draw in rows]


def joining(people: People, seed: int) -> Family:
    """An `identify` when each contact joins; half of them bring the anonymousId of their browser along."""
    rows = np.flatnonzero(people.kind != VISITOR).tolist()
    draws = _draws(people, seed)

    def build(n: int) -> Message:
        i = rows[n]
        message: Message = {
            "type": "identify",
            "userId": people.user[i],
            "traits": traits_of(people, i, draws[i]),
        }
        if i % 2:
            message["anonymousId"] = people.device[i]
        return message

    return Family("join", people.joined[rows], build)


def signing(people: People, seed: int) -> Family:
    """A pop-up form two hours before joining: an anonymousId with an address, by which the two merge."""
    known = addresses(people, seed)
    rows = [i for i in range(0, len(people), 24) if known[i]]

    def build(n: int) -> Message:
        i = rows[n]
        return {"type": "identify", "anonymousId": people.device[i], "traits": {"email": known[i]}}

    return Family("popup", people.joined[rows] - 2 * HOUR, build)


def _change(people: People, i: int, n: int) -> dict[str, Any]:
    """A later change: a new address after a bounce, a cleared phone, a loyalty level, another town."""
    if people.standing.profile[i] == MOVED:
        return {"email": f"new.address.{i}@example.net"}
    if n % 5 == 0:
        return {"phone": None}
    if n % 5 == 1:
        near = of_country(TOWNS[int(people.homes.town[i])].country)
        town = TOWNS[near[i % len(near)]]
        return _address(town, 0, town.latitude, town.longitude)
    return {"loyalty_level": ("silver", "gold", "platinum")[n % 3]}


def changing(people: People, seed: int) -> Family:
    """Later `identify` messages of one contact in five, and of all whose old address bounced."""
    rng = dice(seed, "changes")
    named = people.kind != VISITOR
    moved = people.standing.profile == MOVED
    rows = np.flatnonzero(named & ((rng.random(len(people)) < 0.2) | moved))
    late = people.joined[rows] + (rng.random(len(rows)) * (NOW - people.joined[rows])).astype(np.int64)
    t = np.where(moved[rows], people.standing.back[rows], late)

    def build(n: int) -> Message:
        i = int(rows[n])
        return {"type": "identify", "userId": people.user[i], "traits": _change(people, i, n)}

    return Family("change", np.asarray(t, dtype=np.int64), build)
