"""Many plans at once: what is counted or summed over the same rows in nested windows is found by one scan.

The windows that end at the same instant are visited from the shortest to the longest; each adds only the rows that
the one before lacks, and whoever asks about it is answered before the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, TypeAlias

import numpy as np

from coterie.columns import Bits, scratch
from coterie.columns.kernels import scatter
from coterie.segments.parts.where import Where, item_filters
from coterie.segments.parts.window import span
from coterie.segments.plan import Fold, Log, Meets, Plan

from .counting import answers_of, of_once, of_tally, once_only
from .deciding import decide
from .folds import add_marks, add_tally
from .rows import Scene, Span
from .streams import Stream, streams
from .vectors import Flags, Numbers

Kind: TypeAlias = Literal["once", "tally", "sum"]
Answers = dict[Plan, Bits]
THREADS = 2  # more only wait for memory


@dataclass(frozen=True, slots=True)
class Scan:
    """Rows of these names that pass the filter, folded so, up to an instant (ms)."""

    kind: Kind
    names: tuple[str, ...]
    where: Where
    field: str | None
    high: int


@dataclass(slots=True)
class Asked:
    """Who asks what of a scan: by the lower edge of the window. answers: of counts; see `counting`."""

    at: dict[int, dict[Meets, Flags | None]] = field(default_factory=lambda: defaultdict(dict))


def shared(scene: Scene, asked: Iterable[Plan]) -> Answers:
    """The answers to those of these plans that count or sum rows."""
    scans = _scans(scene, asked)
    # Longest first, so that two threads end together; the kernels run without the interpreter's lock.
    order = sorted(scans, key=lambda scan: min(scans[scan].at))
    answers = _threads().map(lambda scan: _KINDS[scan.kind](scene, scan, scans[scan].at), order)
    return {plan: bits for found in answers for plan, bits in found.items()}


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, "coterie-columns")


def _scans(scene: Scene, asked: Iterable[Plan]) -> Mapping[Scan, Asked]:
    scans: dict[Scan, Asked] = defaultdict(Asked)
    for plan in dict.fromkeys(asked):
        if isinstance(plan, Meets) and isinstance(plan.measure, Fold):
            fold = plan.measure
            answers = answers_of(scene, plan.predicate) if fold.fn == "count" else None
            kind = _kind(fold, answers)
            if kind is not None:
                low, high = span(fold.log.window, scene.at, scene.calendar)
                name = fold.field if kind == "sum" else None
                scan = Scan(
                    kind, tuple(dict.fromkeys(fold.log.names)), fold.log.where, name, min(high, scene.at)
                )
                scans[scan].at[low][plan] = answers
    return scans


def _kind(fold: Fold, answers: Flags | None) -> Kind | None:
    if answers is not None:
        return "once" if once_only(answers) else "tally"
    # Sums over items look at each row's items once more: they stay apart.
    plain = fold.field is not None and not fold.field.startswith("item.") and not item_filters(fold.log.where)
    return "sum" if fold.fn == "sum" and plain else None


Windows = Mapping[int, Mapping[Meets, Flags | None]]


def _steps(scan: Scan, windows: Windows) -> Iterator[tuple[Span, Mapping[Meets, Flags | None]]]:
    """The stretches to add, latest first, and who is to be answered after each."""
    high = scan.high
    for low in sorted(windows, reverse=True):
        yield (low, high), windows[low]
        high = min(high, low)


def _once(scene: Scene, scan: Scan, windows: Windows) -> Answers:
    found: Answers = {}
    marks = Bits.none(scene.view.size)
    for stretch, asking in _steps(scan, windows):
        add_marks(scene, Log(scan.names, scan.where), marks, stretch)
        now = Bits(marks.words.copy(), marks.size)
        found.update({plan: of_once(answers, now) for plan, answers in asking.items() if answers is not None})
    return found


def _tally(scene: Scene, scan: Scan, windows: Windows) -> Answers:
    found: Answers = {}
    with scratch.lent(np.uint8, scene.view.size, 0) as tally:
        for stretch, asking in _steps(scan, windows):
            add_tally(scene, Log(scan.names, scan.where), tally, stretch)
            found.update(
                {plan: of_tally(answers, tally) for plan, answers in asking.items() if answers is not None}
            )
    return found


def _sum(scene: Scene, scan: Scan, windows: Windows) -> Answers:
    crowd, fold = scene.view.crowd, Fold(Log(scan.names, scan.where), "sum", scan.field)
    stretches = [(list(streams(scene, fold, stretch)), asking) for stretch, asking in _steps(scan, windows)]
    if sum((s.hi - s.lo) * s.bound for found, _ in stretches for s in found) >= np.iinfo(np.int64).max:
        return {}
    found: Answers = {}
    with scratch.lent(np.int64, scene.view.size, 0) as out:
        for rows, asking in stretches:
            _add(rows, out)
            np.add.at(out, crowd.into, out[crowd.moved])
            out[crowd.moved] = 0
            for plan in asking:
                found[plan] = Bits.of(decide(plan.predicate, Numbers(out), scene.at, scene.calendar))
    return found


def _add(rows: Iterable[Stream], out: Any) -> None:
    for s in rows:
        scatter.add(s.contact, s.lo, s.hi, s.numbers, out)


_KINDS: Mapping[Kind, Callable[[Scene, Scan, Windows], Answers]] = {
    "once": _once,
    "tally": _tally,
    "sum": _sum,
}
