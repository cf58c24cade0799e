"""`coterie version`: which Coterie this is."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from importlib.metadata import version

from . import _options as options
from ._output import tell

PARTS = ("duckdb", "pyarrow", "numpy", "numba", "sqlglot")


@dataclass(frozen=True, slots=True)
class Answer:
    """Versions: of Coterie, of Python, and of the packages that it stands on, by name."""

    coterie: str
    python: str
    packages: dict[str, str]


def installed() -> Answer:
    """The versions that are installed here."""
    return Answer(version("coterie"), platform.python_version(), {name: version(name) for name in PARTS})


def command(json: options.Json = False) -> None:
    """Say which Coterie this is, and what it stands on."""
    answer = installed()
    beneath = ", ".join(f"{name} {number}" for name, number in answer.packages.items())
    tell(answer, json, lambda out: out.print(f"coterie {answer.coterie}\nPython {answer.python}, {beneath}"))
