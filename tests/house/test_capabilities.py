"""The register of what the product must do: a line for each number, with its proof or the word *open*."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

import pytest

from tests.house.source import ROOT, TESTS, expect_none, modules, read

PAGE = ROOT / "docs" / "capabilities.md"
LAST = {0: 30, 1: 29, 2: 27, 3: 33, 4: 17}
NUMBERS = [f"{part}-{n}" for part, last in LAST.items() for n in range(1, last + 1)]
LINE = re.compile(r"^\| (\d-\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Entry:
    """A line of the register: its number, what it asks, where it is done, and the tests that show it."""

    number: str
    asks: str
    where: str
    test: str

    @property
    def is_open(self) -> bool:
        return self.test == "*open*"

    @property
    def tests(self) -> list[str]:
        return re.findall(r"`(tests/[^`]+)`", self.test)


def register() -> list[Entry]:
    return [Entry(*found) for found in LINE.findall(PAGE.read_text(encoding="utf-8"))]


def exists(test: str) -> bool:
    """Whether `tests/file.py::function` is there."""
    path, _, name = test.partition("::")
    if not (ROOT / path).is_file():
        return False
    found = [node.name for node in ast.walk(read(ROOT / path).tree) if isinstance(node, ast.FunctionDef)]
    return name.split("[")[0] in found


def stem(number: str) -> str:
    """The beginning of the name of a number's own test: `0-14` is shown by `test_0_14_...`."""
    return f"test_{number.replace('-', '_')}_"


def own_tests() -> set[str]:
    folder = TESTS / "capabilities"
    return {function.name for module in modules(folder) for function in module.functions}


def test_every_number_has_a_line_and_only_one() -> None:
    assert len(NUMBERS) == 136
    assert [entry.number for entry in register()] == NUMBERS


@pytest.mark.parametrize("entry", register(), ids=lambda entry: entry.number)
def test_a_line_is_open_or_shown_by_a_test_of_its_own(entry: Entry) -> None:
    if entry.is_open:
        own = [name for name in own_tests() if name.startswith(stem(entry.number))]
        expect_none(own)
        return
    assert entry.where != "-", "a line that is done says where"
    assert entry.tests, "neither a test nor *open*"
    expect_none([test for test in entry.tests if not exists(test)])
    assert any(test.startswith("tests/capabilities/") and stem(entry.number) in test for test in entry.tests)
