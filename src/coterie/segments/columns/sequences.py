"""Sequences: one event after another, or none between."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits
from coterie.columns.kernels import follows, groups
from coterie.segments.parts.where import ALL
from coterie.segments.parts.window import span
from coterie.segments.plan import Sequence

from .ordered import Told, numbered, told
from .rows import Rows, Scene, alive, passing


def sequence(scene: Scene, plan: Sequence) -> Bits:
    """Whose events hold the sequence."""
    rows, stands = [], []
    for piece, bits in _pieces(scene, plan):
        rows.append(piece.only(bits != 0))
        stands.append(bits)
    size = scene.view.size
    found = told(scene, rows, numbered(rows))
    bits = np.concatenate([*stands, np.empty(0, np.int64)])[found.codes]
    found, bits = _able(found, bits, plan, size)
    begin = groups.offsets(found.contact, size)
    order = groups.sort_by(found.contact, begin)
    out = np.zeros(size, np.bool_)
    negated = np.array([step.negated for step in plan.steps], np.bool_)
    follows.follows(begin, found.t[order], bits[order], negated, plan.within, scene.at, out)
    return Bits.of(out)


def _pieces(scene: Scene, plan: Sequence) -> Iterator[tuple[Rows, NDArray[np.int64]]]:
    """The rows that can stand for a step, and for which: bit i for step i."""
    low, high = span(plan.steps[0].log.window, scene.at, scene.calendar)
    for name in dict.fromkeys(name for step in plan.steps for name in step.log.names):
        for frame in scene.view.events(name):
            # Nothing before the first step's window can be part of it.
            lo, hi = frame.between(low, scene.at)
            if lo < hi:
                rows = alive(Rows(scene, name, frame, lo, hi))
                yield rows, _bits(rows, plan, high)


def _bits(rows: Rows, plan: Sequence, high: int) -> NDArray[np.int64]:
    bits = np.zeros(len(rows), np.int64)
    for i, step in enumerate(plan.steps):
        if rows.name in step.log.names:
            passes = np.ones(len(rows), np.bool_) if step.log.where == ALL else passing(step.log.where, rows)
            bits |= (passes if i else passes & (rows.t <= high)).astype(np.int64) << i
    return bits


def _able(found: Told, bits: NDArray[np.int64], plan: Sequence, size: int) -> tuple[Told, NDArray[np.int64]]:
    """The rows of contacts who have one for each step that is asked for."""
    able = np.ones(size, np.bool_)
    for i, step in enumerate(plan.steps):
        if not step.negated:
            has = np.zeros(size, np.bool_)
            has[found.contact[bits >> i & 1 == 1]] = True
            able &= has
    chosen = able[found.contact]
    return found.only(chosen), bits[chosen]
