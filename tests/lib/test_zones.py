from __future__ import annotations

import zoneinfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.zones import zone_named
from tests.lib import walls
from tests.lib.walls import DAY, HOUR, ZONES, places_and_instants


@given(places_and_instants())
def test_the_wall_clock_reads_what_zoneinfo_says(case: tuple[str, int]) -> None:
    zone, ms = case
    assert zone_named(zone).wall(ms) == ms + walls.offset(zone, ms)


def test_zones_agree_at_every_change_of_a_century() -> None:
    # Seeded by the zones themselves: the pieces found are compared at both sides of each of their own ends,
    # and half way, so that a change that was missed would show as a wrong offset between two found ones.
    low, high = -2_208_988_800_000, 2_500_000_000_000
    wrong = []
    for name in sorted(zoneinfo.available_timezones())[::29]:
        pieces = zone_named(name).pieces(low, high)
        for piece, end in zip(pieces, [*(p.start for p in pieces[1:]), high], strict=True):
            probes = {piece.start, (piece.start + end) // 2 // 1000 * 1000, end - 1000}
            wrong += [(name, p) for p in probes if walls.offset(name, p) != piece.offset]
    assert wrong == []


@given(places_and_instants())
def test_the_furthest_reading_is_the_greatest_so_far(case: tuple[str, int]) -> None:
    zone, ms = case
    before = [x - 1 for x in walls.changes(zone) if ms - 3 * DAY < x <= ms]
    assert zone_named(zone).furthest(ms) == max(t + walls.offset(zone, t) for t in [ms, *before])


@given(places_and_instants(), st.integers(0, 3 * DAY))
def test_the_furthest_reading_never_decreases(case: tuple[str, int], later: int) -> None:
    zone, ms = case
    clock = zone_named(zone)
    assert clock.furthest(ms) <= clock.furthest(ms + later)


@given(places_and_instants())
def test_a_wall_time_is_its_first_showing_or_the_end_of_its_gap(case: tuple[str, int]) -> None:
    zone, wall = case
    assert zone_named(zone).instant(wall) == walls.first_at(zone, walls.BARE_EPOCH + wall * walls.MS)


@given(places_and_instants(), st.integers(-2 * DAY, 2 * DAY))
def test_instant_is_the_inverse_of_furthest(case: tuple[str, int], away: int) -> None:
    zone, ms = case
    clock = zone_named(zone)
    wall = ms + away
    assert (clock.furthest(ms) >= wall) == (ms >= clock.instant(wall))


def test_the_day_that_Samoa_left_out_is_a_gap() -> None:
    skipped = walls.BARE_EPOCH.replace(2011, 12, 30, 12)
    clock = zone_named("Pacific/Apia")
    after = clock.instant((skipped - walls.BARE_EPOCH) // walls.MS)
    assert walls.local("Pacific/Apia", after) == skipped.replace(day=31, hour=0)
    assert walls.local("Pacific/Apia", after - 1).day == 29


def test_sentinels_and_far_years_pass_unharmed() -> None:
    for name in ZONES:
        clock = zone_named(name)
        for ms in (-(2**62), -(10**17), -(10**14), 10**14, 10**17, 2**62):
            assert abs(clock.wall(ms) - ms) < DAY
            assert abs(clock.instant(clock.wall(ms)) - ms) <= HOUR


def test_far_years_repeat_the_calendar_of_400_years() -> None:
    july_2950 = 30_940_963_200_000
    assert walls.offset("Europe/Warsaw", july_2950) == 2 * HOUR
    assert zone_named("Europe/Warsaw").wall(july_2950) - july_2950 == 2 * HOUR
    assert zone_named("Europe/Warsaw").wall(july_2950 - 183 * DAY) - july_2950 == HOUR - 183 * DAY


@given(st.sampled_from(ZONES), st.data())
def test_columns_read_like_single_instants(zone: str, data: st.DataObject) -> None:
    near = walls.near_changes(zone)
    far = st.sampled_from((-(2**62), -(10**15), 10**14, 2**62, 4_102_444_800_000, 4_102_444_799_999))
    some = data.draw(st.lists(st.one_of(near, far, st.integers(-(10**13), 10**13)), max_size=40))
    clock = zone_named(zone)
    for column in (some, sorted(some), sorted(ms for ms in some if ms < 4_102_444_800_000)):
        now, furthest = clock.walls(np.array(column, dtype=np.int64))
        assert now.tolist() == [clock.wall(ms) for ms in column]
        assert furthest.tolist() == [clock.furthest(ms) for ms in column]


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../etc/passwd", "/etc/localtime", "Europe", "EST\0"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="unknown time zone"):
        zone_named(name)
