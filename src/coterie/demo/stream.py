"""Messages in order of time: each family makes its own, and all are merged as they are read.

A family names the instants of its messages and how to build the n-th one. A message is a fresh dict; what
repeats inside it (a user agent, a place) is shared and must not be changed by who reads it.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

import numpy as np

from coterie.demo.times import Instants, iso

Message = dict[str, Any]
BLOCK = 4096
"""Time stamps are written out so many at once."""


@dataclass(frozen=True)
class Family:
    """name: first part of the message ids. t: instants. build: the n-th message, without id and timestamp."""

    name: str
    t: Instants
    build: Callable[[int], Message]


def messages_of(family: Family) -> Iterator[Message]:
    """The messages of a family, by (timestamp, number)."""
    order = np.argsort(family.t, kind="stable")
    build, name = family.build, family.name
    for block in np.array_split(order, len(order) // BLOCK + 1):
        for i, stamp in zip(block.tolist(), iso(family.t[block]), strict=True):
            message = build(i)
            message["messageId"] = f"{name}-{i}"
            message["timestamp"] = stamp
            yield message


def merged(families: Iterable[Family]) -> Iterator[Message]:
    """All messages by timestamp; equal ones in the order of the families."""
    return heapq.merge(*(messages_of(family) for family in families), key=itemgetter("timestamp"))


def track(
    user: str, event: str, properties: dict[str, Any], context: dict[str, Any] | None = None
) -> Message:
    """A track message of a known contact.

    >>> track("h-1", "List Joined", {"list": "VIP"})
    {'type': 'track', 'userId': 'h-1', 'event': 'List Joined', 'properties': {'list': 'VIP'}}
    """
    message: Message = {"type": "track", "userId": user, "event": event, "properties": properties}
    if context:
        message["context"] = context
    return message
