"""A plan of an import: what each column means, with samples and doubts, shown before anything is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from coterie.errors import Place, Problem
from coterie.exchange.files import Reading, Reject, guess_reading, open_rows

from . import cells, dates
from .cells import Manner, Type, Unreadable
from .guess import decimal_of, guess, samples_of
from .kinds import kind_of
from .mapping import FileMapping, Writing, load, to_toml
from .reading import REJECTED

_LOOKED_AT = 1_000
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file. meaning: field, trait, property, item or nothing, and its name. type: it is read
    as. samples: its first cells that differ."""

    name: str
    meaning: str
    type: str
    samples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is going to be imported. mapping: complete, with all that was found out. doubts: those of
    severity `error` stand in the way. source: what the rows' keys belong to, where the mapping names no
    source."""

    path: Path
    mapping: FileMapping
    columns: tuple[Column, ...]
    doubts: tuple[Problem, ...]
    source: str

    @property
    def reading(self) -> Reading:
        """How its file is read."""
        file = self.mapping.file
        return Reading(file.format or "csv", file.delimiter or ",", file.encoding or "utf-8", file.header)

    @property
    def manner(self) -> Manner:
        """How its cells are read."""
        return manner_of(self.mapping.file)

    @property
    def toml(self) -> str:
        """Its mapping as a file to keep, to mend, and to import by."""
        return to_toml(self.mapping)


def plan(path: Path, mapping: FileMapping | Path | None = None, zone: str = "UTC") -> Plan:
    """The plan of an import by a mapping (or a file of one), else by a guess. zone: the workspace's (IANA
    name).

    Error: `ImportRefused` if the file, or the mapping, can't be read at all.
    """
    stated = load(mapping) if isinstance(mapping, Path) else mapping
    file, sure = _file(path, stated.file if stated else Writing())
    rows = open_rows(
        path, Reading(file.format or "csv", file.delimiter or ",", file.encoding or "utf-8", file.header)
    )
    first = [row for _, row in islice(rows, _LOOKED_AT) if not isinstance(row, Reject)]
    columns = [column for column in rows.columns if column not in REJECTED]
    samples = samples_of(columns, first)
    zone = file.zone or zone
    found, is_sure = (stated, True) if stated else guess(samples, zone)
    file = _manner(found, file, samples, zone)
    found = msgspec.structs.replace(found, file=file)
    doubts = [*_doubts(found, columns, samples, manner_of(file)), *_unsure(path, file, sure)]
    if not is_sure:
        told = f"few columns say what {path.name} holds; it is read as {found.what}"
        doubts.append(_doubt("kind-unsure", told, 'say it in a mapping: what = "..."'))
    return Plan(path, found, tuple(_shown(found, columns, samples)), tuple(doubts), _source(found, columns))


def manner_of(file: Writing) -> Manner:
    """How cells are read."""
    return Manner(file.decimal or ".", file.dates or ("iso",), file.zone or "UTC")


def _file(path: Path, stated: Writing) -> tuple[Writing, bool]:
    """How a file is written, as stated or as found out; and whether that is sure."""
    if stated.format and stated.delimiter and stated.encoding:
        return stated, True
    found, sure = guess_reading(path, stated.format)
    told = {"format": stated.format or found.format}
    if told["format"] == "csv":
        told["delimiter"] = stated.delimiter or found.delimiter
        told["encoding"] = stated.encoding or found.encoding
    return msgspec.structs.replace(stated, **told), sure or stated.encoding is not None


def _manner(mapping: FileMapping, file: Writing, samples: dict[str, list[Any]], zone: str) -> Writing:
    """How cells are written, as stated or as found out from those that are read as numbers and dates."""
    by_type: dict[str, list[Any]] = {}
    for column, kind in _types(mapping).items():
        by_type.setdefault(kind, []).append(samples.get(column, []))
    found: list[str] = []
    for texts in (_texts(column) for column in [*by_type.get("instant", []), *by_type.get("date", [])]):
        fitting = dates.fits(texts, zone)
        if fitting and not set(fitting) & set(found):
            found.append(fitting[0])
    numbers = [cell for column in by_type.get("number", []) for cell in column]
    return msgspec.structs.replace(
        file,
        dates=file.dates or tuple(found) or ("iso",),
        decimal=file.decimal or decimal_of(numbers) or ".",
        zone=zone,
    )


def _types(mapping: FileMapping) -> dict[str, Type]:
    """What each column that is named is read as."""
    fields = kind_of(mapping.what).fields
    return {**mapping.types, **{column: fields[name] for name, column in mapping.columns.items()}}


def _texts(column: Sequence[Any]) -> list[str]:
    return [cells.text(cell) for cell in column if isinstance(cell, str)]


def _shown(mapping: FileMapping, columns: Sequence[str], samples: dict[str, list[Any]]) -> Iterator[Column]:
    named = {column: f"field {name}" for name, column in mapping.columns.items()}
    tables = (("trait", mapping.traits), ("property", mapping.properties), ("item", mapping.items))
    named |= {column: f"{word} {name}" for word, table in tables for name, column in table.items()}
    types = _types(mapping)
    word = {"traits": "trait", "properties": "property", "items": "item"}[kind_of(mapping.what).rest]
    for column in columns:
        rest = f"{word} {column.lstrip('$')}" if mapping.others == "keep" else "left out"
        rest = f"message {column}" if mapping.what == "messages" else rest
        few = tuple(dict.fromkeys(cells.text(cell)[:40] for cell in samples[column][:50]))[:_SHOWN]
        yield Column(column, named.get(column, rest), types.get(column, "as it is"), few)


def _doubts(
    mapping: FileMapping, columns: Sequence[str], samples: dict[str, list[Any]], manner: Manner
) -> Iterator[Problem]:
    kind = kind_of(mapping.what)
    has = {*mapping.columns, *mapping.constants}
    for group in kind.needs:
        if not has & set(group):
            lacking = " or ".join(name.replace("_", " ") for name in group)
            yield Problem(
                "no-field", f"no column for {lacking}, which {mapping.what} need", hint=_hint(group[0])
            )
    for column in mapping.named():
        if column not in columns and "." not in column:
            yield Problem(
                "no-column", f"the file has no column {column!r}", Place(pointer=f"/columns/{column}")
            )
    for column, type_ in _types(mapping).items():
        yield from _of_cells(column, type_, samples.get(column, []), manner)
    yield from _of_kind(mapping, has)


def _hint(field: str) -> str:
    return f'name one in a mapping: [columns] {field} = "..."; or say one for all: [constants] {field} = ...'


def _of_cells(column: str, kind: Type, found: Sequence[Any], manner: Manner) -> Iterator[Problem]:
    """Doubts about one column's cells."""
    texts = _texts(found)
    if kind in ("instant", "date") and texts:
        fitting = dates.fits(texts, manner.zone)
        if not fitting and not any(dates.instant(text, manner.dates, manner.zone) for text in texts):
            hint = 'say its format: [file] dates = ["%d.%m.%Y %H:%M"]'
            yield Problem("date-unknown", f"{column}: no known format of a date fits {texts[0]!r}", hint=hint)
            return
        if len({pattern[:2] for pattern in fitting} & {"%d", "%m"}) == 2:
            told = " or ".join(pattern for pattern in fitting if pattern in manner.dates)
            yield _doubt("date-ambiguous", f"{column}: days and months could be either; it is read as {told}")
    bad = [cell for cell in found if not _can(cell, kind, manner)]
    if bad:
        few = f"{len(bad)} of the first {len(found)} cells are no {kind}: {cells.text(bad[0])[:40]!r}"
        yield _doubt("cells-unreadable", f"{column}: {few}; their rows will be put aside")


