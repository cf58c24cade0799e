"""Where a contact is, and where a place named in a definition is: points on the earth."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from coterie.contacts.places.cities import City, Point, city_anywhere, city_in, city_names, city_sought
from coterie.contacts.places.countries import country_of
from coterie.contacts.places.postcodes import postal_point, postal_towns
from coterie.contacts.places.regions import region_of
from coterie.contacts.places.spelling import loose

Reading: TypeAlias = "tuple[str, str | None, str | None]"

_DEGREES = re.compile(r"\s*([+-]?\d{1,3}(?:\.\d+)?)°?\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)°?\s*")
_NUMERIC = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*", re.ASCII)
_CANADIAN = {
    "01": "AB", "02": "BC", "03": "MB", "04": "NB", "05": "NL", "07": "NS", "08": "ON",
    "09": "PE", "10": "QC", "11": "SK", "12": "YT", "13": "NT", "14": "NU",
}  # fmt: skip
"""geonames' own numbers of the provinces (file admin1CodesASCII)."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place that a text means: a label to show, and its point in degrees (WGS 84)."""

    label: str
    point: Point


@dataclass(frozen=True, slots=True)
class NotFound:
    """No place has this name; near: up to three texts that would be found."""

    text: str
    near: tuple[str, ...] = ()


def point_of(
    country: object, postal_code: object, city: object, latitude: object, longitude: object
) -> Point | None:
    """The point of a contact by its traits: coordinates, else its postal code's centroid, else its town's.

    Traits are JSON values as received: numeric text reads as a number, a number as text, whatever can't be
    read is missing. Country: a code or any spelling. The town is the most populous of that name in the
    country (or, without a country, on earth); where a postal code has no coordinates of its own, the town
    that it belongs to. A country that can't be read is no country: its postal code and town are not
    guessed. 0, 0 is what broken geocoders write: it counts as no coordinates. None if nothing is known.

    >>> point_of("SI", None, "Ljubljana", "46.05", 14.51), point_of("Poland", "00-950", None, None, None)
    ((46.05, 14.51), (52.235434, 21.010502))
    >>> point_of("SI", None, "ljubljana", None, None), point_of(None, None, None, None, None)
    ((46.05108, 14.50513), None)
    """
    north, east = _number(latitude), _number(longitude)
    if north is not None and east is not None and on_earth(north, east):
        return north, east
    land, code, town = _text(country), _text(postal_code), _text(city)
    home = country_of(land) if land else None
    if land and home is None:
        return None
    return _by_code(home, code) or _by_name(home, town) or _by_town_of_code(home, code)


def on_earth(latitude: float, longitude: float) -> bool:
    """Whether these are degrees of a place: finite, in range, and not 0, 0.

    >>> on_earth(46.05, 14.51), on_earth(0.0, 0.0), on_earth(91.0, 0.0), on_earth(float("nan"), 1.0)
    (True, False, False, False)
    """
    return -90 <= latitude <= 90 and -180 <= longitude <= 180 and (latitude, longitude) != (0, 0)


def find(text: str) -> Found | NotFound:
    """The place that a text of a definition means: degrees, a postal code with a country, a town.

    Country and, in the United States and Canada, region may stand beside the town, parted by commas.

    >>> find("46.05,14.51"), find("Warszawa, PL").label, find("SI 1000").label
    (Found(label='46.05, 14.51', point=(46.05, 14.51)), 'Warsaw, PL', '1000, SI')
    >>> find("Portland, Maine, USA").label, find("Ljublana").near
    ('Portland, US-ME', ('Ljubljana, SI',))
    """
    if degrees := _DEGREES.fullmatch(text):
        return _coordinates(text, float(degrees[1]), float(degrees[2]))
    readings = list(_readings(text))
    for name, region, country in readings:
        if found := _place(name, region, country):
            return found
    sought = city_sought(text.strip())
    if sought:
        return Found(_label(sought), sought.point)
    return NotFound(text, tuple(near for name, _, country in readings for near in _near(name, country))[:3])


