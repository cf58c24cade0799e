"""sequence: one event and then another, or none, within a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from coterie.segments import plan
from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.duration import Duration
from coterie.segments.parts.step import Step
from coterie.segments.parts.window import Window


@dataclass(frozen=True, slots=True)
class Follows(Condition):
    """Distinct events in this order, all within a time of the first, which lies in the window.

    A negated step forbids such an event between its neighbours; the last one, until the time is over, and so
    it holds only then. Error: `ValueError` for fewer than two steps, and for a negated first one.
    """

    steps: tuple[Step, ...]
    within: Duration
    window: Window | None = None

    kind: ClassVar[str] = "sequence"
    syntax: ClassVar[str] = "sequence ({steps}) within {within} [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) {series}",
        "pl": "(które) {series}",
        "sl": "(ki) {series}",
        "kk": "{series}",
    }

    def __post_init__(self) -> None:
        if len(self.steps) < 2:
            raise ValueError("a sequence has at least two steps")
        if self.steps[0].negated:
            raise ValueError("the first step of a sequence is an event, not the lack of one")

    def plan(self, context: Context) -> plan.Plan:
        windows = [self.window] + [None] * (len(self.steps) - 1)
        steps = (
            plan.Step(plan.Log(s.events, s.where, w), s.negated)
            for s, w in zip(self.steps, windows, strict=True)
        )
        return plan.Sequence(tuple(steps), self.within.ms)
