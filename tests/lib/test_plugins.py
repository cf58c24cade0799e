from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module, invalidate_caches
from itertools import count
from pathlib import Path

import pytest

from coterie.lib.plugins import PluginBroken, load, names

_numbers = count()


class Folder:
    """A package on disk that a test fills with files."""

    def __init__(self, root: Path) -> None:
        self.name = f"registry_{next(_numbers)}"
        self.path = root / self.name
        self.path.mkdir()
        self.add("__init__.py", "")

    def add(self, file: str, text: str) -> None:
        target = self.path / file
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
        invalidate_caches()


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Folder]:
    sys.path.insert(0, str(tmp_path))
    made = Folder(tmp_path)
    yield made
    sys.path.remove(str(tmp_path))
    for name in [name for name in sys.modules if name.split(".")[0] == made.name]:
        del sys.modules[name]


def test_members_come_in_the_order_of_their_names(folder: Folder) -> None:
    for name in ("pear", "apple", "fig"):
        folder.add(f"{name}.py", f"KIND = {name!r}")
    assert [module.KIND for module in load(folder.name)] == ["apple", "fig", "pear"]


def test_a_file_dropped_in_is_a_member(folder: Folder) -> None:
    folder.add("apple.py", "")
    assert names(import_module(folder.name)) == ("apple",)
    folder.add("quince.py", "")
    assert [m.__name__ for m in load(folder.name)] == [f"{folder.name}.apple", f"{folder.name}.quince"]


def test_a_folder_within_is_one_member(folder: Folder) -> None:
    folder.add("sub/__init__.py", "KIND = 'sub'")
    folder.add("sub/inner.py", "raise RuntimeError('not a member of the outer folder')")
    assert [module.KIND for module in load(folder.name)] == ["sub"]


def test_furniture_is_not_a_member(folder: Folder) -> None:
    folder.add("_shared.py", "raise RuntimeError('must not be imported')")
    folder.add("notes.txt", "not Python")
    assert load(folder.name) == ()


def test_loading_twice_gives_the_same_modules(folder: Folder) -> None:
    folder.add("apple.py", "")
    assert load(folder.name) == load(import_module(folder.name))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise KeyError('colour')", "KeyError: 'colour'"),
        ("import a_package_nobody_has", "No module named 'a_package_nobody_has'"),
        ("def broken(:", "SyntaxError"),
    ],
)
def test_a_member_that_fails_is_named_with_its_cause(folder: Folder, text: str, said: str) -> None:
    folder.add("apple.py", "")
    folder.add("bad.py", text)
    with pytest.raises(PluginBroken, match=said) as caught:
        load(folder.name)
    assert caught.value.name == f"{folder.name}.bad"
    assert caught.value.__cause__ is not None


def test_a_module_has_no_folder() -> None:
    with pytest.raises(ValueError, match="a module, not a folder"):
        load("coterie.lib.plugins")


def test_a_package_that_is_not_there_says_so() -> None:
    with pytest.raises(ModuleNotFoundError, match="no_such_registry"):
        load("no_such_registry")
