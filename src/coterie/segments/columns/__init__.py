"""Segments read from the columns: the fast path. A plan goes in, a set of contacts (one bit each) comes out.

What it answers is what `segments.reference` answers; how quickly is measured by `benchmarks/preview.py`.
"""

from __future__ import annotations

from .reading import Reading
from .sweep import Progress

__all__ = ["Progress", "Reading"]