def _can(cell: Any, kind: Type, manner: Manner) -> bool:
    try:
        cells.read(cell, kind, manner)
    except Unreadable:
        return False
    return True


def _of_kind(mapping: FileMapping, has: set[str]) -> Iterator[Problem]:
    """Doubts about what a kind of file would need to be taken twice, or at all times."""
    key = {"orders": "order_id", "events": "key"}.get(mapping.what)
    if key and not has & {key, "message_id"}:
        what = f"without {key.replace('_', ' ')}s, rows are told apart by their numbers"
        yield _doubt("no-key", f"{what}: another file with the same rows would be taken again")
    if mapping.what == "contacts" and has & {"subscribed", "sms_subscribed"} and "consent_at" not in has:
        yield _doubt(
            "consent-undated", "consents have no date: they count from the import on, before all others"
        )


def _unsure(path: Path, file: Writing, sure: bool) -> Iterator[Problem]:
    if not sure:
        hint = 'if letters look wrong, say it: [file] encoding = "cp1252"'
        yield _doubt("encoding-guessed", f"{path.name} is not UTF-8; it is read as {file.encoding}", hint)


def _doubt(code: str, message: str, hint: str = "") -> Problem:
    return Problem(code, message, hint=hint, severity="warning")


def _source(mapping: FileMapping, columns: Sequence[str]) -> str:
    """A name for files with these columns, so that the next export of the same kind knows the rows of this
    one."""
    told = "\0".join([mapping.what, *sorted(columns)])
    return f"{mapping.what}-{blake2b(told.encode(), digest_size=4).hexdigest()}"
