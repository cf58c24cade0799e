"""Where contacts are: the distinct places are looked up once each, whoever lives there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits, Dictionary
from coterie.contacts import places
from coterie.segments.world import Store

from .ledger import combined, set_or_missing
from .rows import Scene
from .traits import stated
from .vectors import Codes, Numbers

PLACE = ("country", "postal_code", "city", "latitude", "longitude")
Points = Sequence[tuple[float, float]]


def points(scene: Scene) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Of each contact which of the distinct points it is at, and those (latitude, longitude; NaN: nowhere)."""
    which, found = combined([(name, set_or_missing(stated(scene, name))) for name in PLACE])
    known = [places.point_of(*(place[name] for name in PLACE)) for place in found]
    return which, np.array([(np.nan, np.nan) if p is None else p for p in known], np.float64).reshape(-1, 2)


def distance(scene: Scene, there: Points) -> Numbers:
    """Whole metres (times 10**4) to the nearest of the points."""
    which, here = points(scene)
    metres = places.metres_many(here[:, 0], here[:, 1], there)
    found = metres != places.NOWHERE
    return Numbers((np.where(found, metres, 0) * 10_000)[which], None, found[which])


def nearest_store(scene: Scene, stores: Sequence[Store]) -> Codes:
    """The name of the nearest store; at equal metres the smallest name."""
    which, here = points(scene)
    by_name = sorted(stores, key=lambda store: store.name)
    index, _ = places.nearest_many(here[:, 0], here[:, 1], [(s.latitude, s.longitude) for s in by_name])
    dictionary = Dictionary()
    table = np.append(dictionary.codes_of([s.name for s in by_name]), np.int32(-1)).astype(np.int32)
    return Codes(table[index][which], dictionary)


def season(scene: Scene, name: str) -> Bits:
    """Whose country has this season now."""
    country = stated(scene, "country")
    month = scene.calendar.local_month_day(scene.at) // 100
    has = [_season_of(value, month) == name for value in country.dictionary.values]
    return Bits.of(np.array([*has, False], np.bool_)[np.maximum(country.codes, -1)])


def _season_of(value: object, month: int) -> str | None:
    country = places.country_of(value) if isinstance(value, str) else None
    return None if country is None else places.season(places.hemisphere(country), month)
