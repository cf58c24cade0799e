"""Towns of geonames (all of 1,000 inhabitants and more) by country and folded name.

The package's file is sorted by country, so that one country is a slice of it: it is found in the mapped file by
search and decoded alone (Slovenia 2 ms, the United States about a tenth of a second), which neither reads nor
keeps the other 170,000 towns.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

import msgspec

from coterie.contacts.places.countries import codes, data_folder
from coterie.contacts.places.spelling import key, variants

Point = tuple[float, float]
"""Degrees of latitude (-90 to 90, north positive) and longitude (-180 to 180, east positive), WGS 84."""


class City(NamedTuple):
    """A town: name as geonames spells it, country, its first-level division by geonames, inhabitants, point."""

    name: str
    country: str
    division: str
    population: int
    point: Point


class _Row(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def city_in(country: str, name: str, division: str | None = None) -> City | None:
    """The most populous town of that name in a country (alpha-2), or in one division of it; None if there is none.

    Towns whose own name it is come before towns that only are called so by others.

    >>> city_in("PL", "warsaw").name, city_in("SI", "Laibach").name, city_in("SI", "Warszawa")
    ('Warsaw', 'Ljubljana', None)
    >>> city_in("US", "Portland").division, city_in("US", "Portland", "ME").division
    ('OR', 'ME')
    """
    for index in (_own_names(country), _other_names(country)):
        found = index.get(key(name), ())
        chosen = [city for city in found if division in (None, city.division)]
        if chosen:
            return chosen[0]
    return None


def city_anywhere(name: str) -> City | None:
    """The most populous town of that name on earth, of those with 15,000 inhabitants and more.

    >>> city_anywhere("ljubljana").country, city_anywhere("Paris").country
    ('SI', 'FR')
    """
    found = _large().get(key(name))
    return found[0] if found else None


def city_names(country: str | None) -> tuple[str, ...]:
    """The folded names of a country's towns, or of all large ones, for suggestions."""
    return tuple(_own_names(country) if country else _large())


@cache
def _own_names(country: str) -> dict[str, tuple[City, ...]]:
    return _indexed((row, [row.name]) for row in _rows(country))


@cache
def _other_names(country: str) -> dict[str, tuple[City, ...]]:
    return _indexed((row, row.alternatenames) for row in _rows(country))


@cache
def _large() -> dict[str, tuple[City, ...]]:
    rows = msgspec.json.decode(_file("cities15000.json").read_bytes(), type=dict[str, _Row])
    return _indexed((row, [row.name]) for row in rows.values())


def _indexed(named: Iterable[tuple[_Row, list[str]]]) -> dict[str, tuple[City, ...]]:
    # Largest first; among equals the older entry of geonames, so that the order is no accident.
    index: dict[str, list[tuple[int, int, City]]] = {}
    for row, names in named:
        city = City(row.name, row.countrycode, row.admin1code, row.population, (row.latitude, row.longitude))
        for text in {text for name in names for text in variants(name)}:
            index.setdefault(text, []).append((-row.population, row.geonameid, city))
    return {text: tuple(city for _, _, city in sorted(found)) for text, found in index.items()}
