"""Coterie: a self-hosted customer-segmentation engine."""

from __future__ import annotations

from .opening import open_workspace

open = open_workspace  # noqa: A001 (the verb of the public face)

__all__ = ["open"]
