"""Exact money and wall times for whole columns: the same numbers that the scalar functions give, row by
row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from coterie.lib.money import minor_digits
from coterie.lib.numbers import SCALE
from coterie.lib.values import as_number
from coterie.lib.zones import Zone

Numbers: TypeAlias = "NDArray[np.int64]"
Mask: TypeAlias = "NDArray[np.bool_]"

_QUARTER = (
    900_000  # ms; walls within one quarter of an hour are nearly always equally far from their instants
)
_LARGEST = 10**14  # numbers are below it in size
_SHORT = 10**11  # below it, four decimals are within the 15 digits that floating point holds


def scaled_column(column: pa.ChunkedArray) -> tuple[Numbers, Mask]:
    """A column's numbers times 10**4, half to even, and where there is one: `numbers.scaled` of every value.

    >>> found, known = scaled_column(pa.chunked_array([[1.5, None, 0.12345]]))
    >>> found.tolist(), known.tolist()
    ([15000, 0, 1234], [True, False, True])
    """
    kind = column.type
    if pa.types.is_integer(kind) and kind != pa.uint64():
        values = column.fill_null(0).cast(pa.int64()).to_numpy()
        known = _valid(column) & (abs(values) < _LARGEST)
        return np.where(known, values, 0) * SCALE, known
    if pa.types.is_float64(kind):
        return _of_floats(column)
    return filled(column, as_number)


def _of_floats(column: pa.ChunkedArray) -> tuple[Numbers, Mask]:
    values = column.fill_null(np.nan).to_numpy()
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.rint(values * SCALE)
        # One short decimal reads back as this very double: it is the one that was written.
        short = (np.abs(values) < _SHORT) & (near / SCALE == values)
    found = np.where(short, near, 0).astype(np.int64)
    known = short.copy()
    for place in np.flatnonzero(~short & np.isfinite(values)).tolist():
        number = as_number(float(values[place]))
        if number is not None:
            found[place], known[place] = number, True
    return found, known


def half_even(numbers: Numbers, unit: int) -> Numbers:
    """Each number in whole units, half to even, times the unit.

    >>> half_even(np.array([5, 15, -5, 7]), 10).tolist()
    [0, 20, 0, 10]
    """
    whole, rest = np.divmod(numbers, unit)
    up = (2 * rest > unit) | ((2 * rest == unit) & (whole % 2 == 1))
    found: Numbers = (whole + up) * unit
    return found


def in_minor(numbers: Numbers, currency: str) -> Numbers:
    """Amounts (scaled by 10**4) in whole minor units of their currency."""
    return half_even(numbers, SCALE // int(10 ** minor_digits(currency)))


def multiplied(prices: Numbers, counts: Numbers, currency: str) -> tuple[Numbers, Mask]:
    """Price x quantity in whole minor units; where the product fits 64 bits (elsewhere the caller sees to
    it)."""
    fits = np.abs(prices.astype(np.float64) * counts) < 2**62
    unit = SCALE * (SCALE // int(10 ** minor_digits(currency)))
    return half_even(np.where(fits, prices * np.where(fits, counts, 0), 0), unit) // SCALE, fits


def instants(walls: Numbers, zone: Zone) -> Numbers:
    """The instants (ms) at which a zone's wall clock shows these readings (ms): `Zone.instant` of each."""
    quarter = walls // _QUARTER
    distinct, place = np.unique(quarter, return_inverse=True)
    first = np.array([zone.instant(q * _QUARTER) for q in distinct.tolist()], np.int64)
    last = np.array([zone.instant(q * _QUARTER + _QUARTER - 1) for q in distinct.tolist()], np.int64)
    found = first[place] + walls - quarter * _QUARTER
    for row in np.flatnonzero((last - first != _QUARTER - 1)[place]).tolist():
        found[row] = zone.instant(int(walls[row]))
    return found


def filled(column: pa.ChunkedArray, read: Callable[[Any], int | None]) -> tuple[Numbers, Mask]:
    """A column read value by value, by its distinct values."""
    coded = column.combine_chunks().dictionary_encode()
    found = [read(value) for value in coded.dictionary.to_pylist()]
    table = np.array([0 if n is None else n for n in found] + [0], np.int64)
    there = np.array([n is not None for n in found] + [False])
    codes = coded.indices.fill_null(len(found)).to_numpy(zero_copy_only=False)
    return table[codes], there[codes]


def _valid(column: pa.ChunkedArray) -> Mask:
    return column.is_valid().to_numpy()  # type: ignore[no-any-return]
