"""Columns of JSON text as codes of distinct values, a batch of Arrow at a time, so that memory stays
bounded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from ..json_text import decode, to_text
from ..source import Coded


class Coder:
    """Gives codes to JSON texts in order of appearance; equal texts have equal codes."""

    def __init__(self) -> None:
        self._codes: dict[str, int] = {}
        self._chunks: list[NDArray[np.int32]] = []

    def add(self, texts: pa.Array) -> None:
        """Take more texts; null is a missing value."""
        coded = texts.dictionary_encode()
        known = [self._codes.setdefault(text, len(self._codes)) for text in coded.dictionary.to_pylist()]
        table = np.array([*known, -1], np.int32)
        indices = coded.indices.fill_null(len(known)).to_numpy(zero_copy_only=False)
        self._chunks.append(table[indices])

    def coded(self, read: Callable[[str], Any] = decode) -> Coded:
        """All of them. What reads as null is missing."""
        values = [read(text) for text in self._codes]
        codes = np.concatenate(self._chunks) if self._chunks else np.empty(0, np.int32)
        if any(value is None for value in values):
            gone = np.array([value is None for value in values] + [True])
            codes = np.where(gone[codes], np.int32(-1), codes)
        return Coded(codes, values)


def coded(texts: Iterable[pa.Array], read: Callable[[str], Any] = decode) -> Coded:
    """Chunks of JSON texts as codes and values.

    >>> found = coded([pa.array(['"a"', None]), pa.array(['1.10', '"a"'])])
    >>> found.codes.tolist(), found.values
    ([0, -1, 1, 0], ['a', Decimal('1.10')])
    """
    coder = Coder()
    for chunk in texts:
        coder.add(chunk)
    return coder.coded(read)


def fewest(coded: Coded) -> Coded:
    """The same with one code for equal values: what is asked of values is then asked once of each.

    >>> found = fewest(Coded(np.array([0, 2, -1, 1], np.int32), ["a", "b", "a"]))
    >>> found.codes.tolist(), found.values
    ([0, 0, -1, 1], ['a', 'b'])
    """
    seen: dict[str, int] = {}
    values: list[Any] = []
    table = np.full(len(coded.values) + 1, -1, np.int32)
    for code, value in enumerate(coded.values):
        table[code] = seen.setdefault(to_text(value), len(values))
        if table[code] == len(values):
            values.append(value)
    return Coded(table[coded.codes], values)


def patched(coded: Coded, rows: Iterable[tuple[int, Any]]) -> Coded:
    """Values put in place of others, by row. None is missing."""
    codes, values = coded.codes, list(coded.values)
    for row, value in rows:
        codes[row] = -1 if value is None else len(values)
        if value is not None:
            values.append(value)
    return Coded(codes, values)


def overlaid(below: Coded, above: Coded) -> Coded:
    """`above` where it has a value, else `below`.

    >>> a, b = coded([pa.array(['1', '1'])]), coded([pa.array([None, '2'])])
    >>> overlaid(a, b).codes.tolist(), overlaid(a, b).values
    ([0, 1], [1, 2])
    """
    codes = np.where(above.codes >= 0, above.codes + np.int32(len(below.values)), below.codes)
    return Coded(codes.astype(np.int32), [*below.values, *above.values])
