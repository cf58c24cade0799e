"""`coterie doctor`: whether a workspace is well."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from coterie.lib.instants import from_datetime
from coterie.workspace import Shop, checkup

from . import _exits as exits
from . import _options as options
from ._opened import instants, opened
from ._output import line, safe, size, tell
from ._progress import waiting
from .version import installed


@dataclass(frozen=True, slots=True)
class Finding:
    """check: what was looked at. well: whether it is as it should be. found, details: in words."""

    check: str
    well: bool
    found: str
    details: list[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """well: whether all findings are."""

    well: bool
    at: datetime
    findings: list[Finding]


def command(
    workspace: options.Workspace = options.SHOP,
    sample: Annotated[int, typer.Option(min=1, help="Contacts that the readings are compared on.")] = 50,
    json: options.Json = False,
) -> None:
    """Check a workspace: versions, whether the readings agree, segments, rejected messages, room on disk."""
    with opened(workspace) as shop, waiting("looking at everything"):
        at = instants(shop, None).read(None)
        findings = [
            versions(), readings(shop, from_datetime(at), sample), names(shop), rejects(shop), room(shop),
        ]  # fmt: skip
    answer = Answer(all(finding.well for finding in findings), at, findings)
    tell(answer, json, lambda out: shown(answer, out))
    if not answer.well:
        raise typer.Exit(exits.PROBLEMS.code)


def versions() -> Finding:
    """What is installed."""
    found = installed()
    beneath = [f"{name} {number}" for name, number in found.packages.items()]
    return Finding("versions", True, f"coterie {found.coterie}, Python {found.python}", beneath)


def readings(shop: Shop, at: int, sample: int) -> Finding:
    """Whether the columns answer as the reference does."""
    contacts, wrong = checkup.compare(shop, at, sample)
    details = [f"{one.definition}: {one.reason}: {', '.join(one.contacts[:5])}" for one in wrong]
    found = f"the readings differ on {len(wrong)} definitions" if wrong else "the readings agree"
    return Finding("readings", not wrong, f"{found} (asked of {contacts:,} contacts)", details)


def names(shop: Shop) -> Finding:
    """Doubts about saved segments: names that nothing has, what always or never holds."""
    found = shop.segments.definitions().items()
    doubts = [f"{key}: {p.message}" for key, tree in found for p in shop.lint(tree, counted=False)]
    many = f"{len(doubts)} doubts about" if doubts else "no doubts about"
    return Finding("segments", not doubts, f"{many} {len(found):,} saved segments", doubts)


def rejects(shop: Shop) -> Finding:
    """Rejected messages: nothing is wrong with the workspace, but somebody sends what can't be taken."""
    found = checkup.rejected(shop)
    details = [f"{one.count:,} {one.code}, last {one.last}: {line(one.reason)}" for one in found]
    return Finding(
        "rejects", True, f"{sum(one.count for one in found):,} rejected messages on record", details
    )


def room(shop: Shop) -> Finding:
    """Bytes used, and whether the file could be written anew beside itself."""
    found = checkup.room(shop)
    used = sum(found.parts.values())
    details = [f"{size(bytes_)} {name}" for name, bytes_ in found.parts.items()]
    return Finding("disk", found.free > used, f"{size(used)} used, {size(found.free)} free", details)


def shown(answer: Answer, out: Console) -> None:
    """Print the findings."""
    for finding in answer.findings:
        mark, style = ("✔", "green") if finding.well else ("✘", "red")
        out.print(
            Text(f"{mark} ", style).append(f"{finding.check}: {finding.found}", "default"), soft_wrap=True
        )
        for detail in finding.details:
            out.print(Text(f"    {safe(detail)}", "dim"), soft_wrap=True)
