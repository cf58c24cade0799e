"""Contacts: who somebody is, what is known of them, where they are, what they agreed to.

For: pure rules of identity, places and consent. Not for: keeping them (the record) or grouping them
(segments).
"""

from __future__ import annotations

from .contact import Change, Contact
from .identity import Claims, Identity
from .known import load as load_identity

__all__ = ["Change", "Claims", "Contact", "Identity", "load_identity"]
