"""A PostgreSQL server of our own: an unprivileged user, a free port of 127.0.0.1, a socket in its own folder."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

SETTINGS = {
    "listen_addresses": "127.0.0.1", "shared_buffers": "1GB", "work_mem": "256MB", "maintenance_work_mem": "1GB",
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "jit": "off",
    "wal_level": "minimal", "max_wal_senders": "0", "max_wal_size": "8GB", "effective_cache_size": "8GB",
    "random_page_cost": "1.1",
}  # fmt: skip
PATIENCE = 30


class NoServer(Exception):
    """PostgreSQL is not installed, or does not start."""


class Server:
    """A server over a folder. It belongs to whoever started it; `root` may not own one, so then to `postgres`."""

    def __init__(self, folder: Path) -> None:
        self.kept = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.port = 0

    @property
    def folder(self) -> Path:
        """Where it lies: a short path that its user may enter, noted in the folder that was given."""
        return Path((self.kept / "place").read_text())

    @property
    def address(self) -> str:
        return f"host=127.0.0.1 port={self.port} user={_user()} dbname=postgres"

    def make(self) -> None:
        """Makes an empty cluster."""
        self.kept.mkdir(parents=True, exist_ok=True)
        place = Path(tempfile.mkdtemp(prefix="bench-pg-"))
        (self.kept / "place").write_text(str(place))
        if os.getuid() == 0:
            shutil.chown(place, _user())
        made = [
            _program("initdb"),
            "-D",
            str(place / "data"),
            "-A",
            "trust",
            "-U",
            _user(),
            "-E",
            "UTF8",
            "--no-sync",
        ]
        subprocess.run(made, check=True, capture_output=True, user=_other(), cwd="/")

    def start(self) -> None:
        """Starts it and waits until it answers. Error: `NoServer`."""
        self.port = _free()
        told = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        place = self.folder
        command = [
            _program("postgres"),
            "-D",
            str(place / "data"),
            "-p",
            str(self.port),
            "-k",
            str(place),
            *told,
        ]
        with (self.kept / "log").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, user=_other(), cwd="/")
        ready = [_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        end = time.monotonic() + PATIENCE
        while subprocess.run(ready, check=False, cwd="/").returncode:
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                raise NoServer((self.kept / "log").read_text()[-2_000:])
            time.sleep(0.05)

    def stop(self) -> None:
        """Stops it, by its process."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait()
            self.process = None

    def remove(self) -> None:
        """Removes its files."""
        if (self.kept / "place").exists():
            shutil.rmtree(self.folder, ignore_errors=True)


def _program(name: str) -> str:
    """A program of PostgreSQL: of Debian's newest version, else on the path. Error: `NoServer`."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    found = str(debian[-1]) if debian else shutil.which(name)
    if found is None:
        raise NoServer(f"{name} is not installed (Debian: apt-get install postgresql)")
    return found


def _other() -> str | None:
    """Who runs it, if we are `root`."""
    return _user() if os.getuid() == 0 else None


def _user() -> str:
    if os.getuid():
        return getpass.getuser()
    names = {line.split(":")[0] for line in Path("/etc/passwd").read_text().splitlines()}
    return "postgres" if "postgres" in names else "nobody"


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
