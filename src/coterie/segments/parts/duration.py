"""Durations: exact stretches of time, for things that follow one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from .window import EXACT_MS

ExactUnit: TypeAlias = Literal["minute", "hour", "day", "week"]
EXACT_UNITS: tuple[ExactUnit, ...] = get_args(ExactUnit)


@dataclass(frozen=True, slots=True)
class Duration:
    """So many units of an exact length. Error: `ValueError` for none, or for a unit that the calendar
    stretches.
    """

    n: int
    unit: ExactUnit

    def __post_init__(self) -> None:
        if self.unit not in EXACT_UNITS:
            raise ValueError(
                f"a month has no exact length: give minutes, hours, days or weeks, not {self.unit!r}"
            )
        if self.n < 1:
            raise ValueError(f"a whole number of at least 1 is needed, not {self.n!r}")

    @property
    def ms(self) -> int:
        """The length in milliseconds.

        >>> Duration(4, "hour").ms
        14400000
        """
        return self.n * EXACT_MS[self.unit]
