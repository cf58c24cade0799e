"""The laws that we say hold in a place, against a collection made on its own."""

from __future__ import annotations

import json
from pathlib import Path

from coterie.contacts.consent import regime

NAMES = ("UK GDPR", "GDPR", "PECR", "FADP", "CASL", "CAN-SPAM", "CCPA", "Kazakhstan")


def named(laws: list[str] | tuple[str, ...]) -> set[str]:
    """The laws by short name, however the two sides spell and join them."""
    found = set()
    for law in laws:
        found.add(next((name for name in NAMES if name in law), law))
    return found


def test_every_place_has_the_laws_of_the_collection(data: Path) -> None:
    text = (data / "compliance" / "regimes.json").read_text(encoding="utf-8")
    places: dict[str, list[str]] = json.loads(text)["regime_by_country"]
    assert len(places) > 30
    missing = {}
    for place, laws in places.items():
        country, _, region = place.partition("-")
        ours = named(regime(country, place if region else None).laws)
        if gap := {law for law in named(laws) if law in NAMES} - ours:
            missing[place] = (sorted(gap), sorted(ours))
    assert missing == {}
