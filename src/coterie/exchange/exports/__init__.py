"""Contacts going out: members of a segment, all contacts, or everything about one, as CSV, JSON Lines or
Parquet.

For: files that other programs and people read. Not for: who is a member (segments) or how bytes are written
(files).
"""

from __future__ import annotations

from .people import contacts, members, whole

__all__ = ["contacts", "members", "whole"]
