"""Saved segments: definitions by key, every version of them, and who is in or out by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from coterie.workspace import Shop

from . import _options as options
from ._given import given
from ._opened import Instants, instants, opened
from ._output import line, safe, table, tell

group = typer.Typer()

Key = Annotated[str, typer.Argument(metavar="KEY", help="The segment's key.")]
Contacts = Annotated[list[str], typer.Argument(metavar="CONTACT...", help="Keys of contacts.")]


@dataclass(frozen=True, slots=True)
class Row:
    """A segment. members: how many it has now."""

    key: str
    definition: str
    members: int


@dataclass(frozen=True, slots=True)
class Listed:
    """segments: by key."""

    segments: list[Row]


@dataclass(frozen=True, slots=True)
class Saved:
    """version: its number, null if it was not saved. members: how many it has then. enters, leaves: contacts
    that are gained and lost by it."""

    key: str
    version: int | None
    definition: str
    members: int
    enters: list[str]
    leaves: list[str]


@dataclass(frozen=True, slots=True)
class Shown:
    """A segment. hash: of its definition. sentence: what it says, in the language asked for."""

    key: str
    version: int
    definition: str
    hash: str
    sentence: str
    members: int


@dataclass(frozen=True, slots=True)
class Version:
    """definition: null if it was removed then."""

    number: int
    at: datetime
    definition: str | None


@dataclass(frozen=True, slots=True)
class Versions:
    """versions: the first one first."""

    key: str
    versions: list[Version]


@dataclass(frozen=True, slots=True)
class Removed:
    """removed: the segment's key."""

    removed: str


@dataclass(frozen=True, slots=True)
class Marked:
    """contacts: that were included, excluded or released."""

    key: str
    contacts: list[str]


ANSWERS = {
    "list": Listed, "add": Saved, "show": Shown, "versions": Versions, "remove": Removed, "include": Marked,
    "exclude": Marked, "release": Marked,
}  # fmt: skip


@group.command("list")
def listed(workspace: options.Workspace = options.SHOP, json: options.Json = False) -> None:
    """List the saved segments and how many members each has."""
    with opened(workspace) as shop:
        found = [Row(key, one.definition.text, one.count()) for key, one in shop.segments.items()]
    rows = [(row.key, row.members, shortened(row.definition)) for row in found]
    tell(Listed(found), json, lambda out: out.print(table(["segment", "members", "definition"], rows, [1])))


@group.command("add")
def added(
    key: Key,
    definition: options.Definition,
    workspace: options.Workspace = options.SHOP,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say who would enter and leave; save nothing.")
    ] = False,
    json: options.Json = False,
) -> None:
    """Save a definition under a key; another one under the same key is a new version.

    Says how many contacts enter and leave by it.
    """
    with opened(workspace) as shop:
        read = given(definition, shop.segments.definitions)
        before = set(shop.segments[key].members()) if key in shop.segments else set()
        if dry_run:
            after, version = set(shop.members(read.tree)), None
        else:
            try:
                shop.segments[key] = read.tree
            except ValueError as cause:
                raise typer.BadParameter(str(cause), param_hint="KEY") from None
            saved = shop.segments[key]
            after, version = set(saved.members()), saved.versions[-1].number
    answer = Saved(key, version, read.tree.text, len(after), sorted(after - before), sorted(before - after))
    verb = "not saved" if dry_run else f"version {version}"
    moved = f"{len(answer.enters):,} enter, {len(answer.leaves):,} leave"
    said = f"{safe(key)}, {verb}: {len(after):,} members, {moved}"
    tell(answer, json, lambda out: out.print(said, soft_wrap=True))


@group.command("show")
def shown(
    key: Key,
    workspace: options.Workspace = options.SHOP,
    lang: options.Language = "en",
    json: options.Json = False,
) -> None:
    """Show a segment: its definition, what it says, how many members it has."""
    with opened(workspace) as shop:
        one = shop.segments[key]
        tree, number = one.definition, one.versions[-1].number
        answer = Shown(key, number, tree.text, tree.hash, tree.sentence(lang), one.count())

    def said(out: Console) -> None:
        out.print(f"{safe(key)}, version {number}, {answer.members:,} members", soft_wrap=True)
        out.print(safe(answer.sentence), soft_wrap=True)
        out.print(safe(answer.definition), soft_wrap=True)

    tell(answer, json, said)


@group.command("versions")
def versions(
    key: Key,
    workspace: options.Workspace = options.SHOP,
    zone: options.Zone = None,
    json: options.Json = False,
) -> None:
    """List every version of a segment, the first one first."""
    with opened(workspace) as shop:
        told = instants(shop, zone)
        found = [
            Version(v.number, v.at, None if v.definition is None else v.definition.text)
            for v in shop.segments[key].versions
        ]
    tell(Versions(key, found), json, lambda out: out.print(_table_of(found, told)))


def _table_of(found: Iterable[Version], told: Instants) -> object:
    rows = [
        (v.number, told.show(v.at), "(removed)" if v.definition is None else shortened(v.definition))
        for v in found
    ]
    return table(["version", "since", "definition"], rows, [0])


@group.command("remove")
def removed(key: Key, workspace: options.Workspace = options.SHOP, json: options.Json = False) -> None:
    """Remove a segment. Its versions stay on record; adding it again goes on counting."""
    with opened(workspace) as shop:
        del shop.segments[key]
    tell(Removed(key), json, lambda out: out.print(f"removed {safe(key)}", soft_wrap=True))


@group.command("include")
def included(
    key: Key, contacts: Contacts, workspace: options.Workspace = options.SHOP, json: options.Json = False
) -> None:
    """Make contacts members by hand, whatever the definition says."""
    with opened(workspace) as shop:
        for contact in known(shop, contacts):
            shop.segments[key].include(contact)
    tell(Marked(key, contacts), json, lambda out: out.print(f"{len(contacts):,} included in {safe(key)}"))


@group.command("exclude")
def excluded(
    key: Key, contacts: Contacts, workspace: options.Workspace = options.SHOP, json: options.Json = False
) -> None:
    """Keep contacts out by hand; this outweighs everything else."""
    with opened(workspace) as shop:
        for contact in known(shop, contacts):
            shop.segments[key].exclude(contact)
    tell(Marked(key, contacts), json, lambda out: out.print(f"{len(contacts):,} excluded from {safe(key)}"))


@group.command("release")
def released(
    key: Key, contacts: Contacts, workspace: options.Workspace = options.SHOP, json: options.Json = False
) -> None:
    """Let the definition alone decide about contacts again."""
    with opened(workspace) as shop:
        for contact in known(shop, contacts):
            shop.segments[key].release(contact)
    tell(Marked(key, contacts), json, lambda out: out.print(f"{len(contacts):,} released in {safe(key)}"))


def known(shop: Shop, contacts: list[str]) -> list[str]:
    """The contacts, each once, if all are known: half a list is never marked. Error: `UnknownContact`."""
    for contact in contacts:
        shop.export(contact)
    return list(dict.fromkeys(contacts))


def shortened(text: str) -> str:
    """A definition in one line of a table.

    >>> shortened("all of (\\n  everybody\\n)")
    'all of ( everybody )'
    """
    told = line(text)
    return told if len(told) <= 100 else told[:99] + "…"
