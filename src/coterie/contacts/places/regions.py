"""Regions: the codes of ISO 3166-2 and every spelling that means one, within its country.

Names come from ISO 3166-2 through pycountry with five of its translations.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pycountry

from coterie.contacts.places.countries import country_of, data_folder
from coterie.contacts.places.region_names import ALSO, AROUND, FORMER
from coterie.contacts.places.spelling import key, spread

_SAID = re.compile("obl|region|обл", re.IGNORECASE)
_LANGUAGES = ("en", "pl", "sl", "de", "fr")


@cache
def regions(country: str) -> tuple[str, ...]:
    """The ISO 3166-2 codes of a country's regions, in order; empty for an unknown country.

    >>> regions("PL")[:3], len(regions("US")), regions("ZZ")
    (('PL-02', 'PL-04', 'PL-06'), 57, ())
    """
    return tuple(sorted(_names(country.upper())))


@cache
def region_spellings(code: str) -> frozenset[str]:
    """The folded spellings that mean this region to one who knows the country; empty for an unknown code.

    A code that ISO has withdrawn means its successor.

    >>> {"pl-mz", "mz", "pl-14", "mazowieckie", "masovia"} <= region_spellings("PL-MZ")
    True
    >>> "california" in region_spellings("US-CA"), region_spellings("US-CA") & {"new york"}
    (True, frozenset())
    """
    current = canonical(code)
    return frozenset(text for text, owner in _index(current[:2]).items() if owner == current)


def canonical(code: str) -> str:
    """The code in capitals, a withdrawn one replaced by its successor.

    >>> canonical("pl-mz"), canonical("US-CA")
    ('PL-14', 'US-CA')
    """
    return FORMER.get(code.upper(), code.upper())


def region_of(country: str | None, text: str) -> str | None:
    """The ISO 3166-2 code that a text means in a country; without a country only a full code is understood.

    >>> region_of("PL", "Małopolska"), region_of("United States", "ca"), region_of(None, "CA-ON")
    ('PL-12', 'US-CA', 'CA-ON')
    """
    home = country_of(country) if country else country_of(text.strip()[:2])
    spelt = key(text)
    if home is None or (not country and "-" not in spelt):
        return None
    return _index(home).get(spelt)


def region_name(code: str, language: str = "en") -> str:
    """A region's name; in ISO's own spelling where it has no translation; else the code itself.

    >>> region_name("DE-BY", "pl"), region_name("US-CA"), region_name("XX-1")
    ('Bawaria', 'California', 'XX-1')
    """
    name = _names(code[:2].upper()).get(canonical(code))
    return _translation(language).gettext(name) if name else code


@cache
def _names(country: str) -> dict[str, str]:
    by_country: Any = pycountry.subdivisions  # untyped by its authors
    found = by_country.get(country_code=country) or ()
    return {region.code: region.name for region in found}


@cache
def _translation(language: str) -> gettext.NullTranslations:
    folder = data_folder("pycountry") / "locales"
    return gettext.translation("iso3166-2", folder, languages=[language], fallback=True)


@cache
def _index(country: str) -> dict[str, str]:
    # The earlier claim wins: codes, then names, then names in their usual phrases, then bare suffixes of
    # names ("Almaty" is the city, "Almaty oblysy" the region about it).
    index: dict[str, str] = {}
    for code, names in _claims(country):
        for text in spread(names):
            index.setdefault(text, code)
    return index


def _claims(country: str) -> Iterator[tuple[str, list[str]]]:
    names = {code: _known_names(code, name) for code, name in sorted(_names(country).items())}
    yield from ((code, [code]) for code in names)
    yield from ((new, [old, old[3:]]) for old, new in FORMER.items() if old[:2] == country)
    yield from ((code, [code[3:]]) for code in names)
    yield from names.items()
    yield from ((code, _in_phrases(country, _own_and_also(code, known[0]))) for code, known in names.items())
    yield from ((code, [_without_type(name)]) for code, known in names.items() for name in known)


def _known_names(code: str, name: str) -> list[str]:
    translated = [_translation(language).gettext(name) for language in _LANGUAGES]
    whole = dict.fromkeys([*_own_and_also(code, name), *translated])
    parts = [part.strip(" ]*") for text in whole for part in text.replace("[", "/").split("/")]
    return [*whole, *(part for part in parts if part not in whole)]


def _own_and_also(code: str, name: str) -> list[str]:
    return [name, *(ALSO[code].split("|") if code in ALSO else [])]


def _in_phrases(country: str, names: list[str]) -> list[str]:
    phrases = AROUND[country].split("|") if country in AROUND else []
    bare = [name for name in names if not _SAID.search(name)]
    return [phrase.replace("{}", name) for phrase in phrases for name in bare]


def _without_type(name: str) -> str:
    """The name without a closing word for its kind.

    >>> _without_type("Aqmola oblysy")
    'Aqmola'
    """
    return name.removesuffix(" oblysy")
