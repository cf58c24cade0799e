from __future__ import annotations

from pathlib import Path

import pytest

from coterie.errors import ImportRefused
from coterie.exchange.imports import FileMapping, Plan, Writing, load, plan, run
from coterie.testing import shop


def planned(folder: Path, text: str | bytes, mapping: FileMapping | None = None, name: str = "a.csv") -> Plan:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return plan(path, mapping)


def codes(found: Plan, severity: str = "warning") -> list[str]:
    return [doubt.code for doubt in found.doubts if doubt.severity == severity]


def test_a_plan_that_lacks_something_says_so_and_is_not_run(tmp_path: Path) -> None:
    found = planned(
        tmp_path, "email,total,status\na@b.si,5,paid\n", FileMapping("orders", {"email": "email"})
    )
    assert codes(found, "error") == ["no-field", "no-field"]
    assert "timestamp" in found.doubts[0].message
    with pytest.raises(ImportRefused, match="no column for timestamp"):
        run(shop([]), found)


def test_a_mapping_of_a_column_that_is_not_there(tmp_path: Path) -> None:
    found = planned(tmp_path, "mail\na@b.si\n", FileMapping("contacts", {"email": "E-mail"}))
    assert codes(found, "error") == ["no-column"]


def test_days_and_months_that_could_be_either(tmp_path: Path) -> None:
    found = planned(tmp_path, "email,created_at\na@b.si,03/04/2024\n")
    assert codes(found) == ["date-ambiguous"]
    assert "read as %d/%m/%Y" in found.doubts[0].message
    american = FileMapping("contacts", found.mapping.columns, file=Writing(dates=("%m/%d/%Y",)))
    assert planned(tmp_path, "email,created_at\na@b.si,03/14/2024\n", american).doubts == ()


def test_dates_that_no_format_fits(tmp_path: Path) -> None:
    found = planned(tmp_path, "email,created_at\na@b.si,spring\n")
    assert codes(found, "error") == ["date-unknown"]


def test_cells_that_will_be_put_aside(tmp_path: Path) -> None:
    found = planned(tmp_path, "email,latitude\na@b.si,46.1\nc@d.si,46.2\ne@f.si,north\n")
    assert codes(found) == ["cells-unreadable"]
    assert "1 of the first 3 cells" in found.doubts[0].message


def test_rows_that_only_their_numbers_tell_apart(tmp_path: Path) -> None:
    assert codes(planned(tmp_path, "email,order_date,total\na@b.si,2024-05-01,5\n")) == ["no-key"]


def test_consents_without_a_date(tmp_path: Path) -> None:
    assert codes(planned(tmp_path, "email,subscribed\na@b.si,yes\n")) == ["consent-undated"]


def test_an_encoding_that_is_a_guess(tmp_path: Path) -> None:
    found = planned(tmp_path, "email,city\na@b.pl,Łódź\n".encode("cp1250"))
    assert (codes(found), found.reading.encoding) == (["encoding-guessed"], "cp1250")


def test_a_file_that_says_little_of_what_it_is(tmp_path: Path) -> None:
    assert "kind-unsure" in codes(planned(tmp_path, "member_id,reason\n7,x\n"))


def test_the_shown_mapping_is_one_to_keep(tmp_path: Path) -> None:
    found = planned(tmp_path, "E-mail;Wartość\na@b.pl;5,5\n")
    kept = tmp_path / "kept.toml"
    kept.write_text(found.toml, encoding="utf-8")
    assert load(kept) == found.mapping
    again = plan(tmp_path / "a.csv", kept)
    assert (again.mapping, again.columns) == (found.mapping, found.columns)


def test_a_mended_file_of_rejects_leaves_the_reasons_out(tmp_path: Path) -> None:
    found = planned(tmp_path, "reject_code,reject_reason,email\nbad-row,why,a@b.si\n")
    assert [column.name for column in found.columns] == ["email"]
