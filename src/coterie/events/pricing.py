"""What whole tables of events amount to: `price` for typed columns, row by row only where money is
foreign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from coterie.lib.numbers import SCALE

from .items import product_of
from .money import AMOUNTS, Till
from .orders import REFUNDED
from .price import REST, UNPRICED
from .vectors import Mask, Numbers, in_minor, multiplied, scaled_column


@dataclass(frozen=True)
class Lines:
    """Lines of events. row: of the event. line: number within it. fields: what each says. amount, known: of
    each."""

    row: NDArray[np.int64]
    line: NDArray[np.int64]
    fields: pa.Table
    amount: Numbers
    known: Mask


@dataclass(frozen=True)
class Pricing:
    """amount, known: of each event. flags: see `price`. lines: of those that have any."""

    amount: Numbers
    known: Mask
    flags: NDArray[np.int32]
    lines: tuple[Lines, ...]


@dataclass(frozen=True)
class _Purse:
    """The currency of each row: `codes` into `currencies`."""

    till: Till
    t: Numbers
    currencies: Sequence[str | None]
    codes: NDArray[np.int64]

    def worth(self, numbers: Numbers, known: Mask, rows: NDArray[np.int64]) -> tuple[Numbers, Mask]:
        """Amounts (scaled by 10**4) of these rows in the workspace's currency."""
        own, found = self._own(rows), in_minor(numbers, self.till.currency)
        return self._foreign(found, known.copy(), rows, known & ~own, numbers, SCALE)

    def product(
        self, prices: Numbers, counts: Numbers, known: Mask, rows: NDArray[np.int64]
    ) -> tuple[Numbers, Mask]:
        """Price x quantity of these rows in the workspace's currency."""
        found, fits = multiplied(prices, counts, self.till.currency)
        odd = known & ~(self._own(rows) & fits)
        exact = np.zeros(len(rows), object)
        exact[odd] = prices[odd].astype(object) * counts[odd].astype(object)
        return self._foreign(found, known.copy(), rows, odd, exact, SCALE * SCALE)

    def _own(self, rows: NDArray[np.int64]) -> Mask:
        same = np.array([currency == self.till.currency for currency in self.currencies])
        return same[self.codes[rows]]

    def _foreign(
        self, found: Numbers, known: Mask, rows: NDArray[np.int64], odd: Mask, numbers: Any, scale: int
    ) -> tuple[Numbers, Mask]:
        for place in np.flatnonzero(odd).tolist():
            row = rows[place]
            currency = self.currencies[self.codes[row]]
            worth = self.till.worth(int(numbers[place]), scale, currency, int(self.t[row]))
            found[place], known[place] = worth or 0, worth is not None
        found[~known] = 0
        return found, known


def priced(
    table: pa.Table, names: Sequence[str], names_of: NDArray[np.int64], t: Numbers, till: Till
) -> Pricing:
    """What the rows amount to on their days. names: canonical ones. names_of: index of each row's."""
    purse = _purse(table, t, till)
    number, stated = _stated(table)
    amount, known = purse.worth(number, stated, np.arange(len(table)))
    flags = np.where(stated & ~known, UNPRICED, 0).astype(np.int32)
    lines = tuple(_priced(lines, purse) for lines in _lines(table))
    refund = np.array([name == REFUNDED for name in names])[names_of] & ~stated
    for part in lines if refund.any() else ():
        _refund(part, refund, amount, known)
    flags[refund & ~known] |= REST
    return Pricing(amount, known, flags, lines)


def _refund(part: Lines, refund: Mask, amount: Numbers, known: Mask) -> None:
    """Let refunds that state no amount be what their lines come to, where each has a price."""
    count, priced_, total = (np.zeros(len(amount), np.int64) for _ in range(3))
    np.add.at(count, part.row, 1)
    np.add.at(priced_, part.row, part.known)
    np.add.at(total, part.row, part.amount)
    whole = refund & (count > 0) & (count == priced_)
    amount[whole], known[whole] = total[whole], True


