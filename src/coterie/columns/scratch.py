"""Arrays that are used again: fresh memory costs more than what is done in it.

Each thread has its own. What is lent is given back when the `with` ends, and must not be kept.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KEPT = threading.local()


@contextmanager
def lent(dtype: Any, size: int, fill: int | None = None) -> Iterator[NDArray[Any]]:
    """An array of `size` entries, filled if asked; else it holds whatever it held.

    >>> with lent(np.uint8, 3, 0) as found:
    ...     found.tolist()
    [0, 0, 0]
    """
    free = _free(np.dtype(dtype).str)
    array = free.pop() if free else np.empty(0, dtype)
    if len(array) < size:
        array = np.empty(size + size // 8, dtype)
    view = array[:size]
    if fill is not None:
        view.fill(fill)
    try:
        yield view
    finally:
        free.append(array)


@contextmanager
def index(size: int) -> Iterator[NDArray[np.int32]]:
    """An index (one entry a contact) that is -1 throughout; whoever has it leaves it so.

    After an error it is thrown away.
    """
    free = _free("index")
    array = free.pop() if free else np.empty(0, np.int32)
    if len(array) < size:
        array = np.full(size + size // 8, -1, np.int32)
    yield array[:size]
    free.append(array)


def _free(kind: str) -> list[NDArray[Any]]:
    kept: dict[str, list[NDArray[Any]]] = _KEPT.__dict__
    return kept.setdefault(kind, [])
