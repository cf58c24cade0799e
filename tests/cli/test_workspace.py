"""What a user does to a workspace: makes it, fills it, saves segments, loads shelves, erases, checks."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

import coterie
from tests.cli.conftest import Run

POLES = 'has country is "PL"'


def test_a_workspace_is_made_and_its_settings_stay(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    made = run("init", "-w", folder, "--zone", "Asia/Almaty", "--currency", "KZT", "--json").json
    assert (made["made"], made["zone"], made["currency"]) == (True, "Asia/Almaty", "KZT")
    again = run("init", "-w", folder, "--week-start", "7", "--json").json
    assert (again["made"], again["zone"], again["week_start"]) == (False, "Asia/Almaty", 7)


@pytest.mark.parametrize("wrong", [["--zone", "Mars/Olympus"], ["--currency", "Q"], ["--week-start", "9"]])
def test_a_setting_that_can_not_be_is_refused(run: Run, tmp_path: Path, wrong: list[str]) -> None:
    ran = run("init", "-w", tmp_path / "new", *wrong)
    assert ran.code == 2
    assert not (tmp_path / "new" / "record.duckdb").exists()


def test_the_folder_may_come_from_the_environment(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COTERIE_WORKSPACE", str(folder))
    assert run("count", "everybody").out == "3\n"


def test_messages_are_taken_once(run: Run, folder: Path) -> None:
    body = json.dumps({"type": "identify", "messageId": "m", "userId": "dan"}) + "\n\n"
    assert run("ingest", "-w", folder, given=body).out == "1 accepted, 0 duplicates\n"
    assert (
        run(
            "ingest",
            "-w",
            folder,
            given=body,
        ).out
        == "0 accepted, 1 duplicates\n"
    )
    assert run("count", "everybody", "-w", folder).out == "4\n"


def test_rejected_lines_are_named_and_put_aside(run: Run, folder: Path, tmp_path: Path) -> None:
    lines = ['{"type":"track","event":"x"}', "", '{"type":"identify","userId":"dan"}', "nonsense", "[1]"]
    path, aside = tmp_path / "m.jsonl.gz", tmp_path / "aside.jsonl"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    ran = run("ingest", path, "-w", folder, "--rejects", aside)
    assert ran.code == 6
    assert ran.out == "1 accepted, 0 duplicates\n"
    assert [line.split(":")[:2] for line in ran.err.splitlines()[:3]] == [
        ["line 1", " no-identity"],
        ["line 4", " bad-json"],
        ["line 5", " not-an-object"],
    ]
    kept = [json.loads(line) for line in aside.read_text(encoding="utf-8").splitlines()]
    assert [(one["line"], one["code"], one["text"]) for one in kept] == [
        (1, "no-identity", lines[0]),
        (4, "bad-json", lines[3]),
        (5, "not-an-object", lines[4]),
    ]
    told = run("ingest", path, "-w", folder, "--json").json
    assert told["reasons"] == {"no-identity": 1, "bad-json": 1, "not-an-object": 1}
    assert [one["line"] for one in told["rejected"]] == [1, 4, 5]


def test_a_file_of_rows_is_shown_then_taken(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("email,country\ndan@example.org,SI\n,SI\n", encoding="utf-8")
    dry = run("import", path, "-w", folder, "--dry-run", "--json").json
    assert dry["what"] == "contacts"
    assert [column["meaning"] for column in dry["columns"]] == ["field email", "field country"]
    assert dry["result"] is None
    unasked = run("import", path, "-w", folder)
    assert unasked.code == 2
    assert "field country" in unasked.err
    assert run("count", "everybody", "-w", folder).out == "3\n"
    taken = run("import", path, "-w", folder, "--yes", "--json")
    assert taken.code == 6
    result = taken.json["result"]
    assert (result["rows"], result["accepted"], result["rejected"]) == (2, 1, 1)
    assert Path(result["rejects"]).read_text(encoding="utf-8").count("\n") == 2
    assert run("members", 'has country is "SI"', "-w", folder).out == "bob\ndan@example.org\n"


def test_a_guess_can_be_kept_as_a_mapping(run: Run, folder: Path, tmp_path: Path) -> None:
    path, mapping = tmp_path / "people.csv", tmp_path / "people.toml"
    path.write_text("email,country\ndan@example.org,SI\n", encoding="utf-8")
    run("import", path, "-w", folder, "--dry-run", "--save-mapping", mapping)
    ran = run("import", path, "-w", folder, "--mapping", mapping)
    assert ran.code == 0
    assert [line.split() for line in ran.out.splitlines()][:2] == [["rows", "1"], ["accepted", "1"]]


def test_a_file_that_can_not_be_imported_is_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(b"PK")
    ran = run("import", path, "-w", folder, "--yes")
    assert ran.code == 5
    assert "not a file that can be read" in ran.err
    assert run("import", tmp_path / "absent.csv", "-w", folder, "--yes").code == 2


def test_a_segment_says_who_enters_and_leaves(run: Run, folder: Path) -> None:
    first = run("segments", "add", "poles", POLES, "-w", folder, "--json").json
    assert (first["version"], first["enters"], first["leaves"]) == (1, ["ann", "cyd"], [])
    narrow = f'{POLES} and did "Order Completed"'
    dry = run("segments", "add", "poles", narrow, "-w", folder, "--dry-run", "--json").json
    assert (dry["version"], dry["members"], dry["enters"], dry["leaves"]) == (None, 1, [], ["cyd"])
    assert run("count", "poles", "-w", folder).out == "2\n"
    said = run("segments", "add", "poles", narrow, "-w", folder).out
    assert said == "poles, version 2: 1 members, 0 enter, 1 leave\n"


def test_segments_are_listed_shown_and_removed(run: Run, folder: Path) -> None:
    run("segments", "add", "poles", POLES, "-w", folder)
    run("segments", "add", "all", "everybody", "-w", folder)
    listed = run("segments", "list", "-w", folder, "--json").json["segments"]
    assert [(row["key"], row["members"]) for row in listed] == [("all", 3), ("poles", 2)]
    shown = run("segments", "show", "poles", "-w", folder, "--lang", "pl", "--json").json
    assert (shown["version"], shown["definition"], shown["members"]) == (1, POLES, 2)
    assert shown["sentence"].startswith("Kontakty")
    assert run("segments", "remove", "poles", "-w", folder).code == 0
    assert run("segments", "show", "poles", "-w", folder).code == 7
    run("segments", "add", "poles", "everybody", "-w", folder)
    versions = run("segments", "versions", "poles", "-w", folder, "--json").json["versions"]
    assert [(v["number"], v["definition"]) for v in versions] == [(1, POLES), (2, None), (3, "everybody")]


def test_hands_outweigh_a_definition(run: Run, folder: Path) -> None:
    run("segments", "add", "poles", POLES, "-w", folder)
    run("segments", "include", "poles", "bob", "-w", folder)
    run("segments", "exclude", "poles", "ann", "-w", folder)
    assert run("members", "poles", "-w", folder).out == "bob\ncyd\n"
    run("segments", "release", "poles", "ann", "bob", "-w", folder)
    assert run("members", "poles", "-w", folder).out == "ann\ncyd\n"


def test_marking_is_all_or_nothing(run: Run, folder: Path) -> None:
    run("segments", "add", "poles", POLES, "-w", folder)
    assert run("segments", "include", "poles", "bob", "dan", "-w", folder).code == 7
    assert run("members", "poles", "-w", folder).out == "ann\ncyd\n"


@pytest.mark.parametrize("key", ["$x", ""])
def test_a_key_that_can_not_be_one_is_refused(run: Run, folder: Path, key: str) -> None:
    assert run("segments", "add", key, "everybody", "-w", folder).code == 2


def test_stores_are_loaded_listed_and_removed(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "stores.csv"
    path.write_text("name,latitude,longitude,address\nLublin,51.25,22.57,Rynek 1\n", encoding="utf-8")
    assert run("stores", "load", path, "-w", folder, "--json").json == {"loaded": 1}
    (store,) = run("stores", "list", "-w", folder, "--json").json["stores"]
    assert store == {"name": "Lublin", "latitude": 51.25, "longitude": 22.57, "address": "Rynek 1"}
    assert run("stores", "remove", "Lublin", "-w", folder).code == 0
    assert run("stores", "remove", "Lublin", "-w", folder).code == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,latitude\nLublin,51\n", "no column longitude"),
        ("name,latitude,longitude\nLublin,,22\n", "row 1: no latitude"),
        ("name,latitude,longitude\nLublin,91,22\n", "not a place on earth"),
        ("name,latitude,longitude\nLublin,north,22\n", "north"),
    ],
)
def test_stores_that_can_not_be_are_refused(
    run: Run, folder: Path, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "stores.csv"
    path.write_text(text, encoding="utf-8")
    ran = run("stores", "load", path, "-w", folder)
    assert ran.code == 5
    assert said in ran.err
    assert run("stores", "list", "-w", folder, "--json").json == {"stores": []}


def test_products_are_loaded_and_shown(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "products.jsonl"
    path.write_text('{"product_id": "p1", "name": "Boot", "category": "Women > Shoes"}\n', encoding="utf-8")
    assert run("catalogue", "load", path, "-w", folder, "--json").json == {"rows": 1, "loaded": 1}
    assert run("catalogue", "list", "-w", folder, "--json").json == {"count": 1, "products": ["p1"]}
    assert run("catalogue", "show", "p1", "-w", folder, "--json").json["known"]["name"] == "Boot"
    assert run("catalogue", "show", "p2", "-w", folder).code == 7


def test_rates_convert_what_is_on_record(run: Run, folder: Path, tmp_path: Path) -> None:
    order = {
        "type": "track",
        "userId": "cyd",
        "event": "Order Completed",
        "timestamp": "2024-06-03T10:00:00Z",
    }
    order |= {"properties": {"order_id": "c", "revenue": 10, "currency": "EUR"}}
    run("ingest", "-w", folder, given=json.dumps(order))
    spent = 'did "Order Completed" with sum of amount at least 43'
    assert "cyd" not in run("members", spent, "-w", folder).out
    path = tmp_path / "rates.csv"
    path.write_text("date,currency,rate\n2024-01-01,EUR,4.30\n", encoding="utf-8")
    told = run("rates", "load", path, "-w", folder, "--json").json
    assert told == {"loaded": 1, "currencies": ["EUR"]}
    assert "cyd" in run("members", spent, "-w", folder).out
    path.write_text("date,currency,rate\n2024-01-01,EUR,much\n", encoding="utf-8")
    assert run("rates", "load", path, "-w", folder).code == 5


def test_erasing_asks_first(run: Run, folder: Path) -> None:
    ran = run("erase", "ann", "-w", folder, given="n\n")
    assert ran.code == 130
    assert "erased" not in ran.out
    assert run("count", "everybody", "-w", folder).out == "3\n"
    assert "erased ann\n" in run("erase", "ann", "-w", folder, given="y\n").out
    assert run("members", "everybody", "-w", folder).out == "bob\ncyd\n"


def test_erasing_leaves_nothing_and_says_who_was_not_there(run: Run, folder: Path) -> None:
    ran = run("erase", "ann", "dan", "-w", folder, "--yes", "--json")
    assert ran.code == 7
    assert ran.json == {"erased": ["ann"], "unknown": ["dan"]}
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path.name for path in files if b"ann@example.org" in path.read_bytes()]


def test_lint_says_all_that_is_doubtful(run: Run, folder: Path) -> None:
    run("segments", "add", "poles", POLES, "-w", folder)
    assert run("lint", "-w", folder).out == "1 definition, no problems\n"
    ran = run("lint", 'has contry is "PL"', 'did "x', "-w", folder, "--json")
    assert ran.code == 3
    codes = [[p["code"] for p in one["problems"]] for one in ran.json["linted"]]
    assert codes == [["unknown-trait", "dropped"], ["open-quote"]]
    doubtful = run("lint", 'has contry is "PL"', "-w", folder)
    assert doubtful.code == 1
    assert doubtful.out.splitlines()[3:5] == ['1 | has contry is "PL"', "  |     ^^^^^^"]


def test_lint_asks_for_consent_where_an_audience_is_meant(run: Run, folder: Path) -> None:
    ran = run("lint", POLES, "--audience", "email", "--lang", "pl", "-w", folder, "--json")
    assert ran.code == 1
    (problem,) = ran.json["linted"][0]["problems"]
    assert problem["code"] == "no-consent"
    assert "zgod" in problem["hint"]
    assert run("lint", f"{POLES} and can be mailed", "--audience", "email", "-w", folder).code == 0


def test_a_workspace_that_is_well_is_said_to_be(run: Run, folder: Path) -> None:
    ran = run("doctor", "-w", folder)
    assert ran.code == 0
    assert "✔ readings: the readings agree (asked of 3 contacts)" in ran.out
    assert "✘" not in ran.out


def test_a_doctor_finds_doubtful_segments_and_counts_rejects(run: Run, folder: Path) -> None:
    run("segments", "add", "typo", 'did "Order Complete"', "-w", folder)
    run("ingest", "-w", folder, given='{"type":"track","event":"x"}')
    ran = run("doctor", "-w", folder, "--json")
    assert ran.code == 1
    found = {finding["check"]: finding for finding in ran.json["findings"]}
    assert not ran.json["well"]
    assert not found["segments"]["well"]
    assert "Order Complete" in found["segments"]["details"][0]
    assert found["readings"]["well"]
    assert found["rejects"]["found"] == "1 rejected messages on record"
    assert found["rejects"]["details"][0].startswith("1 no-identity")


def test_the_command_line_and_the_library_agree(run: Run, folder: Path) -> None:
    run("segments", "add", "poles", POLES, "-w", folder)
    with coterie.open(folder) as shop:
        assert shop.segments["poles"].members() == ["ann", "cyd"]
