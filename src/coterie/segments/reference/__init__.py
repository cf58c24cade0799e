"""The reference: plain Python over plain lists. It is the judge of all other readings.

`members(plan, world, at)` is the whole of it. It is for tests, for small shops and for explaining one
contact; it is not quick, and must never become clever.
"""

from __future__ import annotations

from .population import quantile
from .reading import Reference, members
from .rows import Scene, coupon_codes, number, rows
from .sets import sampled

__all__ = ["Reference", "Scene", "coupon_codes", "members", "number", "quantile", "rows", "sampled"]
