"""profile-postal-code-distance: within so far of a postal code, or beyond; ours: `within ... km of`."""

from __future__ import annotations

import re

from coterie.lib.numbers import half_even

from ..asked import Clauses, Ids, Unsayable
from ..comparisons import numeric
from ..given import JSON, Given

TYPE = "profile-postal-code-distance"
KINDS = ("near",)
UNITS = {"kilometers": 10_000, "miles": 16_093}
"""Kilometres of a unit, times 10**4; a mile is 1.609344 km."""
_MILE = 1_609_344
_PLACE = re.compile(r"([A-Za-z]{2}) (.*[0-9].*)")


def read(given: Given) -> JSON:
    """`less-than`: within; `greater-than`: not within, and so also those of whom no place is known."""
    country, code = given.get("country_code").text(), given.get("postal_code").text()
    asked = given.get("filter")
    within = asked.get("operator").one_of({"less-than": True, "greater-than": False})
    far = asked.get("value").number()
    if given.get("unit").one_of(UNITS) != UNITS["kilometers"]:
        far = half_even(round(far * 10_000) * _MILE, 1_000_000) / 10_000
    near = {"kind": "near", "km": far, "place": f"{country} {code}"}
    return near if within else {"not": near}


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """Within so far of a postal code that names its country."""
    place = _PLACE.fullmatch(node["place"])
    if place is None:
        raise Unsayable(f"a distance from {node['place']!r}", 'name a country and a postal code: "PL 00-950"')
    asked = numeric("<" if yes else ">", node["km"])
    about = {"country_code": place[1].upper(), "postal_code": place[2], "unit": "kilometers"}
    return [[{"type": TYPE, **about, "filter": asked}]]
