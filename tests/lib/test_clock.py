from __future__ import annotations

import threading
import time

import pytest

from coterie.lib.clock import Clock, FixedClock, SystemClock
from coterie.lib.instants import NEVER


def test_the_system_clock_tells_the_present() -> None:
    before = time.time_ns() // 1_000_000
    now = SystemClock().now()
    assert before <= now <= time.time_ns() // 1_000_000


def test_a_clock_behind_what_was_told_rests() -> None:
    ahead = SystemClock().now() + 3_600_000
    assert SystemClock(last=ahead).now() == ahead
    assert SystemClock(last=NEVER).now() == NEVER


def test_no_thread_is_told_an_earlier_instant_than_before() -> None:
    clock = SystemClock()
    told: list[list[int]] = [[] for _ in range(4)]

    def ask(mine: list[int]) -> None:
        mine += [clock.now() for _ in range(2_000)]

    threads = [threading.Thread(target=ask, args=(mine,)) for mine in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == sorted(mine) and len(mine) == 2_000 for mine in told)


def test_a_fixed_clock_moves_when_told_and_only_on() -> None:
    fixed = FixedClock(100)
    clock: Clock = fixed
    assert (clock.now(), clock.now()) == (100, 100)
    assert fixed.advance(5) == 105
    assert fixed.advance(0) == 105
    assert clock.now() == 105
    with pytest.raises(ValueError, match="never moved back"):
        fixed.advance(-1)
