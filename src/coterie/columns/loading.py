"""From the record's arrays to frames: rows, the codes of a property, and the lines beneath."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from coterie.lib.instants import NEVER
from coterie.record import Changes, Coded, Rows, Source

from .dictionary import Dictionary
from .frame import MISSING, Columns, Frame
from .kernels.groups import merge
from .people import Ids, baked

VALUE = ".value"
Kept = NDArray[np.bool_]


def event_columns(rows: Rows, root: Ids) -> Columns:
    """The own columns of events; `until` and `amount` only if some row has one."""
    found: Columns = {"contact": baked(rows.contact, root), "t": rows.t, "seq": rows.seq}
    if (rows.until != NEVER).any():
        found["until"] = rows.until
    if (rows.amount != MISSING).any():
        found["amount"] = rows.amount
    return found


def change_columns(changes: Changes, root: Ids, dictionary: Dictionary) -> Columns:
    """The columns of a trait's log: each change with the code of its value."""
    codes = recoded(changes.value, dictionary)
    return {"contact": baked(changes.contact, root), "t": changes.t, "seq": changes.seq, VALUE: codes}


def recoded(found: Coded, dictionary: Dictionary) -> NDArray[np.int32]:
    """Codes of the source as codes of the dictionary, which takes in what is new to it."""
    table = np.append(dictionary.codes_of(found.values), np.int32(-1)).astype(np.int32)
    return table[found.codes]


def line_columns(source: Source, name: str, after: int, values: Mapping[str, Dictionary]) -> Columns:
    """The lines of events, with the codes of these item fields."""
    items = source.items(name, after)
    found: Columns = {"row": items.row, "amount": items.amount}
    for field, dictionary in values.items():
        found["." + field] = recoded(source.item_field(name, field, after), dictionary)
    return found


def cut(frame: Frame, last: int) -> Frame:
    """The frame without what came in after the sequence `last`."""
    kept = frame.seq <= last
    return frame if kept.all() else _part(frame, kept)


def shared(whole: Frame, base: Frame, delta: Frame) -> tuple[Frame, Frame]:
    """A frame of the rows of both (columns of it, in common order), as the part of each."""
    if len(delta) == 0:
        return whole, Frame({name: column[:0] for name, column in whole.columns.items()})
    mine = merge(base.t, base.seq, delta.t, delta.seq) < len(base)
    return _part(whole, mine), _part(whole, ~mine)


def _part(whole: Frame, mine: Kept) -> Frame:
    columns = {name: column[mine] for name, column in whole.columns.items()}
    if not whole.lines:
        return Frame(columns)
    place = np.cumsum(mine, dtype=np.int32) - np.int32(1)
    row = whole.lines["row"]
    inside = mine[row]
    lines = {name: column[inside] for name, column in whole.lines.items()}
    return Frame(columns, {**lines, "row": place[row[inside]]})
