"""Coterie: a self-hosted customer-segmentation engine."""

from __future__ import annotations

from . import errors
from .opening import open_workspace
from .segments.language import from_json, parse
from .workspace import Shop

open = open_workspace  # noqa: A001 (the verb of the public face)

__all__ = ["Shop", "errors", "from_json", "open", "parse"]
