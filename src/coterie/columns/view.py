"""A view: the columns as one reading sees them, while others write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .dictionary import Dictionary
from .frame import Frame
from .people import Crowd
from .store import Columns
from .track import EVENT, TRAIT


class Stale(Exception):
    """The columns have moved on since the view was taken."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Contacts and tracks at one stamp. Frames once given stay the same for the life of the view.

    Error: `Stale`, where the columns have moved on too far; the reading then takes another view.
    """

    columns: Columns
    crowd: Crowd
    names: frozenset[str]
    _held: dict[str, tuple[Frame, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, columns: Columns) -> View:
        return cls(columns, *columns.refresh())

    @property
    def size(self) -> int:
        """The number of dense contact ids."""
        return self.crowd.size

    def births(self) -> Sequence[str]:
        """The birth id of every contact."""
        with self.columns.lock:
            return self.columns.source.births()[: self.size]

    def events(self, name: str) -> tuple[Frame, ...]:
        """The frames of an event name: nothing, a base, a delta, or both."""
        return self._frames(EVENT + name)

    def event_names(self) -> tuple[str, ...]:
        """The names of events that ever happened."""
        return tuple(sorted(key.removeprefix(EVENT) for key in self.names if key.startswith(EVENT)))

    def changes(self, trait: str) -> tuple[Frame, ...]:
        """The frames of a trait's log; its codes are in the column `.value`."""
        return self._frames(TRAIT + trait)

    def trait_values(self, trait: str) -> Dictionary:
        """The dictionary of a trait."""
        track = self.columns.track(TRAIT + trait)
        return Dictionary() if track is None else track.dictionary()

    def property(self, name: str, field: str) -> Dictionary:
        """Makes a property a column `.field` of the frames of `name`, and gives its dictionary."""
        return self._field(EVENT + name, field, line=False)

    def item(self, name: str, field: str) -> Dictionary:
        """Makes a field of items a line column `.field`, and gives its dictionary."""
        return self._field(EVENT + name, field, line=True)

    def lined(self, name: str) -> None:
        """Makes the lines of a name's frames."""
        if self.events(name):
            self.columns.with_field(EVENT + name, None, line=True)
            if not all(frame.lines for frame in self.events(name)):
                raise Stale

    def _field(self, key: str, field: str, *, line: bool) -> Dictionary:
        frames = self._frames(key)
        if not frames:
            return Dictionary()
        self.columns.with_field(key, field, line=line)
        track = self.columns.track(key)
        if track is None or not all("." + field in (f.lines if line else f.columns) for f in frames):
            raise Stale
        return (track.line_values if line else track.values)[field]

    def _frames(self, key: str) -> tuple[Frame, ...]:
        held = self._held.get(key)
        if held is None:
            track = self.columns.track(key)
            if track is not None and track.top > self.size:
                raise Stale
            held = self._held[key] = () if track is None else track.frames()
        return held
