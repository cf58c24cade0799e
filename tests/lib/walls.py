"""An independent reading of wall clocks, from zoneinfo alone: slow and plain, the judge of `zones`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

ZONES = (
    "UTC", "Europe/Warsaw", "Europe/Ljubljana", "Asia/Almaty", "America/New_York", "Australia/Lord_Howe",
    "Pacific/Apia", "Africa/Casablanca", "America/St_Johns", "America/Havana", "Asia/Kathmandu",
    "Asia/Beirut", "America/Scoresbysund", "Europe/Dublin", "Pacific/Kwajalein", "Antarctica/Troll",
)  # fmt: skip
DAY = 86_400_000
HOUR = 3_600_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BARE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 (a wall clock's reading)
MS = timedelta(milliseconds=1)


def offset(zone: str, ms: int) -> int:
    """The offset from UTC (ms) at an instant."""
    there = (EPOCH + ms * MS).astimezone(ZoneInfo(zone)).utcoffset()
    assert there is not None
    return there // MS


def local(zone: str, ms: int) -> datetime:
    """The wall clock's reading at an instant."""
    return BARE_EPOCH + (ms + offset(zone, ms)) * MS


def first_at(zone: str, wall: datetime) -> int:
    """The instant of a wall time: its first showing, or the first instant after the gap that skips it."""
    aware = wall.replace(tzinfo=ZoneInfo(zone), fold=0)
    ms = (aware - EPOCH) // MS
    if local(zone, ms) == wall:
        return ms
    low, high = ms - 2 * DAY, ms + 2 * DAY
    bare = (wall - BARE_EPOCH) // MS
    assert low + offset(zone, low) < bare < high + offset(zone, high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if middle + offset(zone, middle) < bare else (low, middle)
    return high


def earlier(wall: datetime, months: int) -> datetime:
    """The same wall time so many months earlier; a day that month lacks: the start of the month after."""
    year, month = divmod(wall.year * 12 + wall.month - 1 - months, 12)
    try:
        return wall.replace(year=year, month=month + 1)
    except ValueError:
        year, month = divmod(year * 12 + month + 1, 12)
        return datetime(year, month + 1, 1)  # noqa: DTZ001


def naive_edge(zone: str, ms: int, months: int) -> int:
    """The edge as the words have it, before it is kept from moving backwards."""
    return first_at(zone, earlier(local(zone, ms), months))


@cache
def changes(zone: str, first: int = 1960, last: int = 2040) -> tuple[int, ...]:
    """The instants at which the zone's offset changes, in those years."""
    found = []
    low = (datetime(first, 1, 1, tzinfo=UTC) - EPOCH) // MS
    end = (datetime(last, 1, 1, tzinfo=UTC) - EPOCH) // MS
    for probe in range(low, end, DAY):
        a, b = probe, probe + DAY
        if offset(zone, a) == offset(zone, b):
            continue
        before = offset(zone, a)
        while b - a > 1:
            middle = (a + b) // 2
            a, b = (middle, b) if offset(zone, middle) == before else (a, middle)
        found.append(b)
    return tuple(found)


def edge(zone: str, ms: int, months: int) -> int:
    """The edge: the furthest that the naive one had stood, up to and including the instant."""
    before = [x - 1 for x in changes(zone) if ms - 3 * DAY < x <= ms]
    return max(naive_edge(zone, t, months) for t in [ms, *before])


def near_changes(zone: str) -> st.SearchStrategy[int]:
    """Instants from shortly before a change of the zone until its clock has caught up."""
    return st.builds(
        lambda change, away: change + away,
        st.sampled_from(changes(zone) or (0,)), st.one_of(st.integers(-1, 1),
        st.integers(-2 * HOUR, 30 * HOUR)),
    )  # fmt: skip


@st.composite
def places_and_instants(draw: st.DrawFn) -> tuple[str, int]:
    """A zone, and an instant that likes to lie at a change of it, at a local midnight or at a month's end."""
    zone = draw(st.sampled_from(ZONES))
    some = st.integers(-300_000_000_000, 2_200_000_000_000)
    month_ends = st.builds(
        lambda y, m, d, h: first_at(zone, datetime(y, m, 1) + timedelta(days=d, hours=h)),  # noqa: DTZ001
        st.integers(1961, 2038), st.integers(1, 12), st.integers(-4, 1), st.integers(0, 23),
    )  # fmt: skip
    at_change = st.sampled_from(changes(zone) or (0,))
    # A month, a quarter, a year after or before a change: where the *other* end of a window meets it.
    far = st.builds(lambda x, m: first_at(zone, earlier(local(zone, x), m)), at_change, st.integers(-13, 13))
    base = draw(st.one_of(some, month_ends, at_change, at_change, far))
    nudge = st.one_of(
        st.sampled_from((-1, 0, 1)), st.integers(-3 * HOUR, 3 * HOUR), st.integers(-2 * DAY, 2 * DAY),
        st.builds(lambda k, e: k * HOUR // 2 + e, st.integers(-50, 50), st.integers(-1, 1)),
    )  # fmt: skip
    return zone, base + draw(nudge)
