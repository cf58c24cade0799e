"""Tracks and their files."""

from __future__ import annotations

from .dictionary import Dictionary
from .files import Folder, Saved
from .frame import Frame
from .track import Track, topped


def opened(folder: Folder, key: str) -> Track | None:
    """The track as its files have it, or None if they are absent or damaged."""
    saved = folder.manifest.frames.get(key)
    if saved is None:
        return None
    try:
        base = Frame(
            {name: folder.load(entry) for name, entry in saved.columns.items()},
            {name: folder.load(entry) for name, entry in saved.lines.items()},
        )
        values, line_values = (
            {field: Dictionary(folder.load_values(file)) for field, file in kept.items()}
            for kept in (saved.values, saved.line_values)
        )
    except (OSError, ValueError):
        del folder.manifest.frames[key]
        return None
    track = Track(
        key,
        base,
        seq=saved.seq,
        orders=saved.orders,
        values=values,
        line_values=line_values,
        lined=bool(saved.lines),
    )
    return topped(track, base)


def save(folder: Folder, track: Track, *, new: bool = False) -> None:
    """Writes what is not yet in files, and reads it from there from now on. `new`: the base is another one."""
    old = None if new else folder.manifest.frames.get(track.key)
    saved = Saved(track.seq, track.orders, {}) if old is None else old
    for kept, columns in ((saved.columns, track.base.columns), (saved.lines, track.base.lines)):
        for name in columns.keys() - kept.keys():
            kept[name] = folder.save(columns[name])
            columns[name] = folder.load(kept[name])
    # A dictionary may have grown since: its codes in the base stay what they were.
    for files, dictionaries in ((saved.values, track.values), (saved.line_values, track.line_values)):
        for field in dictionaries.keys() - files.keys():
            files[field] = folder.save_values(dictionaries[field].values)
    folder.manifest.frames[track.key] = saved
    folder.commit()
