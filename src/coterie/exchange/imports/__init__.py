"""Files coming in: contacts, orders, order lines, events and messages, by a mapping or a guess.

For: `plan` shows what a file's columns mean before anything happens; `run` takes it, each row accounted
for. Not
for: bytes and formats (files) or what a message means (events).
"""

from __future__ import annotations

from .kinds import kinds
from .mapping import FileMapping, OrderRules, Writing, load, of, to_toml
from .plan import Column, Plan, plan
from .run import Progress, Result, run

__all__ = [
    "Column", "FileMapping", "OrderRules", "Plan", "Progress", "Result", "Writing", "kinds", "load", "of",
    "plan", "run", "to_toml",
]  # fmt: skip
