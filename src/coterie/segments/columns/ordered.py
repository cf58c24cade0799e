"""Folds for which the order of the rows matters: first, last, most common, distinct, spells and counters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from coterie.columns import MISSING, Dictionary
from coterie.columns.kernels import groups, states
from coterie.lib import values
from coterie.lib.numbers import LIMIT
from coterie.segments.parts.where import item_filters
from coterie.segments.plan import Fold, Log

from .exact import largest
from .rows import Ids, Longs, Rows, Scene, as_json, looked_up, looked_up_longs, slices
from .streams import matched_amounts
from .vectors import Codes, Flags, Instants, Numbers


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """Rows of contacts (as they are today) in order of (t, seq), each with the code of a value."""

    contact: Ids
    t: Longs
    seq: Longs
    codes: Ids
    dictionary: Dictionary

    def only(self, chosen: Any) -> Told:
        """These rows of them."""
        return Told(
            self.contact[chosen], self.t[chosen], self.seq[chosen], self.codes[chosen], self.dictionary
        )


Read = Callable[[Rows], Codes]
BITS = 64


def told(scene: Scene, found: Iterable[Rows], read: Read) -> Told:
    """All rows of the slices that count, in common order; `read` gives each slice's codes."""
    pieces = [_piece(scene, rows, read(rows)) for rows in found]
    return in_order(pieces)


def numbered(rows: Sequence[Rows]) -> Read:
    """Codes that number the rows of all slices on."""
    none = Dictionary()
    starts = dict(zip(map(id, rows), np.cumsum([0, *map(len, rows)]), strict=False))
    return lambda one: Codes(np.arange(starts[id(one)], starts[id(one)] + len(one), dtype=np.int32), none)


def in_order(pieces: Sequence[Told]) -> Told:
    """Pieces, each in order, as one; their dictionaries are put one behind the other."""
    if not pieces:
        none = np.empty(0, np.int64)
        return Told(none.astype(np.int32), none, none, none.astype(np.int32), Dictionary())
    one, *rest = recoded([piece for piece in pieces if len(piece.t)] or pieces[:1])
    for other in rest:
        one = _merged(one, other)
    return one


def _merged(one: Told, other: Told) -> Told:
    size = len(one.t) + len(other.t)
    contact, codes = np.empty(size, np.int32), np.empty(size, np.int32)
    t, seq = np.empty(size, np.int64), np.empty(size, np.int64)
    groups.merge_rows(
        one.contact,
        one.t,
        one.seq,
        one.codes,
        other.contact,
        other.t,
        other.seq,
        other.codes,
        contact,
        t,
        seq,
        codes,
    )
    return Told(contact, t, seq, codes, one.dictionary)


def _piece(scene: Scene, rows: Rows, found: Codes) -> Told:
    chosen = slice(None) if rows.mask is None else np.flatnonzero(rows.mask)
    contact = rows.contact[rows.lo : rows.hi][chosen]
    return Told(
        rooted(scene, contact), rows.t[chosen], rows.seq[chosen], found.codes[chosen], found.dictionary
    )


def _of_items(scene: Scene, rows: Rows, name: str, log: Log) -> Told:
    lines = rows.lines
    chosen = np.flatnonzero(lines.matching(log.where))
    row, found = lines.row[chosen], lines.coded(name)
    contact = rows.contact[row + rows.lo]
    return Told(rooted(scene, contact), rows.t[row], rows.seq[row], found.codes[chosen], found.dictionary)


def rooted(scene: Scene, contact: Ids) -> Ids:
    """The contacts that these ids are today."""
    crowd = scene.view.crowd
    return crowd.people.root[contact] if len(crowd.moved) else contact


def recoded(pieces: Sequence[Told]) -> list[Told]:
    """The pieces with codes of one dictionary, theirs put one behind the other."""
    if not pieces:
        return []
    dictionaries = {id(piece.dictionary): piece.dictionary for piece in pieces if len(piece.dictionary)}
    if len(dictionaries) < 2:
        only = next(iter(dictionaries.values()), pieces[0].dictionary)
        return [Told(p.contact, p.t, p.seq, p.codes, only) for p in pieces]
    whole, starts = Dictionary(), {}
    for key, dictionary in dictionaries.items():
        starts[key] = np.int32(len(whole))
        whole.values.extend(dictionary.values)
    return [
        Told(
            p.contact, p.t, p.seq, np.where(p.codes < 0, -1, p.codes + starts.get(id(p.dictionary), 0)), whole
        )
        for p in pieces
    ]


def readings(scene: Scene, fold: Fold) -> list[Told]:
    """The rows of a fold with its field's values (below 0: none), in pieces each in order; of a field of items, the
    items that match.
    """
    name, log = fold.field or "$name", fold.log
    if name.startswith("item."):
        return [_of_items(scene, rows, name[5:], log) for rows in slices(scene, log)]
    if name == "$amount" and item_filters(log.where):
        return [_piece(scene, rows, as_json(matched_amounts(rows.lines, log))) for rows in slices(scene, log)]
    return [_piece(scene, rows, rows.coded(name)) for rows in slices(scene, log)]


