"""Sets that look back in a way of their own: the usual interval between orders, moves of a trait, samples."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits
from coterie.columns.kernels import groups, states
from coterie.segments.parts.window import span
from coterie.segments.plan import Lapsed, Log, Moved, Sample

from .exact import compares
from .ordered import Told, in_order, rooted, told
from .rows import Scene, looked_up, slices

DAY = 86_400_000
ORDERS = Log(("Order Completed",))
LEAST_DAYS, LEAST_GAPS = 3, 30


def lapsed(scene: Scene, plan: Lapsed, base: Bits) -> Bits:
    """Whose time since the last order stands so to a multiple of the usual interval."""
    size = scene.view.size
    orders = told(scene, slices(scene, ORDERS), lambda rows: rows.coded("$name"))
    days = scene.calendar.local_days(orders.t)
    who, gap, count = states.gaps(orders.contact, days, size)
    ever, last = np.zeros(size, np.bool_), np.zeros(size, np.int64)
    last[orders.contact], ever[orders.contact] = orders.t, True
    if plan.interval == "own":
        twice, known = _own(who, gap, size), ever & (count >= LEAST_DAYS)
    else:
        all_gaps = gap[base.flags()[who]]
        if len(all_gaps) < LEAST_GAPS:
            return Bits.none(size)
        twice, known = np.full(size, _twice_median(all_gaps)), ever
    since = np.where(ever, scene.at - last, 0)
    return Bits.of(compares(plan.op, [since, 2 * 10_000], [twice, DAY * plan.factor]) & known)


def _own(who: NDArray[np.int32], gap: NDArray[np.int32], size: int) -> NDArray[np.int64]:
    """Of each contact twice the median of its gaps (days); 0 without any."""
    order = np.argsort(gap, kind="stable")
    begin = groups.offsets(who, size)
    ordered = gap[order][groups.sort_by(who[order], begin)].astype(np.int64)
    count = np.diff(begin)
    twice = np.zeros(size, np.int64)
    has = np.flatnonzero(count)
    middle = begin[has]
    twice[has] = ordered[middle + (count[has] - 1) // 2] + ordered[middle + count[has] // 2]
    return twice


def _twice_median(gaps: NDArray[np.int32]) -> int:
    low, high = (len(gaps) - 1) // 2, len(gaps) // 2
    parts = np.partition(gaps, (low, high))
    return int(parts[low]) + int(parts[high])


def moved(scene: Scene, plan: Moved) -> Bits:
    """Whose trait had one value directly replaced by the other in the window."""
    view = scene.view
    low, high = span(plan.window, scene.at, scene.calendar)
    dictionary, pieces = view.trait_values(plan.trait), []
    for frame in view.changes(plan.trait):
        end = frame.between(-(2**62), scene.at)[1]
        codes: Any = frame.columns[".value"][:end]
        pieces.append(
            Told(rooted(scene, frame.contact[:end]), frame.t[:end], frame.seq[:end], codes, dictionary)
        )
    found = in_order(pieces)
    order = groups.sort_by(found.contact, groups.offsets(found.contact, view.size))
    contact, t, codes = found.contact[order], found.t[order], found.codes[order]
    before = looked_up(scene.table(plan.before, dictionary), codes)[:-1]
    after = looked_up(scene.table(plan.after, dictionary), codes)[1:]
    same = contact[1:] == contact[:-1]
    chosen = same & before & after & (low < t[1:]) & (t[1:] <= high)
    return Bits.at(contact[1:][chosen], view.size)


def sample(scene: Scene, plan: Sample) -> Bits:
    """Whose birth id falls into the share."""
    size = scene.view.size
    if plan.share >= 10_000:
        return Bits.all(size)
    # first * 10**4 < share * 2**64, for whole numbers:
    line = ((plan.share << 64) - 1) // 10_000
    return Bits.of(_lots(scene, plan.salt) <= np.uint64(line)) if plan.share > 0 else Bits.none(size)


def _lots(scene: Scene, salt: str) -> NDArray[np.uint64]:
    """The first 8 bytes of SHA-256(salt, 0, birth id) of every contact; kept, for births never change."""
    kept = scene.view.columns.derived
    key = f"lots {salt}"
    lots: NDArray[np.uint64] = kept.get(key, np.empty(0, np.uint64))
    if len(lots) < scene.view.size:
        start = hashlib.sha256(salt.encode() + b"\0")
        births = scene.view.births()[len(lots) :]
        lots = kept[key] = np.concatenate([lots, _hashed(start, births)])
    return lots[: scene.view.size]


def _hashed(start: Any, births: Any) -> NDArray[np.uint64]:
    pieces = []
    for birth in births:
        one = start.copy()
        one.update(birth.encode())
        pieces.append(one.digest()[:8])
    return np.frombuffer(b"".join(pieces), ">u8").astype(np.uint64)
