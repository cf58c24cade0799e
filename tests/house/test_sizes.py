from __future__ import annotations

from statistics import median, quantiles

from tests.house.source import ROOT, code_lines, expect_none, modules

LONGEST_FUNCTION, P90_FUNCTION, MEDIAN_FUNCTION = 50, 30, 8
LONGEST_MODULE, MEDIAN_MODULE = 400, 150
LONGEST_DOOR = 60


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = [
        f"{module.at(function)} {function.name}: {code_lines(function)} lines"
        for module in modules()
        for function in module.functions
        if code_lines(function) > LONGEST_FUNCTION
    ]
    expect_none(long)


def test_most_functions_are_short() -> None:
    lengths = [code_lines(function) for module in modules() for function in module.functions]
    assert median(lengths) <= MEDIAN_FUNCTION
    assert quantiles(lengths, n=10)[8] <= P90_FUNCTION


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    long = [f"{m.path.relative_to(ROOT)}: {m.lines} lines" for m in modules() if m.lines > LONGEST_MODULE]
    expect_none(long)


def test_modules_are_small() -> None:
    assert median(m.lines for m in modules() if m.path.name != "__init__.py") <= MEDIAN_MODULE


def test_a_door_is_short() -> None:
    doors = [m for m in modules() if m.path.name == "__init__.py"]
    expect_none([f"{m.name}: {m.lines} lines" for m in doors if m.lines > LONGEST_DOOR])


def test_a_door_says_what_it_is_for() -> None:
    silent = [m.name for m in modules() if m.path.name == "__init__.py" and '"""' not in m.text]
    expect_none(silent)
