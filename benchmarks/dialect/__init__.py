"""The thirty segments as SQL, in the shapes in which others write it.

For: `count` and `together`. A shape says how a fold over events is written; all else is the same. Not for: Coterie's
own SQL, which says everything that its language can (`segments/sql`); this says only what the thirty need, as
quickly as each engine can.
"""

from __future__ import annotations

from .scan import count as scanned
from .scan import together
from .words import Correlated, Layout, Sets, counted

__all__ = ["Correlated", "Layout", "Sets", "counted", "scanned", "together"]
