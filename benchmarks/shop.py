"""A seeded shop of any size, as arrays on disk and as a `Source`: what the figures are measured on.

`python -m benchmarks.shop --contacts 1_000_000 --events 50_000_000` makes it once under `benchmarks/.work`.
Twelve kinds of events over two years that grow in volume; every kind has its own power law of who does it.
One event in a hundred comes after the columns were built (a tenth of those late), and ten thousand contacts
are merged since.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.lib.instants import NEVER
from coterie.record.source import MISSING, Changes, Coded, Items, People, Rows, Stamp

NOW = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1000)
DAY = 86_400_000
DAYS = 730
SEED = 7
LATER = 10**12  # sequences from here on came after the columns were built
TAIL, LATE = 0.009, 0.001  # shares of events that came since: in order, and late
CATEGORIES, PRODUCTS = 40, 5_000


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event: its share of all, how unevenly contacts do it (rank = n * u ** skew), what it carries."""

    name: str
    share: float
    skew: float
    product: bool = False
    money: bool = False


KINDS = (
    Kind("Email Delivered", 0.40, 1.15),
    Kind("Email Opened", 0.14, 1.8),
    Kind("Email Link Clicked", 0.025, 2.4),
    Kind("Page Viewed", 0.22, 2.0),
    Kind("Product Viewed", 0.10, 2.2, product=True),
    Kind("Product Added", 0.025, 2.3, product=True, money=True),
    Kind("Checkout Started", 0.01, 2.3, money=True),
    Kind("Order Completed", 0.012, 2.2, product=True, money=True),
    Kind("Order Refunded", 0.0005, 2.2, product=True, money=True),
    Kind("Push Delivered", 0.055, 1.3),
    Kind("Push Clicked", 0.005, 2.4),
    Kind("Form Submitted", 0.0075, 1.6),
)
COUNTRIES = "US GB DE FR IT ES NL PL SE CA AU BR IN JP MX".split()
COUNTRY_SHARES = np.array([30, 10, 9, 8, 6, 6, 4, 4, 3, 5, 4, 4, 4, 2, 1], float) / 100
GENDERS, CONSENTS = ("f", "m", "x"), ("subscribed", "unsubscribed", "pending", "bounced")
TAG_SHARES = np.array([0.02, 0.1, 0.05, 0.2, 0.01, 0.3, 0.08, 0.15])


def folder(contacts: int, events: int) -> Path:
    """Where a shop of this size lies."""
    return Path(__file__).parent / ".work" / f"shop-{contacts}-{events}"


def made(contacts: int, events: int) -> Path:
    """The folder of the shop, made if it is not there."""
    path = folder(contacts, events)
    if not (path / "done").exists():
        path.mkdir(parents=True, exist_ok=True)
        dice = np.random.default_rng(SEED)
        _make_contacts(path, contacts, dice)
        shares = np.array([kind.share for kind in KINDS])
        rank = dice.permutation(contacts).astype(np.int32)
        for number, kind in enumerate(KINDS):
            size = round(events * kind.share / shares.sum())
            _make_events(path, number, size, rank, dice)
        (path / "done").touch()
    return path


