"""`coterie history`: how many members there were on each of the last days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from . import _options as options
from ._given import given
from ._opened import opened
from ._output import table, tell
from ._progress import days as progress
from ._warnings import warn

TALLEST = 20
"""Lines of a plot."""


@dataclass(frozen=True, slots=True)
class Point:
    """How many members there were at an instant."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Answer:
    """points: at the last local midnights, oldest first, and now."""

    definition: str
    points: list[Point]


def command(
    definition: options.Definition,
    workspace: options.Workspace = options.SHOP,
    days: Annotated[int, typer.Option(min=1, max=3660, help="How many days to look back.")] = 365,
    plot: Annotated[
        bool | None, typer.Option("--plot/--table", help="Default: a plot on a terminal.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Show how many members a definition had at each of the last local midnights, and has now.

    The definition may be new: the past is worked out from the record.
    """
    with opened(workspace) as shop:
        read = given(definition, shop.segments.definitions)
        with progress("history", days) as step:
            found = shop.history(read.members, days, step)
        answer = Answer(read.tree.text, [Point(at, count) for at, count in found])
        warn(shop, read, json)

    def shown(out: Console) -> None:
        if out.is_terminal if plot is None else plot:
            out.print(picture(answer.points, min(out.width, 120)))
            out.print(summary(answer.points))
        else:
            out.print(
                table(["at", "count"], [(f"{p.at:%Y-%m-%d %H:%M}", p.count) for p in answer.points], [1])
            )

    tell(answer, json, shown)


def picture(points: list[Point], width: int) -> str:
    """The points as a line of braille dots, at most `width` columns wide."""
    import plotext  # it draws all its markers when it is loaded, which takes half a second

    counts = [point.count for point in points]
    low, high = min(counts), max(counts)
    figure = plotext.figure
    figure.clear()
    plotext.terminal.limit(False, False)
    figure.plot_size(width, TALLEST)
    signal = figure.signal(list(range(len(points))), counts, marker="braille")
    signal.lines(True)
    figure.draw(signal)
    ticks = sorted({round(i * (len(points) - 1) / 4) for i in range(5)})
    figure.ruler("x").ticks(ticks, [f"{points[i].at:%Y-%m-%d}" for i in ticks])
    bottom, top = 0 if low < high / 2 or low == high else low, max(high, 1)
    figure.ruler("y").lim(bottom, top)
    marks = sorted({round(bottom + i * (top - bottom) / 4) for i in range(5)})
    figure.ruler("y").ticks(marks, [f"{mark:,}" for mark in marks])
    drawn = str(plotext.uncolorize(str(figure.build())))
    return "\n".join(line.rstrip() for line in drawn.splitlines())


def summary(points: list[Point]) -> str:
    """First, last, least and most, in one line.

    >>> from datetime import UTC
    >>> days = [Point(datetime(2026, 1, day, tzinfo=UTC), day) for day in (1, 2, 3)]
    >>> summary(days)
    '1 on 2026-01-01, 3 now (+2); least 1, most 3'
    """
    counts = [point.count for point in points]
    change = counts[-1] - counts[0]
    return (
        f"{counts[0]:,} on {points[0].at:%Y-%m-%d}, {counts[-1]:,} now ({change:+,}); "
        f"least {min(counts):,}, most {max(counts):,}"
    )
