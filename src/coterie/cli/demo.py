"""`coterie demo`: load the demo shop and count its ready segments."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from babel.numbers import format_decimal, format_percent
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from coterie.errors import NotSupported

from . import _options as options
from ._output import console, tell

if TYPE_CHECKING:
    from coterie.demo import Line
    from coterie.workspace import Shop

FOLDER = Path("demo-shop")
WORDS: Mapping[options.Tongue, tuple[str, ...]] = {
    "en": ("segment", "who is in it", "contacts", "share", "30 days", "ms"),
    "pl": ("segment", "kto w nim jest", "kontakty", "udział", "30 dni", "ms"),
    "sl": ("segment", "kdo je v njem", "kontakti", "delež", "30 dni", "ms"),
    "kk": ("сегмент", "кім кіреді", "контактілер", "үлесі", "30 күн", "мс"),
}
"""The heads of the table's columns."""
WAITS: Mapping[options.Tongue, Mapping[str, str]] = {
    "en": {"insights": "waits for insights", "scoring": "waits for scoring"},
    "pl": {"insights": "czeka na analizy", "scoring": "czeka na punktację"},
    "sl": {"insights": "čaka na analitiko", "scoring": "čaka na točkovanje"},
    "kk": {"insights": "талдауды күтеді", "scoring": "ұпай есебін күтеді"},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """at: the demo's today. contacts: in the base. loaded: whether the shop was loaded just now. Seconds: for
    loading or opening it, for asking each segment once, which makes its columns, and for counting all now
    and thirty days before. segments: a line each."""

    workspace: str
    at: datetime
    contacts: int
    loaded: bool
    load_seconds: float
    prepare_seconds: float
    run_seconds: float
    segments: tuple[Line, ...]


def command(
    workspace: Annotated[
        Path, typer.Option("--workspace", "-w", metavar="FOLDER", help="Where the demo shop is kept.")
    ] = FOLDER,
    lang: options.Language = "en",
    households: Annotated[
        int | None, typer.Option(min=1, max=2469, help="A smaller shop: so many of its 2,469 households.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Load the demo shop (once: about two minutes) and count its ready segments at the demo's today."""
    answer = _run(workspace, lang, households)
    tell(answer, json, lambda out: _show(answer, lang, out.print))


def _run(folder: Path, lang: options.Tongue, households: int | None) -> Answer:
    from coterie import demo  # not at the top: it reads much that other commands do without

    ready, begun = demo.ready_segments(), time.perf_counter()
    known = demo.is_loaded(folder, households)
    with _bars() as told, _loaded(folder, households, told) as shop:
        demo.save_segments(shop, ready)
        opened = time.perf_counter()
        demo.prepare(shop, ready, told("making columns"))
        prepared = time.perf_counter()
        lines = tuple(demo.lines(shop, ready, lang))
        run, base = time.perf_counter() - prepared, shop.count(demo.EVERYBODY)
    return Answer(
        str(folder), demo.DEMO_NOW, base, not known,
        round(opened - begun, 2), round(prepared - opened, 2), round(run, 2), lines,
    )  # fmt: skip


def _loaded(folder: Path, households: int | None, told: Callable[[str], Any]) -> Shop:
    from coterie import demo

    try:
        return demo.open_demo(folder, households, told("loading messages"))
    except ModuleNotFoundError as missing:
        raise NotSupported(
            f"the demo needs the package {missing.name}; install it by: pip install 'coterie[demo]'"
        ) from None


@contextmanager
def _bars() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """Bars on stderr, one for each label asked for; nothing where that is no terminal."""
    out = console(stderr=True)
    shown = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=out, transient=True, disable=not out.is_terminal,
    )  # fmt: skip

    def bar(label: str) -> Callable[[int, int], None]:
        tasks: list[Any] = []

        def told(done: int, whole: int) -> None:
            if not tasks:
                tasks.append(shown.add_task(label, total=whole))
            shown.update(tasks[0], completed=done, total=whole)

        return told

    with shown:
        yield bar


# ---- the table ----------------------------------------------------------------------------------


def _show(answer: Answer, lang: options.Tongue, say: Callable[[Any], None]) -> None:
    from coterie.demo import GOALS

    table = _table(lang, console().is_terminal)
    goal = None
    for line in answer.segments:
        if line.goal != goal:
            goal = line.goal
            table.add_section()
            table.add_row(Text(GOALS[goal][lang], style="bold"))
        table.add_row(*_cells(line, lang))
    say(table)
    say("")
    for text in _summary(answer):
        say(text)


def _table(lang: options.Tongue, folds: bool) -> Table:
    name, who, *figures = WORDS[lang][:6]
    made = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    made.add_column(name, max_width=34 if folds else None)
    made.add_column(who)
    for figure in figures:
        made.add_column(figure, justify="right", no_wrap=True)
    return made


def _cells(line: Line, lang: options.Tongue) -> list[Text]:
    said = [Text(line.title).append(f" ({line.key})", style="dim"), Text(line.sentence)]
    found = line.figures
    if found is None:
        return [said[0], said[1].append(f" [{WAITS[lang][line.waits_for or 'insights']}]", style="bold")]
    figures = (number(found.members, lang), percent(found.share, lang), signed(found.change, lang))
    return [*said, *map(Text, figures), Text(str(format_decimal(found.ms, "#,##0.0", locale=lang)))]


def number(value: int, lang: str) -> str:
    """A whole number as the language groups it.

    >>> number(1234, "en")
    '1,234'
    """
    return str(format_decimal(value, "#,##0", locale=lang))


def percent(value: Decimal, lang: str) -> str:
    """Per cent with two decimals.

    >>> percent(Decimal("93.25"), "en"), percent(Decimal("6.7"), "pl")
    ('93.25%', '6,70%')
    """
    pattern = "#,##0.00 %" if lang == "sl" else "#,##0.00%"
    return str(format_percent(value / 100, pattern, locale=lang))


def signed(value: int, lang: str) -> str:
    """A change with its sign.

    >>> signed(3, "en"), signed(-4, "en"), signed(0, "en")
    ('+3', '-4', '0')
    """
    return ("+" if value > 0 else "") + number(value, lang)


def _summary(answer: Answer) -> Iterator[str]:
    counted = sum(line.figures is not None for line in answer.segments)
    waiting = len(answer.segments) - counted
    yield (
        f"{counted} segments of {answer.contacts:,} contacts at {answer.at:%Y-%m-%d %H:%M} UTC; "
        f"{waiting} more wait for what is not there yet."
    )
    odd = [
        line.key
        for line in answer.segments
        if line.figures and not 0 < line.figures.members < answer.contacts
    ]
    if odd:
        yield f"Nobody, or everybody, is in: {', '.join(odd)}."
    loading = "loaded" if answer.loaded else "opened"
    yield (
        f"{loading} in {answer.load_seconds:.1f} s, columns made in {answer.prepare_seconds:.1f} s, "
        f"all counted, now and 30 days before, in {answer.run_seconds:.2f} s."
    )
    yield f"Look closer: coterie members lapsed -w {answer.workspace} --at {answer.at:%Y-%m-%dT%H:%MZ}"
