"""Problems have stable codes: each is documented, and each is triggered by a test."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import coterie.errors as errors
from tests.house.source import ROOT, TESTS, Module, expect_none, modules

PAGES = [
    ROOT / "docs" / "errors.md",
    ROOT / "docs" / "language" / "problems.md",
    ROOT / "docs" / "language" / "lint.md",
]
CODE = re.compile(r"[a-z]+(-[a-z0-9]+)+|[a-z]+")
# Values that carry a stable code. A function that is said to return one of them is a way to make it.
CARRIERS = {"Problem", "Reject", "Rejection"}


@cache
def makers() -> set[str]:
    """Names that make a value with a code: the classes, and functions that return exactly one of them."""
    return CARRIERS | {
        function.name
        for module in modules()
        for function in module.functions
        if function.returns is not None and said(function.returns) in CARRIERS
    }


def said(annotation: ast.expr) -> str:
    """The class that an annotation names: `Problem`, `"Problem"`, `Problem | None`, `errors.Problem`."""
    text = ast.unparse(annotation).strip("'\"").removesuffix(" | None")
    return text.rsplit(".", 1)[-1]


def code_of(call: ast.Call) -> str | None:
    """The literal code that a call gives: its first argument, or `code=`."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    for value in [*named, *call.args[:1]]:
        if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.fullmatch(value.value):
            return value.value
    return None


def calls(module: Module) -> Iterator[ast.Call]:
    names = makers()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rsplit(".", 1)[-1] in names:
            yield node


@cache
def codes() -> set[str]:
    return {code for module in modules() for call in calls(module) if (code := code_of(call))}


def documented() -> set[str]:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    return set(re.findall(r"^\| `([a-z0-9-]+)` \|", text, re.MULTILINE))


def test_every_code_is_documented() -> None:
    expect_none(sorted(codes() - documented()))


def test_every_documented_code_exists() -> None:
    expect_none(sorted(documented() - codes()))


def test_every_code_is_triggered_by_a_test() -> None:
    asserted = "\n".join(module.text for module in modules(TESTS))
    expect_none([code for code in sorted(codes()) if f'"{code}"' not in asserted])


def kinds() -> dict[str, ast.ClassDef]:
    """Every class of the tree of errors, wherever it is defined."""
    tree = {"CoterieError"}
    classes = [one for module in modules() for one in module.classes]
    while more := {one.name for one in classes if tree & {ast.unparse(base) for base in one.bases}} - tree:
        tree |= more
    return {one.name: one for one in classes if one.name in tree}


def test_the_tree_of_errors_is_drawn() -> None:
    drawn = set(re.findall(r"\b[A-Z]\w+\b", errors.__doc__ or ""))
    assert "DefinitionError" in kinds()
    expect_none(kinds().keys() - drawn)


def test_the_docstring_of_an_error_is_its_message() -> None:
    messages = {name: (ast.get_docstring(kind) or "").split("\n")[0] for name, kind in kinds().items()}
    expect_none(name for name, message in messages.items() if not message.endswith("."))
