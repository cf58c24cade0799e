"""What a user asks: counts, members, explanations, histories, sentences, other forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

AT = "2024-06-15"
TWICE = 'did "Order Completed" at least 2 times'


def test_a_definition_is_counted(run: Run, folder: Path) -> None:
    ran = run("count", TWICE, "-w", folder, "--at", AT)
    assert (ran.code, ran.out) == (0, "1\n")


def test_a_count_as_json_says_what_was_counted_and_when(run: Run, folder: Path) -> None:
    ran = run("count", TWICE, "-w", folder, "--at", AT, "--json")
    assert ran.json == {"definition": TWICE, "at": "2024-06-15T00:00:00+02:00", "count": 1}


def test_an_instant_is_read_in_the_workspaces_zone(run: Run, folder: Path) -> None:
    # ann's first order is at 10:00 UTC, noon in Warsaw
    def orders(at: str, *zone: str) -> int:
        ran = run("count", 'did "Order Completed"', "-w", folder, "--at", at, "--json", *zone)
        return int(ran.json["count"])

    assert orders("2024-06-01T11:59:59") == 0
    assert orders("2024-06-01T12:00") == 2
    assert orders("2024-06-01T09:59:59Z") == 0
    assert orders("2024-06-01T10:00", "--zone", "UTC") == 2


@pytest.mark.parametrize("wrong", [["--at", "yesterday"], ["--zone", "Mars/Olympus"], ["--at", "2024-02-30"]])
def test_an_instant_that_is_none_is_refused(run: Run, folder: Path, wrong: list[str]) -> None:
    ran = run("count", "everybody", "-w", folder, *wrong)
    assert ran.code == 2
    assert wrong[0] in ran.err
    assert ran.out == ""


def test_members_are_listed_one_a_line(run: Run, folder: Path) -> None:
    ran = run("members", 'has country is "PL"', "-w", folder)
    assert ran.out == "ann\ncyd\n"


def test_members_can_be_limited_and_still_all_are_counted(run: Run, folder: Path) -> None:
    ran = run("members", "everybody", "-w", folder, "--limit", "2", "--json")
    assert (ran.json["count"], ran.json["members"]) == (3, ["ann", "bob"])


def test_a_key_can_not_steer_the_terminal(run: Run, folder: Path) -> None:
    body = json.dumps({"type": "identify", "userId": "a\x1b[2Jb"})
    assert run("ingest", "-w", folder, given=body).code == 0
    ran = run("members", "has country is not set", "-w", folder)
    assert ran.out == "a\\x1b[2Jb\n"


def test_a_name_that_nothing_has_is_doubted_beside_the_answer(run: Run, folder: Path) -> None:
    ran = run("count", 'did "Order Complete"', "-w", folder)
    assert (ran.code, ran.out) == (0, "0\n")
    assert "unknown-event" in ran.err
    assert "Order Completed" in ran.err


def test_an_explanation_shows_evidence_and_what_is_missing(run: Run, folder: Path) -> None:
    ran = run("explain", TWICE, "bob", "-w", folder, "--at", AT)
    assert ran.code == 0
    assert f"✘ {TWICE}" in ran.out
    assert "count of Order Completed: 1 (o-bob-0)" in ran.out
    assert "turns if count of Order Completed is 2, not 1" in ran.out


def test_an_explanation_says_when_time_alone_turns_it(run: Run, folder: Path) -> None:
    definition = 'did "Order Completed" in the last 30 days'
    ran = run("explain", definition, "bob", "-w", folder, "--at", AT)
    assert "✔" in ran.out
    assert "turns by time alone on 2024-07-01 12:00:00 Europe/Warsaw" in ran.out
    told = run("explain", definition, "bob", "-w", folder, "--at", AT, "--json").json
    assert (told["contact"], told["tree"]["truth"]) == ("bob", True)
    assert told["tree"]["flips_at"] == "2024-07-01T10:00:00+00:00"
    assert told["tree"]["evidence"][0]["events"] == ["o-bob-0"]


def test_without_a_contact_every_part_is_counted(run: Run, folder: Path) -> None:
    definition = f'has country is "PL" and (not {TWICE} or {TWICE})'
    told = run("explain", definition, "-w", folder, "--json").json["tree"]
    assert told["members"] == 2
    assert [child["members"] for child in told["children"]] == [2, 3]
    assert [child["members"] for child in told["children"][1]["children"]] == [2, 1]
    shown = run("explain", definition, "-w", folder).out.splitlines()
    assert shown[:2] == ["2  all of", '├── 2  has country is "PL"']


def test_a_contact_that_there_is_not_is_named(run: Run, folder: Path) -> None:
    ran = run("explain", "everybody", "dan", "-w", folder)
    assert ran.code == 7
    assert "no such contact: dan" in ran.err


def test_a_history_has_a_point_for_each_day_and_now(run: Run, folder: Path) -> None:
    points = run("history", "everybody", "-w", folder, "--days", "3", "--json").json["points"]
    assert [point["count"] for point in points] == [3, 3, 3, 3]
    table = run("history", "everybody", "-w", folder, "--days", "3").out.splitlines()
    assert len(table) == 5
    assert table[0].split() == ["at", "count"]


def test_a_history_can_be_drawn(run: Run, folder: Path) -> None:
    drawn = run("history", "everybody", "-w", folder, "--days", "30", "--plot").out
    assert "┤" in drawn
    assert "least 3, most 3" in drawn
    assert "\x1b" not in drawn


@pytest.mark.parametrize(("lang", "word"), [("en", "Contacts"), ("pl", "Kontakty"), ("sl", "Kontakti")])
def test_a_definition_is_read_back(run: Run, tmp_path: Path, lang: str, word: str) -> None:
    ran = run("sentence", TWICE, "--lang", lang, "-w", tmp_path / "none")
    assert ran.code == 0
    assert ran.out.startswith(word)
    assert ran.out.count("\n") == 1


def test_the_forms_of_a_definition_are_one(run: Run, tmp_path: Path) -> None:
    where = ("-w", tmp_path / "none")
    text = 'has country is "PL" and not did "Order Completed"'
    as_json = run("convert", text, "--to", "json", *where).out
    as_python = run("convert", as_json, "--to", "python", *where).out
    assert as_python == "has('country').is_('PL') & ~did('Order Completed')\n"
    again = run("convert", as_python, "--from", "python", "--to", "text", "--json", *where).json
    assert again["definition"] == 'all of (\n  has country is "PL"\n  not did "Order Completed"\n)'
    assert again["hash"] == run("convert", text, "--to", "text", "--json", *where).json["hash"]


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os').system('id')",
        "has('country').is_('PL').__class__",
        "[x for x in (1,)]",
        "'{}'.format(1)",
        "did(",
        "did",
        "nonsense",
    ],
)
def test_python_that_is_no_definition_is_not_run(run: Run, tmp_path: Path, source: str) -> None:
    ran = run("convert", source, "--from", "python", "--to", "text", "-w", tmp_path)
    assert ran.code == 3
    assert "bad-python" in ran.err
    told = run("convert", source, "--from", "python", "--to", "text", "-w", tmp_path, "--json").err
    assert [p["code"] for p in json.loads(told)["error"]["problems"]] == ["bad-python"]


def test_sql_is_shown_and_finds_the_same(run: Run, folder: Path) -> None:
    told = run("sql", TWICE, "-w", folder, "--at", AT, "--json").json
    assert told["engine"] == "duckdb"
    assert "SELECT" in told["statement"]
    assert "Order Completed" in told["parameters"].values()
    assert told["members"] is None
    assert run("sql", TWICE, "-w", folder, "--at", AT, "--run").out == "ann\n"
    printed = run("sql", TWICE, "-w", folder, "--at", AT).out
    assert all(f"-- ${name} = " in printed for name in told["parameters"])


def test_a_definition_goes_to_klaviyo_and_back(run: Run, tmp_path: Path) -> None:
    metrics, lists, theirs = tmp_path / "metrics.json", tmp_path / "lists.json", tmp_path / "theirs.json"
    metrics.write_text('{"M1": "Order Completed"}', encoding="utf-8")
    lists.write_text('{"L1": "Newsletter"}', encoding="utf-8")
    ids = ("--metrics", metrics, "--lists", lists, "-w", tmp_path / "none")
    text = f'all of (\n  on list "Newsletter"\n  {TWICE} in the last 30 days\n)'
    told = run("convert", text, "--to", "klaviyo", *ids)
    groups = json.loads(told.out)["condition_groups"]
    assert [group["conditions"][0].get("metric_id") for group in groups] == [None, "M1"]
    theirs.write_text(told.out, encoding="utf-8")
    assert run("convert", f"@{theirs}", "--from", "klaviyo", "--to", "text", *ids).out == text + "\n"


def test_what_klaviyo_has_no_word_for_is_refused_by_name(run: Run, tmp_path: Path) -> None:
    ran = run("convert", "on list Newsletter and season is summer", "--to", "klaviyo", "-w", tmp_path)
    assert ran.code == 3
    assert "klaviyo-not-there" in ran.err
    assert "  --> definition at /all/1" in ran.err
    assert '{"kind":"season","season":"summer"}' in ran.err


@pytest.mark.parametrize("content", ["[1]", "no", '{"M": 1}'])
def test_a_file_of_ids_that_is_none_is_a_wrong_call(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "ids.json"
    path.write_text(content, encoding="utf-8")
    ran = run("convert", "everybody", "--to", "klaviyo", "--metrics", path, "-w", tmp_path)
    assert ran.code == 2
    assert "--metrics" in ran.err


def test_everything_about_a_contact_is_handed_over(run: Run, folder: Path, tmp_path: Path) -> None:
    told = run("export", "contact", "ann", "-w", folder).json
    assert told["key"] == "ann"
    assert {one["value"] for one in told["identifiers"]} == {"ann", "ann@example.org"}
    assert [event["message_id"] for event in told["events"]] == ["o-ann-0", "o-ann-1", "o-ann-2"]
    path = tmp_path / "ann.json"
    assert run("export", "contact", "ann", "-w", folder, "--to", path).out == ""
    assert json.loads(path.read_text(encoding="utf-8")) == told
    assert run("export", "contact", "dan", "-w", folder).code == 7
