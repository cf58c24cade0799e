"""Sets that need neither other contacts nor measures: samples and moves."""

from __future__ import annotations

import hashlib
from itertools import pairwise

from coterie.contacts import Contact
from coterie.segments.parts.meets import meets
from coterie.segments.parts.window import span
from coterie.segments.plan import Moved

from .rows import Scene


def sampled(salt: str, birth: str, share: int) -> bool:
    """Whether the birth id falls into the deterministic share (scaled by 10**4).

    >>> sampled("a", "x", 10_000), sampled("a", "x", 0)
    (True, False)
    """
    first = hashlib.sha256(salt.encode() + b"\0" + birth.encode()).digest()[:8]
    return int.from_bytes(first, "big") * 10_000 < share * 2**64


def moved(scene: Scene, plan: Moved, who: Contact) -> bool:
    """Whether, in the window, one value of the trait was directly replaced by the other."""
    low, high = span(plan.window, scene.at, scene.calendar)
    past = [c for c in who.changes.get(plan.trait, ()) if c.t <= scene.at]
    return any(
        low < new.t <= high
        and meets(plan.before, old.value, scene.at, scene.calendar)
        and meets(plan.after, new.value, scene.at, scene.calendar)
        for old, new in pairwise(past)
    )
