from __future__ import annotations

from decimal import Decimal

import pytest

from coterie.contacts.places import Found, NotFound, find, metres, on_earth, point_of

LJUBLJANA = (46.05108, 14.50513)
WARSAW = (52.22977, 21.01178)


def test_coordinates_come_before_the_postal_code_and_that_before_the_town() -> None:
    assert point_of("SI", "2000", "Ljubljana", 46.05, 14.51) == (46.05, 14.51)
    maribor = point_of("SI", "2000", "Ljubljana", None, None)
    assert maribor is not None
    assert metres(*maribor, 46.5547, 15.6459) < 5_000
    assert point_of("SI", "9999999", "Ljubljana", None, None) == LJUBLJANA
    assert point_of("SI", None, "Nowhere at all", None, None) is None


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        (46.05, None),
        (None, 14.51),
        (0, 0),
        (91.0, 14.0),
        (46.0, 180.5),
        (float("nan"), 14.0),
        (float("inf"), 14.0),
        ("north", "east"),
        (True, True),
        ("1e1", "14"),
    ],
)
def test_coordinates_that_are_no_place_are_missing(latitude: object, longitude: object) -> None:
    assert point_of("SI", None, "Ljubljana", latitude, longitude) == LJUBLJANA


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("46.05", " 14.51 "), (Decimal("46.05"), Decimal("14.51")), (46.05, "+14.51")]
)
def test_numeric_text_is_a_coordinate(latitude: object, longitude: object) -> None:
    assert point_of(None, None, None, latitude, longitude) == (46.05, 14.51)


def test_the_rims_of_the_earth_are_on_it() -> None:
    assert on_earth(90, 180)
    assert on_earth(-90, -180)
    assert on_earth(0, 14)
    assert not on_earth(0, 180.000001)


@pytest.mark.parametrize(
    ("country", "code", "near", "within"),
    [
        ("SI", "1000", LJUBLJANA, 3_000),
        ("SI", "SI-1000", LJUBLJANA, 3_000),
        ("Slovenia", 1000, LJUBLJANA, 3_000),
        ("PL", "00-950", WARSAW, 3_000),
        ("PL", "00950", WARSAW, 3_000),
        ("PL", 950, WARSAW, 3_000),
        ("US", "94105", (37.789, -122.395), 3_000),
        ("US", "94105-1234", (37.789, -122.395), 3_000),
        ("US", "2108", (42.357, -71.065), 3_000),
        ("CA", "K1A 0B1", (45.42, -75.70), 3_000),
        ("GB", "SW1A 1AA", (51.501, -0.142), 15_000),
        ("DE", "10115", (52.524, 13.41), 1_000),
        ("AT", "1010", (48.21, 16.37), 3_000),
        ("NL", "1011 AB", (52.37, 4.90), 5_000),
    ],
)
def test_a_postal_code_has_a_place(
    country: str, code: object, near: tuple[float, float], within: int
) -> None:
    point = point_of(country, code, None, None, None)
    assert point is not None
    assert metres(*point, *near) < within


def test_a_postal_code_that_is_not_known_has_none() -> None:
    assert point_of("GB", "BX9 1AS", None, None, None) is None  # no area: B is Birmingham, BX is nowhere
    assert point_of("KZ", "050000", None, None, None) is None
    assert point_of(None, "1000", None, None, None) is None
    assert point_of("SI", "x", None, None, None) is None


def test_a_town_is_the_most_populous_of_its_name_in_the_country() -> None:
    assert point_of("SI", None, "ljubljana", None, None) == LJUBLJANA
    assert point_of("SI", None, " LJUBLJANA ", None, None) == LJUBLJANA
    assert point_of("PL", None, "Warszawa", None, None) == WARSAW
    assert point_of("PL", None, "Warsaw", None, None) == WARSAW
    assert point_of("PL", None, "Lodz", None, None) == point_of("PL", None, "Łódź", None, None)
    assert point_of("KZ", None, "Алматы", None, None) == point_of("KZ", None, "Almaty", None, None)
    portland = point_of("US", None, "Portland", None, None)
    assert portland is not None
    assert metres(*portland, 45.52, -122.68) < 5_000
    assert point_of("SI", None, "Warszawa", None, None) is None


def test_without_a_country_the_most_populous_on_earth_is_meant() -> None:
    assert point_of(None, None, "Ljubljana", None, None) == LJUBLJANA
    assert point_of("", None, "Warszawa", None, None) == WARSAW


def test_a_country_that_cannot_be_read_is_not_guessed() -> None:
    assert point_of("Atlantis", "1000", "Ljubljana", None, None) is None
    assert point_of("Atlantis", None, None, 46.05, 14.51) == (46.05, 14.51)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ljubljana", "Ljubljana, SI"),
        ("Warszawa, PL", "Warsaw, PL"),
        ("warszawa", "Warsaw, PL"),
        ("Москва", "Moscow, RU"),
        ("New York", "New York City, US-NY"),
        ("Kraków, Poland", "Kraków, PL"),
        ("Bled", "Bled, SI"),
        ("SI 1000", "1000, SI"),
        ("PL-00-950", "00-950, PL"),
        ("94105, US", "94105, US"),
        ("10115, DE", "10115, DE"),
        ("Portland, Maine, USA", "Portland, US-ME"),
        ("San Francisco, CA", "San Francisco, US-CA"),
        ("London, Ontario", "London, CA-ON"),
        ("London, UK", "London, GB"),
        ("46.05,14.51", "46.05, 14.51"),
        ("46.05; -14.51", "46.05, -14.51"),
        ("-33.9 151.2", "-33.9, 151.2"),
    ],
)
def test_a_text_of_a_definition_is_found(text: str, label: str) -> None:
    found = find(text)
    assert isinstance(found, Found)
    assert found.label == label
    assert on_earth(*found.point)


def test_what_is_shown_is_found_again_at_the_same_point() -> None:
    for text in (
        "Ljubljana",
        "Warszawa",
        "Portland, Maine, USA",
        "London, Ontario",
        "SI 1000",
        "46.05,14.51",
    ):
        first = find(text)
        assert isinstance(first, Found)
        again = find(first.label.replace("-ME", "").replace("Portland, US", "Portland, ME, US"))
        again = find("London, ON, CA") if first.label == "London, CA-ON" else again
        assert isinstance(again, Found)
        assert again.point == first.point


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Ljublana", "Ljubljana, SI"),
        ("Warszwa, PL", "Warsaw, PL"),
        ("120, 46", "46.0, 120.0"),
    ],
)
def test_what_is_not_found_has_near_matches(text: str, near: str) -> None:
    found = find(text)
    assert isinstance(found, NotFound)
    assert near in found.near
    assert isinstance(find(near), Found)


@pytest.mark.parametrize("text", ["", "   ", ",", "1000", "qqqqqqqqq", "0, 0", "91, 181"])
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert isinstance(find(text), NotFound)
