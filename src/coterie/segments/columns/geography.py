"""Where contacts are: the distinct places are looked up once each, whoever lives there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits, Dictionary
from coterie.contacts import places
from coterie.segments.world import Store

from .ledger import combined
from .rows import Scene
from .traits import stated
from .vectors import Codes, Numbers

PLACE = ("country", "postal_code", "city")
Points = Sequence[tuple[float, float]]
Degrees = NDArray[np.float64]


def points(scene: Scene) -> tuple[Degrees, Degrees]:
    """Latitude and longitude of every contact, NaN where nothing is known."""
    lat, lon = _degrees(stated(scene, "latitude"), 0), _degrees(stated(scene, "longitude"), 1)
    # 0, 0 is no place: see `places.on_earth`.
    lost = np.flatnonzero(np.isnan(lat) | np.isnan(lon) | ((lat == 0) & (lon == 0)))
    columns = [(name, stated(scene, name)) for name in PLACE]
    which, found = combined(
        [(name, Codes(np.maximum(c.codes[lost], -1), c.dictionary)) for name, c in columns]
    )
    known = [places.point_of(p["country"], p["postal_code"], p["city"], None, None) for p in found]
    table = np.array([(np.nan, np.nan) if p is None else p for p in known], np.float64).reshape(-1, 2)
    lat[lost], lon[lost] = table[which, 0], table[which, 1]
    return lat, lon


def _degrees(found: Codes, axis: int) -> Degrees:
    """A coordinate of every contact, as `places.point_of` reads it beside another that is good."""

    def read(value: object) -> float | None:
        point = (
            places.point_of(None, None, None, value, 1.0)
            if axis == 0
            else places.point_of(None, None, None, 1.0, value)
        )
        return None if point is None else point[axis]

    degrees: Degrees = found.dictionary.floats(f"axis {axis}", read)[np.maximum(found.codes, -1)]
    return degrees


def distance(scene: Scene, there: Points) -> Numbers:
    """Whole metres (times 10**4) to the nearest of the points."""
    metres = places.metres_many(*points(scene), there)
    found = metres != places.NOWHERE
    return Numbers(np.where(found, metres, 0) * 10_000, None, found)


def nearest_store(scene: Scene, stores: Sequence[Store]) -> Codes:
    """The name of the nearest store; at equal metres the smallest name."""
    by_name = sorted(stores, key=lambda store: store.name)
    index, _ = places.nearest_many(*points(scene), [(s.latitude, s.longitude) for s in by_name])
    dictionary = Dictionary()
    table = np.append(dictionary.codes_of([s.name for s in by_name]), np.int32(-1)).astype(np.int32)
    return Codes(table[index], dictionary)


def season(scene: Scene, name: str) -> Bits:
    """Whose country has this season now."""
    country = stated(scene, "country")
    month = scene.calendar.local_month_day(scene.at) // 100
    has = [_season_of(value, month) == name for value in country.dictionary.values]
    return Bits.of(np.array([*has, False], np.bool_)[np.maximum(country.codes, -1)])


def _season_of(value: object, month: int) -> str | None:
    country = places.country_of(value) if isinstance(value, str) else None
    return None if country is None else places.season(places.hemisphere(country), month)
