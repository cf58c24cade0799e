"""Comparisons of products of whole numbers, exact whatever their size, quick where they are small."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .vectors import Flags, Ints

OPS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt, "<=": operator.le, "=": operator.eq, "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
Factor = Ints | int
_LIMIT = 2**63
_NEAR = 1e-9  # far more than the rounding of a few multiplications in double precision


def compares(op: str, left: Sequence[Factor], right: Sequence[Factor]) -> Flags:
    """Whether the product of `left` compares so with the product of `right`, row by row. At least one is an array.

    >>> compares(">", [np.array([2**62, 3]), 10_000], [2**62, 9_999]).tolist()
    [True, False]
    """
    line = _line(left, right)
    if line is not None:
        answers: Flags = OPS[op](left[0], line)
        return answers
    if _bound(left) < _LIMIT and _bound(right) < _LIMIT:
        found: Flags = np.asarray(OPS[op](_product(left, np.int64), _product(right, np.int64)), np.bool_)
        return found
    one, other = np.broadcast_arrays(_product(left, np.float64), _product(right, np.float64))
    found = np.array(OPS[op](one, other), np.bool_)
    near = np.flatnonzero(~(np.abs(one - other) > _NEAR * (np.abs(one) + np.abs(other))))
    if len(near):
        exact = (_product([_at(f, near) for f in side], object) for side in (left, right))
        found[near] = OPS[op](*np.broadcast_arrays(*exact))
    return found


def _line(left: Sequence[Factor], right: Sequence[Factor]) -> int | None:
    """What one column of int64 is compared with, where that is a single int64: the usual case."""
    first = left[0]
    if len(left) > 1 or not isinstance(first, np.ndarray) or first.dtype != np.int64:
        return None
    if any(isinstance(factor, np.ndarray) for factor in right):
        return None
    line = math.prod(int(factor) for factor in right)
    return line if abs(line) < _LIMIT else None


def _bound(factors: Sequence[Factor]) -> int:
    bound = 1
    for factor in factors:
        bound *= largest(factor) if isinstance(factor, np.ndarray) else abs(factor)
    return bound


def largest(found: Ints) -> int:
    """The largest size of a number in the array; 0 if it is empty.

    >>> largest(np.array([-7, 3]))
    7
    """
    return max(abs(int(found.max())), abs(int(found.min()))) if len(found) else 0


def _at(factor: Factor, rows: NDArray[np.int64]) -> Factor:
    return factor[rows] if isinstance(factor, np.ndarray) else factor


def _product(factors: Sequence[Factor], dtype: Any) -> Any:
    """An array (or a scalar) of the type; a factor 1 costs nothing."""
    result: Any = None
    value: Any
    for factor in factors:
        if isinstance(factor, np.ndarray):
            value = factor.astype(dtype, copy=False)
        elif factor == 1 and result is not None:
            continue
        else:
            value = factor if dtype is object else dtype(factor)
        result = value if result is None else result * value
    return result
