"""profile-permissions: whether WhatsApp may be used. Coterie keeps no consent to it; refused by name."""

from __future__ import annotations

from ..given import JSON, Given

TYPE = "profile-permissions"
KINDS: tuple[str, ...] = ()


def read(given: Given) -> JSON:
    """Refused."""
    raise given.not_here("condition 'profile-permissions' (WhatsApp)", "keep the permission as a trait")
