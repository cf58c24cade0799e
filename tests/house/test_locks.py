from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.house.source import ROOT, expect_none

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[^\]]*\])?==([^\s;\\]+)(?: ; (.*?))? \\$", re.MULTILINE)


def pins(lock: Path) -> dict[tuple[str, str], str]:
    """Version by (package, environment marker)."""
    return {
        (name, marker): version for name, version, marker in PIN.findall(lock.read_text(encoding="utf-8"))
    }


def project() -> dict[str, dict[str, object]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked(requirements: list[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ;]", line, maxsplit=1)[0].lower() for line in requirements}


def test_there_are_three_locks() -> None:
    assert [lock.stem for lock in LOCKS] == ["bench", "dev", "runtime"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_a_lock_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    expect_none(re.findall(r"\w+://\S*|^-\S+.*$|--index\S*|--find-links\S*|@ \S+", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_is_pinned_by_hash(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert len(entries) == len(pins(lock)) > 10
    expect_none([entry.split()[0] for entry in entries if "--hash=sha256:" not in entry])


def test_the_locks_agree() -> None:
    merged: dict[tuple[str, str], str] = {}
    for lock in LOCKS:
        for package, version in pins(lock).items():
            assert merged.setdefault(package, version) == version, package


def test_the_locks_hold_what_the_project_asks_for() -> None:
    config = project()["project"]
    extras = config["optional-dependencies"]
    wanted = {"runtime": config["dependencies"]}
    wanted["dev"] = wanted["runtime"] + extras["demo"] + extras["dev"]
    wanted["bench"] = wanted["dev"] + extras["bench"]
    for lock in LOCKS:
        held = {name for name, _ in pins(lock)}
        assert asked(wanted[lock.stem]) - held == set(), lock.stem
