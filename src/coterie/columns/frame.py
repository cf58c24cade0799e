"""Frames: rows in order of (t, seq) as aligned columns, and the lines (items) beneath them.

Columns by name: `contact` i32, `t` and `seq` i64; `until` and `amount` i64 only where some row needs them; `.field`
i32: codes of a property. Lines: `row` i32 (index into the rows), `amount`, `.field`. A frame is never changed except
that a property column may join it; a longer one takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    """Rows and lines; see the module.

    derived: what readers have computed from these very rows and keep. rooms: longer arrays of which columns (lines:
    with "/" before the name) are the beginning; what is appended goes behind it, unseen by who holds this frame.
    """

    columns: Columns
    lines: Columns = field(default_factory=dict)
    derived: dict[str, Any] = field(default_factory=dict)
    rooms: Columns = field(default_factory=dict)

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
    if len(old) and old.t[-1] > new.t[0]:
        return merged(old, new)
    rooms: Columns = {}
    columns = {
        name: _grown(one, other, old.rooms.get(name), rooms, name)
        for name, one, other in _pairs(old.columns, new.columns, len(old), len(new))
    }
    lines = {
        name: _grown(one, other, old.rooms.get("/" + name), rooms, "/" + name)
        for name, one, other in _line_pairs(old, new)
    }
    return Frame(columns, lines, rooms=rooms)


def merged(old: Frame, new: Frame) -> Frame:
    """The rows of both, in order, in arrays of their own."""
    order = merge(old.t, old.seq, new.t, new.seq)
    pairs = _pairs(old.columns, new.columns, len(old), len(new))
    columns = {name: np.concatenate([one, other])[order] for name, one, other in pairs}
    lines = {name: np.concatenate([one, other]) for name, one, other in _line_pairs(old, new)}
    if not lines:
        return Frame(columns)
    place = np.empty(len(order), np.int32)
    place[order] = np.arange(len(order), dtype=np.int32)
    rows = place[lines["row"]]
    by_row = np.argsort(rows, kind="stable")
    return Frame(columns, {**{name: line[by_row] for name, line in lines.items()}, "row": rows[by_row]})


Pairs = Iterator[tuple[str, Column, Column]]


def _pairs(old: Mapping[str, Column], new: Mapping[str, Column], had: int, got: int) -> Pairs:
    """The columns of either, what one of them lacks filled."""
    for name in dict.fromkeys((*old, *new)):
        yield name, _filled(old, name, had), _filled(new, name, got)


def _line_pairs(old: Frame, new: Frame) -> Pairs:
    shift = np.int32(len(old))
    rows = {**new.lines, "row": new.lines["row"] + shift} if new.lines else {}
    return _pairs(old.lines, rows, *(len(lines["row"]) if lines else 0 for lines in (old.lines, rows)))


def _filled(columns: Mapping[str, Column], name: str, size: int) -> Column:
    found = columns.get(name)
    if found is not None:
        return found
    return np.full(size, FILLERS[name], np.int64) if name in FILLERS else np.full(size, -1, np.int32)


def _grown(old: Column, new: Column, room: Column | None, rooms: Columns, name: str) -> Column:
    """`old` with `new` behind it, written into the room kept for it, or into a new one."""
    size = len(old) + len(new)
    if room is None or len(room) < size:
        room = np.empty(max(_ROOM, 2 * size), old.dtype)
        room[: len(old)] = old
    room[len(old) : size] = new
    rooms[name] = room
    return room[:size]
