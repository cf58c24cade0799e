"""Coupons: what became of each that was issued."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING
from coterie.lib import values
from coterie.segments.plan import Coupons, Log

from .ordered import Told, told
from .rows import Scene, looked_up_longs, slices
from .vectors import Flags, Numbers

USES = ("Order Completed", "Coupon Redeemed")
Longs = NDArray[np.int64]


def coupons(scene: Scene, measure: Coupons) -> Numbers:
    """How many issued coupons stand in the state."""
    issues = told(scene, slices(scene, measure.log), lambda rows: rows.coded("coupon"))
    counted = np.ones(len(issues.t), np.bool_)
    if measure.state != "issued":
        redeemed, expired = _redeemed(scene, issues), _expired(scene, measure)
        counted = {"redeemed": redeemed, "expired": ~redeemed & expired, "unused": ~redeemed & ~expired}[
            measure.state
        ]
    found = np.bincount(issues.contact[counted], minlength=scene.view.size)
    return Numbers(found.astype(np.int64) * 10_000)


def _expired(scene: Scene, measure: Coupons) -> Flags:
    found = told(scene, slices(scene, measure.log), lambda rows: rows.coded("expires_at"))
    ends = looked_up_longs(found.dictionary.instants(scene.calendar.zone), found.codes)
    expired: Flags = (ends != MISSING) & (ends <= scene.at)
    return expired


def _redeemed(scene: Scene, issues: Told) -> Flags:
    """Of each issue whether one of its codes was used by the same contact at or after it."""
    used = told(scene, slices(scene, Log(USES)), lambda rows: rows.coded("coupon"))
    names: dict[str, int] = {}
    (rows, codes), (row, code) = _exploded(used, names), _exploded(issues, names)
    stride = len(names) + 1
    keys = used.contact[rows].astype(np.int64) * stride + codes
    # Rows are in order of time: the last of equal keys is the latest use.
    order = np.argsort(keys, kind="stable")
    last = np.append(np.diff(keys[order]) != 0, True)[: len(order)]
    distinct, latest = keys[order][last], used.t[rows][order][last]
    found = np.zeros(len(issues.t), np.bool_)
    if len(distinct):
        asked = issues.contact[row].astype(np.int64) * stride + code
        place = np.minimum(np.searchsorted(distinct, asked), len(distinct) - 1)
        found[row[(distinct[place] == asked) & (latest[place] >= issues.t[row])]] = True
    return found


def _exploded(found: Told, names: dict[str, int]) -> tuple[Longs, Longs]:
    """Rows and the numbers of their coupons' folded texts: a row may name several."""
    lists = [_texts(value, names) for value in found.dictionary.values]
    rows, codes = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    longest = max(map(len, lists), default=0)
    for place in range(longest):
        table = np.array([*(one[place] if place < len(one) else -1 for one in lists), -1], np.int64)
        code = table[found.codes]
        rows.append(np.flatnonzero(code >= 0))
        codes.append(code[code >= 0])
    row, code = np.concatenate(rows), np.concatenate(codes)
    order = np.argsort(row, kind="stable")
    return row[order], code[order]


def _texts(value: Any, names: dict[str, int]) -> list[int]:
    texts = (values.as_text(one) for one in (value if isinstance(value, list) else [value]))
    return [names.setdefault(text, len(names)) for text in texts if text is not None]
