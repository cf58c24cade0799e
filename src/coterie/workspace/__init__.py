"""The workspace: one shop's record, what is set for it, and the questions that it answers.

For: the public face, `Shop`. Not for: meaning (segments), keeping (record) or wiring (opening).
"""

from __future__ import annotations

from .segments import Segment, Segments
from .settings import Settings
from .shop import Shop

__all__ = ["Segment", "Segments", "Settings", "Shop"]
