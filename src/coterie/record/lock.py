"""One process owns a workspace's folder: a lock file that the system lets go of when the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from types import TracebackType

from coterie.errors import WorkspaceLocked


class Lock:
    """The ownership of a folder, from being made until `release`. Error: `WorkspaceLocked`, saying by which
    pid."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "owner"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            owner = os.pread(self._file, 32, 0).decode(errors="replace").strip() or "another"
            os.close(self._file)
            raise WorkspaceLocked(f"process {owner} owns this workspace: {folder}") from None
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let go; a second time does nothing."""
        if self._file >= 0:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Lock:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
