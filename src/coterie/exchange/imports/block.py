"""A stretch of a file that is taken at once, if it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from coterie.exchange.files import Numbered, Reject


@dataclass(frozen=True)
class Block:
    """first: number of its first row. size: rows. done: bytes of the file up to its end. each: its rows one
    by one. events: what is to be loaded; None: it must go row by row. places: of what is to be loaded among
    the rows. lacking: rows, by place, that are put aside."""

    first: int
    size: int
    done: int
    each: Callable[[], Iterable[Numbered]]
    events: pa.Table | None
    places: NDArray[np.int64]
    lacking: Mapping[int, Reject] = field(default_factory=dict)

    def names(self, without: Sequence[int]) -> dict[str, int]:
        """How many of the rows to load, without some, have which event name."""
        assert self.events is not None
        events = self.events.column("event")
        if without:
            kept = np.ones(len(events), np.bool_)
            kept[list(without)] = False
            events = events.filter(pa.array(kept))
        return {row["values"]: row["counts"] for row in pc.value_counts(events).to_pylist()}


def ahead(found: Iterator[Block]) -> Iterator[Block]:
    """The same, the next one made while one is at work: reading and loading keep a core busy each."""
    with ThreadPoolExecutor(1) as other:
        coming = other.submit(next, found, None)
        while (block := coming.result()) is not None:
            coming = other.submit(next, found, None)
            yield block
