"""How commands end: exit codes, errors as JSON, other processes, pipes, signals."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coterie import errors
from coterie.cli import app
from coterie.cli._exits import ENDINGS, EXITS, ending
from tests.cli.conftest import Run

COMMAND = [sys.executable, "-c", "from coterie.cli import main; main()"]
HOLD = """
import sys, coterie
with coterie.open(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.read()
"""


def spoken(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A command as the shell runs it."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def kinds(root: type[errors.CoterieError]) -> set[type[errors.CoterieError]]:
    return {root, *(kind for child in root.__subclasses__() for kind in kinds(child))}


def test_every_error_has_an_ending() -> None:
    named = {kind for kind in kinds(errors.CoterieError) if kind.__module__ == "coterie.errors"}
    assert named == set(ENDINGS)
    assert all(ending(kind([] if kind is errors.DefinitionError else "x")).exit.code for kind in named)


def test_no_two_exits_share_a_code_or_a_name() -> None:
    assert len({end.code for end in EXITS}) == len({end.name for end in EXITS}) == len(EXITS)


def test_a_workspace_is_never_made_by_asking(run: Run, tmp_path: Path) -> None:
    ran = run("count", "everybody", "-w", tmp_path / "none")
    assert ran.code == 4
    assert "there is no workspace in" in ran.err
    assert "coterie init" in ran.err
    assert not (tmp_path / "none").exists()


def test_a_workspace_of_another_process_is_named_with_its_pid(run: Run, folder: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        ran = run("count", "everybody", "-w", folder)
        told = json.loads(run("count", "everybody", "-w", folder, "--json").err)["error"]
        owner.communicate("")
    assert ran.code == 4
    assert f"process {owner.pid} owns this workspace" in ran.err
    assert "wait for that process" in ran.err
    assert told["code"] == "workspace-locked"
    assert run("count", "everybody", "-w", folder).out == "3\n"


def test_a_damaged_workspace_is_said_to_be(run: Run, folder: Path) -> None:
    (folder / "record.duckdb").write_bytes(b"not a record" * 1000)
    ran = run("count", "everybody", "-w", folder, "--json")
    assert ran.code == 4
    assert ran.out == ""
    assert json.loads(ran.err)["error"]["code"] == "workspace-damaged"


def test_a_segment_that_refers_to_itself_is_a_problem_of_the_definition(run: Run, folder: Path) -> None:
    run("segments", "add", "a", "everybody", "-w", folder)
    run("segments", "add", "b", "in segment a", "-w", folder)
    run("segments", "add", "a", "in segment b", "-w", folder)
    ran = run("count", "a", "-w", folder)
    assert ran.code == 3
    assert "segment-cycle" in ran.err


def test_a_wrong_call_does_nothing(run: Run, folder: Path) -> None:
    assert run("count", "-w", folder).code == 2
    assert run("cuont", "everybody").code == 2
    assert run("sentence", "everybody", "--lang", "xx").code == 2


def test_help_needs_nothing(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(f" {name} " in ran.out for name in ("init", "import", "count", "explain", "doctor", "erase"))
    assert "FOLDER" in run("count", "--help").out


def test_the_command_runs_as_a_process(folder: Path) -> None:
    ran = spoken("count", "everybody", "-w", folder)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "3\n", "")
    wrong = spoken("count", 'has country iss "PL"', "-w", folder)
    assert wrong.returncode == 3
    assert wrong.stdout == ""
    assert "^^^" in wrong.stderr
    assert "\x1b" not in wrong.stderr


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_fault(folder: Path) -> None:
    people = "".join(json.dumps({"type": "identify", "userId": f"u{n:06}"}) + "\n" for n in range(30_000))
    fed = subprocess.run(
        [*COMMAND, "ingest", "-w", str(folder)], input=people, capture_output=True, text=True, check=False
    )
    assert fed.returncode == 0, fed.stderr
    with subprocess.Popen(
        [*COMMAND, "members", "everybody", "-w", str(folder)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as asked:
        assert asked.stdout is not None
        assert asked.stdout.readline() == b"ann\n"
        asked.stdout.close()
        assert asked.stderr is not None
        said = asked.stderr.read()
    assert (asked.returncode, said) == (141, b"")


@pytest.mark.slow
def test_a_command_can_be_interrupted(folder: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "ingest", "-w", str(folder)], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as waiting:
        until = time.monotonic() + 60
        owner = folder / "owner"
        while time.monotonic() < until and owner.read_text().strip() != str(waiting.pid):
            time.sleep(0.05)
        time.sleep(2)  # it is open by then, and waits for messages
        os.kill(waiting.pid, signal.SIGINT)
        waiting.wait(timeout=60)
        assert waiting.stderr is not None
        said = waiting.stderr.read()
    assert (waiting.returncode, said.strip()) == (130, b"stopped")
    assert spoken("count", "everybody", "-w", folder).stdout == "3\n"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("coterie hist", "history"), ("coterie sentence x --lang ", "sl"), ("coterie segments ver", "versions")],
)
def test_the_shell_completes(typed: str, offered: str) -> None:
    asked = {"_COTERIE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": typed}
    ran = CliRunner().invoke(app(), [], env=asked, prog_name="coterie")
    assert offered in ran.stdout
