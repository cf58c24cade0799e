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
    one, *rest = recoded(pieces)
    for other in rest:
        order = groups.merge(one.t, one.seq, other.t, other.seq)
        contact, t, seq, codes = (
            np.concatenate([getattr(one, name), getattr(other, name)])[order]
            for name in ("contact", "t", "seq", "codes")
        )
        one = Told(contact, t, seq, codes, one.dictionary)
    return one


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


def readings(scene: Scene, fold: Fold) -> Told:
    """The rows of a fold that have its field, with its values; of a field of items, the items that match."""
    name, log = fold.field or "$name", fold.log
    if name.startswith("item."):
        found = in_order([_of_items(scene, rows, name[5:], log) for rows in slices(scene, log)])
    elif name == "$amount" and item_filters(log.where):
        found = told(scene, slices(scene, log), lambda rows: as_json(matched_amounts(rows.lines, log)))
    else:
        found = told(scene, slices(scene, log), lambda rows: rows.coded(name))
    return found.only(found.codes >= 0)


# ---- the folds ----------------------------------------------------------------------------------------


def end(scene: Scene, fold: Fold) -> Codes:
    """The first or last value of a field."""
    found, out = readings(scene, fold), np.full(scene.view.size, -1, np.int32)
    way = slice(None, None, -1 if fold.fn == "first" else 1)
    # Of several rows of one contact numpy keeps what it writes last.
    out[found.contact[way]] = found.codes[way]
    return Codes(out, found.dictionary)


def distinct(scene: Scene, fold: Fold) -> Numbers:
    """How many different texts a field has."""
    found, texts = _texts(readings(scene, fold))
    contact, text, _ = _grouped(found, len(texts), scene.view.size)
    return Numbers(states.runs(contact, text, scene.view.size) * 10_000)


def common(scene: Scene, fold: Fold) -> Codes:
    """The most frequent text of a field."""
    found, texts = _texts(readings(scene, fold))
    contact, text, when = _grouped(found, len(texts), scene.view.size)
    return Codes(states.commonest(contact, text, when, scene.view.size), Dictionary(texts))


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


def _texts(found: Told) -> tuple[Told, list[str]]:
    """The rows that read as text, with codes of texts in order, and the texts."""
    read = found.dictionary.texts()
    texts = sorted({text for text in read if text is not None})
    place = {text: i for i, text in enumerate(texts)}
    table = np.array([*(-1 if text is None else place[text] for text in read), -1], np.int32)
    text_of = table[found.codes]
    recoded = Told(found.contact, found.t, found.seq, text_of, found.dictionary)
    return recoded.only(text_of >= 0), texts


def _grouped(found: Told, texts: int, size: int) -> tuple[Ids, Ids, Longs]:
    """Contact, text and ordinal of the event, in order of (contact, text, event)."""
    later = (np.diff(found.t) != 0) | (np.diff(found.seq) != 0)
    when = np.concatenate([np.zeros(min(1, len(found.t)), np.int64), np.cumsum(later)])
    by_text = groups.sort_by(found.codes, groups.offsets(found.codes, texts))
    contact = found.contact[by_text]
    order = by_text[groups.sort_by(contact, groups.offsets(contact, size))]
    return found.contact[order], found.codes[order], when[order]
