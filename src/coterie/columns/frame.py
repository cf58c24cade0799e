"""Frames: rows in order of (t, seq) as aligned columns, and the lines (items) beneath them.

Columns by name: `contact` i32, `t` and `seq` i64; `until` and `amount` i64 only where some row needs them; `.field`
i32: codes of a property. Lines: `row` i32 (index into the rows), `amount`, `.field`. A frame is never changed except
that a property column may join it; a longer one takes its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.lib.instants import NEVER

from .kernels.groups import merge

Column = NDArray[np.int32] | NDArray[np.int64]
Columns = dict[str, Column]
MISSING = int(np.iinfo(np.int64).min)
FILLERS = {"until": NEVER, "amount": MISSING}
_ROOM = 1024


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Rows and lines; see the module. derived: what readers have computed from these very rows and keep."""

    columns: Columns
    lines: Columns = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns["t"])

    @property
    def contact(self) -> NDArray[np.int32]:
        return self.columns["contact"]  # type: ignore[return-value]

    @property
    def t(self) -> NDArray[np.int64]:
        return self.columns["t"]  # type: ignore[return-value]

    @property
    def seq(self) -> NDArray[np.int64]:
        return self.columns["seq"]  # type: ignore[return-value]

    def long(self, name: str) -> NDArray[np.int64] | None:
        """`until` or `amount`, where any row has one."""
        return self.columns.get(name)  # type: ignore[return-value]

    def between(self, low: int, high: int) -> tuple[int, int]:
        """The rows with low < t <= high, as indices lo <= i < hi."""
        lo, hi = (int(self.t.searchsorted(np.int64(x), "right")) for x in (low, high))
        return lo, max(lo, hi)


EMPTY: Columns = {
    "contact": np.empty(0, np.int32), "t": np.empty(0, np.int64), "seq": np.empty(0, np.int64),
}  # fmt: skip


def empty() -> Frame:
    """A frame of no rows."""
    return Frame(dict(EMPTY))


def extended(old: Frame, new: Frame) -> Frame:
    """The rows of both, in order; those of `new` have larger seqs. In-order rows cost only themselves."""
    if len(new) == 0:
        return old
    if len(old) == 0 or old.t[-1] <= new.t[0]:
        lines = {**new.lines, "row": new.lines["row"] + np.int32(len(old))} if new.lines else {}
        return Frame(_joined(old.columns, new.columns, len(old), len(new)), _lines_joined(old, lines))
    return merged(old, new)


def merged(old: Frame, new: Frame) -> Frame:
    """The rows of both, in order, in arrays of their own."""
    order = merge(old.t, old.seq, new.t, new.seq)
    both = _joined(old.columns, new.columns, len(old), len(new))
    columns = {name: column[order] for name, column in both.items()}
    if not old.lines and not new.lines:
        return Frame(columns)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    shifted = {**new.lines, "row": new.lines["row"] + np.int32(len(old))} if new.lines else {}
    lines = _lines_joined(old, shifted)
    rows = place[lines["row"]]
    by_row = np.argsort(rows, kind="stable")
    return Frame(columns, {**{k: v[by_row] for k, v in lines.items()}, "row": rows[by_row]})


def _lines_joined(old: Frame, more: Mapping[str, Column]) -> Columns:
    if not more:
        return old.lines
    if not old.lines:
        return dict(more)
    return _joined(old.lines, more, len(old.lines["row"]), len(more["row"]))


def _joined(old: Mapping[str, Column], new: Mapping[str, Column], had: int, got: int) -> Columns:
    names = dict.fromkeys((*old, *new))
    return {name: _grown(_filled(old, name, had), _filled(new, name, got)) for name in names}


def _filled(columns: Mapping[str, Column], name: str, size: int) -> Column:
    found = columns.get(name)
    if found is not None:
        return found
    return np.full(size, FILLERS[name], np.int64) if name in FILLERS else np.full(size, -1, np.int32)


def _grown(old: Column, new: Column) -> Column:
    """`old` with `new` behind it, written into the room that its array keeps at its end."""
    size, room = len(old) + len(new), old.base
    if (
        not isinstance(room, np.ndarray)
        or len(room) < size
        or room.dtype != old.dtype
        or not room.flags.owndata
    ):
        room = np.empty(max(_ROOM, 2 * size), old.dtype)
        room[: len(old)] = old
    room[len(old) : size] = new
    grown: Column = room[:size]
    return grown
