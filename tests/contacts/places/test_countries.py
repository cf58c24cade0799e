from __future__ import annotations

import pytest
from babel import Locale

from coterie.contacts.places import codes, country_name, country_of, country_spellings, members


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("pl", "PL"),
        ("POL", "PL"),
        (" Poland ", "PL"),
        ("Polska", "PL"),
        ("Poljska", "PL"),
        ("Польша", "PL"),
        ("USA", "US"),
        ("U.S.", "US"),
        ("United States of America", "US"),
        ("UK", "GB"),
        ("Great  Britain", "GB"),
        ("Velika Britanija", None),
        ("Slovenija", "SI"),
        ("słowenia", "SI"),
        ("Slowenia", "SI"),
        ("Қазақстан", "KZ"),
        ("Deutschland", "DE"),
        ("Österreich", "AT"),
        ("Osterreich", "AT"),
        ("Suisse", "CH"),
        ("Schweiz", "CH"),
        ("Norge", "NO"),
        ("Česko", "CZ"),
        ("Holland", "NL"),
        ("Kosovo", "XK"),
        ("Georgia", "GE"),
        ("Atlantis", None),
        ("", None),
        ("EU", None),
    ],
)
def test_a_text_means_a_country(text: str, code: str | None) -> None:
    assert country_of(text) == code


def test_a_spelling_belongs_to_one_country_and_means_it() -> None:
    owners: dict[str, str] = {}
    for code in codes():
        for text in country_spellings(code):
            assert owners.setdefault(text, code) == code
            assert country_of(text) == code


@pytest.mark.parametrize("language", ["en", "pl", "sl", "kk"])
def test_every_country_is_known_by_its_name_in_the_four_languages(language: str) -> None:
    names = Locale(language).territories
    unknown = {code: names.get(code) for code in codes() if country_of(names.get(code, code)) != code}
    assert unknown == {}


def test_a_country_has_its_codes_and_an_unknown_one_nothing() -> None:
    assert {"si", "svn", "slovenia"} <= country_spellings("SI")
    assert country_spellings("si") == country_spellings("SI")
    assert country_spellings("ZZ") == frozenset()


def test_groups_have_their_members() -> None:
    assert len(members("EU")) == 27
    assert len(members("EEA")) == 30
    assert members("EEA") - members("EU") == {"IS", "LI", "NO"}
    assert members("European Union") == members("eu")
    assert members("EFTA") == {"IS", "LI", "NO", "CH"}
    assert (members("UK"), members("CH"), members("US"), members("Canada")) == (
        {"GB"},
        {"CH"},
        {"US"},
        {"CA"},
    )
    assert members("Narnia") == frozenset()
    assert members("EEA") <= set(codes())


def test_countries_have_names_for_sentences() -> None:
    assert [country_name("SI", language) for language in ("en", "pl", "sl", "kk")] == [
        "Slovenia",
        "Słowenia",
        "Slovenija",
        "Словения",
    ]
