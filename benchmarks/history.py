"""How long the history of a segment takes: its size on each of the last days, in one sweep.

`python -m benchmarks.history`. Every figure is of a first call; each is compared with separate previews of three of its
days.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from coterie.segments.columns import Reading
from coterie.segments.history import history

from .preview import GROUND, opened
from .segments import SEGMENTS
from .shop import NOW, made, sizes

ROUNDS, DAYS = 3, 365


def swept(reading: Reading) -> dict[str, float]:
    """For each segment the median time (s) of its history."""
    found = {}
    for name, make in SEGMENTS.items():
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            points = history(make(), reading.sizes, GROUND.calendar, NOW, DAYS)
            times.append(time.perf_counter() - began)
        for point in (points[0], points[DAYS // 2], points[-1]):
            assert point.members == reading.count(make(), point.at), name
        found[name] = statistics.median(times)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    sizes(parser)
    asked = parser.parse_args()
    path: Path = made(asked.contacts, asked.events)
    times = swept(Reading(opened(path), GROUND))
    for name, seconds in sorted(times.items(), key=lambda pair: pair[1]):
        print(f"{name:28s}{seconds * 1e3:9.1f} ms")
    quick = sorted(times.values())[:25]
    middle = statistics.median(quick) * 1e3
    print(f"median of the 25 quickest {middle:.1f} ms, longest of all {max(times.values()):.2f} s")


if __name__ == "__main__":
    main()
