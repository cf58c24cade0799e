from __future__ import annotations

import pytest

from coterie.contacts.places import SEASONS, codes, hemisphere, season

NORTH = ["winter"] * 2 + ["spring"] * 3 + ["summer"] * 3 + ["autumn"] * 3 + ["winter"]


def test_seasons_are_whole_months() -> None:
    assert [season("north", month) for month in range(1, 13)] == NORTH


def test_the_south_is_half_a_year_away() -> None:
    assert [season("south", month) for month in range(1, 13)] == NORTH[6:] + NORTH[:6]
    assert {season("south", month) for month in range(1, 13)} == set(SEASONS)


@pytest.mark.parametrize("month", [0, 13, -1])
def test_other_months_are_refused(month: int) -> None:
    with pytest.raises(ValueError, match="is not a month"):
        season("north", month)


def test_countries_have_a_hemisphere() -> None:
    assert {code: hemisphere(code) for code in ("SI", "PL", "KZ", "US", "IN", "ZZ")} == dict.fromkeys(
        ("SI", "PL", "KZ", "US", "IN", "ZZ"), "north"
    )
    assert {hemisphere(code) for code in ("AU", "NZ", "AR", "ZA", "BR", "za")} == {"south"}
    assert sum(hemisphere(code) == "south" for code in codes()) == 62
