"""Doubts about a definition that was answered all the same: said on stderr, apart from the answer."""

from __future__ import annotations

from typing import Any

from coterie.errors import Problem
from coterie.workspace import Shop

from ._given import Given
from ._output import console
from ._problems import show


def doubts(shop: Shop, read: Given, **asked: Any) -> list[Problem]:
    """The doubts about a definition, with spans where its source is text. asked: as of `Shop.lint`."""
    return shop.lint(read.tree if read.source.is_json else read.source.text, **asked)


def warn(shop: Shop, read: Given, silent: bool) -> None:
    """Say which names of a definition the workspace does not know; nothing if it is to be silent."""
    if not silent:
        unknown = [doubt for doubt in doubts(shop, read, counted=False) if doubt.code.startswith("unknown-")]
        show(unknown, read.source, console(stderr=True))
