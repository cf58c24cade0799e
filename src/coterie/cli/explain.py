"""`coterie explain`: why a contact is in or out; without a contact, how many each part holds of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.text import Text
from rich.tree import Tree

from . import _options as options
from ._given import given
from ._opened import Instants, instants, opened
from ._output import line, safe, tell


@dataclass(frozen=True, slots=True)
class Answer:
    """contact: its key; null without one. tree: a node of the definition with its children.

    With a contact, a node has text, truth, evidence (measure, value, events: message ids, count), missing
    (measure, have, need), flips_at (when time alone turns it, or null), children, others (true if it compares
    with other contacts). Without, it has text, members (a number) and children.
    """

    definition: str
    at: datetime
    contact: str | None
    tree: Any


def command(
    definition: options.Definition,
    contact: Annotated[
        str | None,
        typer.Argument(metavar="[CONTACT]", help="A contact's key. Without: how many each part holds of."),
    ] = None,
    workspace: options.Workspace = options.SHOP,
    at: options.At = None,
    zone: options.Zone = None,
    json: options.Json = False,
) -> None:
    """Say why a contact is in or out: what made it so, what is missing, and when time alone will turn it.

    Without a contact, say how many contacts each part of the definition holds of.
    """
    with opened(workspace) as shop:
        read = given(definition, shop.segments.definitions)
        told = instants(shop, zone)
        when = told.read(at)
        found: Any
        if contact is None:
            found = shop.counts(read.tree, when)
            shown = counted(found)
        else:
            found = shop.explain(read.tree, contact, when)
            shown = explained(found, told)
    tell(Answer(read.tree.text, when, contact, found), json, lambda out: out.print(shown, soft_wrap=True))


def heading(text: str, has_children: bool) -> str:
    """A node's own words: those of its children are said below it.

    >>> heading("all of (\\n  everybody\\n)", True), heading("not everybody", True)
    ('all of', 'not')
    """
    if not has_children:
        return line(text)
    first = text.split("\n")[0].removesuffix(" (")
    return "not" if first.startswith("not ") else first


def counted(node: Any) -> Tree:
    """Counts of nodes as a tree."""
    made = Tree(Text(f"{node.members:,}  {heading(node.text, bool(node.children))}"))
    for child in node.children:
        made.children.append(counted(child))
    return made


def explained(node: Any, told: Instants) -> Tree:
    """An explanation as a tree: the mark of each node, its evidence, what it lacks, when it flips."""
    mark, style = ("✔", "green") if node.truth else ("✘", "red")
    label = Text(f"{mark} ", style).append(heading(node.text, bool(node.children)), "default")
    if node.others:
        label.append("  (compared with other contacts)", "dim")
    made = Tree(label)
    for said in facts(node, told):
        made.add(Text(said, "dim"))
    for child in node.children:
        made.children.append(explained(child, told))
    return made


def facts(node: Any, told: Instants) -> list[str]:
    """What is said below a node, a line each."""
    found = []
    for seen in node.evidence:
        value = "nothing" if seen.value is None else seen.value
        events = f" ({', '.join(seen.events)})" if seen.events else ""
        more = f" and {seen.count - len(seen.events)} earlier" if seen.count > len(seen.events) else ""
        found.append(safe(f"{seen.measure}: {value}{events}{more}"))
    for lack in node.missing:
        found.append(safe(f"turns if {lack.measure} is {lack.need}, not {lack.have}"))
    if node.flips_at is not None:
        found.append(f"turns by time alone on {told.show(node.flips_at)}")
    return found
