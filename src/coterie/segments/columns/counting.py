"""How often: a count compared with numbers needs no more than the counts that it tells apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits, scratch
from coterie.segments.parts.compare import Equals, Number, Order, Predicate, Range
from coterie.segments.plan import Log

from .deciding import of_numbers
from .folds import add_tally, marked
from .rows import Scene
from .vectors import Flags, Numbers

CAP = 255
_COUNTS = Numbers(np.arange(CAP + 1, dtype=np.int64) * 10_000)


def counted(scene: Scene, log: Log, predicate: Predicate) -> Bits | None:
    """Whose count of rows meets the predicate; None where counts up to 255 do not decide it."""
    answers = answers_of(scene, predicate)
    if answers is None:
        return None
    if once_only(answers):
        found = marked(scene, log)
        return of_once(answers, found)
    with scratch.lent(np.uint8, scene.view.size, 0) as tally:
        add_tally(scene, log, tally)
        return of_tally(answers, tally)


def answers_of(scene: Scene, predicate: Predicate) -> Flags | None:
    """The answer for each count from 0 to 255, if that of 255 goes for all beyond it."""
    if _largest(predicate) >= CAP * 10_000:
        return None
    return of_numbers(predicate, _COUNTS, scene.at, scene.calendar)


def once_only(answers: Flags) -> bool:
    """Whether all that matters is whether there is a row."""
    return bool((answers[1:] == answers[1]).all())


def of_once(answers: Flags, found: Bits) -> Bits:
    """The set, from who has a row."""
    if answers[0] == answers[1]:
        return Bits.all(found.size) if answers[0] else Bits.none(found.size)
    return found if answers[1] else ~found


def of_tally(answers: Flags, tally: NDArray[np.uint8]) -> Bits:
    """The set, from saturating counts."""
    edges = np.flatnonzero(np.diff(answers))
    if len(edges) == 1:
        compare = np.greater if answers[CAP] else np.less_equal
        with scratch.lent(np.bool_, len(tally)) as flags:
            compare(tally, np.uint8(edges[0]), out=flags)
            return Bits.of(flags)
    if len(edges) == 2:
        with scratch.lent(np.bool_, len(tally)) as flags, scratch.lent(np.bool_, len(tally)) as other:
            np.greater(tally, np.uint8(edges[0]), out=flags)
            np.less_equal(tally, np.uint8(edges[1]), out=other)
            flags &= other
            between = Bits.of(flags)
        return ~between if answers[CAP] else between
    return Bits.of(answers[tally])


def _largest(predicate: Predicate) -> int:
    """The largest number in the predicate; beyond it all numbers are alike."""
    match predicate:
        case Order(_, number):
            return number.scaled
        case Range(low, high):
            return max(low.scaled, high.scaled)
        case Equals(values):
            return max((v.scaled for v in values if isinstance(v, Number)), default=0)
        case _:
            return 0
