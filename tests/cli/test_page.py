"""The page of commands is what the commands say, and what they print has the shape that it tells."""

from __future__ import annotations

import re
from pathlib import Path

import typer.main

from coterie.cli import app
from coterie.cli._page import page
from tests.house.source import ROOT

PAGE = ROOT / "docs" / "cli" / "commands.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "write it anew: python -m coterie.cli._page > docs/cli/commands.md"
    )


def test_every_command_says_what_each_word_of_it_is_for() -> None:
    root = typer.main.get_command(app())
    commands = dict(root.commands)  # type: ignore[attr-defined]
    inner = [each for command in commands.values() for each in getattr(command, "commands", {}).values()]
    leaves = [command for command in commands.values() if not hasattr(command, "commands")] + inner
    silent = [
        f"{command.name} {param.name}"
        for command in leaves
        for param in command.params
        if not getattr(param, "help", None)
    ]
    assert silent == []
    assert [command.name for command in leaves if "--json" not in _options(command)] == []


def _options(command: object) -> set[str]:
    return {option for param in command.params for option in param.opts}  # type: ignore[attr-defined]


def test_the_index_names_every_command() -> None:
    index = (ROOT / "docs" / "cli" / "README.md").read_text(encoding="utf-8")
    names = re.findall(r"^## coterie (\S+)$", page(), re.MULTILINE)
    assert len(names) > 15
    assert [name for name in names if f"`{name}`" not in index] == []
    assert Path(PAGE).is_file()
