"""Doubts about a definition that was answered all the same: said on stderr, apart from the answer."""

from __future__ import annotations

from coterie.workspace import Shop

from ._given import Given
from ._output import console
from ._problems import show


def warn(shop: Shop, read: Given, silent: bool) -> None:
    """Say which names of a definition the workspace does not know; nothing if it is to be silent."""
    if not silent:
        asked = read.source.text if read.key is None else read.tree
        doubts = [p for p in shop.lint(asked) if p.code.startswith("unknown-")]
        show(doubts, read.source, console(stderr=True))
