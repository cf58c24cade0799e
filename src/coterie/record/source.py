"""What the fast readings read: the record, seen as arrays.

`Source` is the one face between what is kept (DuckDB today, another engine tomorrow, a `World` of plain lists in
tests) and what counts (columns, SQL). Every array is aligned and ordered by (t, seq). Instants are ms, amounts are
scaled by 10**4; `MISSING` marks an absent int64. Ids of contacts are dense and never reused; rows carry the id that
the event was written to, `People.root` says which contact that is today.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

MISSING = int(np.iinfo(np.int64).min)
ORDER_NAMES = ("Order Completed", "Order Refunded")
"""Events whose rows may end, or change their amount, after they were written."""


@dataclass(frozen=True, slots=True)
class People:
    """Contacts by id. root i32: the survivor after merges. first_seen i64 (ms): of survivors, merged ones' earliest.
    alive bool: a survivor, not erased."""

    root: NDArray[np.int32]
    first_seen: NDArray[np.int64]
    alive: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Rows:
    """Events of one canonical name. until: NEVER where it stands. amount: MISSING where unknown."""

    contact: NDArray[np.int32]
    t: NDArray[np.int64]
    seq: NDArray[np.int64]
    until: NDArray[np.int64]
    amount: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coded:
    """Values of a field: `values[code]` is the JSON value as it came; -1 is missing or null."""

    codes: NDArray[np.int32]
    values: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Items:
    """Lines of events. row i32: index into the `Rows` of the same call. amount: price x quantity, or MISSING."""

    row: NDArray[np.int32]
    amount: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one trait. Code -1: cleared."""

    contact: NDArray[np.int32]
    t: NDArray[np.int64]
    seq: NDArray[np.int64]
    value: Coded


@dataclass(frozen=True, slots=True)
class Stamp:
    """How far the source has come. seq: the last ingest sequence.

    people: grows at each merge, erasure and new contact. orders: grows when `until` or `amount` of rows of
    `ORDER_NAMES` that were there before changed. epoch: grows whenever anything else but an append happened
    (rates, catalogue, aliases, retention, rows of the erased removed); readers then drop what they derived. A
    source that can't tell these apart lets epoch grow.
    """

    seq: int
    epoch: int
    people: int = 0
    orders: int = 0


class Source(Protocol):
    """`after`: only rows with a larger seq (for a reader that has the rest)."""

    def stamp(self) -> Stamp: ...
    def people(self) -> People: ...
    def births(self) -> Sequence[str]: ...
    def names(self) -> tuple[str, ...]: ...
    def traits(self) -> tuple[str, ...]: ...
    def rows(self, name: str, after: int = -1) -> Rows: ...
    def field(self, name: str, field: str, after: int = -1) -> Coded: ...
    def items(self, name: str, after: int = -1) -> Items: ...
    def item_field(self, name: str, field: str, after: int = -1) -> Coded: ...
    def changes(self, trait: str, after: int = -1) -> Changes: ...