def _purse(table: pa.Table, t: Numbers, till: Till) -> _Purse:
    if "currency" not in table.column_names:
        return _Purse(till, t, [till.currency], np.zeros(len(table), np.int64))
    coded = table.column("currency").combine_chunks().dictionary_encode()
    said = [till.currency_of({"currency": value}) for value in coded.dictionary.to_pylist()]
    codes = coded.indices.fill_null(len(said)).to_numpy(zero_copy_only=False)
    return _Purse(till, t, [*said, till.currency], codes.astype(np.int64))


def _stated(table: pa.Table) -> tuple[Numbers, Mask]:
    """The first of the amounts that each row states, and where there is one."""
    number, known = np.zeros(len(table), np.int64), np.zeros(len(table), np.bool_)
    for name in AMOUNTS:
        if name in table.column_names:
            found, there = scaled_column(table.column(name))
            number, known = np.where(known, number, found), known | there
    return number, known


def _priced(lines: Lines, purse: _Purse) -> Lines:
    nothing = pa.chunked_array([pa.nulls(len(lines.row))])
    columns = {name: lines.fields.column(name) for name in lines.fields.column_names}
    price, known = scaled_column(columns.get("price", nothing))
    quantity = columns.get("quantity", nothing)
    count, counted = scaled_column(quantity)
    one = quantity.is_null().to_numpy()
    amount, priced_ = purse.product(price, np.where(one, SCALE, count), known & (counted | one), lines.row)
    return Lines(lines.row, lines.line, lines.fields, amount, priced_)


def _lines(table: pa.Table) -> list[Lines]:
    """The lines of the rows: their `products`, else the row itself if it names one product."""
    found = []
    own = np.zeros(len(table), np.bool_)
    for name in ("product_id", "productId"):
        if name in table.column_names:
            own |= table.column(name).is_valid().to_numpy()
    if "products" in table.column_names and pa.types.is_list(table.column("products").type):
        lists = table.column("products").combine_chunks()
        own &= ~lists.is_valid().to_numpy(zero_copy_only=False)
        found += _listed(lists)
    if own.any():
        rows = np.flatnonzero(own)
        fields = table.drop_columns([n for n in ("context", "products") if n in table.column_names]).take(
            rows
        )
        found.append(_unpriced(rows, np.zeros(len(rows), np.int64), fields))
    return found


def _listed(lists: pa.ListArray) -> list[Lines]:
    if not pa.types.is_struct(lists.type.value_type):
        return []
    row = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False)
    values = pc.list_flatten(lists)
    there = values.is_valid().to_numpy(zero_copy_only=False)
    row, values = row[there], values.filter(pa.array(there))
    starts = np.flatnonzero(np.append(True, row[1:] != row[:-1])) if len(row) else np.empty(0, np.int64)
    line = np.arange(len(row)) - np.repeat(starts, np.diff(np.append(starts, len(row))))
    names = [values.type.field(i).name for i in range(values.type.num_fields)]
    fields = pa.Table.from_arrays(values.flatten(), names=names)
    return [_unpriced(row, line, fields)] if len(row) else []


def _unpriced(row: NDArray[np.int64], line: NDArray[np.int64], fields: pa.Table) -> Lines:
    nothing = np.zeros(len(row), np.int64)
    return Lines(row, line, fields, nothing, nothing.astype(np.bool_))


def products_of(fields: pa.Table) -> pa.Array:
    """The product id of each line, as text."""
    names = [name for name in ("product_id", "productId", "id") if name in fields.column_names]
    if not names:
        return pa.nulls(fields.num_rows, pa.string())
    texts = [_product_texts(fields.column(name)) for name in names]
    return pc.coalesce(*texts)


def _product_texts(column: pa.ChunkedArray) -> pa.Array:
    coded = column.combine_chunks().dictionary_encode()
    known = pa.array(
        [product_of({"product_id": value}) for value in coded.dictionary.to_pylist()], pa.string()
    )
    return known.take(coded.indices)
