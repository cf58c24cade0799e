from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.errors import CoterieError
from coterie.exchange.imports import FileMapping, OrderRules, load, plan, run
from coterie.testing import shop
from tests.exchange.imports.taking import Taking

MAPPING = load(Path(__file__).parents[3] / "examples" / "mappings" / "online_retail.toml")
HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
WALL = "2010-12-01 08:26"


def line(invoice: str, code: str, count: int, price: str, customer: str = "7", at: str = WALL) -> str:
    return f"{invoice},{code},THING,{count},{at},{price},{customer},France\n"


def sold(taking: Taking, contact: str = "7") -> list[tuple[str, Any, Any, list[Any]]]:
    return [
        (
            name,
            props["order_id"],
            props["total"],
            [(p["product_id"], p["quantity"]) for p in props["products"]],
        )
        for name, _, props in taking.events(contact)
    ]


def test_lines_of_an_order_are_one_order_wherever_they_lie(taking: Taking) -> None:
    rows = [line("1", "A", 6, "2.55"), line("2", "B", 1, "1.00"), line("1", "C", 2, "3.39")]
    found = taking.take(taking.file(HEADER + "".join(rows)), MAPPING)
    assert (found.rows, found.accepted) == (3, 3)
    assert found.messages == {"Order Completed": 2, "identify": 1}
    assert sold(taking) == [
        ("Order Completed", "1", Decimal("22.08"), [("A", 6), ("C", 2)]),
        ("Order Completed", "2", Decimal("1.00"), [("B", 1)]),
    ]
    assert taking.traits("7") == {"country": "France"}


def test_an_invoice_of_returned_goods_is_a_refund_under_its_own_id(taking: Taking) -> None:
    rows = [line("536379", "D", 3, "10.00"), line("C536380", "D", -1, "10.00", at="2010-12-02 09:00")]
    taking.take(taking.file(HEADER + "".join(rows)), MAPPING)
    assert sold(taking) == [
        ("Order Completed", "536379", Decimal("30.00"), [("D", 3)]),
        ("Order Refunded", "C536380", Decimal("10.00"), [("D", 1)]),
    ]


def test_lines_that_differ_only_in_a_sign_are_no_repeats(taking: Taking) -> None:
    """Python's hash of -1 is that of -2."""
    rows = [line("C1", "D", -1, "10.00"), line("C1", "D", -2, "10.00")]
    assert taking.take(taking.file(HEADER + "".join(rows)), MAPPING).accepted == 2


def test_returned_lines_within_an_order_are_a_refund_of_it(taking: Taking) -> None:
    taking.take(taking.file(HEADER + line("1", "A", 5, "2.00") + line("1", "A", -2, "2.00")), MAPPING)
    assert sold(taking) == [
        ("Order Completed", "1", Decimal("10.00"), [("A", 5)]),
        ("Order Refunded", "1", Decimal("4.00"), [("A", 2)]),
    ]


def test_repeats_of_a_line_are_kept_once_and_counted(taking: Taking) -> None:
    rows = [line("1", "A", 1, "2.00")] * 3 + [line("1", "A", 2, "2.00")]
    found = taking.take(taking.file(HEADER + "".join(rows)), MAPPING)
    assert (found.accepted, found.duplicates) == (2, 2)
    assert sold(taking)[0][2] == Decimal("6.00")


def test_repeats_can_be_true(taking: Taking) -> None:
    keeping = FileMapping("order-lines", MAPPING.columns, orders=OrderRules(repeated="keep"))
    found = taking.take(taking.file(HEADER + line("1", "A", 1, "2.00") * 3), keeping)
    assert (found.accepted, found.duplicates) == (3, 0)
    assert sold(taking)[0][2] == Decimal("6.00")


def test_an_order_of_nobody_is_put_aside_with_all_its_lines(taking: Taking) -> None:
    rows = [line("1", "A", 1, "2.00", ""), line("2", "A", 1, "2.00"), line("1", "B", 1, "2.00", "")]
    path = taking.file(HEADER + "".join([*rows, rows[0]]))
    found = taking.take(path, MAPPING)
    assert (found.accepted, found.duplicates, found.reasons) == (1, 0, {"no-customer": 3})
    assert found.rejects == path.with_name("a.rejects.csv")
    assert [row.split(",")[2:4] for row in found.rejects.read_text().splitlines()] == [
        ["InvoiceNo", "StockCode"], ["1", "A"], ["1", "B"], ["1", "A"],
    ]  # fmt: skip


def test_a_line_without_an_order_or_with_a_bad_number_is_put_aside_alone(taking: Taking) -> None:
    rows = [line("", "A", 1, "2.00"), line("1", "A", 1, "dear"), line("1", "B", 1, "2.00")]
    found = taking.take(taking.file(HEADER + "".join(rows)), MAPPING)
    assert (found.accepted, found.reasons) == (1, {"no-order-id": 1, "bad-number": 1})
    assert set(found.reasons) == {"no-order-id", "bad-number"}


def test_what_only_the_first_line_says_holds_for_the_order(taking: Taking) -> None:
    text = (
        "Name,Email,Financial Status,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
        "Lineitem sku\n"
        "#1,a@b.pl,paid,20.00,2024-05-01 10:00:00 +0200,1,Mug,9,M\n#1,,,,,1,Cup,8,C\n"
    )
    found = taking.take(taking.file(text))
    assert (found.accepted, found.messages) == (2, {"Order Completed": 1})
    assert sold(taking, "a@b.pl") == [("Order Completed", "#1", Decimal("20.00"), [("M", 1), ("C", 1)])]


def test_the_date_of_an_order_is_that_of_its_earliest_line(taking: Taking) -> None:
    rows = [line("1", "A", 1, "2.00", at="2010-12-01 08:27"), line("1", "B", 1, "2.00", at=WALL)]
    taking.take(taking.file(HEADER + "".join(rows)), MAPPING)
    assert [at for _, at, _ in taking.events("7")] == ["2010-12-01T08:26:00.000Z"]


LINES = st.lists(
    st.tuples(
        st.sampled_from(["1", "2", "C3", ""]), st.sampled_from("AB"), st.integers(-2, 2),
        st.sampled_from(["1.00", "0", "dear"]), st.sampled_from(["7", "8", ""]),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40)
@given(lines=LINES)
def test_every_row_is_accounted_for_and_the_revenue_adds_up(
    lines: list[tuple[str, str, int, str, str]], tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("lines") / "a.csv"
    path.write_text(HEADER + "".join(line(*row) for row in lines))
    taken = shop([], currency="GBP")
    found = run(taken, plan(path, MAPPING))
    assert found.rows == len(lines) == found.accepted + found.duplicates + found.rejected
    assert revenue(taken) == expected(lines)


def revenue(taken: Any) -> Decimal:
    signs = {"Order Completed": 1, "Order Refunded": -1}
    total = Decimal(0)
    for contact in ("7", "8"):
        try:
            told = taken.export(contact)["events"]
        except CoterieError:
            continue
        total += sum(signs[e["name"]] * Decimal(e["amount"]) for e in told)
    return total


def expected(lines: list[tuple[str, str, int, str, str]]) -> Decimal:
    """The plainest reading: what an order's first known customer bought, each different line once."""
    total = Decimal(0)
    for order in ("1", "2", "C3"):
        kept = {row for row in lines if row[0] == order and row[3] != "dear"}
        if any(row[4] for row in kept):
            counts = ((abs(row[2]) * -1 if order == "C3" else row[2], row[3]) for row in kept)
            total += sum(Decimal(price) * count for count, price in counts)
    return total
