"""A definition argument: text, JSON, a file, standard input or a saved key; and its problems as shown."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from coterie.cli._problems import Source, picture
from coterie.errors import Place, Problem
from tests.cli.conftest import Run

POLES = 'has country is "PL"'


def test_a_definition_may_be_given_in_many_ways(run: Run, folder: Path, tmp_path: Path) -> None:
    written, marked = tmp_path / "poles.coterie", tmp_path / "poles.json"
    written.write_text(f"# who lives in Poland\n{POLES}\n", encoding="utf-8")
    marked.write_text(run("convert", POLES, "--to", "json").out, encoding="utf-8-sig")
    run("segments", "add", "poles", POLES, "-w", folder)
    for given in (POLES, f"@{written}", f"@{marked}", marked.read_text("utf-8-sig"), "poles"):
        assert run("count", given, "-w", folder).out == "2\n", given
    assert run("count", "-", "-w", folder, given=POLES).out == "2\n"


def test_a_problem_is_shown_under_its_line(run: Run, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.coterie"
    path.write_text('all of (\n  has country iss "PL"\n  hass x is "y"\n)\n', encoding="utf-8")
    ran = run("count", f"@{path}", "-w", folder)
    assert ran.code == 3
    assert ran.out == ""
    lines = ran.err.splitlines()
    at = lines.index('2 |   has country iss "PL"')
    assert lines[at - 2].endswith(f"{path}:2:15")
    assert lines[at + 1] == "  |               ^^^"
    assert "  = fix: write is" in lines
    assert '3 |   hass x is "y"' in lines


def test_a_problem_of_json_is_shown_with_its_pointer_and_value(run: Run, folder: Path) -> None:
    ran = run("count", '{"all": [{"kind": "hass", "trait": "x"}]}', "-w", folder)
    assert ran.code == 3
    assert "  --> definition at /all/0/kind" in ran.err
    assert '  | "hass"' in ran.err


def test_what_is_no_json_is_said(run: Run, folder: Path) -> None:
    ran = run("count", '{"all": ', "-w", folder, "--json")
    assert ran.code == 3
    assert ran.out == ""
    assert [p["code"] for p in json.loads(ran.err)["error"]["problems"]] == ["bad-json"]


def test_problems_as_json_have_places_and_fixes(run: Run, folder: Path) -> None:
    error = json.loads(run("count", 'has country iss "PL"', "-w", folder, "--json").err)["error"]
    assert error["code"] == "bad-definition"
    (problem,) = error["problems"]
    assert (problem["code"], problem["place"]["start"], problem["place"]["end"]) == ("unexpected", 12, 15)
    assert problem["fix"] == {"label": "write is", "text": "is", "value": None}


def test_a_key_that_is_nearly_one_is_suggested(run: Run, folder: Path) -> None:
    run("segments", "add", "vip", POLES, "-w", folder)
    ran = run("count", "vpi", "-w", folder)
    assert ran.code == 3
    assert "did you mean the segment vip?" in ran.err


@pytest.mark.parametrize("content", [None, b"\xff\xfe has"])
def test_a_file_that_can_not_be_read_is_a_wrong_call(run: Run, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "x.coterie"
    if content is not None:
        path.write_bytes(content)
    ran = run("sentence", f"@{path}", "-w", tmp_path)
    assert ran.code == 2
    assert "can't be read" in " ".join(ran.err.replace("│", "").split())


def test_a_saved_key_means_its_members(run: Run, folder: Path) -> None:
    run("segments", "add", "poles", POLES, "-w", folder)
    run("segments", "include", "poles", "bob", "-w", folder)
    assert run("members", "poles", "-w", folder).out == "ann\nbob\ncyd\n"
    assert run("members", "in segment poles", "-w", folder).out == "ann\nbob\ncyd\n"


def test_a_long_line_is_cut_around_the_problem() -> None:
    text = "a" * 300 + "ŻÓŁW" + "b" * 300
    shown = list(picture(Problem("x", "y", Place(300, 304)), Source(text, "here")))
    line, carets = shown[2], shown[3]
    assert len(line) < 120
    assert carets.rstrip("^").endswith(" ")
    start = carets.index("^")
    assert line[start : start + 4] == "ŻÓŁW"
    assert carets.count("^") == 4


def test_the_caret_stands_under_wide_letters() -> None:
    shown = list(picture(Problem("x", "y", Place(2, 4)), Source("漢字ab", "here")))
    assert shown[3] == "  |     ^^"


def test_a_problem_at_the_end_has_a_caret_behind_the_text() -> None:
    shown = list(picture(Problem("x", "y", Place(3, 3)), Source("did", "here")))
    assert shown[2:4] == ["1 | did", "  |    ^"]
