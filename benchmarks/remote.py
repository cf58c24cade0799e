"""The other end of a worker: asks one engine in its own process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any


class Remote:
    """A process that holds one engine; a context manager that ends it."""

    def __init__(self, name: str, path: Path, folder: Path) -> None:
        self.name, self.began = name, perf_counter()
        command = [sys.executable, "-m", "benchmarks.worker", name, str(path), str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, *question: Any) -> dict[str, Any]:
        """The answer to a question. Error: `RuntimeError` if the process ended instead."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"{self.name} ended while it was asked {question}")
        found: dict[str, Any] = json.loads(line)
        return found

    def age(self) -> float:
        """Seconds since the process was begun."""
        return perf_counter() - self.began

    def __enter__(self) -> Remote:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
