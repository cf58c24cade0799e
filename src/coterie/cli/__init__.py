"""The command line: `coterie`, one file a command; the folder is the registry.

For: reading arguments, asking the library, printing the answer for people or as JSON. Not for: anything
that the library would have to know as well. Files that begin with `_` are the commands' furniture.
"""

from __future__ import annotations

from ._app import app, main

__all__ = ["app", "main"]
