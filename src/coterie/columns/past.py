"""The rows of one contact: a back-chain through each frame leads from its last row to its first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .frame import Frame
from .kernels import scatter
from .view import View

SHORT = 1 << 16
"""Frames of fewer rows are looked through."""


@dataclass(frozen=True, slots=True, eq=False)
class Lived:
    """Rows of one contact in one frame of events `name`, in order of (t, seq)."""

    name: str
    frame: Frame
    rows: NDArray[np.int64]


def lived(view: View, contact: int, names: tuple[str, ...] | None = None) -> list[Lived]:
    """What a contact (a survivor) did, by name and frame; of these names, or of all that there are.

    The first question to a frame builds its chain: 4 bytes a row, and 4 a contact.
    """
    stored = view.crowd.written_to(contact)
    asked = view.event_names() if names is None else names
    found = (Lived(name, frame, _rows(frame, stored)) for name in asked for frame in view.events(name))
    return [one for one in found if len(one.rows)]


def _rows(frame: Frame, stored: NDArray[np.int32]) -> NDArray[np.int64]:
    if len(frame) < SHORT:
        return np.flatnonzero(np.isin(frame.contact, stored))
    head, previous = _chain(frame)
    pieces = [_walked(previous, int(head[one])) for one in stored if one < len(head)]
    return np.sort(np.concatenate([*pieces, np.empty(0, np.int64)]))


def _walked(previous: NDArray[np.int32], start: int) -> NDArray[np.int64]:
    room = np.empty(1024, np.int32)
    count = scatter.walk(previous, start, room)
    if count > len(room):
        room = np.empty(count, np.int32)
        scatter.walk(previous, start, room)
    return room[:count].astype(np.int64)


def _chain(frame: Frame) -> Any:
    if "chain" not in frame.derived:
        head = np.full(int(frame.contact.max()) + 1, -1, np.int32)
        previous = np.empty(len(frame), np.int32)
        scatter.chain(frame.contact, head, previous)
        frame.derived["chain"] = head, previous
    return frame.derived["chain"]
