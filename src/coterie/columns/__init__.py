"""The hot copy of the record: time-ordered columns for each event name and trait, and kernels over them.

Everything here is derived: it can be thrown away and made again from a `Source`. It knows contacts by dense
id, events by name and time, properties by code; what a segment means is not its business (`segments.columns`).
"""

from __future__ import annotations

from . import marks, scratch
from .bits import Bits, words_for
from .dictionary import MISSING, Dictionary
from .frame import Frame
from .past import Lived, lived
from .people import Crowd
from .store import Columns
from .view import Stale, View

__all__ = [
    "MISSING", "Bits", "Columns", "Crowd", "Dictionary", "Frame", "Lived", "Stale", "View", "lived", "marks", "scratch",
    "words_for",
]  # fmt: skip
