"""The workspace: one shop's record, what is set for it, and the questions that it answers.

For: the public face, `Shop`; its health (`checkup`); definitions as SQL (`sql`). Not for: meaning (segments),
keeping (record) or wiring (opening).
"""

from __future__ import annotations

from . import checkup, sql
from .segments import Segment, Segments
from .settings import Settings
from .shop import Shop

__all__ = ["Segment", "Segments", "Settings", "Shop", "checkup", "sql"]
