"""Traits at an instant: of every contact the latest change, densely; kept as long as nothing new is to be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import MISSING, Bits, Crowd, Dictionary, Frame, scratch
from coterie.columns.kernels import groups, scatter
from coterie.lib import values
from coterie.segments.parts.compare import Dated, Order, Predicate, Range
from coterie.segments.parts.window import span

from .deciding import of_instants
from .maps import MAPPED, by_maps, by_ranks
from .rows import Ids, Longs, Scene
from .vectors import Codes, Instants

NEVER_SET = -2  # no change at all, to tell it from -1: cleared
FIRST_SEEN = "$first_seen"


def trait(scene: Scene, name: str) -> Codes | Instants:
    """The trait's value for every contact. A trait whose own name has the dots wins over a dotted path."""
    return Instants(scene.view.crowd.people.first_seen) if name == FIRST_SEEN else stated(scene, name)


def stated(scene: Scene, name: str) -> Codes:
    """A trait that was written, for every contact."""
    parts = name.split(".")
    found: Codes | None = None
    for n in range(len(parts), 0, -1):
        top, rest = ".".join(parts[:n]), ".".join(parts[n:])
        if scene.view.changes(top):
            dug = _dug(latest(scene, top), rest)
            found = dug if found is None else _else(found, dug)
    return found or Codes(np.full(scene.view.size, NEVER_SET, np.int32), Dictionary())


def trait_bits(scene: Scene, name: str, predicate: Predicate) -> Bits:
    """Who meets the predicate by a trait."""
    found = trait(scene, name)
    if isinstance(found, Instants):
        if isinstance(predicate, Dated) and not predicate.negated:
            return _seen(scene, found.ms, predicate)
        return Bits.of(of_instants(predicate, found.ms, scene.at, scene.calendar))
    frames = scene.view.changes(name)
    plain = bool(frames) and "." not in name
    if plain and len(found.dictionary) <= MAPPED:
        return by_maps(frames[0], found, scene.table(predicate, found.dictionary))
    if plain and isinstance(predicate, (Order, Range, Dated)):
        return by_ranks(frames[0], found, predicate, scene.at, scene.calendar)
    bits = Bits.none(len(found.codes))
    scatter.pack(found.codes, scene.table(predicate, found.dictionary), bits.words)
    return bits


def _seen(scene: Scene, ms: Longs, predicate: Dated) -> Bits:
    """Who was first seen in a stretch: of that nobody has nothing."""
    low, high = span(predicate.window, scene.at, scene.calendar)
    with scratch.lent(np.bool_, len(ms)) as flags, scratch.lent(np.bool_, len(ms)) as other:
        np.greater(ms, low, out=flags)
        if high < scene.at:  # who comes later than now is not in the base
            np.less_equal(ms, high, out=other)
            flags &= other
        return Bits.of(flags)


def latest(scene: Scene, name: str) -> Codes:
    """The code of each contact's latest change at the instant: -1 cleared, -2 never set."""
    view = scene.view
    frames = view.changes(name)
    his = [frame.between(-(2**62), scene.at)[1] for frame in frames]
    kept = frames[0].derived.get("latest")
    state = (view.crowd, [id(frame) for frame in frames], his)
    if kept is None or kept[0] != state:
        kept = (state, _latest(view.crowd, frames, his))
        frames[0].derived["latest"] = kept
    return Codes(kept[1], view.trait_values(name))


def _latest(crowd: Crowd, frames: tuple[Frame, ...], his: list[int]) -> Ids:
    last = _last_rows(frames[0], his[0], crowd.size)
    found: Ids = np.where(
        last < 0, np.int32(NEVER_SET), frames[0].columns[".value"][np.maximum(last, 0)]
    ).astype(np.int32)
    later = [
        _candidates(frame, np.arange(hi), frame.contact[:hi])
        for frame, hi in zip(frames[1:], his[1:], strict=True)
    ]
    moved = crowd.moved[last[crowd.moved] >= 0]
    into = crowd.people.root[moved]
    later.append(_candidates(frames[0], last[moved], into))
    if sum(len(one.contact) for one in later) == 0:
        return found
    for one in later:
        one.contact[:] = crowd.people.root[one.contact]
    touched = np.unique(np.concatenate([one.contact for one in later]))
    own = touched[last[touched] >= 0]
    winners = _winners([_candidates(frames[0], last[own], own), *later])
    found[winners.contact] = winners.code
    return found


def _last_rows(frame: Frame, hi: int, size: int) -> Ids:
    """The last row of each stored id before row `hi` (-1: none); kept with the frame."""
    kept = frame.derived.get("last")
    if kept is None or kept[0] != (hi, size):
        out = np.full(size, -1, np.int32)
        scatter.final(frame.contact, 0, hi, out)
        kept = ((hi, size), out)
        frame.derived["last"] = kept
    last: Ids = kept[1]
    return last


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """Changes that may be the latest of their contacts."""

    contact: Ids
    t: Longs
    seq: Longs
    code: Ids


def _candidates(frame: Frame, rows: NDArray[Any], contact: Ids) -> Candidates:
    code: Ids = frame.columns[".value"][rows]
    return Candidates(contact.copy(), frame.t[rows], frame.seq[rows], code)


def _winners(found: list[Candidates]) -> Candidates:
    contact, t, seq, code = (
        np.concatenate([getattr(one, name) for one in found]) for name in Candidates.__slots__
    )
    order = np.lexsort((seq, t, contact))
    ends = order[np.append(np.diff(contact[order]) != 0, True)] if len(order) else order
    return Candidates(contact[ends], t[ends], seq[ends], code[ends])


def _dug(found: Codes, rest: str) -> Codes:
    """What lies at a path within the values; a value that holds nothing there is missing, yet was set."""
    if not rest:
        return found
    inner = [
        values.dig(value, rest) if isinstance(value, dict) else None for value in found.dictionary.values
    ]
    dictionary = Dictionary()
    table = np.append(dictionary.codes_of(inner), [NEVER_SET, -1]).astype(np.int32)
    return Codes(table[found.codes], dictionary)


def _else(first: Codes, other: Codes) -> Codes:
    """The first where it was ever set, else the other."""
    both = Dictionary([*first.dictionary.values, *other.dictionary.values])
    shifted = np.where(other.codes < 0, other.codes, other.codes + np.int32(len(first.dictionary)))
    return Codes(np.where(first.codes == NEVER_SET, shifted, first.codes).astype(np.int32), both)


def as_of(frames: tuple[Frame, ...], crowd: Crowd, contact: Ids, t: Longs, seq: Longs) -> Ids:
    """Of each row (contact, t, seq) the code of the trait's latest change then; below 0: none."""
    out = np.full(len(contact), NEVER_SET, np.int32)
    best_t, best_seq = np.full(len(contact), MISSING), np.full(len(contact), MISSING)
    for frame in frames:
        owner = crowd.people.root[frame.contact]
        begin = groups.offsets(owner, crowd.size)
        order = groups.sort_by(owner, begin)
        row = groups.reached(begin, frame.t[order], frame.seq[order], contact, t, seq)
        has = row >= 0
        at = order[np.maximum(row, 0)]
        newer = has & ((frame.t[at] > best_t) | ((frame.t[at] == best_t) & (frame.seq[at] > best_seq)))
        out = np.where(newer, frame.columns[".value"][at], out).astype(np.int32)
        best_t, best_seq = np.where(newer, frame.t[at], best_t), np.where(newer, frame.seq[at], best_seq)
    return out
