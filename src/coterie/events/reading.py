"""Events read back from the record, as every reading sees them: canonical names, the catalogue applied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coterie.record import Record, Wording, decode, state

from . import fields
from .aliases import canonical
from .event import Event
from .items import Catalogue

_COLUMNS = "seq, contact, name, t, until, amount, id, props"


def wording() -> Wording:
    """What rows and fields are called today."""
    return Wording(canonical, fields.paths)


def catalogue(record: Record) -> Catalogue:
    """The products of the workspace."""
    return Catalogue(state.catalogue(record))


def events_of(record: Record, roots: Mapping[int, int] | None) -> dict[int, tuple[Event, ...]]:
    """Events by contact in order of (t, seq). roots: of the contacts asked for, and those merged into them,
    the survivor; None: everybody's, by the contact that they were written to."""
    ids = None if roots is None else list(roots)
    known, lines = catalogue(record), _lines(record, ids)
    found: dict[int, list[Event]] = {}
    for row in state.rows_of(record, _COLUMNS, "events", ids):
        if row[2]:
            whose = row[1] if roots is None else roots[row[1]]
            found.setdefault(whose, []).append(_event(row, lines.get(row[0], []), known))
    return {whose: tuple(sorted(rows, key=lambda e: (e.t, e.seq))) for whose, rows in found.items()}


def _event(row: tuple[Any, ...], lines: list[tuple[int | None, str]], known: Catalogue) -> Event:
    seq, _, name, t, until, amount, key, props = row
    items = tuple(known.apply(decode(text)) for _, text in lines)
    return Event(
        seq, t, canonical(name), decode(props), items, amount, tuple(a for a, _ in lines), until, key or ""
    )


def _lines(record: Record, ids: list[int] | None) -> dict[int, list[tuple[int | None, str]]]:
    found: dict[int, list[tuple[int | None, str]]] = {}
    for seq, amount, text in state.lines_of(record, ids):
        found.setdefault(seq, []).append((amount, text))
    return found
