"""What a shop is made of besides people: its stores, its products, its rates of exchange. The newest word
stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from coterie.errors import UnknownName
from coterie.events import Rates, read_product
from coterie.record import Batch, Record, state, to_text
from coterie.segments import Store


class Ground(Protocol):
    """What a shelf stands on: the record, turns to write to it, and who is told that a shelf has changed."""

    record: Record

    def writing(self) -> AbstractContextManager[None]: ...
    def repriced(self, currencies: set[str]) -> None: ...


@dataclass(frozen=True)
class Stores:
    """The shop's places on the map, by name."""

    ground: Ground

    def put(self, stores: Iterable[Mapping[str, Any]]) -> None:
        """Add stores, or replace those of the same name: name, latitude, longitude, address.

        Error: `ValueError` for a place that is not on earth.
        """
        _append(self.ground, "stores", [_store_row(store) for store in stores])

    def remove(self, name: str) -> None:
        """Take a store away. Error: `UnknownName`."""
        if name not in {store.name for store in self}:
            raise UnknownName(f"no such store: {name}")
        _append(self.ground, "stores", [(name, None, None, "")])

    def __iter__(self) -> Iterator[Store]:
        rows = self.ground.record.rows("SELECT name, latitude, longitude, address FROM stores ORDER BY seq")
        newest = {row[0]: Store(*row) for row in rows if row[1] is not None}
        gone = {name for name, latitude, *_ in {row[0]: row for row in rows}.values() if latitude is None}
        return iter([newest[name] for name in sorted(newest.keys() - gone)])

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Products:
    """The shop's products, by id (text)."""

    ground: Ground

    def put(self, products: Iterable[Mapping[str, Any]]) -> int:
        """Add products, or replace those of the same id: product_id, name, category, brand, price, audience
        ...

        A category is a path: a list, or text with steps joined by " > ". Returns how many had an id and were
        taken.
        """
        read = [found for product in products if (found := read_product(product)) is not None]
        _append(self.ground, "catalogue", [(product, to_text(body)) for product, body in read])
        return len(read)

    def remove(self, product: str) -> None:
        """Take a product away. Error: `UnknownName`."""
        if product not in state.catalogue(self.ground.record):
            raise UnknownName(f"no such product: {product}")
        _append(self.ground, "catalogue", [(product, None)])

    def __getitem__(self, product: str) -> dict[str, Any]:
        try:
            return state.catalogue(self.ground.record)[product]
        except KeyError:
            raise UnknownName(f"no such product: {product}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(state.catalogue(self.ground.record)))

    def __len__(self) -> int:
        return len(state.catalogue(self.ground.record))


@dataclass(frozen=True)
class RateTable:
    """What a unit of a currency was worth in the workspace's, by day."""

    ground: Ground

    def put(self, rates: Iterable[Mapping[str, Any]]) -> None:
        """Add rates: date (ISO 8601), currency (ISO 4217), rate. Amounts that they touch are converted again.

        Error: `ValueError` for a rate that is not positive, a date or a currency that is none.
        """
        rows = [_rate_row(rate) for rate in rates]
        _append(self.ground, "rates", rows)
        self.ground.repriced({row[0] for row in rows})

    def read(self) -> Rates:
        """The rates as amounts are converted by them."""
        return rates_of(self.ground.record)


def rates_of(record: Record) -> Rates:
    """The rates on record."""
    rows = record.rows("SELECT currency, day, rate FROM rates ORDER BY seq")
    return Rates.of((currency, day, Decimal(rate)) for currency, day, rate in rows)


def _append(ground: Ground, table: str, rows: list[tuple[Any, ...]]) -> None:
    if not rows:
        return
    with ground.writing():
        seq = ground.record.stamp.seq
        numbered = [(*row, seq + n) for n, row in enumerate(rows, 1)]
        ground.record.commit(Batch({table: numbered}, seq=seq + len(rows)))
        with ground.record.change():
            pass  # what was derived from the shelf is to be made anew


def _store_row(store: Mapping[str, Any]) -> tuple[Any, ...]:
    name, latitude, longitude = store.get("name"), float(store["latitude"]), float(store["longitude"])
    if not isinstance(name, str) or not name:
        raise ValueError("a store has a name")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"not a place on earth: {latitude}, {longitude}")
    return name, latitude, longitude, str(store.get("address") or "")


def _rate_row(rate: Mapping[str, Any]) -> tuple[str, int, str]:
    worth, code = Decimal(str(rate["rate"])), str(rate["currency"]).strip().upper()
    if not worth.is_finite() or worth <= 0:
        raise ValueError(f"not a rate of exchange: {rate['rate']}")
    if len(code) != 3 or not code.isalpha() or not code.isascii():
        raise ValueError(f"not a currency code of ISO 4217: {rate['currency']!r}")
    return code, date.fromisoformat(str(rate["date"])[:10]).toordinal(), str(worth)