def _place(name: str, region: str | None, country: str | None) -> Found | None:
    code = None
    if region is None and any(sign.isdigit() for sign in name):
        code = _by_code(country, name) or _by_town_of_code(country, name)
    if code:
        return Found(f"{name}, {country}", code)
    city = _city(name, region, country)
    return Found(_label(city), city.point) if city else None


def _coordinates(text: str, latitude: float, longitude: float) -> Found | NotFound:
    if on_earth(latitude, longitude):
        return Found(f"{latitude}, {longitude}", (latitude, longitude))
    swapped = (f"{longitude}, {latitude}",) if on_earth(longitude, latitude) else ()
    return NotFound(text, swapped)


def _readings(text: str) -> Iterator[Reading]:
    """What a text may be as (name, ISO 3166-2 region, country), likeliest first.

    >>> list(_readings("Paris, CA"))
    [('Paris', None, 'CA'), ('Paris', 'US-CA', 'US')]
    """
    *pieces, last = [piece.strip() for piece in text.split(",") if piece.strip()] or [""]
    country, rest = country_of(last), ", ".join(pieces)
    if not pieces:
        yield _prefixed(last)
        return
    if country and len(pieces) > 1 and (region := region_of(country, pieces[-1])):
        yield ", ".join(pieces[:-1]), region, country
    if country:
        yield rest, None, country
    for home in ("US", "CA"):
        if region := region_of(home, last):
            yield rest, region, home
    if not country:
        yield rest, None, None


def _prefixed(text: str) -> Reading:
    # "SI 1000", "PL-00-950": a country, then a postal code.
    head, _, rest = text.replace("-", " ", 1).partition(" ")
    country = country_of(head) if any(sign.isdigit() for sign in rest) else None
    return (rest.strip(), None, country) if country else (text, None, None)


def _city(name: str, region: str | None, country: str | None) -> City | None:
    if country is None:
        return city_anywhere(name)
    return city_in(country, name, _division(region))


def _division(region: str | None) -> str | None:
    # geonames numbers Canada's provinces and calls the United States' by their postal letters.
    if region is None or region[:2] not in ("US", "CA"):
        return None
    numbers = {letters: number for number, letters in _CANADIAN.items()}
    return region[3:] if region.startswith("US") else numbers[region[3:]]


def _label(city: City) -> str:
    letters = {"US": city.division, "CA": _CANADIAN.get(city.division)}.get(city.country)
    return f"{city.name}, {city.country}-{letters}" if letters else f"{city.name}, {city.country}"


def _near(name: str, country: str | None) -> tuple[str, ...]:
    # Only names of the same first letter and about the same length: comparing all 34,000 would take seconds.
    wanted = loose(name)
    likely = [
        text for text in city_names(country) if text[:1] == wanted[:1] and abs(len(text) - len(wanted)) <= 2
    ]
    close = difflib.get_close_matches(wanted, likely, n=3, cutoff=0.75)
    cities = [_city(text, None, country) for text in close]
    return tuple(dict.fromkeys(_label(city) for city in cities if city))


def _number(value: object) -> float | None:
    if isinstance(value, str):
        return float(value) if _NUMERIC.fullmatch(value) else None
    return float(value) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else None


def _text(value: object) -> str | None:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return value if isinstance(value, str) and value.strip() else None


def _by_code(country: str | None, code: str | None) -> Point | None:
    return postal_point(country, code) if country and code else None


def _by_name(country: str | None, name: str | None) -> Point | None:
    city = _city(name, None, country) if name else None
    return city.point if city else None


def _by_town_of_code(country: str | None, code: str | None) -> Point | None:
    # A code of a city and of villages about it is taken for the city's.
    names = postal_towns(country, code) if country and code else ()
    cities = [city for name in names if (city := _city(name, None, country))]
    return max(cities, key=lambda city: city.population).point if cities else None
