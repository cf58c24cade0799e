"""Guesses on headers as the usual platforms and four languages write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coterie.exchange.imports import Plan, load, plan

EXPORTS = sorted((Path(__file__).parent / "exports").glob("*.csv"))


def planned(folder: Path, text: str, name: str = "export.csv") -> Plan:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return plan(path, zone="Europe/Warsaw")


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_the_usual_exports_are_understood(path: Path) -> None:
    """Beside each small export of its own making lies what its columns mean."""
    found, wanted = plan(path), load(path.with_suffix(".toml"))
    assert (found.mapping.what, found.mapping.columns) == (wanted.what, wanted.columns)
    assert [doubt.code for doubt in found.doubts if doubt.severity == "error"] == []


def test_numbers_and_dates_tell_how_they_are_written() -> None:
    polish = plan(EXPORTS[0].with_name("polish_orders.csv"), zone="Europe/Warsaw").mapping.file
    assert (polish.decimal, polish.dates, polish.zone) == (",", ("%d.%m.%Y %H:%M",), "Europe/Warsaw")
    retail = plan(EXPORTS[0].with_name("online_retail.csv")).mapping.file
    assert (retail.decimal, retail.dates) == (".", ("%m/%d/%Y %H:%M",))


def test_what_is_no_field_is_kept_and_read_where_it_would_not_be_understood(tmp_path: Path) -> None:
    text = "email;Rozmiar;Ostatnia wizyta;Rabat\na@b.pl;XL;03.05.2024;5,5\nb@b.pl;S;13.05.2024;2\n"
    found = planned(tmp_path, text)
    assert found.mapping.types == {"Ostatnia wizyta": "date", "Rabat": "number"}
    assert {c.name: c.meaning for c in found.columns} == {
        "email": "field email", "Rozmiar": "trait Rozmiar", "Ostatnia wizyta": "trait Ostatnia wizyta",
        "Rabat": "trait Rabat",
    }  # fmt: skip
    assert found.columns[1].samples == ("XL", "S")


def test_messages_are_known_by_their_types(tmp_path: Path) -> None:
    path = tmp_path / "archive.jsonl"
    path.write_text('{"type": "track", "userId": "a", "event": "X"}\n{"type": "page", "anonymousId": "b"}\n')
    assert plan(path).mapping.what == "messages"


def test_reports_on_messages_speak_in_verbs(tmp_path: Path) -> None:
    text = "action,timestamp,email\nopen,2024-05-01T10:00Z,a@b.si\nbounce,2024-05-01T11:00Z,a@b.si\n"
    mapping = planned(tmp_path, text).mapping
    assert (mapping.what, mapping.events) == ("events", {"open": "Email Opened", "bounce": "Email Bounced"})


def test_a_column_without_cells_gives_way_to_one_with_some(tmp_path: Path) -> None:
    text = "id,user_id,customer_id,total,created_at\n1,,7,5,2024-05-01\n"
    assert planned(tmp_path, text).mapping.columns["user_id"] == "customer_id"