def _make_contacts(path: Path, n: int, dice: np.random.Generator) -> None:
    traits = {
        "country": dice.choice(len(COUNTRIES), n, p=COUNTRY_SHARES),
        "gender": dice.choice(3, n, p=[0.52, 0.44, 0.04]),
        "age": np.clip(dice.normal(41, 14, n), 16, 95).astype(int),
        "email_consent": dice.choice(4, n, p=[0.78, 0.12, 0.06, 0.04]),
        "tags": (dice.random((n, 8)) < TAG_SHARES) @ (1 << np.arange(8)),
        "latitude": np.clip(dice.normal(45, 8, n), -89, 89).round(4),
        "longitude": np.clip(dice.normal(5, 20, n), -179, 179).round(4),
    }
    for name, found in traits.items():
        distinct, codes = np.unique(found, return_inverse=True)
        np.save(path / f"trait-{name}.npy", codes.astype(np.int32))
        np.save(path / f"values-{name}.npy", distinct)
    np.save(path / "first_seen.npy", NOW - (dice.random(n) ** 1.3 * 1460 * DAY).astype(np.int64))
    pairs = dice.permutation(n)[: 2 * min(10_000, n // 20)].astype(np.int32)
    np.save(path / "merges.npy", pairs.reshape(2, -1))


def _make_events(path: Path, number: int, n: int, rank: NDArray[np.int32], dice: np.random.Generator) -> None:
    kind = KINDS[number]
    t = NOW - DAYS * DAY + 1 + (dice.random(n) ** 0.8 * (DAYS * DAY - 2)).astype(np.int64)
    t.sort()
    seq = np.arange(n, dtype=np.int64) * len(KINDS) + number
    seq[n - int(n * TAIL) :] += LATER
    seq[dice.random(n) < LATE] += LATER
    np.save(path / f"{number}-t.npy", t)
    np.save(path / f"{number}-seq.npy", seq)
    chosen = (len(rank) * dice.random(n) ** kind.skew).astype(np.int32)
    np.save(path / f"{number}-contact.npy", rank[np.minimum(chosen, len(rank) - 1)])
    if kind.product:
        product = np.minimum((PRODUCTS * dice.random(n) ** 1.7).astype(np.int32), PRODUCTS - 1)
        np.save(path / f"{number}-product_id.npy", product)
        np.save(path / f"{number}-category.npy", ((product + 1) * 7_919 % CATEGORIES).astype(np.int32))
    if kind.money:
        cents = np.minimum(np.exp(dice.normal(8.2, 0.8, n)), 500_000).astype(np.int64)
        np.save(path / f"{number}-amount.npy", cents * 100)


@dataclass(frozen=True)
class Shop:
    """The shop as a `Source`. later: with what came after the columns were built; merged: with the merges since."""

    path: Path
    later: bool = True
    merged: bool = True
    _kept: dict[str, Any] = field(default_factory=dict)

    def stamp(self) -> Stamp:
        return Stamp(2 * LATER if self.later else LATER - 1, 0, people=int(self.merged))

    def people(self) -> People:
        first_seen = np.load(self.path / "first_seen.npy").copy()
        root, alive = np.arange(len(first_seen), dtype=np.int32), np.ones(len(first_seen), np.bool_)
        if self.merged:
            gone, into = np.load(self.path / "merges.npy")
            root[gone], alive[gone] = into, False
            np.minimum.at(first_seen, into, first_seen[gone])
        return People(root, first_seen, alive)

    def births(self) -> Sequence[str]:
        return [f"birth-{i}" for i in range(len(np.load(self.path / "first_seen.npy", mmap_mode="r")))]

    def names(self) -> tuple[str, ...]:
        return tuple(kind.name for kind in KINDS)

    def traits(self) -> tuple[str, ...]:
        return tuple(sorted(path.stem.removeprefix("trait-") for path in self.path.glob("trait-*.npy")))

    def rows(self, name: str, after: int = -1) -> Rows:
        contact, t, seq = (self._column(name, column, after) for column in ("contact", "t", "seq"))
        amount = self._column(name, "amount", after)
        never, none = (np.broadcast_to(np.int64(x), len(t)) for x in (NEVER, MISSING))
        return Rows(contact, t, seq, never, none if amount is None else amount)

    def field(self, name: str, field: str, after: int = -1) -> Coded:
        codes = self._column(name, field, after)
        if codes is None:
            return Coded(np.full(len(self._column(name, "t", after)), -1, np.int32), [])
        size = PRODUCTS if field == "product_id" else CATEGORIES
        return Coded(codes, [f"{field} {i + 1}" for i in range(size)])

    def items(self, name: str, after: int = -1) -> Items:
        return Items(np.empty(0, np.int32), np.empty(0, np.int64))

    def item_field(self, name: str, field: str, after: int = -1) -> Coded:
        return Coded(np.empty(0, np.int32), [])

    def changes(self, trait: str, after: int = -1) -> Changes:
        codes = np.load(self.path / f"trait-{trait}.npy")
        if after >= 0:
            codes = codes[:0]
        first_seen = np.load(self.path / "first_seen.npy")[: len(codes)]
        order = np.argsort(first_seen, kind="stable").astype(np.int32)
        seq = np.arange(len(codes), dtype=np.int64)
        values = [_trait(trait, value) for value in np.load(self.path / f"values-{trait}.npy").tolist()]
        return Changes(order, first_seen[order], seq, Coded(codes[order], values))

    def _column(self, name: str, column: str, after: int) -> Any:
        """A column of the rows that the source has come to, from the sequence `after` on; None if there is none."""
        number = next(i for i, kind in enumerate(KINDS) if kind.name == name)
        path = self.path / f"{number}-{column}.npy"
        if not path.exists():
            return None
        whole = np.load(path, mmap_mode="r")
        chosen = self._chosen(number, after)
        return np.asarray(whole) if chosen is None else whole[chosen]

    def _chosen(self, number: int, after: int) -> NDArray[np.bool_] | None:
        if after < 0 and self.later:
            return None
        key = f"{number} {after}"
        if key not in self._kept:
            seq = np.load(self.path / f"{number}-seq.npy", mmap_mode="r")
            self._kept[key] = (seq > after) & (seq <= self.stamp().seq)
        kept: NDArray[np.bool_] = self._kept[key]
        return kept


def _trait(name: str, value: Any) -> Any:
    """The JSON value that a number on disk stands for."""
    match name:
        case "country":
            return COUNTRIES[value]
        case "gender":
            return GENDERS[value]
        case "email_consent":
            return CONSENTS[value]
        case "tags":
            return [f"tag {i}" for i in range(8) if value >> i & 1]
        case "latitude" | "longitude":
            return Decimal(str(value))
        case _:
            return value


def sizes(parser: argparse.ArgumentParser) -> None:
    """The flags that name a shop."""
    parser.add_argument("--contacts", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=50_000_000)


def main() -> None:
    """Makes the shop and says how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    sizes(parser)
    asked = parser.parse_args()
    began = time.perf_counter()
    path = made(asked.contacts, asked.events)
    size = sum(file.stat().st_size for file in path.iterdir())
    print(f"{path}: {size / 1e9:.2f} GB, {timedelta(seconds=round(time.perf_counter() - began))}")


if __name__ == "__main__":
    main()
