"""How far long work has come: a bar on stderr, and nothing where that is no terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeAlias

from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from ._output import console

Days: TypeAlias = Callable[[int, int], None]
"""Told how many days are done, of how many."""
Step: TypeAlias = Callable[[int, int], None]
"""Told now and then: rows done so far, bytes done so far."""


@contextmanager
def bar(label: str, total: int) -> Iterator[Step]:
    """A bar for work on `total` bytes; yields what is to be told of every step."""
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rows]:,} rows"),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
        disable=not console(stderr=True).is_terminal,
    )
    with shown:
        task = shown.add_task(label, total=total, rows=0)
        yield lambda rows, done: shown.update(task, completed=done, rows=rows)


def waiting(label: str) -> AbstractContextManager[object]:
    """A sign of life for work that can't say how far it is."""
    out = console(stderr=True)
    return out.status(label) if out.is_terminal else nullcontext()


@contextmanager
def days(label: str, total: int) -> Iterator[Days]:
    """A bar for work on days; yields what is to be told of every step."""
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed} of {task.total} days"),
        TimeRemainingColumn(),
        console=console(stderr=True),
        transient=True,
        disable=not console(stderr=True).is_terminal,
    )
    with shown:
        task = shown.add_task(label, total=total)
        yield lambda done, total: shown.update(task, completed=done, total=total)
