"""The shop as tables for other engines: merges applied, values as small numbers, so that each engine is at its best.

contacts(id, country, gender, age, email_consent, tags, latitude, longitude, first_seen) and, for each kind of event,
events(kind, contact, t, amount, category) ordered by t. Countries and the like are codes, tags a bit mask, amounts are
scaled by 10**4, instants are ms.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .shop import KINDS, Shop

Columns = dict[str, np.ndarray]
NARROW = {"contact": np.int32, "amount": np.int32, "category": np.int16, "kind": np.int16}


def contacts(path: Path) -> Columns:
    """The contacts that are left after merges; a trait is that of whichever of the two came later."""
    shop = Shop(path)
    people = shop.people()
    born = np.load(path / "first_seen.npy")
    gone, into = np.load(path / "merges.npy")
    giver = np.arange(len(born), dtype=np.int32)
    rank = np.empty(len(born), np.int32)
    rank[np.argsort(born, kind="stable")] = giver
    later = rank[gone] > rank[into]
    giver[into[later]] = gone[later]
    found: Columns = {"id": np.arange(len(born), dtype=np.int32), "first_seen": people.first_seen}
    for name in shop.traits():
        values = np.load(path / f"values-{name}.npy")
        exact = values if values.dtype.kind == "f" else values.astype(np.int16)
        found[name] = exact[np.load(path / f"trait-{name}.npy")][giver]
    return {name: column[people.alive] for name, column in found.items()}


def events(path: Path) -> Iterator[Columns]:
    """The events of each kind, in order of time, written to today's contacts. amount, category: where it has them.

    A few rows have sequences that the shop's stamp does not reach: they have not come yet.
    """
    root, last = Shop(path).people().root, Shop(path).stamp().seq
    for number in range(len(KINDS)):
        found = {
            "contact": root[np.load(path / f"{number}-contact.npy")],
            "t": np.load(path / f"{number}-t.npy"),
        }
        for name in ("amount", "category"):
            file = path / f"{number}-{name}.npy"
            if file.exists():
                found[name] = np.load(file)
        if "category" in found:
            found["category"] += 1
        found["kind"] = np.full(len(found["t"]), number)
        here = np.load(path / f"{number}-seq.npy") <= last
        yield {name: column[here].astype(NARROW.get(name, column.dtype)) for name, column in found.items()}


def written(path: Path, folder: Path) -> list[Path]:
    """The tables as Parquet in a folder: contacts, then each kind of event."""
    files = []
    for number, columns in enumerate([contacts(path), *events(path)]):
        file = folder / ("contacts.parquet" if number == 0 else f"{number - 1}.parquet")
        if number:
            missing = np.full(len(columns["t"]), 0, np.int32)
            columns = {"amount": missing, "category": missing.astype(np.int16), **columns}
        pq.write_table(pa.table(columns), file, compression="lz4")
        files.append(file)
    return files
