"""A sweep through time: the size of a set at many instants, in one pass over the rows.

Each atom of the definition keeps one bit a contact. Counts and sums have two pointers a window into the
time-ordered rows: what came since the last instant is added, what fell out is taken away. Traits follow their log of
changes. Whatever else there is is found anew at each instant, and compared with what it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coterie.columns import Bits
from coterie.columns.kernels import sweeps
from coterie.segments.parts.compare import Predicate
from coterie.segments.plan import Plan
from coterie.segments.world import Ground

from .atoms import FAR, MOST, Interval, atoms, table, told, totalled
from .comers import Stream, changes, comers, fits
from .rows import Scene
from .run import Run

Progress = Callable[[int, int], None]
"""Told how many instants are done, of how many."""


@dataclass(frozen=True, eq=False)
class States:
    """One state a contact (bit 0: the base), and which states are in the set."""

    state: NDArray[Any]
    lut: NDArray[np.int8]

    def bit(self, place: int) -> Any:
        """The mask of a bit, in the state's own type."""
        return self.state.dtype.type(1 << place)

    def raise_all(self, place: int) -> None:
        """Sets a bit of everybody."""
        np.bitwise_or(self.state, self.bit(place), out=self.state)

    def flip(self, contacts: NDArray[Any], place: int) -> int:
        """Turns a bit of contacts over; by how much the set has grown."""
        before = self.state[contacts]
        after = before ^ self.bit(place)
        self.state[contacts] = after
        return int((self.lut[after].astype(np.int64) - self.lut[before]).sum())

    def size(self) -> int:
        """How many are in the set, counted afresh."""
        return int(self.lut[self.state].sum(dtype=np.int64))


class Totals:
    """An atom that counts or sums: a total a contact, and the streams of its rows."""

    def __init__(
        self, states: States, size: int, streams: list[Stream], within: Interval, place: int
    ) -> None:
        self.states, self.streams, self.place = states, streams, place
        counts = all(stream.values is None for stream in streams)
        unit = 10_000 if counts else 1
        self.low, self.high = max(-(-within.low // unit), -FAR), min(within.high // unit, FAR)
        self.totals = np.zeros(size, np.int32 if counts else np.int64)
        self.outside = within.outside
        self.at_zero = (self.low <= 0 <= self.high) != self.outside

    def step(self, i: int) -> int:
        """Rows come and go for the i-th instant; by how much the set has grown."""
        grown = 0
        for s in self.streams:
            # What went before the first instant never came.
            came, gone = (int(s.comes[i - 1]), int(s.goes[i - 1])) if i else (int(s.goes[0]), int(s.goes[0]))
            values = s.values or (None, None)
            grown += self._moved(s.coming, values[0], came, int(s.comes[i]), 1)
            grown += self._moved(s.going, values[1], gone, int(s.goes[i]), -1)
        return grown

    def _moved(self, contact: Any, value: Any, lo: int, hi: int, step: int) -> int:
        states = self.states
        rest: tuple[Any, ...] = (
            self.totals,
            self.low,
            self.high,
            states.state,
            states.bit(self.place),
            states.lut,
        )
        if lo >= hi:
            return 0
        if value is None:
            return int(sweeps.count_rows(contact, lo, hi, step, *rest))
        return int(sweeps.add_rows(contact, value, lo, hi, step, *rest))


class Told:
    """An atom that only changes of a trait can flip."""

    def __init__(self, sweep: Sweep, atom: Plan, trait: str, predicate: Predicate, place: int) -> None:
        self.sweep, self.atom, self.place = sweep, atom, place
        self.changes = changes(sweep.scene, trait, predicate, sweep.instants)
        self.at_zero = False

    def step(self, i: int) -> int:
        """Changes up to the i-th instant are told; at first, the state of everybody is found."""
        states, told = self.sweep.states, self.changes
        if i == 0:
            return states.flip(self.sweep.set(self.atom, self.sweep.instants[0]).ids(), self.place)
        lo, hi = int(told.until[i - 1]), int(told.until[i])
        bit = states.bit(self.place)
        return int(sweeps.set_rows(told.contact, told.answer, lo, hi, states.state, bit, states.lut))


class Found:
    """Any other atom: found anew at each instant."""

    def __init__(self, sweep: Sweep, atom: Plan, place: int) -> None:
        self.sweep, self.atom, self.place = sweep, atom, place
        self.before = Bits.none(sweep.scene.view.size)
        self.at_zero = False

    def step(self, i: int) -> int:
        """Who has come or gone since the last instant turns over."""
        now = self.sweep.set(self.atom, self.sweep.instants[i])
        turned = Bits(now.words ^ self.before.words, now.size)
        self.before = now
        return self.sweep.states.flip(turned.ids(), self.place)


class Sweep:
    """One plan at many instants, in rising order. `scene` is that of the last of them."""

    def __init__(self, scene: Scene, ground: Ground, plan: Plan, instants: Sequence[int]) -> None:
        self.scene, self.ground, self.instants = scene, ground, list(instants)
        found = atoms(plan)
        kind = np.uint8 if len(found) < 8 else np.uint16
        self.states = States(np.zeros(scene.view.size, kind), table(plan, found))
        self.atoms = [self._atom(atom, i + 1) for i, atom in enumerate(found)]
        crowd = scene.view.crowd
        self._joining = crowd.joining
        self._joins = crowd.people.first_seen[self._joining].searchsorted(np.asarray(self.instants), "right")

    def sizes(self, progress: Progress | None = None) -> Iterator[int]:
        """The size of the set at each instant."""
        for place, atom in enumerate(self.atoms):
            if atom.at_zero:
                self.states.raise_all(place + 1)
        size = self.states.size()
        for i in range(len(self.instants)):
            joined = self._joining[self._joins[i - 1] if i else 0 : self._joins[i]]
            size += self.states.flip(joined, 0)
            size += sum(atom.step(i) for atom in self.atoms)
            if progress is not None:
                progress(i + 1, len(self.instants))
            yield size

    def set(self, atom: Plan, at: int) -> Bits:
        """An atom's set at an instant, in this view of the columns."""
        return Run(Scene(self.scene.view, at, self.scene.calendar), self.ground).set(atom)

    def _atom(self, atom: Plan, place: int) -> Totals | Told | Found:
        counted, trait = totalled(atom), told(atom)
        if counted is not None:
            fold, within = counted
            streams = [s for rows in comers(self.scene, fold, self.instants) for s in rows]
            if fits(streams):
                return Totals(self.states, self.scene.view.size, streams, within, place)
        if trait is not None:
            return Told(self, atom, *trait, place)
        return Found(self, atom, place)


def sizes(
    scene: Scene, ground: Ground, plan: Plan, instants: Sequence[int], progress: Progress | None = None
) -> list[int]:
    """The size of a plan's set at each instant (rising; `scene` is of the last)."""
    if len(atoms(plan)) <= MOST:
        return list(Sweep(scene, ground, plan, instants).sizes(progress))
    found = []
    for i, at in enumerate(instants):
        found.append(Run(Scene(scene.view, at, scene.calendar), ground).members(plan).count())
        if progress is not None:
            progress(i + 1, len(instants))
    return found
