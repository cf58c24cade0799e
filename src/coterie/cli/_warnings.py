"""Doubts about a definition that was answered all the same: said on stderr, apart from the answer."""

from __future__ import annotations

from coterie.errors import Problem
from coterie.workspace import Shop

from ._given import Given
from ._output import console
from ._problems import show


def doubts(shop: Shop, read: Given) -> list[Problem]:
    """The doubts about a definition, with spans where its source is text."""
    return shop.lint(read.tree if read.source.is_json else read.source.text)


def warn(shop: Shop, read: Given, silent: bool) -> None:
    """Say which names of a definition the workspace does not know; nothing if it is to be silent."""
    if not silent:
        unknown = [doubt for doubt in doubts(shop, read) if doubt.code.startswith("unknown-")]
        show(unknown, read.source, console(stderr=True))
