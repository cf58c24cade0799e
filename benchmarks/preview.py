"""How long one preview takes, and thirty at once: `python -m benchmarks.preview`.

Every figure is of a first call: the plan is built anew and nothing of an earlier answer is kept. Columns are in use
already and the page cache is warm; one event in a hundred and ten thousand merges are not yet taken into the base.
"""

from __future__ import annotations

import argparse
import platform
import resource
import statistics
import time
from pathlib import Path

import numpy as np

from coterie.columns import Columns, View
from coterie.lib.calendar import Calendar
from coterie.segments.columns import Reading
from coterie.segments.plan import Plan
from coterie.segments.world import Ground

from .segments import SEGMENTS
from .shop import NOW, Shop, made, sizes

ROUNDS = 7


def opened(path: Path) -> Columns:
    """The columns of a shop: built without its tail and merges, then brought up to date."""
    files = path / "columns"
    if not files.exists():
        early = Columns(Shop(path, later=False, merged=False), files)
        for make in SEGMENTS.values():
            Reading(early, GROUND).count(make(), NOW)
    columns = Columns(Shop(path), files)
    for make in SEGMENTS.values():
        Reading(columns, GROUND).count(make(), NOW)
    return columns


GROUND = Ground(Calendar("UTC"))


def single(reading: Reading) -> dict[str, tuple[int, float]]:
    """For each segment its size and the median of its preview (s)."""
    found = {}
    for name, make in SEGMENTS.items():
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            size = reading.count(make(), NOW)
            times.append(time.perf_counter() - began)
        found[name] = (size, statistics.median(times))
    return found


def together(reading: Reading) -> tuple[list[int], float]:
    """The sizes of all segments, and the median time (s) of finding them in one go."""
    times, counts = [], []
    for _ in range(ROUNDS):
        plans: list[Plan] = [make() for make in SEGMENTS.values()]
        began = time.perf_counter()
        counts = [bits.count() for bits in reading.many(plans, NOW)]
        times.append(time.perf_counter() - began)
    return counts, statistics.median(times)


def machine() -> str:
    """What the figures were measured on."""
    names = (line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name"))
    cpu = next(names, "").partition(":")[2].strip() or platform.processor()
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 2**20
    software = f"Python {platform.python_version()}, numpy {np.__version__}"
    return f"{cpu}, {len(names_of_cores())} cores, {memory:.0f} GB, {software}"


def names_of_cores() -> set[int]:
    """The cores that this process may use."""
    import os

    return os.sched_getaffinity(0)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    sizes(parser)
    asked = parser.parse_args()
    path = made(asked.contacts, asked.events)
    began = time.perf_counter()
    columns = opened(path)
    print(f"{machine()}\n{asked.contacts:,} contacts, {asked.events:,} events")
    print(f"opened and all used once: {time.perf_counter() - began:.1f} s")
    reading = Reading(columns, GROUND)
    found = single(reading)
    for name, (size, seconds) in found.items():
        print(f"  {name:26}{size:>10,}{seconds * 1e3:>9.2f} ms")
    times = np.array([seconds for _, seconds in found.values()]) * 1e3
    p90 = np.quantile(times, 0.9)
    print(f"one preview: median {np.median(times):.2f} ms, p90 {p90:.2f} ms, max {times.max():.2f} ms")
    counts, seconds = together(reading)
    assert counts == [size for size, _ in found.values()], "one at a time and together must agree"
    print(f"all {len(counts)} together: {seconds * 1e3:.1f} ms; one by one {times.sum():.1f} ms")
    print(f"resident: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB at most")
    print(f"outstanding: {sum(len(f) for n in Shop(path).names() for f in View.of(columns).events(n)[1:]):,} events,"
          f" {len(View.of(columns).crowd.moved):,} merges")  # fmt: skip


if __name__ == "__main__":
    main()
