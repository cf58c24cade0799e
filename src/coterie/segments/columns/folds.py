"""Who has a row, and how many: scatters of the rows of a log."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits, marks
from coterie.columns.kernels import scatter
from coterie.lib.instants import NEVER
from coterie.segments.parts.compare import Dated
from coterie.segments.parts.window import span
from coterie.segments.plan import Fold, Log

from .rows import EVER, Scene, Span, slices
from .vectors import Numbers


def marked(scene: Scene, log: Log, only: Span = EVER) -> Bits:
    """Who has a row; `only` in this span (low < t <= high) of the log's."""
    found = Bits.none(scene.view.size)
    add_marks(scene, log, found, only)
    return found


def add_marks(scene: Scene, log: Log, found: Bits, only: Span = EVER) -> None:
    """Sets the bits of those who have a row, in place."""
    for rows in slices(scene, log, only):
        if rows.mask is None:
            marks.mark(rows.frame, rows.lo, rows.hi, found)
        else:
            scatter.mark_where(rows.contact, rows.lo, rows.hi, rows.mask, found.words)
    crowd = scene.view.crowd
    if len(crowd.moved):
        scatter.move_bits(crowd.moved, crowd.into, found.words)


def when(scene: Scene, fold: Fold, predicate: Dated) -> Bits:
    """Whose first or last row is dated so: who has a row there, and none before (after) it."""
    low, high = span(predicate.window, scene.at, scene.calendar)
    outside = (high, NEVER) if fold.fn == "when_last" else (-NEVER, low)
    found = marked(scene, fold.log, (low, high)) - marked(scene, fold.log, outside)
    if not predicate.negated and not predicate.or_missing:
        return found
    ever = marked(scene, fold.log)
    found = ever - found if predicate.negated else found
    return found | ~ever if predicate.or_missing else found


def add_tally(scene: Scene, log: Log, out: NDArray[np.uint8], only: Span = EVER) -> None:
    """Counts the rows of each contact, saturating at 255, in place."""
    for rows in slices(scene, log, only):
        if rows.mask is None:
            marks.count(rows.frame, rows.lo, rows.hi, out)
        else:
            scatter.tally8_where(rows.contact, rows.lo, rows.hi, rows.mask, out)
    crowd = scene.view.crowd
    if len(crowd.moved):
        scatter.move_tally8(crowd.moved, crowd.into, out)


def count(scene: Scene, log: Log) -> Numbers:
    """How many rows, for every contact."""
    out: Any = np.zeros(scene.view.size, np.uint32)
    for rows in slices(scene, log):
        if rows.mask is None:
            scatter.tally(rows.contact, rows.lo, rows.hi, out)
        else:
            scatter.tally_where(rows.contact, rows.lo, rows.hi, rows.mask, out)
    crowd = scene.view.crowd
    np.add.at(out, crowd.into, out[crowd.moved])
    return Numbers(out.astype(np.int64) * 10_000)
