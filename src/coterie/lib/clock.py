"""The one place where the present comes from. Everything else takes its instant as a value."""

from __future__ import annotations

import threading
import time
from typing import Protocol


class Clock(Protocol):
    """Tells the present instant (ms since 1970 UTC), never less than it told before."""

    def now(self) -> int:
        """The present instant."""


class SystemClock:
    """The machine's clock; set back, it rests at the last instant told.

    `last` carries that over a restart.
    """

    def __init__(self, last: int = 0) -> None:
        self._last = last
        self._lock = threading.Lock()

    def now(self) -> int:
        """The present instant: the greater of the machine's and the last told."""
        with self._lock:
            self._last = max(self._last, time.time_ns() // 1_000_000)
            return self._last


class FixedClock:
    """A clock that stands still until moved: for demos, replays and tests.

    >>> clock = FixedClock(5)
    >>> clock.advance(10)
    15
    >>> clock.now()
    15
    """

    def __init__(self, ms: int) -> None:
        self._now = ms

    def now(self) -> int:
        """The instant at which the clock stands."""
        return self._now

    def advance(self, ms: int) -> int:
        """Move on by `ms` and tell the new instant. Error: `ValueError` for a step back."""
        if ms < 0:
            raise ValueError("a clock is never moved back")
        self._now += ms
        return self._now
