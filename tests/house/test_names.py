from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.house.source import SOURCE, TESTS, Module, expect_none, modules

FORBIDDEN = {"service", "manager", "handler", "utils", "util", "helpers", "helper", "common"}
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name; plurals count as their singular."""
    return [word.lower() for word in WORD.findall(name)]


def offends(name: str) -> bool:
    said = words(name)
    said = [
        word for before, word in zip(["", *said], said, strict=False) if (before, word) != ("most", "common")
    ]
    return any(word in FORBIDDEN or word.removesuffix("s") in FORBIDDEN for word in said)


def named(module: Module) -> Iterator[str]:
    yield from (
        f"{module.name} (a module)" for part in [module.path.stem, module.path.parent.name] if offends(part)
    )
    for node in [*module.classes, *module.functions]:
        # The aggregate `common` (the most frequent value) is a word of the plan.
        if offends(node.name) and node.name.strip("_") != "common":
            yield f"{module.at(node)} {node.name}"


def test_the_rule_knows_its_words() -> None:
    assert offends("EventHandlers")
    assert offends("file_utils")
    assert offends("common")
    assert not offends("most_common")
    assert not offends("MostCommon")
    assert not offends("community")


def test_nothing_is_called_by_an_empty_word() -> None:
    expect_none([said for module in modules() for said in named(module)])


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError")
    left = [module.name for module in modules() if marks.search(module.text)]
    expect_none(left)


def test_no_function_is_a_stub() -> None:
    stubs = [
        f"{module.at(function)} {function.name}"
        for module in modules()
        for owner in [module.tree, *module.classes, *module.functions]
        for function in owner.body
        if isinstance(function, ast.FunctionDef) and not is_protocol(owner) and is_empty(function)
    ]
    expect_none(stubs)


def is_protocol(owner: ast.AST) -> bool:
    """Whether a class only describes a shape: there an empty body is the honest one."""
    return isinstance(owner, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in owner.bases)


def is_empty(function: ast.FunctionDef) -> bool:
    marked = {ast.unparse(mark).rsplit(".", 1)[-1] for mark in function.decorator_list}
    body = function.body[1:] if ast.get_docstring(function) else function.body
    bare = all(isinstance(line, ast.Pass) or ast.unparse(line) == "..." for line in body)
    return bare and not marked & {"overload", "abstractmethod", "callback"}


def test_no_test_is_skipped_and_nothing_of_ours_is_patched() -> None:
    skips = re.compile(
        r"pytest\.(skip|importorskip|xfail|mark\.(skip|skipif|xfail))\b|unittest\.mock|\bmocker\b"
    )
    patched = re.compile(r"monkeypatch\.setattr\(\s*[\"']?coterie")
    here = TESTS / "house" / "test_names.py"
    tests = [module for module in modules(TESTS) if module.path != here]
    expect_none([m.name for m in tests if skips.search(m.text) or patched.search(m.text)])


def test_the_core_reads_no_clock_but_its_own() -> None:
    """`now` is a value, passed: only the clock asks the machine what time it is."""
    asks = re.compile(r"\btime\.time(_ns)?\(|datetime\.(now|utcnow|today)\(|date\.today\(")
    allowed = SOURCE / "lib" / "clock.py"
    expect_none([m.name for m in modules() if m.path != allowed and asks.search(m.text)])
