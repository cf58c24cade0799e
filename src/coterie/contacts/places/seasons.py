"""Meteorological seasons: whole months, turned by half a year south of the equator."""

from __future__ import annotations

from typing import Literal, TypeAlias

Hemisphere: TypeAlias = Literal["north", "south"]
SeasonName: TypeAlias = Literal["winter", "spring", "summer", "autumn"]

SEASONS: tuple[SeasonName, ...] = ("winter", "spring", "summer", "autumn")

_SOUTH = frozenset({
    "AO", "AQ", "AR", "AS", "AU", "BI", "BO", "BR", "BV", "BW", "CC", "CD", "CG", "CK", "CL", "CX", "EC",
    "FJ", "FK", "GA", "GS", "HM", "ID", "IO", "KE", "KM", "LS", "MG", "MU", "MW", "MZ", "NA", "NC", "NF",
    "NR", "NU", "NZ", "PE", "PF", "PG", "PN", "PY", "RE", "RW", "SB", "SC", "SH", "SZ", "TF", "TK", "TL",
    "TO", "TV", "TZ", "UY", "VU", "WF", "WS", "YT", "ZA", "ZM", "ZW",
})  # fmt: skip
"""Countries whose people live south of the equator: the mean latitude of their towns of 15,000 and more,
weighted by population (geonames), is negative; of uninhabited ones the latitude of the land."""


def hemisphere(country: str) -> Hemisphere:
    """The half of the earth where a country's people live; an unknown country is read as northern.

    >>> hemisphere("SI"), hemisphere("AU")
    ('north', 'south')
    """
    return "south" if country.upper() in _SOUTH else "north"


def season(half: Hemisphere, month: int) -> SeasonName:
    """The season of a month (1-12): northern winter is December to February. ValueError for other months.

    >>> season("north", 12), season("south", 12), season("north", 5)
    ('winter', 'summer', 'spring')
    """
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is not a month")
    turned = month % 12 + (6 if half == "south" else 0)
    return SEASONS[turned // 3 % 4]
