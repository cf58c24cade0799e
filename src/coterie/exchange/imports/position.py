"""How far an import has come, kept beside the workspace, so that one that was cut short goes on from
there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from coterie.exchange.files import Reject


class Tally(msgspec.Struct):
    """What became of rows so far. messages: accepted ones by event name (identify under its own). reasons:
    rejected rows by code. Always rows = accepted + duplicates + rejected."""

    rows: int = 0
    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0
    messages: dict[str, int] = msgspec.field(default_factory=dict)
    reasons: dict[str, int] = msgspec.field(default_factory=dict)

    def reject(self, asides: Sequence[Aside]) -> None:
        """Count rows that are put aside."""
        self.rejected += len(asides)
        for code, count in Counter(aside.code for aside in asides).items():
            self.reasons[code] = self.reasons.get(code, 0) + count

    def take(self, names: Mapping[str, int]) -> None:
        """Count messages that are new, by their names."""
        for name, count in names.items():
            self.messages[name] = self.messages.get(name, 0) + count


class _Kept(msgspec.Struct):
    units: int
    asides: int
    tally: Tally


class Aside(msgspec.Struct):
    """A row that is put aside."""

    row: int
    code: str
    reason: str


@dataclass
class Position:
    """units: how many were taken. Written after each durable step; rejects wait beside it, one JSON object a
    line."""

    path: Path
    units: int = 0
    tally: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, folder: Path, name: str) -> Position:
        """The position of an import, at its beginning or where it was cut short."""
        folder.mkdir(parents=True, exist_ok=True)
        found = cls(folder / f"{name}.json")
        try:
            kept = msgspec.json.decode(found.path.read_bytes(), type=_Kept)
        except (OSError, msgspec.MsgspecError):
            found._asides.unlink(missing_ok=True)
            return found
        # What was noted after the last durable step is noted again.
        with found._asides.open("ab") as file:
            file.truncate(kept.asides)
        found.units, found.tally = kept.units, kept.tally
        return found

    @property
    def _asides(self) -> Path:
        return self.path.with_suffix(".rejects")

    def put_aside(self, asides: list[Aside]) -> None:
        """Note rows that are put aside."""
        if asides:
            with self._asides.open("ab") as file:
                file.write(b"".join(msgspec.json.encode(aside) + b"\n" for aside in asides))

    def keep(self) -> None:
        """Write down how far it has come."""
        size = self._asides.stat().st_size if self._asides.exists() else 0
        fresh = self.path.with_suffix(".new")
        fresh.write_bytes(msgspec.json.encode(_Kept(self.units, size, self.tally)))
        fresh.replace(self.path)

    def asides(self) -> Iterator[tuple[int, Reject]]:
        """All rows that were put aside, in the order of the file."""
        if not self._asides.exists():
            return
        with self._asides.open("rb") as file:
            found = [msgspec.json.decode(line, type=Aside) for line in file]
        yield from ((a.row, Reject(a.code, a.reason)) for a in sorted(found, key=lambda a: a.row))

    def done(self) -> None:
        """Forget it."""
        self._asides.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)
