from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.house.source import ROOT, SOURCE, Module, expect_none, modules

LINT = Path(sys.executable).with_name("lint-imports")
# The errors and the nouns of lib are there for everybody; opening is the wiring, testing ships fakes.
OPEN_TO_ALL = {"lib", "errors"}
WIRING = {"opening", "testing"}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(LINT), "--no-cache", "--config", str(root / "pyproject.toml")]
    env = {"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)


def test_layers_hold() -> None:
    ran = lint(ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_lint_bites(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for room in ("lib", "segments"):
        (tmp_path / "src/coterie" / room).mkdir(parents=True)
        (tmp_path / "src/coterie" / room / "__init__.py").touch()
    (tmp_path / "src/coterie/__init__.py").touch()
    (tmp_path / "src/coterie/lib/bad.py").write_text("import coterie.segments\nimport django\n")
    ran = lint(tmp_path)
    assert ran.returncode == 1
    assert "coterie.lib.bad -> coterie.segments" in ran.stdout
    assert "coterie.lib.bad -> django" in ran.stdout


def test_every_room_stands_in_a_layer() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = config["tool"]["importlinter"]["contracts"][0]["layers"]
    known = {name for layer in layers for name in re.findall(r"\w+", layer)}
    rooms = {
        path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    expect_none(rooms - known - {"__init__", "__main__"})


def test_every_folder_has_a_door() -> None:
    """Without its `__init__` a folder is invisible to the lint of layers."""
    folders = {module.path.parent for module in modules()}
    expect_none(folder.relative_to(ROOT) for folder in folders if not (folder / "__init__.py").exists())


def room(name: str) -> str:
    """The room that a dotted name lies in: `coterie.segments.plan` lies in `segments`."""
    return [*name.split("."), ""][1]


def is_furniture(name: str) -> bool:
    """Whether a dotted name is a single file inside a room, rather than a door (a package)."""
    return len(name.split(".")) > 2 and (ROOT / "src" / Path(*name.split("."))).with_suffix(".py").exists()


def exported(package: str) -> set[str]:
    door = ROOT / "src" / Path(*package.split(".")) / "__init__.py"
    text = door.read_text(encoding="utf-8") if door.exists() else ""
    return set(re.findall(r"[\"'](\w+)[\"']", text[text.find("__all__") :])) if "__all__" in text else set()


def source_of(module: Module, node: ast.ImportFrom) -> str:
    """The dotted name that `from ... import` reads from, with leading dots resolved."""
    if node.level == 0:
        return node.module or ""
    is_door = module.path.name == "__init__.py"
    base = module.name.split(".")[: None if is_door and node.level == 1 else is_door - node.level]
    return ".".join([*base, *filter(None, [node.module])])


def imported(module: Module) -> Iterator[tuple[ast.stmt, str]]:
    """Every module of ours that a module imports, by its dotted name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names if alias.name.startswith("coterie"))
        elif isinstance(node, ast.ImportFrom) and (source := source_of(module, node)).startswith("coterie"):
            yield node, source
            names = (alias.name for alias in node.names if alias.name not in exported(source))
            yield from ((node, f"{source}.{name}") for name in names)


def test_rooms_speak_through_their_doors() -> None:
    reached = [
        f"{module.at(node)} takes {name}"
        for module in modules()
        for node, name in imported(module)
        if room(name) not in {room(module.name), *OPEN_TO_ALL} and room(module.name) not in WIRING
        if is_furniture(name)
    ]
    expect_none(sorted(set(reached)))
