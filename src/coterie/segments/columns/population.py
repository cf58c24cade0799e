"""Comparisons with other contacts, exact: averages, quantiles of type 7, ranks with their ties."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING
from coterie.segments.plan import Against, Coupons, Fold, Measure, Rank

from .exact import Factor, compares
from .vectors import Codes, Flags, Instants, Ints, Numbers, Vector

IMPLIED = ("avg", "min", "max", "first", "last", "common", "when_first", "when_last", "spell")
"""Folds that are only there if there is a row."""


def implies_row(measure: Measure) -> bool:
    """Whether who has the measure has a row, or rows are not what it is made of."""
    if isinstance(measure, Fold):
        return measure.fn in IMPLIED
    return not isinstance(measure, Coupons)


def taken(numbers: Numbers, chosen: NDArray[np.int64]) -> Numbers:
    """The numbers of these contacts."""
    den = None if numbers.den is None else numbers.den[chosen]
    return Numbers(numbers.num[chosen], den)


def statistic(plan: Against, found: Numbers) -> Fraction | None:
    """The line that a population draws; None if there is nobody. An average of averages: sum over count."""
    if not len(found.num):
        return None
    if plan.statistic == "quantile":
        return _quantile(found, Fraction(plan.quantile, 10_000))
    count = len(found.num) if found.den is None else exact_sum(found.den)
    return Fraction(exact_sum(found.num), count)


def exact_sum(found: Ints) -> int:
    """The sum as a Python int, whatever its size.

    >>> exact_sum(np.array([2**62, 2**62, 1])) == 2**63 + 1
    True
    """
    if found.dtype == object:
        return int(sum(found.tolist()))
    return (int((found >> 32).sum(dtype=np.int64)) << 32) + int((found & 0xFFFFFFFF).sum(dtype=np.int64))


def beyond(plan: Against, mine: Numbers, line: Fraction) -> Flags:
    """Who stands so to the line."""
    over: list[Factor] = [mine.num, 10_000 * line.denominator]
    under: list[Factor] = [1 if mine.den is None else mine.den, line.numerator * plan.factor]
    return compares(plan.op, over, under) & mine.present()


def _quantile(found: Numbers, q: Fraction) -> Fraction:
    # Type 7: linear interpolation (Hyndman & Fan 1996).
    place = (len(found.num) - 1) * q
    low = math.floor(place)
    first, second = nth(found, low), nth(found, min(low + 1, len(found.num) - 1))
    return first + (place - low) * (second - first)


def nth(found: Numbers, place: int) -> Fraction:
    """The number at a place (from 0) in ascending order."""
    if found.den is None:
        return Fraction(int(np.partition(found.num, place)[place]))
    near = found.num.astype(np.float64) / found.den.astype(np.float64)
    about = np.partition(near, place)[place]
    # Doubles order all but the closest: among those, fractions decide.
    margin = 1e-12 * abs(about)
    below = int(np.count_nonzero(near < about - margin))
    close = np.flatnonzero(np.abs(near - about) <= margin)
    exact = sorted(Fraction(int(found.num[i]), int(found.den[i])) for i in close)
    return exact[place - below]


def best(plan: Rank, found: Numbers, groups: NDArray[np.int64] | None) -> Flags:
    """Of a population who is in the top or bottom share or number of its group; ties at the border go in."""
    if not len(found.num):
        return np.zeros(0, np.bool_)
    if groups is None:
        wanted = _wanted(plan, len(found.num))
        return _until(plan, found, wanted) if wanted > 0 else np.zeros(len(found.num), np.bool_)
    ranks = dense_ranks(found)
    ranks = -ranks if plan.end == "top" else ranks
    order = np.lexsort((ranks, groups))
    grouped = groups[order]
    starts = np.flatnonzero(np.append(True, np.diff(grouped) != 0)[: len(grouped)])
    sizes = np.diff(np.append(starts, len(grouped)))
    asked = np.array([_wanted(plan, int(size)) for size in sizes], np.int64)
    last = starts + np.clip(asked, 1, sizes) - 1
    line = np.repeat(np.where(asked > 0, ranks[order][last], np.iinfo(np.int64).min), sizes)
    chosen = np.zeros(len(order), np.bool_)
    chosen[order] = ranks[order] <= line
    return chosen


def _wanted(plan: Rank, size: int) -> int:
    if plan.count is not None:
        return min(plan.count, size)
    return min(math.ceil(Fraction((plan.share or 0) * size, 1_000_000)), size)


def _until(plan: Rank, found: Numbers, wanted: int) -> Flags:
    top = plan.end == "top"
    line = nth(found, len(found.num) - wanted if top else wanted - 1)
    den = 1 if found.den is None else found.den
    return compares(">=" if top else "<=", [found.num, line.denominator], [den, line.numerator])


def dense_ranks(found: Numbers) -> NDArray[np.int64]:
    """Ranks from 0; equal numbers share one.

    >>> dense_ranks(Numbers(np.array([1, 2, 3]), np.array([3, 6, 1]))).tolist()
    [0, 0, 1]
    """
    if found.den is None:
        return np.unique(found.num, return_inverse=True)[1].astype(np.int64)
    if found.num.dtype == object:
        exact = [Fraction(int(n), int(d)) for n, d in zip(found.num, found.den, strict=True)]
        place = {value: i for i, value in enumerate(sorted(set(exact)))}
        return np.array([place[value] for value in exact], np.int64)
    # In lowest terms equal numbers are equal pairs; distinct pairs are few where it matters, and put in order.
    common = np.gcd(found.num, found.den)
    pairs = np.stack([found.num // common, found.den // common])
    distinct, which = np.unique(pairs, axis=1, return_inverse=True)
    near = distinct[0].astype(np.float64) / distinct[1].astype(np.float64)
    order = _exactly_sorted(np.argsort(near, kind="stable"), near, distinct)
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks[which.reshape(-1)]


def _exactly_sorted(
    order: NDArray[np.int64], near: NDArray[np.float64], pairs: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Puts those right that doubles can't tell apart."""
    value = near[order]
    apart = np.diff(value) > 1e-12 * np.abs(value[1:])
    starts = np.flatnonzero(np.append(True, apart)[: len(order)])
    for start, end in pairwise((*starts.tolist(), len(order))):
        if end - start > 1:
            run = order[start:end].tolist()
            order[start:end] = sorted(run, key=lambda i: Fraction(int(pairs[0, i]), int(pairs[1, i])))
    return order


def group_codes(vector: Vector) -> NDArray[np.int64]:
    """Which group each contact is of; -1: none. A number's or an instant's group is its exact amount."""
    match vector:
        case Codes(codes, dictionary):
            texts = dictionary.texts()
            place = {text: i for i, text in enumerate(dict.fromkeys(texts))}
            table = np.array([*(-1 if text is None else place[text] for text in texts), -1], np.int64)
            return table[np.maximum(codes, -1)]
        case Instants(ms):
            which = np.unique(ms, return_inverse=True)[1]
            return np.where(ms == MISSING, -1, which)
        case Numbers():
            return np.where(vector.present(), dense_ranks(vector), -1)
        case _:
            assert_never(vector)
