"""profile-region: within the European Union or the United States; ours: `located`."""

from __future__ import annotations

from coterie.contacts import places

from ..asked import Clauses, Ids, Unsayable
from ..given import JSON, Given

TYPE = "profile-region"
KINDS = ("located",)
REGIONS: dict[str, JSON] = {
    "european_union": {"kind": "located", "part": "group", "names": ["EU"]},
    "united_states": {"kind": "located", "part": "country", "names": ["US"]},
}


def read(given: Given) -> JSON:
    """In the region, or not (those without a country are not)."""
    found = given.get("region", "region_id").one_of(REGIONS)
    return found if given.get("in_region").truth() else {"not": found}


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """The region that has these very countries."""
    if node["part"] not in ("country", "group"):
        raise Unsayable(f"this way to be located (by {node['part']})", "compare the trait itself")
    asked = {code for name in node["names"] for code in places.members(name)}
    for region, ours in REGIONS.items():
        if asked == set(places.members(ours["names"][0])):
            return [[{"type": TYPE, "in_region": yes, "region": region}]]
    raise Unsayable("regions but the European Union and the United States", "compare the trait country")
