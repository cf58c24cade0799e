"""The distinct values of a property or a trait, and what each reads as; a code is its place in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from coterie.lib import values

MISSING = int(np.iinfo(np.int64).min)
_WRITE = msgspec.json.Encoder(decimal_format="number")
_READ = msgspec.json.Decoder(float_hook=Decimal)


def identity(value: Any) -> str:
    """What tells two JSON values apart: 1, 1.0, "1" and true are four.

    >>> identity("1") == identity(1), identity(1) == identity(True)
    (False, False)
    """
    return f"{type(value).__name__} {value!r}"


def encode(value: Any) -> bytes:
    """The value as JSON text, numbers as they were written.

    >>> encode(Decimal("1.50")), decode(b"1.50")
    (b'1.50', Decimal('1.50'))
    """
    return _WRITE.encode(value)


def decode(text: bytes) -> Any:
    """The value that `encode` wrote: whole numbers are int, others Decimal."""
    return _READ.decode(text)


class Dictionary:
    """Values by code; only ever extended. Readings as numbers, instants and texts are made once, when first asked.

    `missing` stands for code -1 at the end of every table, so that a table can be indexed by any code.
    """

    def __init__(self, found: Sequence[Any] = ()) -> None:
        self.values: list[Any] = list(found)
        self._codes: dict[str, int] | None = None
        self._tables: dict[str, NDArray[Any]] = {}
        self._texts: list[str | None] = []
        self._bound = 0, 0

    def __len__(self) -> int:
        return len(self.values)

    def codes_of(self, found: Sequence[Any]) -> NDArray[np.int32]:
        """Codes of these values (i32), new ones taken in; None is -1."""
        if self._codes is None and not self.values and None not in found:
            self.values.extend(found)
            return np.arange(len(found), dtype=np.int32)
        if self._codes is None:
            self._codes = {identity(v): code for code, v in enumerate(self.values)}
        return np.array([-1 if v is None else self._code(v, self._codes) for v in found], np.int32)

    def _code(self, value: Any, known: dict[str, int]) -> int:
        code = known.setdefault(identity(value), len(self.values))
        if code == len(self.values):
            self.values.append(value)
        return code

    def numbers(self) -> NDArray[np.int64]:
        """Each value as a number times 10**4, or MISSING; one more entry than values, for code -1."""
        return self._table("numbers", values.as_number, MISSING)

    def bound(self) -> int:
        """The largest size of a number among the values; 0 if there is none."""
        numbers = self.numbers()
        if self._bound[0] != len(numbers):
            known = numbers[numbers != MISSING]
            self._bound = len(numbers), int(np.abs(known).max()) if len(known) else 0
        return self._bound[1]

    def instants(self, zone: str) -> NDArray[np.int64]:
        """Each value as an instant (ms), or MISSING; likewise."""
        return self._table(f"instants {zone}", lambda v: values.as_instant(v, zone), MISSING)

    def floats(self, kind: str, read: Callable[[Any], float | None]) -> NDArray[np.float64]:
        """Each value as `read` reads it, or NaN; likewise. kind: what tells this reading from others."""
        return self._table(f"floats {kind}", read, np.nan)

    def texts(self) -> list[str | None]:
        """Each value's folded text, or None; exactly as many as values."""
        done = len(self._texts)
        if done < len(self.values):
            self._texts = self._texts + [values.as_text(v) for v in self.values[done:]]
        return self._texts

    def _table(self, kind: str, read: Callable[[Any], Any], missing: Any) -> NDArray[Any]:
        size, old = len(self.values), self._tables.get(kind)
        if old is None or len(old) <= size:
            known = np.array([], type(missing)) if old is None else old[:-1]
            more = (missing if (n := read(v)) is None else n for v in self.values[len(known) : size])
            old = np.concatenate([known, np.fromiter(more, known.dtype, size - len(known)), [missing]])
            self._tables[kind] = old
        return old
