"""Sequences: one event after another, or none between."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits
from coterie.columns.kernels import follows, groups, scatter
from coterie.segments.parts.where import ALL
from coterie.segments.parts.window import span
from coterie.segments.plan import Sequence

from .ordered import numbered, told
from .rows import Rows, Scene, alive, passing
from .vectors import Flags


def sequence(scene: Scene, plan: Sequence) -> Bits:
    """Whose events hold the sequence."""
    size, pieces = scene.view.size, list(_pieces(scene, plan))
    able = _able(scene, plan, pieces)
    rows = [piece.only((bits != 0) & able[piece.contact[piece.lo : piece.hi]]) for piece, bits in pieces]
    found = told(scene, rows, numbered(rows))
    bits = np.concatenate([*(bits for _, bits in pieces), np.empty(0, np.int64)])[found.codes]
    begin = groups.offsets(found.contact, size)
    order = groups.sort_by(found.contact, begin)
    out = np.zeros(size, np.bool_)
    negated = np.array([step.negated for step in plan.steps], np.bool_)
    follows.follows(begin, found.t[order], bits[order], negated, plan.within, scene.at, out)
    return Bits.of(out)


Piece = tuple[Rows, NDArray[np.int64]]


def _able(scene: Scene, plan: Sequence, pieces: list[Piece]) -> Flags:
    """The stored ids of contacts who have a row for each step that is asked for."""
    crowd, able = scene.view.crowd, Bits.all(scene.view.size)
    for i in (i for i, step in enumerate(plan.steps) if not step.negated):
        has = Bits.none(able.size)
        for rows, bits in pieces:
            scatter.mark_where(rows.contact, rows.lo, rows.hi, (bits >> i & 1).astype(np.bool_), has.words)
        scatter.move_bits(crowd.moved, crowd.into, has.words)
        able = able & has
    return crowd.stored(able).flags()


def _pieces(scene: Scene, plan: Sequence) -> Iterator[Piece]:
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
