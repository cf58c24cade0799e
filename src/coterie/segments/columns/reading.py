"""The columns reading: members and counts of plans, from time-ordered columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from coterie.columns import Bits, Columns, Stale, View
from coterie.segments.plan import Against, And, Not, Or, Plan, Rank
from coterie.segments.world import Ground

from .rows import Scene
from .run import Run
from .sweep import Progress, sizes

ATTEMPTS = 8
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Reading:
    """Answers plans from columns. Thread-safe; every answer is of one state of the columns."""

    columns: Columns
    ground: Ground

    def members(self, plan: Plan, at: int) -> Bits:
        """Ids of the contacts in the set at the instant `at` (ms)."""
        return self._run(at, lambda run: run.members(plan))

    def count(self, plan: Plan, at: int) -> int:
        """How many they are."""
        return self.members(plan, at).count()

    def counts(self, plan: Plan, at: int) -> dict[Plan, int]:
        """How many are in each node of the plan, itself included, and of its populations."""
        return self._run(at, lambda run: {node: run.members(node).count() for node in nodes(plan)})

    def many(self, plans: Sequence[Plan], at: int) -> list[Bits]:
        """The members of each plan; equal parts are found once, scans of the same rows are shared."""

        def ask(run: Run) -> list[Bits]:
            run.share(node for plan in plans for node in nodes(plan))
            return [run.members(plan) for plan in plans]

        return self._run(at, ask)

    def sizes(self, plan: Plan, instants: Sequence[int], progress: Progress | None = None) -> list[int]:
        """How many there were at each of these instants (rising), in one pass."""
        return self._run(instants[-1], lambda run: sizes(run.scene, self.ground, plan, instants, progress))

    def _run(self, at: int, ask: Callable[[Run], Result]) -> Result:
        for _ in range(ATTEMPTS - 1):
            try:
                return ask(self._begun(at))
            except Stale:
                continue
        with self.columns.lock:  # the writers wait for this once
            return ask(self._begun(at))

    def _begun(self, at: int) -> Run:
        return Run(Scene(View.of(self.columns), at, self.ground.calendar), self.ground)


def nodes(plan: Plan) -> Iterator[Plan]:
    """The plan and all plans within it, those above first.

    >>> from coterie.segments.plan import Everyone
    >>> len(list(nodes(Not(And((Everyone(), Everyone()))))))
    4
    """
    yield plan
    match plan:
        case And(parts) | Or(parts):
            for part in parts:
                yield from nodes(part)
        case Not(part):
            yield from nodes(part)
        case Against(among=among) | Rank(among=among):
            yield from nodes(among)
        case _:
            pass
