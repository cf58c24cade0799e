from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coterie.contacts.places import EARTH_METRES, NOWHERE, km, metres, metres_many, nearest_many

LATITUDES = st.floats(-90, 90)
LONGITUDES = st.floats(-180, 180)


def test_a_column_has_the_metres_of_each_of_its_rows() -> None:
    random = np.random.default_rng(20260)
    latitudes, longitudes = random.uniform(-90, 90, 100_000), random.uniform(-180, 180, 100_000)
    point = (46.05108, 14.50513)
    together = metres_many(latitudes, longitudes, [point]).tolist()
    alone = [metres(a, b, *point) for a, b in zip(latitudes.tolist(), longitudes.tolist(), strict=True)]
    assert together == alone


def test_a_row_has_the_same_metres_wherever_it_stands_in_a_column() -> None:
    random = np.random.default_rng(7)
    latitudes, longitudes = random.normal(46, 0.2, 4_099), random.normal(14.5, 0.2, 4_099)
    whole = metres_many(latitudes, longitudes, [(46.05, 14.5)])
    for start in range(1, 9):
        part = metres_many(latitudes[start::3], longitudes[start::3], [(46.05, 14.5)])
        assert np.array_equal(part, whole[start::3])


def test_known_distances() -> None:
    # A degree of a great circle is 2 pi R / 360.
    degree = round(2 * np.pi * EARTH_METRES / 360)
    assert metres(0, 10, 0, 11) == metres(45, 10, 46, 10) == degree == 111_195
    assert metres(90, 0, -90, 0) == round(np.pi * EARTH_METRES)
    assert metres(0, 179.5, 0, -179.5) == degree
    assert metres(46.05, 14.5, 46.05, 14.5) == 0
    assert km(0, 10, 0, 11) == 111.195
    # London to New York, by many almanacs 5,570 km.
    assert abs(km(51.5074, -0.1278, 40.7128, -74.0060) - 5_570.2) < 1


@given(LATITUDES, LONGITUDES, LATITUDES, LONGITUDES)
def test_a_distance_is_symmetric_and_at_most_half_round_the_earth(
    a: float, b: float, c: float, d: float
) -> None:
    assert abs(metres(a, b, c, d) - metres(c, d, a, b)) <= 1
    assert 0 <= metres(a, b, c, d) <= round(np.pi * EARTH_METRES)


@given(
    st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=6),
    st.lists(st.tuples(LATITUDES, LONGITUDES), max_size=5),
)
def test_the_nearest_is_the_first_of_the_least(
    places: list[tuple[float, float]], points: list[tuple[float, float]]
) -> None:
    latitudes, longitudes = zip(*places, strict=True)
    index, far = nearest_many(latitudes, longitudes, points)
    for row, place in enumerate(places):
        each = [metres(*place, *point) for point in points]
        assert far[row] == min(each, default=NOWHERE)
        assert index[row] == (each.index(min(each)) if each else -1)


def test_no_place_is_nowhere() -> None:
    index, far = nearest_many([np.nan, 46.0], [14.0, np.nan], [(46.0, 14.0)])
    assert far.tolist() == [NOWHERE, NOWHERE]
    assert index.tolist() == [-1, -1]
    assert metres_many([], [], [(46.0, 14.0)]).tolist() == []
