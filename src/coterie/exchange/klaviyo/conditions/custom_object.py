"""profile-has-custom-object: an object of the shop's own kind. Coterie keeps none; refused by name."""

from __future__ import annotations

from ..given import JSON, Given

TYPE = "profile-has-custom-object"
KINDS: tuple[str, ...] = ()


def read(given: Given) -> JSON:
    """Refused."""
    raise given.not_here("condition 'profile-has-custom-object'", "send the object's facts as traits")
