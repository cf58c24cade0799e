"""profile-property: a property of the profile; ours: `has`, a trait."""

from __future__ import annotations

import re

from ..asked import Clauses, Ids, Unsayable
from ..comparisons import filters, predicate
from ..given import JSON, Given

TYPE = "profile-property"
KINDS = ("has",)
TRAITS = {
    "phone_number": "phone", "location['country']": "country", "location['region']": "region",
    "location['city']": "city", "location['zip']": "postal_code", "location['latitude']": "latitude",
    "location['longitude']": "longitude", "location['address1']": "address",
    "location['timezone']": "timezone",
}  # fmt: skip
"""Klaviyo's well-known properties that have another name here."""
OWN = ("email", "first_name", "last_name", "organization", "title", "external_id", "locale", "image")
"""Well-known properties of the same name; all others are custom."""
PROPERTIES = {trait: name for name, trait in TRAITS.items()} | {name: name for name in OWN}
_CUSTOM = re.compile(r"""properties\[(['"])(.*)\1\]""", re.DOTALL)


def read(given: Given) -> JSON:
    """The trait's comparison."""
    name = given.get("property", "field").text()
    custom = _CUSTOM.fullmatch(name)
    trait = custom[2] if custom else TRAITS.get(name, name)
    return {"kind": "has", "trait": trait, "predicate": predicate(given.get("filter"))}


def write(node: JSON, yes: bool, ids: Ids) -> Clauses:
    """The conditions of a trait's comparison."""
    trait = node["trait"]
    if trait.startswith("$"):
        raise Unsayable(f"the trait {trait!r}", "it is Coterie's own; store it as a trait of another name")
    name = PROPERTIES.get(trait, f"properties['{trait}']")
    return [
        [{"type": TYPE, "property": name, "filter": one} for one in clause]
        for clause in filters(node["predicate"], yes, ids.zone)
    ]
