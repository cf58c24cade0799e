"""Checks that need the full open data sets: where they lie is said by `--data`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--data", type=Path, required=True, help="the folder of the open data sets")


@pytest.fixture(scope="session")
def data(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.config.getoption("--data")
    return folder.resolve(strict=True)
