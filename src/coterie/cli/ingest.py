"""`coterie ingest`: take messages of the Segment spec, one JSON object a line."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer

from coterie.record import decode, to_text
from coterie.workspace import Shop

from . import _exits as exits
from . import _options as options
from ._opened import opened
from ._output import console, line, table, tell
from ._progress import bar

GROUP = 10_000
"""Messages that are made durable at once."""
SHOWN = 10
"""Rejected messages that are named one by one."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A message that was not taken. line: its number in the input, from 1."""

    line: int
    code: str
    reason: str


@dataclass(slots=True)
class Answer:
    """accepted, duplicates: how many. reasons: rejected messages by code. rejected: each of them."""

    accepted: int = 0
    duplicates: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)


def command(
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="A file of JSON Lines, .gz or not; - is standard input.")
    ] = "-",
    workspace: options.Workspace = options.SHOP,
    rejects: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write rejected lines here, with code and reason.")
    ] = None,
    json: options.Json = False,
) -> None:
    """Take messages: identify, track, page, screen, group and alias, one JSON object a line.

    What is accepted is on disk when this ends; a message that was taken before is counted as a duplicate.
    """
    answer, put_aside = Answer(), []
    content, size, done = source(file)
    with opened(workspace) as shop, content, bar("messages", size) as step:
        lines = enumerate(content, 1)
        while group := [(n, text) for n, text in islice(lines, GROUP) if not text.isspace()]:
            put_aside += take(shop, group, answer)
            step(group[-1][0], done())
    if rejects is not None:
        rejects.write_text("".join(put_aside), encoding="utf-8")
    tell(
        answer, json, lambda out: out.print(f"{answer.accepted:,} accepted, {answer.duplicates:,} duplicates")
    )
    if answer.rejected:
        if not json:
            complain(answer)
        raise typer.Exit(exits.PARTIAL.code)


def source(file: str) -> tuple[BinaryIO, int, Callable[[], int]]:
    """The content of a file or of standard input, its size in bytes, and how far it was read."""
    if file == "-":
        return sys.stdin.buffer, 0, lambda: 0
    try:
        raw = Path(file).open("rb")  # noqa: SIM115 (closed with the content)
    except OSError as cause:
        raise typer.BadParameter(f"{file} can't be read: {cause.strerror}", param_hint="FILE") from None
    size = Path(file).stat().st_size
    content: Any = gzip.GzipFile(fileobj=raw) if file.endswith(".gz") else raw
    return content, size, raw.tell


def take(shop: Shop, group: list[tuple[int, bytes]], answer: Answer) -> list[str]:
    """Take a group of numbered lines; the rejected ones as lines of a file of rejects."""
    read = [(n, text, _message(text)) for n, text in group]
    rows = [row for row in read if not isinstance(row[2], Unreadable)]
    wrong = {n: (found.code, found.reason) for n, _, found in read if isinstance(found, Unreadable)}
    outcome = shop.ingest(message for _, _, message in rows)
    wrong |= {rows[index][0]: (code, reason) for index, code, reason in outcome.rejected}
    answer.accepted += outcome.accepted
    answer.duplicates += outcome.duplicates
    answer.reasons.update(code for code, _ in wrong.values())
    answer.rejected += [Rejected(n, *wrong[n]) for n, _ in group if n in wrong]
    return [_aside(n, text, *wrong[n]) for n, text in group if n in wrong]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a line is no JSON."""

    code: str
    reason: str


def _message(text: bytes) -> Any:
    try:
        return decode(text)
    except (ValueError, RecursionError) as cause:
        return Unreadable("bad-json", f"the line is not JSON: {cause}")


def _aside(number: int, text: bytes, code: str, reason: str) -> str:
    kept = text.decode("utf-8", "replace").rstrip("\r\n")
    return to_text({"line": number, "code": code, "reason": reason, "text": kept}) + "\n"


def complain(answer: Answer) -> None:
    """Say on stderr what was rejected: the first few by line, all by code."""
    out = console(stderr=True)
    for one in answer.rejected[:SHOWN]:
        out.print(f"line {one.line}: {one.code}: {line(one.reason)}", soft_wrap=True)
    out.print(table(["rejected for", "lines"], answer.reasons.most_common(), [1]))
