"""Places: countries, regions, postal codes, towns; where a contact is, how far that is, and the season there.

Pure functions of names and numbers over data of installed packages, read when first asked for and kept.
Nothing here knows a contact or asks the network.
"""

from __future__ import annotations

from coterie.contacts.places.cities import Point
from coterie.contacts.places.countries import codes, country_name, country_of, country_spellings, members
from coterie.contacts.places.distance import EARTH_METRES, NOWHERE, km, metres, metres_many, nearest_many
from coterie.contacts.places.points import Found, NotFound, find, on_earth, point_of
from coterie.contacts.places.regions import canonical, region_name, region_of, region_spellings, regions
from coterie.contacts.places.seasons import SEASONS, Hemisphere, SeasonName, hemisphere, season

__all__ = [
    "EARTH_METRES",
    "NOWHERE",
    "SEASONS",
    "Found",
    "Hemisphere",
    "NotFound",
    "Point",
    "SeasonName",
    "canonical",
    "codes",
    "country_name",
    "country_of",
    "country_spellings",
    "find",
    "hemisphere",
    "km",
    "members",
    "metres",
    "metres_many",
    "nearest_many",
    "on_earth",
    "point_of",
    "region_name",
    "region_of",
    "region_spellings",
    "regions",
    "season",
]
