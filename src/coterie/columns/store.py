"""The columns of a workspace: opened or made from the record, kept up with it, read through views."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import RLock
from typing import Any

from coterie.record import ORDER_NAMES, Source, Stamp

from .dictionary import Dictionary
from .files import Folder
from .frame import Columns as Arrays
from .frame import Frame, empty, extended, merged
from .loading import VALUE, change_columns, cut, event_columns, line_columns, recoded, shared
from .people import Crowd, Ids, baked
from .saving import opened, save
from .track import EVENT, TRAIT, Track, topped

DELTA_SHARE = 8  # a delta is taken into the base once it is an eighth of it ...
DELTA_ROWS = 100_000  # ... and so many rows
ATTEMPTS = 5


class Columns:
    """Time-ordered columns over a `Source`. Thread-safe: one change at a time, readers hold a `View`.

    Properties, items and traits become columns when first asked for. With a folder they are kept in files, and a
    later process replays only the tail of the record. `derived`: what readers computed and keep until the epoch ends.
    """

    def __init__(self, source: Source, folder: Path | None = None) -> None:
        self.source = source
        self.lock = RLock()
        self._folder = None if folder is None else Folder(folder)
        self._tracks: dict[str, Track] = {}
        self._stamp = Stamp(-1, -1)
        self._crowd: Crowd | None = None
        self._names: frozenset[str] = frozenset()
        self.derived: dict[str, Any] = {}

    # ---- keeping up -----------------------------------------------------------------------------

    def refresh(self) -> tuple[Crowd, frozenset[str]]:
        """Looks how far the record has come: the contacts and the names of tracks. Tracks follow when read."""
        with self.lock:
            stamp = self.source.stamp()
            if self._crowd is None or stamp != self._stamp:
                people = self.source.people()
                known = self._crowd if stamp.epoch == self._stamp.epoch else None
                root = self._baked(stamp, people.root) if known is None else known.baked
                self._crowd, self._stamp = Crowd(people, root), stamp
                self._names = _keys(self.source)
            return self._crowd, self._names

    def _baked(self, stamp: Stamp, root: Ids) -> Ids:
        """Begins anew, or from files if they still hold; gives the merges that columns have applied."""
        self._tracks = {}
        self.derived.clear()
        folder = self._folder
        if folder is None:
            return root
        known = folder.manifest
        ahead = any(saved.seq > stamp.seq for saved in known.frames.values())
        if known.epoch == stamp.epoch and known.baked is not None and not ahead:
            try:
                found: Ids = folder.load(known.baked)
            except (OSError, ValueError):
                pass
            else:
                return found
        folder.clear(stamp.epoch)
        folder.manifest.baked = folder.save(root)
        folder.commit()
        return root

    def take(self, tail: Source, stamp: Stamp) -> None:
        """Takes rows straight from the writer: `tail` answers like the record, for what came after the last stamp."""
        with self.lock:
            if self._crowd is None:
                self.refresh()
            arrived = _keys(tail)
            for key, track in self._tracks.items():
                if track.seq == self._stamp.seq:
                    moved = (
                        self._advanced(track, tail, stamp)
                        if key in arrived
                        else replace(track, seq=stamp.seq)
                    )
                    self._tracks[key] = moved
            if stamp.people != self._stamp.people and self._crowd is not None:
                self._crowd = Crowd(tail.people(), self._crowd.baked)
            self._names, self._stamp = self._names | arrived, stamp

    # ---- tracks -----------------------------------------------------------------------------------

    def track(self, key: str) -> Track | None:
        """The track as of the last `refresh`, or None if nothing of the kind ever happened."""
        track = self._tracks.get(key)
        if track is not None and track.seq == self._stamp.seq and track.orders == self._orders(key):
            return track
        with self.lock:
            if key not in self._names:
                return None
            self._tracks[key] = self._current(self._tracks.get(key) or self._found(key))
            return self._tracks[key]

    def _found(self, key: str) -> Track:
        return (opened(self._folder, key) if self._folder else None) or self._made(key)

    def _current(self, track: Track) -> Track:
        if track.seq < self._stamp.seq:
            track = self._advanced(track, self.source, self._stamp)
        if track.orders != self._orders(track.key):
            track = self._repriced(track)
        heavy = len(track.delta) > max(DELTA_ROWS, len(track.base) // DELTA_SHARE)
        return self._compacted(track) if heavy else track

    def _orders(self, key: str) -> int:
        return self._stamp.orders if key.removeprefix(EVENT) in ORDER_NAMES else 0

    def _made(self, key: str) -> Track:
        values = {VALUE[1:]: Dictionary()} if key.startswith(TRAIT) else {}
        track = Track(key, Frame({}), seq=self._stamp.seq, orders=self._orders(key), values=values)
        base = cut(self._read(track, self.source, -1), self._stamp.seq)
        return self._kept(topped(replace(track, base=base), base), new=True)

    def _kept(self, track: Track, *, new: bool = False) -> Track:
        if self._folder is not None:
            save(self._folder, track, new=new)
        return track

    def _advanced(self, track: Track, source: Source, stamp: Stamp) -> Track:
        frame = cut(self._read(track, source, track.seq), stamp.seq)
        return topped(replace(track, delta=extended(track.delta, frame), seq=stamp.seq), frame)

    def _read(self, track: Track, source: Source, after: int) -> Frame:
        """The rows of a track after a sequence, with the columns that it has in use."""
        if track.is_trait:
            return Frame(change_columns(source.changes(track.name, after), self._root, track.dictionary()))
        columns = event_columns(source.rows(track.name, after), self._root)
        for field, dictionary in track.values.items():
            columns["." + field] = recoded(source.field(track.name, field, after), dictionary)
        return Frame(
            columns, line_columns(source, track.name, after, track.line_values) if track.lined else {}
        )

    @property
    def _root(self) -> Ids:
        assert self._crowd is not None
        return self._crowd.baked

    def _repriced(self, track: Track) -> Track:
        """The track with `until` and `amount` as the record has them now."""
        whole = cut(Frame(event_columns(self.source.rows(track.name), self._root)), track.seq)
        if len(whole) != len(track):
            return self._made(track.key)
        parts = shared(whole, track.base, track.delta)
        base, delta = (_priced(old, new) for old, new in zip((track.base, track.delta), parts, strict=True))
        return replace(track, base=base, delta=delta, orders=self._orders(track.key))

    # ---- properties and lines -----------------------------------------------------------------------

    def with_field(self, key: str, field: str | None, *, line: bool = False) -> None:
        """Sees to it that a property of an event is a column, or (`line`) its items and a field of theirs.

        Error: `RuntimeError` if rows vanish from the record faster than it can be read.
        """
        with self.lock:
            for _ in range(ATTEMPTS):
                track = self.track(key)
                if track is None or _has(track, field, line) or self._joined(track, field, line):
                    return
                self.refresh()
                self._tracks[key] = self._made(key)
            raise RuntimeError(f"{key}: the record did not stand still")

    def _joined(self, track: Track, field: str | None, line: bool) -> bool:
        """Adds a column to both frames of a track; False if the record's rows are no longer the track's."""
        source, name, dictionary = self.source, track.name, Dictionary()
        columns: Arrays = {**event_columns(source.rows(name), self._root)}
        lines: Arrays = {}
        if line:
            wanted = {} if field is None else {field: dictionary}
            lines = line_columns(source, name, -1, wanted)
        elif field is not None:
            columns["." + field] = recoded(source.field(name, field), dictionary)
        if len({len(column) for column in columns.values()}) > 1:
            return False
        whole = cut(Frame(columns, lines), track.seq)
        if len(whole) != len(track):
            return False
        for old, new in zip((track.base, track.delta), shared(whole, track.base, track.delta), strict=True):
            old.lines.update(new.lines)
            old.columns.update({name: column for name, column in new.columns.items() if name.startswith(".")})
        if field is not None:
            (track.line_values if line else track.values)[field] = dictionary
        self._tracks[track.key] = self._kept(replace(track, lined=track.lined or line))
        return True

    # ---- compaction ---------------------------------------------------------------------------------

    def compact(self) -> None:
        """Takes deltas and merges into the base columns of every track in use, in new files."""
        with self.lock:
            crowd, names = self.refresh()
            keys = {*self._tracks, *(self._folder.manifest.frames if self._folder else ())} & names
            tracks = [track for key in sorted(keys) if (track := self.track(key)) is not None]
            if self._folder is not None:
                self._folder.manifest.frames.clear()
                self._folder.manifest.baked = self._folder.save(crowd.people.root)
            self._crowd = Crowd(crowd.people, crowd.people.root)
            for track in tracks:
                self._tracks[track.key] = self._compacted(track)

    def _compacted(self, track: Track) -> Track:
        whole = merged(track.base, track.delta)
        whole.columns["contact"] = baked(whole.contact, self._root)
        return self._kept(replace(track, base=whole, delta=empty()), new=True)


def _keys(source: Source) -> frozenset[str]:
    return frozenset((*map(EVENT.__add__, source.names()), *map(TRAIT.__add__, source.traits())))


def _has(track: Track, field: str | None, line: bool) -> bool:
    if field is None:
        return track.lined
    return field in (track.line_values if line else track.values)


def _priced(old: Frame, new: Frame) -> Frame:
    kept = {name: column for name, column in old.columns.items() if name not in ("until", "amount")}
    priced = {name: column for name, column in new.columns.items() if name in ("until", "amount")}
    return Frame({**kept, **priced}, old.lines)
