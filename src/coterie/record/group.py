"""Group commit: many callers wait for one durable write.

Whoever gets the turn does the work of all who wait, in the order in which they came, so that at any time one
thread writes and a crowd of small writes costs little more than one.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, TypeVar

Job = TypeVar("Job")


class _Ticket(Generic[Job]):
    """A job that waits, and what became of it."""

    __slots__ = ("done", "error", "job")

    def __init__(self, job: Job) -> None:
        self.job, self.done = job, False
        self.error: BaseException | None = None


class Committer(Generic[Job]):
    """Runs `work` on groups of jobs. largest: how much of them (by `weigh`) one group may hold, at least one
    job."""

    def __init__(self, work: Callable[[list[Job]], None], weigh: Callable[[Job], int], largest: int) -> None:
        self._work, self._weigh, self._largest = work, weigh, largest
        self._waiting: deque[_Ticket[Job]] = deque()
        self._turn = threading.RLock()

    def __len__(self) -> int:
        """How many jobs wait."""
        return len(self._waiting)

    def submit(self, job: Job) -> None:
        """Return when the job is done; raise what its group raised."""
        ticket = _Ticket(job)
        self._waiting.append(ticket)
        with self._turn:
            while not ticket.done:
                self._run(self._take())
        if ticket.error is not None:
            raise ticket.error

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Take a turn for another kind of write."""
        with self._turn:
            yield

    def _take(self) -> list[_Ticket[Job]]:
        taken: list[_Ticket[Job]] = []
        weight = 0
        while self._waiting and (not taken or weight < self._largest):
            taken.append(self._waiting.popleft())
            weight += self._weigh(taken[-1].job)
        return taken

    def _run(self, group: list[_Ticket[Job]]) -> None:
        error: BaseException | None = None
        try:
            self._work([ticket.job for ticket in group])
        except BaseException as raised:
            error = raised
        for ticket in group:
            ticket.error, ticket.done = error, True
