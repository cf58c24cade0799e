from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from coterie.events import Outcome
from coterie.exchange.imports import Progress, Result, plan, run
from coterie.testing import shop
from tests.exchange.imports.taking import Taking

ROWS = 6_500
CSV = "email,n\n" + "".join(f"{'' if n % 100 == 0 else n}@b.si,{n}\n" for n in range(ROWS))
LINES = "order id,product id,quantity,price,email,date\n" + "".join(
    f"{n % 5_500},P{n},1,2.50,{n % 5_500}@b.si,2024-05-01\n" for n in range(ROWS)
)


class Stopped(Exception):
    """The power went."""


class Failing:
    """A shop that takes so many groups and then stops, as a machine that goes off would."""

    def __init__(self, taking: Taking, groups: int) -> None:
        self.folder = taking.shop.folder
        self._shop, self._groups = taking.shop, groups

    def ingest(self, messages: Iterable[Any]) -> Outcome:
        if self._groups == 0:
            raise Stopped
        self._groups -= 1
        return self._shop.ingest(messages)


@pytest.mark.parametrize("text", [CSV, LINES], ids=["rows", "lines"])
@pytest.mark.parametrize("groups", [0, 1])
def test_an_import_that_was_cut_short_goes_on_where_it_was(taking: Taking, text: str, groups: int) -> None:
    planned = plan(taking.file(text))
    with pytest.raises(Stopped):
        run(Failing(taking, groups), planned)
    found = run(taking.shop, planned)
    assert (found.resumed > 0) == (groups > 0)
    assert found.duplicates == 0
    assert found.rows == ROWS == found.accepted + found.rejected
    assert kept(found) == found.rejected == sum(found.reasons.values())
    assert taking.take(planned.path).accepted == 0


def test_a_step_that_was_durable_but_not_noted_is_counted_as_duplicates(taking: Taking) -> None:
    planned = plan(taking.file("email\n" + "".join(f"{n}@b.si\n" for n in range(5_500))))

    def stop(now: Progress) -> None:
        if now.stage == "take":
            raise Stopped

    with pytest.raises(Stopped):
        run(taking.shop, planned, stop)
    (position,) = (taking.folder / "shop" / "imports").glob("*.json")
    position.unlink()
    found = run(taking.shop, planned)
    assert (found.accepted, found.duplicates, found.resumed) == (500, 5_000, 0)


def test_nothing_is_left_beside_the_workspace_when_it_is_done(taking: Taking) -> None:
    taking.take(taking.file(LINES))
    assert list((taking.folder / "shop" / "imports").iterdir()) == []


def test_progress_goes_from_nothing_to_all(taking: Taking) -> None:
    seen: list[Progress] = []
    path = taking.file(LINES)
    run(taking.shop, plan(path), seen.append)
    assert {now.stage for now in seen} == {"read", "take"}
    taken = [now for now in seen if now.stage == "take"]
    assert [now.rows for now in taken] == sorted(now.rows for now in taken)
    assert (taken[-1].rows, taken[-1].done) == (ROWS, path.stat().st_size) == (ROWS, taken[-1].total)


def test_rejected_rows_that_are_mended_are_taken(taking: Taking) -> None:
    totals = {"A": "5", "B": "five", "C": "7", "D": "8"}
    rows = "".join(f"{order},{order}@b.si,2024-05-01,{total}\n" for order, total in totals.items())
    first = taking.take(taking.file("order id,email,date,total\n" + rows))
    assert first.reasons == {"bad-number": 1}
    assert first.rejects is not None
    first.rejects.write_text(first.rejects.read_text().replace(",five", ",5"))
    again = taking.take(first.rejects)
    assert (again.accepted, again.rejects) == (1, None)
    assert taking.take(taking.folder / "a.csv").duplicates == 3


def test_rejects_can_go_elsewhere_and_a_shop_in_memory_takes_files_too(tmp_path: Path) -> None:
    path, target = tmp_path / "a.csv", tmp_path / "bad rows.csv"
    path.write_text("email,first_name\n,Ana\nb@b.si,Bo\n")
    found = run(shop([]), plan(path), rejects=target)
    assert (found.accepted, found.rejected, found.rejects) == (1, 1, target)
    assert target.read_text().splitlines()[1].endswith(",,Ana")


def test_a_folder_that_cannot_be_written_keeps_its_rejects_in_the_workspace(taking: Taking) -> None:
    path = taking.file("email,first_name\n,Ana\n")
    found = run(taking.shop, plan(path), rejects=Path("/proc/nowhere/a.csv"))
    assert found.rejects == taking.folder / "shop" / "imports" / "a.csv"


def test_another_mapping_of_the_same_file_is_another_import(taking: Taking) -> None:
    path = taking.file("email,date,amount\na@b.pl,2024-05-01,5\n")
    columns = {"email": "email", "timestamp": "date", "total": "amount"}
    for source in ("", "second"):
        assert taking.take(path, {"what": "orders", "source": source, "columns": columns}).accepted == 1


def kept(found: Result) -> int:
    """Rows of its file of rejects."""
    return 0 if found.rejects is None else len(found.rejects.read_text().splitlines()) - 1
