"""What comes and goes as time passes: the rows of a log for many instants, the changes of a trait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING
from coterie.lib.instants import NEVER
from coterie.segments.parts.compare import Predicate
from coterie.segments.parts.window import span
from coterie.segments.plan import Fold

from .rows import Rows, Scene, filtered, looked_up

LARGEST = 2**62


@dataclass(frozen=True, eq=False)
class Stream:
    """Rows that come into a window and go out of it: coming[: comes[i]] have come by the i-th instant,
    going[: goes[i]] have gone. The two are the same rows, mostly in the same order. values: None counts rows."""

    coming: NDArray[np.int32]
    going: NDArray[np.int32]
    comes: NDArray[np.int64]
    goes: NDArray[np.int64]
    values: tuple[NDArray[np.int64], NDArray[np.int64]] | None


@dataclass(frozen=True, eq=False)
class Changes:
    """Changes of a trait in order: whose, and what a predicate says of them; until[i]: told by the i-th instant."""

    contact: NDArray[np.int32]
    answer: NDArray[np.bool_]
    until: NDArray[np.int64]


def comers(scene: Scene, fold: Fold, instants: Sequence[int]) -> Iterator[list[Stream]]:
    """The rows of a fold of which any comes at one of the instants, a list for each frame of each name."""
    spans = [span(fold.log.window, at, scene.calendar) for at in instants]
    for name in dict.fromkeys(fold.log.names):
        for frame in scene.view.events(name):
            bounds = [
                frame.between(low, min(high, at)) for (low, high), at in zip(spans, instants, strict=True)
            ]
            lo, hi = bounds[0][0], bounds[-1][1]
            if lo < hi:
                rows = filtered(Rows(scene, name, frame, lo, hi), fold.log.where)
                firsts, lasts = (np.array(ends, np.int64) for ends in zip(*bounds, strict=True))
                yield list(_streams(rows, fold, firsts, lasts, np.asarray(instants, np.int64)))


def _streams(
    rows: Rows, fold: Fold, firsts: NDArray[np.int64], lasts: NDArray[np.int64], instants: NDArray[np.int64]
) -> Iterator[Stream]:
    values = None if fold.fn == "count" else rows.numbers(fold.field or "$name")
    keep = np.ones(len(rows), np.bool_) if rows.mask is None else rows.mask
    if values is not None:
        keep = keep & (values != MISSING)
    until = rows.frame.long("until")
    ending = np.zeros(0, np.int64)
    if until is not None:
        ends = until[rows.lo : rows.hi] < NEVER
        ending = np.flatnonzero(keep & ends)
        keep = keep & ~ends
    yield _lasting(rows, values, keep, firsts, lasts)
    if until is not None and len(ending):
        yield _ending(rows, values, ending, until[rows.lo + ending], firsts, lasts, instants)


def _lasting(
    rows: Rows, values: NDArray[np.int64] | None, keep: NDArray[np.bool_], firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> Stream:  # fmt: skip
    """Rows that go only when the window leaves them behind: they go in the order in which they came."""
    crowd, contact = rows.scene.view.crowd, rows.contact
    whole = bool(keep.all())
    if whole and values is None and not len(crowd.moved):
        return Stream(contact, contact, lasts, firsts, None)
    chosen = np.flatnonzero(keep)
    contact = rooted(rows, chosen)
    comes, goes = (np.searchsorted(chosen, ends - rows.lo, "left") for ends in (lasts, firsts))
    kept = None if values is None else values[chosen]
    return Stream(contact, contact, comes, goes, None if kept is None else (kept, kept))


def _ending(
    rows: Rows, values: NDArray[np.int64] | None, ending: NDArray[np.int64], until: NDArray[np.int64],
    firsts: NDArray[np.int64], lasts: NDArray[np.int64], instants: NDArray[np.int64],
) -> Stream:  # fmt: skip
    """Rows that something ends (an order replaced or cancelled): each is inside for one stretch of the instants."""
    place = rows.lo + ending
    comes = np.searchsorted(lasts, place, "right")
    goes = np.minimum(np.searchsorted(firsts, place, "right"), np.searchsorted(instants, until, "left"))
    inside = comes < goes
    chosen, comes, goes = ending[inside], comes[inside], goes[inside]
    coming, going = np.argsort(comes, kind="stable"), np.argsort(goes, kind="stable")
    contact, steps = rooted(rows, chosen), np.arange(len(instants))
    sums = None if values is None else (values[chosen[coming]], values[chosen[going]])
    return Stream(
        contact[coming], contact[going],
        np.searchsorted(comes[coming], steps, "right"), np.searchsorted(goes[going], steps, "right"), sums,
    )  # fmt: skip


def rooted(rows: Rows, chosen: NDArray[np.int64]) -> NDArray[np.int32]:
    """Of rows (counted from the first of the slice) the contacts as they are today."""
    contact = rows.contact[rows.lo + chosen]
    crowd = rows.scene.view.crowd
    return crowd.people.root[contact] if len(crowd.moved) else contact


def fits(streams: Sequence[Stream]) -> bool:
    """Whether no total can leave 64 bits."""
    largest = 0
    for stream in streams:
        if stream.values is not None and len(stream.values[0]):
            values = stream.values[0]
            largest += max(abs(int(values.min())), abs(int(values.max()))) * len(values)
    return largest < LARGEST


def changes(scene: Scene, trait: str, predicate: Predicate, instants: Sequence[int]) -> Changes:
    """The changes of a trait after the first instant, in order of (t, seq), and what the predicate says of each."""
    frames, dictionary = scene.view.changes(trait), scene.view.trait_values(trait)
    table = scene.table(predicate, dictionary)
    parts = []
    for frame in frames:
        lo, hi = frame.between(instants[0], instants[-1])
        codes = frame.columns[".value"][lo:hi]
        parts.append((frame.contact[lo:hi], frame.t[lo:hi], frame.seq[lo:hi], looked_up(table, codes)))  # type: ignore[arg-type]
    if not parts:
        return Changes(np.empty(0, np.int32), np.empty(0, np.bool_), np.zeros(len(instants), np.int64))
    contact, t, seq, answer = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((seq, t)) if len(parts) > 1 else np.arange(len(t))
    contact = scene.view.crowd.people.root[contact[order]]
    return Changes(contact, answer[order], t[order].searchsorted(np.asarray(instants), "right"))
