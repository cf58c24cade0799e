"""Klaviyo's segment definitions, both ways: every type of its conditions is mapped, or refused by name.

For: reading and writing definitions. Not for: fetching or sending them, or profiles and events.
"""

from __future__ import annotations

from .reader import from_klaviyo, read_klaviyo
from .writer import to_klaviyo

__all__ = ["from_klaviyo", "read_klaviyo", "to_klaviyo"]
