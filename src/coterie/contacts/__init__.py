"""Contacts: who somebody is, what is known of them, where they are, what they agreed to.

For: pure rules of identity, places and consent. Not for: keeping them (the record) or grouping them
(segments).
"""

from __future__ import annotations

from .contact import Change, Contact
from .erasure import erase, rejects_of
from .identity import Claims, Identity
from .known import contacts_of, find, load_identity, merged_into

__all__ = [
    "Change", "Claims", "Contact", "Identity", "contacts_of", "erase", "find", "load_identity", "merged_into",
    "rejects_of",
]  # fmt: skip
