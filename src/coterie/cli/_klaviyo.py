"""Klaviyo's form of a definition: read and written with names for its ids."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from coterie.errors import DefinitionError, Place, Problem
from coterie.exchange.klaviyo import read_klaviyo, to_klaviyo
from coterie.record import to_text
from coterie.segments.language import Expression

from ._output import console
from ._problems import Source, Unread, show


@dataclass(frozen=True, slots=True)
class Ids:
    """What Klaviyo's ids stand for, and the zone (IANA name) in which its days begin. None: ids are names."""

    metrics: Mapping[str, str] | None
    lists: Mapping[str, str] | None
    zone: str


def names_in(path: Path | None, option: str) -> Mapping[str, str] | None:
    """A file of names by id, as a JSON object. Error: usage."""
    if path is None:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as cause:
        raise typer.BadParameter(f"{path} can't be read: {cause}", param_hint=option) from None
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found.values()):
        raise typer.BadParameter(f"{path} is no JSON object of names by id", param_hint=option)
    return found


def from_klaviyo(source: Source, ids: Ids) -> Expression:
    """The definition of Klaviyo's JSON; ids without a name are told of on stderr. Error: `Unread`."""
    try:
        data = json.loads(source.text)
    except ValueError as cause:
        problem = Problem("bad-json", f"this is not JSON: {cause}", Place(0, len(source.text)))
        raise Unread(source, [problem]) from None
    tree, problems = read_klaviyo(data, metrics=ids.metrics, lists=ids.lists)
    if tree is None:
        raise Unread(source, problems)
    show(problems, source, console(stderr=True))
    return tree


def klaviyo_of(tree: Expression, ids: Ids) -> dict[str, Any]:
    """A definition for Klaviyo. Error: `Unread`, naming every part that Klaviyo has no word for."""
    try:
        return to_klaviyo(tree, metrics=ids.metrics, lists=ids.lists, zone=ids.zone)
    except DefinitionError as wrong:
        raise Unread(Source(to_text(tree.json), "definition"), wrong.problems) from None
