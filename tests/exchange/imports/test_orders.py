from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.exchange.imports.taking import Taking

HEADER = "order id,customer id,created at,total,currency,status,cancelled at,refunded amount\n"


def told(taking: Taking, contact: str = "7") -> list[tuple[str, str, Any]]:
    """Name, day and total of what counts of a contact's orders."""
    return [(name, at[:10], props.get("total")) for name, at, props in taking.events(contact)]


def test_a_row_is_an_order(taking: Taking) -> None:
    found = taking.take(taking.file(HEADER + "A1,7,2024-05-01 10:00,12.50,PLN,paid,,\n"))
    assert found.messages == {"Order Completed": 1}
    assert taking.events("7") == [
        (
            "Order Completed",
            "2024-05-01T08:00:00.000Z",
            {"order_id": "A1", "total": Decimal("12.50"), "currency": "PLN"},
        )
    ]


@pytest.mark.parametrize(
    ("rest", "counts"),
    [
        ("100,PLN,paid,,0", [("Order Completed", "2024-05-01", 100)]),
        ("100,PLN,Cancelled,,", [("Order Cancelled", "2024-05-01", None)]),
        ("100,PLN,paid,2024-05-09,", [("Order Cancelled", "2024-05-08", None)]),
        (
            "100,PLN,partially_refunded,,30",
            [("Order Completed", "2024-05-01", 100), ("Order Refunded", "2024-05-01", 30)],
        ),
        (
            "100,PLN,wc-refunded,,",
            [("Order Completed", "2024-05-01", 100), ("Order Refunded", "2024-05-01", None)],
        ),
        ("-40,PLN,paid,,", [("Order Refunded", "2024-05-01", 40)]),
    ],
)
def test_what_became_of_an_order(taking: Taking, rest: str, counts: list[Any]) -> None:
    taking.take(
        taking.file(HEADER + f"A1,7,2024-05-01,{rest}\n".replace("2024-05-01,", "2024-05-01 12:00,", 1))
    )
    assert told(taking) == counts


def test_what_never_was_an_order_is_put_aside(taking: Taking) -> None:
    rows = "A1,7,2024-05-01,5,PLN,failed,,\nA2,7,2024-05-01,5,PLN,paid,,\n,7,2024-05-01,5,PLN,refunded,,\n"
    found = taking.take(taking.file(HEADER + rows))
    assert (found.accepted, found.reasons) == (1, {"not-an-order": 2})


def test_rows_without_a_customer_or_a_date_are_put_aside(taking: Taking) -> None:
    rows = "A1,,2024-05-01,5,PLN,,,\nA2,7,,5,PLN,,,\nA3,7,2024-05-01,much,PLN,,,\nA4,7,then,5,PLN,,,\n"
    mapping = {
        "what": "orders",
        "columns": {
            "order_id": "order id",
            "user_id": "customer id",
            "timestamp": "created at",
            "total": "total",
        },
    }
    found = taking.take(taking.file(HEADER + rows), mapping)
    assert found.reasons == {"no-customer": 1, "no-date": 1, "bad-number": 1, "bad-date": 1}


def test_the_next_export_adds_what_has_changed_and_doubles_nothing(taking: Taking) -> None:
    first = "A1,7,2024-05-01,100,PLN,paid,,\nA2,7,2024-05-02,50,PLN,paid,,\n"
    taking.take(taking.file(HEADER + first, "may.csv"))
    second = "A1,7,2024-05-01,80,PLN,paid,,\nA2,7,2024-05-02,50,PLN,paid,,\nA3,7,2024-05-03,5,PLN,paid,,\n"
    found = taking.take(taking.file(HEADER + second, "june.csv"))
    assert (found.accepted, found.duplicates) == (2, 1)
    assert told(taking) == [
        ("Order Completed", "2024-04-30", 80), ("Order Completed", "2024-05-01", 50),
        ("Order Completed", "2024-05-02", 5),
    ]  # fmt: skip


def test_true_repeats_without_an_order_id_survive_and_a_rerun_does_not_double_them(taking: Taking) -> None:
    path = taking.file("email,date,amount\na@b.pl,2024-05-01,5\na@b.pl,2024-05-01,5\n")
    assert taking.take(path).accepted == 2
    assert taking.take(path).duplicates == 2
    assert len(taking.events("a@b.pl")) == 2


def test_an_address_beside_an_id_becomes_the_contacts_once(taking: Taking) -> None:
    header = "order id,customer id,email,city,created at,total\n"
    rows = "".join(f"A{n},7,Ana@B.pl,Łódź,2024-05-0{n},5\n" for n in range(1, 4))
    found = taking.take(taking.file(header + rows))
    assert found.messages == {"identify": 1, "Order Completed": 3}
    assert taking.traits("7") == {"email": "ana@b.pl", "city": "Łódź"}


def test_an_amount_is_in_the_currency_of_its_row(taking: Taking) -> None:
    taking.shop.rates.put([{"date": "2024-01-01", "currency": "EUR", "rate": "4.30"}])
    taking.take(taking.file(HEADER + "A1,7,2024-05-01,10,EUR,,,\nA2,7,2024-05-02,10,PLN,,,\n"))
    assert taking.shop.members('did "Order Completed" with sum of amount at least 53') == ["7"]
    assert taking.shop.members('did "Order Completed" with sum of amount at least 53.01') == []


def test_a_marked_id_can_cancel_the_order_behind_the_mark(taking: Taking) -> None:
    mapping = {
        "what": "orders",
        "columns": {
            "order_id": "order id",
            "user_id": "customer id",
            "timestamp": "created at",
            "total": "total",
        },
        "orders": {"cancel_mark": "X-", "marked": "cancel"},
    }
    rows = "A1,7,2024-05-01 12:00,5,,,,\nA2,7,2024-05-01 12:00,6,,,,\nX-A1,7,2024-05-03 12:00,-5,,,,\n"
    taking.take(taking.file(HEADER + rows), mapping)
    assert told(taking) == [("Order Completed", "2024-05-01", 6), ("Order Cancelled", "2024-05-03", None)]
