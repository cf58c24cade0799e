"""`coterie demo`: the shop is loaded once, its segments are shown in four languages, other folders are safe."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from coterie.demo import GOALS, ready_segments

pytestmark = pytest.mark.slow

Run: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]
HOUSEHOLDS = "25"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "shop"


@pytest.fixture(scope="module")
def run(folder: Path) -> Run:
    def ran(*arguments: str, where: Path = folder) -> subprocess.CompletedProcess[str]:
        command = "from coterie.cli import main; main()"
        words = [sys.executable, "-c", command, *arguments, "-w", str(where)]
        return subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)

    return ran


@pytest.fixture(scope="module")
def first(run: Run) -> dict[str, Any]:
    made = run("demo", "--households", HOUSEHOLDS, "--json")
    assert made.returncode == 0, made.stderr
    answer: dict[str, Any] = json.loads(made.stdout)
    return answer


def test_the_json_has_every_ready_segment_in_order(first: dict[str, Any]) -> None:
    assert [line["key"] for line in first["segments"]] == [one.key for one in ready_segments()]
    running = [line for line in first["segments"] if line["waits_for"] is None]
    assert all(re.fullmatch(r"\d+\.\d\d", f"{line['figures']['share']:.2f}") for line in running)
    assert all(line["figures"] is None for line in first["segments"] if line["waits_for"])
    assert first["loaded"]


def test_the_table_is_grouped_by_goal_in_the_language_asked_for(run: Run, first: dict[str, Any]) -> None:
    shown = run("demo", "--households", HOUSEHOLDS, "--lang", "pl")
    assert shown.returncode == 0, shown.stderr
    printed = shown.stdout.splitlines()
    assert [line.strip() for line in printed if line.strip() in {goal["pl"] for goal in GOALS.values()}] == [
        goal["pl"] for goal in GOALS.values()
    ]
    engaged = next(line["figures"] for line in first["segments"] if line["key"] == "engaged")
    row = next(line for line in printed if "(engaged)" in line)
    assert f"{engaged['share']:.2f}%".replace(".", ",") in row
    assert row.startswith("Zaangażowane")


def test_a_shop_that_is_loaded_is_opened_again(run: Run, first: dict[str, Any]) -> None:
    again = json.loads(run("demo", "--households", HOUSEHOLDS, "--json").stdout)
    assert not again["loaded"]
    told = [(line["key"], (line["figures"] or {}).get("members")) for line in again["segments"]]
    assert told == [(line["key"], (line["figures"] or {}).get("members")) for line in first["segments"]]


def test_other_commands_find_its_segments_by_their_keys(run: Run, first: dict[str, Any]) -> None:
    engaged = next(line["figures"]["members"] for line in first["segments"] if line["key"] == "engaged")
    counted = run("count", "engaged", "--at", "2026-11-20T12:00Z")
    assert counted.stdout.strip() == str(engaged)


def test_a_shop_half_loaded_is_made_anew(run: Run, first: dict[str, Any], tmp_path: Path) -> None:
    half = tmp_path / "half"
    half.mkdir()
    (half / "demo.json").write_text(json.dumps({"version": "x", "households": 5, "whole": False}))
    (half / "record.duckdb").write_bytes(b"torn")
    made = run("demo", "--households", "5", "--json", where=half)
    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout)["loaded"]


def test_a_folder_with_anything_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("dear")
    refused = run("demo", where=tmp_path)
    assert refused.returncode == 4
    assert "something else" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]
