from __future__ import annotations

import pytest

from coterie.contacts.places import canonical, codes, region_name, region_of, region_spellings, regions
from coterie.contacts.places.region_names import ALSO, FORMER


@pytest.mark.parametrize(
    ("country", "text", "code"),
    [
        ("PL", "PL-MZ", "PL-14"),
        ("PL", "mz", "PL-14"),
        ("PL", "14", "PL-14"),
        ("Polska", "Mazowieckie", "PL-14"),
        ("PL", "woj. mazowieckie", "PL-14"),
        ("PL", "Województwo Łódzkie", "PL-10"),
        ("PL", "lodzkie", "PL-10"),
        ("PL", "Lesser Poland", "PL-12"),
        ("US", "CA", "US-CA"),
        ("USA", "california", "US-CA"),
        ("US", "D.C.", "US-DC"),
        ("CA", "QC", "CA-QC"),
        ("CA", "Québec", "CA-QC"),
        ("CA", "British Columbia", "CA-BC"),
        ("DE", "Bavaria", "DE-BY"),
        ("DE", "Bayern", "DE-BY"),
        ("AT", "Kärnten", "AT-2"),
        ("AT", "Koroška", "AT-2"),
        ("SI", "Ljubljana", "SI-061"),
        ("KZ", "Almaty", "KZ-75"),
        ("KZ", "Almaty oblysy", "KZ-19"),
        ("KZ", "Almaty Region", "KZ-19"),
        ("KZ", "Алматы", "KZ-75"),
        ("KZ", "Қарағанды облысы", "KZ-35"),
        ("KZ", "KZ-KAR", "KZ-35"),
        ("PL", "California", None),
        ("Atlantis", "California", None),
        (None, "us-ca", "US-CA"),
        (None, "California", None),
        (None, "ZZ-1", None),
    ],
)
def test_a_text_means_a_region(country: str | None, text: str, code: str | None) -> None:
    assert region_of(country, text) == code


def test_there_are_the_states_and_provinces() -> None:
    assert {"US-CA", "US-TX", "US-DC", "US-PR"} <= set(regions("US"))
    assert len(regions("CA")) == 13
    assert (len(regions("PL")), len(regions("KZ")), len(regions("SI"))) == (16, 20, 212)


@pytest.mark.parametrize("country", ["PL", "SI", "KZ", "DE", "AT", "CH", "US", "CA", "GB", "IT", "FR"])
def test_a_spelling_belongs_to_one_region_of_its_country(country: str) -> None:
    owners: dict[str, str] = {}
    for code in regions(country):
        assert code.lower() in region_spellings(code)
        for text in region_spellings(code):
            assert owners.setdefault(text, code) == code
            assert region_of(country, text) == code


def test_withdrawn_codes_and_further_names_are_of_regions_that_exist() -> None:
    known = {code for country in codes() for code in regions(country)}
    assert set(FORMER.values()) | set(ALSO) <= known
    assert not set(FORMER) & known
    assert region_spellings("PL-MZ") == region_spellings("PL-14")
    assert canonical("kz-ala") == "KZ-75"


def test_regions_have_names_for_sentences() -> None:
    assert region_name("DE-BY", "sl") == "Bavarska"
    assert region_name("PL-MZ") == "Mazowieckie"
    assert region_name("XX-9") == "XX-9"
