"""When the demo happens: a year of 2017 moved so that its last day is the demo's today.

Instants are int64 milliseconds since 1970 UTC in numpy arrays; "local" means the same unit read off the wall
clock of the shop (Europe/Ljubljana).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

Instants = npt.NDArray[np.int64]

ZONE = "Europe/Ljubljana"
DEMO_NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
"""The demo's today: every example is evaluated at this instant."""
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
NOW: int = int(DEMO_NOW.timestamp()) * SECOND
SHIFT: int = (date(2026, 11, 20) - date(2017, 12, 31)).days * DAY
"""What is added to a local time of the source, whose last local day is 31 December 2017."""
FIRST: int = NOW // DAY * DAY - 364 * DAY
"""Local midnight of the first day with orders."""


def local(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    """A wall-clock time as local milliseconds.

    >>> local(1970, 1, 2)
    86400000
    """
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp()) * SECOND


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last.replace(day=31 - last.isoweekday() % 7)


def _summers() -> list[tuple[int, int]]:
    """Wall-clock bounds of summer time in the European Union (Directive 2000/84/EC), 2022 to 2028."""
    spans = []
    for year in range(2022, 2029):
        spring, autumn = _last_sunday(year, 3), _last_sunday(year, 10)
        spans.append((local(year, 3, spring.day, 2), local(year, 10, autumn.day, 3)))
    return spans


def utc(wall: Any) -> Instants:
    """Local milliseconds as instants; an hour that comes twice is its first pass.

    >>> import numpy as np
    >>> (np.int64(local(2026, 7, 1, 12)) - utc([local(2026, 7, 1, 12)])).tolist()
    [7200000]
    """
    walls = np.asarray(wall, dtype=np.int64)
    summer = np.zeros(walls.shape, dtype=bool)
    for begin, end in _summers():
        summer |= (walls >= begin) & (walls < end)
    return np.where(summer, walls - 2 * HOUR, walls - HOUR).astype(np.int64)


def us_eastern(instants: Instants) -> Instants:
    """Wall-clock milliseconds in New York of instants of 2017 (summer time: 12 March to 5 November).

    The source's times are UTC of shops in the eastern United States.
    """
    summer = (instants >= local(2017, 3, 12, 7)) & (instants < local(2017, 11, 5, 6))
    return np.where(summer, instants - 4 * HOUR, instants - 5 * HOUR).astype(np.int64)


def iso(instants: Instants) -> list[str]:
    """ISO 8601 with milliseconds and Z.

    >>> import numpy as np
    >>> iso(np.array([0, 1500]))
    ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:01.500Z']
    """
    stamps = np.datetime_as_string(instants.astype("datetime64[ms]"), unit="ms", timezone="UTC")
    return [str(stamp) for stamp in stamps.tolist()]
