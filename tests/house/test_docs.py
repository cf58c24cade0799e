from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest

from tests.house.source import ROOT, Block, blocks, expect_none, pages, targets

PAGES = pages()
LINK = re.compile(r"\[[^\]]*\]\(([^)\s#]+)(?:#[^)]*)?\)")


def ids(page: Path) -> str:
    return str(page.relative_to(ROOT))


def run(block: Block, names: dict[str, object]) -> None:
    """Run a block as a reader would type it; a failure points at the line of the page."""
    if block.code.lstrip().startswith(">>>"):
        parsed = doctest.DocTestParser().get_doctest(
            block.code, names, ids(block.page), str(block.page), block.line - 1
        )
        failed, _ = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(parsed, clear_globs=False)
        assert failed == 0, f"{ids(block.page)}:{block.line}"
        names.update(parsed.globs)
        return
    exec(compile("\n" * (block.line - 1) + block.code, str(block.page), "exec"), names)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__page__"}
    for block in blocks(page):
        if block.language == "python":
            run(block, names)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_links_within_the_project_lead_somewhere(page: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    linked = [link for link in LINK.findall(prose) if "://" not in link and not link.startswith("mailto:")]
    expect_none([link for link in linked if not (page.parent / link).exists()])


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_a_page_says_only_commands_that_the_makefile_has(page: Path) -> None:
    code = [block.code for block in blocks(page) if block.language in {"", "sh", "bash", "console", "text"}]
    inline = re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    said = {name for text in [*code, *inline] for name in re.findall(r"\bmake ([a-z][a-z-]*)", text)}
    expect_none(said - targets().keys())


def test_the_readme_says_how_to_begin() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    expect_none([line for line in ("make demo", "make test") if line not in text])


def test_contributing_says_every_command() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    expect_none([name for name in targets() if f"`make {name}" not in text])


def test_every_target_of_the_makefile_says_what_it_is_for() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert phony is not None
    assert set(phony[1].split()) == targets().keys()


def test_ci_runs_the_whole_suite() -> None:
    script = ROOT / ".ci" / "run"
    text = script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111
    assert text.startswith("#!/usr/bin/env bash\n")
    assert "set -euo pipefail" in text
    assert "make test" in text
