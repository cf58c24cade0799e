"""A track: the columns of one event name or of one trait, as an immutable base and a small delta."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from .dictionary import Dictionary
from .frame import Frame, empty
from .loading import VALUE

TRAIT = "trait:"
EVENT = "event:"


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """State of one track; a later state is another object, so that readers keep theirs.

    base: what lies in files; delta: what came since, in memory. seq: everything up to it is in. orders: see `Stamp`.
    values, line_values: dictionaries of the property columns in use, by field. lined: whether lines are in use.
    top: one more than the largest contact id.
    """

    key: str
    base: Frame
    delta: Frame = field(default_factory=empty)
    seq: int = -1
    orders: int = 0
    values: dict[str, Dictionary] = field(default_factory=dict)
    line_values: dict[str, Dictionary] = field(default_factory=dict)
    lined: bool = False
    top: int = 0

    @property
    def name(self) -> str:
        return self.key.partition(":")[2]

    @property
    def is_trait(self) -> bool:
        return self.key.startswith(TRAIT)

    def __len__(self) -> int:
        return len(self.base) + len(self.delta)

    def frames(self) -> tuple[Frame, ...]:
        """The frames that have rows: both must be read."""
        return tuple(frame for frame in (self.base, self.delta) if len(frame))

    def dictionary(self) -> Dictionary:
        """Of a trait: its values."""
        return self.values[VALUE[1:]]


def topped(track: Track, *frames: Frame) -> Track:
    """The track with `top` raised to what these frames need."""
    tops = (int(frame.contact.max()) + 1 for frame in frames if len(frame))
    return replace(track, top=max((track.top, *tops)))
