"""Messages of the Segment spec, one a row, taken as they are."""

from __future__ import annotations

from ..mapping import OrderRules
from ._kind import Fields, Kind, Message, Names


def _speak(row: Fields, number: int, names: Names, rules: OrderRules) -> list[Message]:
    """The row itself. Without an id of its own it gets one, so that a rerun does not double it."""
    if row.values.get("messageId") in (None, ""):
        return [{**row.values, "messageId": names.row(number)}]
    return [row.values]


KIND = Kind("messages", {}, marks={}, speak=_speak)
