"""UCI Online Retail, dirty on purpose, comes through with every row accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import coterie
from coterie.exchange.imports import Result, plan, run
from coterie.workspace import Shop

MAPPING = Path(__file__).parents[1] / "examples" / "mappings" / "online_retail.toml"
ROWS = 320_705


@pytest.fixture(scope="module")
def file(data: Path) -> Path:
    return data / "online_retail" / "online_retail_2010-12_2011-08.parquet"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with coterie.open(tmp_path_factory.mktemp("retail"), zone="Europe/London", currency="GBP") as opened:
        yield opened


@pytest.fixture(scope="module")
def result(file: Path, shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Result:
    target = tmp_path_factory.mktemp("rejects") / "rejects.parquet"
    return run(shop, plan(file, MAPPING), rejects=target)


def test_every_row_is_accounted_for(result: Result) -> None:
    assert result.rows == ROWS == result.accepted + result.duplicates + result.rejected
    assert (result.accepted, result.duplicates, result.rejected) == (229_603, 2_450, 88_652)
    assert result.reasons == {"no-customer": 88_652}


def test_lines_are_orders_and_returns(result: Result) -> None:
    assert result.messages["Order Completed"] == 11_415
    assert result.messages["Order Refunded"] == 2_427


def test_the_rejects_are_the_lines_of_nobody(result: Result) -> None:
    assert result.rejects is not None
    kept = pq.read_table(result.rejects)
    assert kept.num_rows == 88_652
    assert kept.column("CustomerID").null_count == 88_652
    assert set(kept.column("reject_code").to_pylist()) == {"no-customer"}


def test_customers_orders_and_revenue_are_those_of_the_file(result: Result, shop: Shop, file: Path) -> None:
    """Counted the plainest way: each different line of a known customer once, returns taken off."""
    table = pq.read_table(file)
    lines = {tuple(row.values()) for row in table.to_pylist() if row["CustomerID"] is not None}
    assert len(lines) == result.accepted
    worth: dict[str, Decimal] = {}
    for row in lines:
        worth[row[0]] = worth.get(row[0], Decimal(0)) + Decimal(repr(row[5])) * row[3]
    # Amounts are whole pence, invoice by invoice; a few prices have a tenth of one.
    revenue = sum(amount.quantize(Decimal("0.01"), ROUND_HALF_EVEN) for amount in worth.values())
    told = shop.record.rows(
        "SELECT sum(CASE WHEN name = 'Order Refunded' THEN -amount ELSE amount END) FROM events"
    )
    assert Decimal(int(told[0][0])) / 10_000 == revenue
    assert shop.count('did "Order Completed" at least once') == len({row[6] for row in lines if row[3] > 0})


def test_a_rerun_doubles_nothing(result: Result, shop: Shop, file: Path, tmp_path: Path) -> None:
    again = run(shop, plan(file, MAPPING), rejects=tmp_path / "rejects.parquet")
    assert (again.rows, again.accepted, again.rejected) == (ROWS, 0, result.rejected)
    assert again.duplicates == result.accepted + result.duplicates


def test_a_guess_without_a_mapping_understands_it(file: Path) -> None:
    guessed = plan(file)
    assert guessed.mapping.what == "order-lines"
    assert {name: guessed.mapping.columns[name] for name in ("order_id", "user_id", "price", "quantity")} == {
        "order_id": "InvoiceNo", "user_id": "CustomerID", "price": "UnitPrice", "quantity": "Quantity",
    }  # fmt: skip
