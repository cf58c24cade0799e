"""Distances on the earth, as whole metres, so that every reading compares the same integers.

There is one computation, over columns; a single distance is a column of one. Two programs of the same formula
(libm's and numpy's sines differ in the last bit) would disagree about a contact on the rim.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

EARTH_METRES = 6_371_008.8
"""Mean radius of the earth, (2a + b) / 3 of WGS 84 (Moritz, Geodetic Reference System 1980)."""

NOWHERE = 2**62
"""The distance of a contact without a place, and the distance to no point: farther than everything."""


def metres(lat1: float, lon1: float, lat2: float, lon2: float) -> int:
    """The great-circle distance of two points (degrees), in whole metres, half-even.

    >>> metres(46.0569, 14.5058, 52.2297, 21.0122)
    833002
    """
    return int(metres_many([lat1], [lon1], [(lat2, lon2)])[0])


def km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The same in kilometres, to the metre.

    >>> km(46.0569, 14.5058, 52.2297, 21.0122)
    833.002
    """
    return metres(lat1, lon1, lat2, lon2) / 1000


def metres_many(
    latitudes: ArrayLike, longitudes: ArrayLike, points: Sequence[tuple[float, float]]
) -> NDArray[np.int64]:
    """For each place (degrees; NaN: none) whole metres to the nearest of the points, or NOWHERE.

    >>> metres_many([46.0, np.nan], [14.5, 14.5], [(46.0, 14.5), (0, 0)]).tolist() == [0, NOWHERE]
    True
    """
    return nearest_many(latitudes, longitudes, points)[1]


def nearest_many(
    latitudes: ArrayLike, longitudes: ArrayLike, points: Sequence[tuple[float, float]]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """For each place the index of the nearest point (-1: none; at equal metres the first) and its metres.

    >>> index, far = nearest_many([46.0, 52.0], [14.5, 21.0], [(52.2297, 21.0122), (46.0569, 14.5058)])
    >>> index.tolist(), far.tolist()
    ([1, 0], [6343, 25555])
    """
    phi, lam = np.radians(np.asarray(latitudes, np.float64)), np.radians(np.asarray(longitudes, np.float64))
    cosines = np.cos(phi)
    index, nearest = np.full(phi.shape, -1, np.int32), np.full(phi.shape, NOWHERE, np.int64)
    for number, (latitude, longitude) in enumerate(points):
        far = _haversine(phi, lam, cosines, *np.radians(np.array([latitude, longitude], np.float64)))
        closer = far < nearest
        nearest[closer] = far[closer]
        index[closer] = number
    return index, nearest


def _haversine(
    phi: NDArray[np.float64],
    lam: NDArray[np.float64],
    cosines: NDArray[np.float64],
    to_phi: np.float64,
    to_lam: np.float64,
) -> NDArray[np.int64]:
    # R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984) 159: exact for near points.
    up, across = np.sin((phi - to_phi) * 0.5), np.sin((lam - to_lam) * 0.5)
    h = up * up + cosines * np.cos(to_phi) * (across * across)
    far = np.rint(np.arcsin(np.sqrt(np.minimum(h, 1.0))) * (2.0 * EARTH_METRES))
    return np.where(np.isnan(far), float(NOWHERE), far).astype(np.int64)
