"""Names of places in words: countries and groups of them by their name in the tongue, all else as written."""

from __future__ import annotations

from collections.abc import Mapping

from coterie.contacts import places
from coterie.lib.text import fold

from .tongue import Tongue

GROUPS: Mapping[str, Mapping[str, str]] = {
    "eu": {"en": "the EU", "pl": "UE", "sl": "EU", "kk": "ЕО"},
    "eea": {"en": "the EEA", "pl": "EOG", "sl": "EGP", "kk": "ЕЭА"},
    "efta": {"en": "EFTA", "pl": "EFTA", "sl": "EFTA", "kk": "ЕФТА"},
}
SAME = {"european union": "eu", "european economic area": "eea"}
WITH_ARTICLE = frozenset("US GB NL PH AE DO CF BS GM MV SC CK FK KM MH SB TC VG VI UM".split())


def place(name: str, tongue: Tongue) -> str:
    """A country or a group of countries.

    >>> from .tongue import TONGUES
    >>> place("SI", TONGUES["pl"]), place("EU", TONGUES["en"]), place("Atlantis", TONGUES["en"])
    ('Słowenia', 'the EU', '“Atlantis”')
    """
    key = fold(name).strip()
    if (group := GROUPS.get(SAME.get(key, key))) is not None:
        return group[tongue.code]
    code = places.country_of(name)
    if code is None:
        return tongue.quoted(name)
    article = "the " if tongue.code == "en" and code in WITH_ARTICLE else ""
    return article + places.country_name(code, tongue.code)


def region(name: str, country: str | None, tongue: Tongue) -> str:
    """A region: by its name, if a code was given.

    >>> from .tongue import TONGUES
    >>> region("PL-14", None, TONGUES["en"])
    '“Mazowieckie”'
    """
    code = places.region_of(country, name)
    known = code is not None and fold(code) == fold(name)
    return tongue.quoted(places.region_name(code, tongue.code) if code is not None and known else name)
