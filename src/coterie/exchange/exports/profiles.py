"""Contacts as they were at an instant, read from the record in stretches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from coterie.exchange.files.writing import Type
from coterie.record import Record, decode, state

CHUNK = 50_000
"""Contacts that are read at once."""

_LATEST = """
    SELECT root, trait, arg_max(coalesce(value, 'null'), (t, seq)) AS value
    FROM changes JOIN asked USING (contact) WHERE t <= ? AND NOT starts_with(trait, '$') GROUP BY root, trait
"""
_KINDS: dict[str, Type] = {
    "BOOLEAN": "flag",
    "UBIGINT": "whole",
    "BIGINT": "whole",
    "DOUBLE": "number",
    "VARCHAR": "text",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """A contact at an instant. first_seen: ms. traits: JSON values, those that are set."""

    key: str
    birth: str
    first_seen: int
    traits: dict[str, Any] = field(default_factory=dict)


def profiles(record: Record, ids: Sequence[int] | None, at: int) -> Iterator[Profile]:
    """Contacts by key, with their traits as of `at` (ms). ids: of these only, else of all who were there
    then."""
    people, keys = state.people(record), state.keys(record)
    there = np.flatnonzero(people.alive & (people.first_seen <= at)).tolist() if ids is None else ids
    wanted = sorted(there, key=lambda who: (keys.get(who, ""), who))
    for start in range(0, len(wanted), CHUNK):
        chunk = wanted[start : start + CHUNK]
        whose = np.flatnonzero(np.isin(people.root, np.array(chunk, np.int32)))
        asked = pa.table({"contact": pa.array(whose, pa.int32()), "root": people.root[whose]})
        traits = _traits(record, asked, at)
        births = record.table("SELECT id, birth FROM contacts JOIN asked ON id = contact", asked=asked)
        born = dict(zip(births.column("id").to_pylist(), births.column("birth").to_pylist(), strict=True))
        for who in chunk:
            yield Profile(keys.get(who, ""), born[who], int(people.first_seen[who]), traits.get(who, {}))


def _traits(record: Record, asked: pa.Table, at: int) -> dict[int, dict[str, Any]]:
    """By contact, its traits; what was cleared is left out."""
    table = record.table(_LATEST, at, asked=asked)
    found: dict[int, dict[str, Any]] = {}
    columns = (table.column(name).to_pylist() for name in ("root", "trait", "value"))
    for who, trait, text in zip(*columns, strict=True):
        if text != "null":
            found.setdefault(who, {})[trait] = decode(text)
    return found


def kinds(record: Record) -> dict[str, Type]:
    """Every trait that anybody ever had, by name, and what it holds; `any` where its values differ in
    kind."""
    rows = record.rows(
        "SELECT trait, list(DISTINCT json_type(value)) FROM changes"
        " WHERE value IS NOT NULL AND NOT starts_with(trait, '$') GROUP BY trait ORDER BY trait"
    )
    return {trait: _kind({kind for kind in said if kind != "NULL"}) for trait, said in rows}


def _kind(said: set[str]) -> Type:
    found = {_KINDS.get(kind, "any") for kind in said}
    if found == {"whole", "number"}:
        return "number"
    return found.pop() if len(found) == 1 else "any"