# ---- the folds ----------------------------------------------------------------------------------------


def end(scene: Scene, fold: Fold) -> Codes:
    """The first or last value of a field."""
    found, out = in_order(readings(scene, fold)), np.full(scene.view.size, -1, np.int32)
    states.put(found.contact, found.codes, fold.fn == "last", out)
    return Codes(out, found.dictionary)


def distinct(scene: Scene, fold: Fold) -> Numbers:
    """How many different texts a field has."""
    pieces, texts = _texts(recoded(readings(scene, fold)))
    size = scene.view.size
    if len(texts) <= BITS:
        seen = np.zeros(size, np.uint64)
        for piece in pieces:
            states.collect(piece.contact, piece.codes, seen)
        return Numbers(np.bitwise_count(seen).astype(np.int64) * 10_000)
    bits = len(texts).bit_length()
    keys = [(p.contact.astype(np.int64) << bits | p.codes)[p.codes >= 0] for p in pieces]
    return Numbers(states.runs(np.sort(np.concatenate(keys)), bits, size) * 10_000)


def common(scene: Scene, fold: Fold) -> Codes:
    """The most frequent text of a field."""
    pieces, texts = _texts(recoded(readings(scene, fold)))
    found, size = in_order(pieces), scene.view.size
    found = found.only(found.codes >= 0)
    contact, text, when = _grouped(found, len(texts), size)
    return Codes(states.commonest(contact, text, when, size), Dictionary(texts))


def spell(scene: Scene, fold: Fold) -> Instants:
    """The instant at which the present run of rows of which the field is in `keep` began."""
    name, kept = fold.field or "$name", {values.as_text(k) for k in fold.keep}
    found = told(scene, slices(scene, fold.log), lambda rows: rows.coded(name))
    inside = looked_up(_table(found.dictionary, lambda text: text in kept), found.codes)
    since = np.full(scene.view.size, MISSING)
    states.spells(found.contact, found.t, inside, since)
    return Instants(since)


def counter(scene: Scene, fold: Fold) -> Numbers:
    """A counter that `Tag Added` raises and other names lower."""
    rows = list(slices(scene, fold.log))
    found = told(scene, rows, lambda one: one.coded("by"))
    names = told(scene, rows, lambda one: one.coded("$name"))
    added = looked_up(_exactly(names.dictionary, "Tag Added"), names.codes)
    by = looked_up_longs(_whole(found.dictionary), found.codes)
    out = np.zeros(scene.view.size, np.int64)
    states.counters(found.contact, added, by, out)
    return Numbers((out if largest(out) < LIMIT // 10_000 else out.astype(object)) * 10_000)


def _whole(dictionary: Dictionary) -> Longs:
    """Each value as a whole number, or MISSING."""
    scaled = dictionary.numbers()
    return np.where((scaled != MISSING) & (scaled % 10_000 == 0), scaled // 10_000, MISSING)


def _exactly(dictionary: Dictionary, name: str) -> Flags:
    return np.array([*(value == name for value in dictionary.values), False], np.bool_)


def _table(dictionary: Dictionary, holds: Callable[[str | None], bool]) -> Flags:
    return np.array([*(holds(text) for text in dictionary.texts()), False], np.bool_)


def _texts(pieces: list[Told]) -> tuple[list[Told], list[str]]:
    """The pieces (of one dictionary) with codes of their texts in order (-1: no text), and the texts."""
    if not pieces:
        return [], []
    read = pieces[0].dictionary.texts()
    texts = sorted({text for text in read if text is not None})
    place = {text: i for i, text in enumerate(texts)}
    table = np.array([*(-1 if text is None else place[text] for text in read), -1], np.int32)
    dictionary = Dictionary(texts)
    return [Told(p.contact, p.t, p.seq, table[p.codes], dictionary) for p in pieces], texts


def _grouped(found: Told, texts: int, size: int) -> tuple[Ids, Ids, Longs]:
    """Contact, text and ordinal of the event, in order of (contact, text, event)."""
    later = (np.diff(found.t) != 0) | (np.diff(found.seq) != 0)
    when = np.concatenate([np.zeros(min(1, len(found.t)), np.int64), np.cumsum(later)])
    text_bits, when_bits = texts.bit_length(), len(when).bit_length()
    if size.bit_length() + text_bits + when_bits < BITS:
        return _by_keys(found, when, text_bits, when_bits)
    by_text = groups.sort_by(found.codes, groups.offsets(found.codes, texts))
    contact = found.contact[by_text]
    order = by_text[groups.sort_by(contact, groups.offsets(contact, size))]
    return found.contact[order], found.codes[order], when[order]


def _by_keys(found: Told, when: Longs, text_bits: int, when_bits: int) -> tuple[Ids, Ids, Longs]:
    """The same by sorting whole numbers that hold all three."""
    keys = (found.contact.astype(np.int64) << text_bits | found.codes) << when_bits | when
    keys.sort()
    contact, text = np.empty(len(keys), np.int32), np.empty(len(keys), np.int32)
    states.unpack(keys, text_bits, when_bits, contact, text, when)
    return contact, text, when
