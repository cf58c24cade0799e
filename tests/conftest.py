"""Ground rules of every test: a strange local time zone, and Hypothesis repeatable unless it is fuzzing."""

from __future__ import annotations

import os
import time

from hypothesis import HealthCheck, settings

# A zone nobody develops in, 45 minutes off the hour: what leaks from the machine's own zone shows at once.
os.environ["TZ"] = "Asia/Kathmandu"
time.tzset()

_SLOW_IS_FINE = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
settings.register_profile("test", deadline=None, derandomize=True, suppress_health_check=_SLOW_IS_FINE)
# `make fuzz` repeats whole runs until its minutes are over, each with a seed of its own.
settings.register_profile("fuzz", deadline=None, print_blob=True, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile("fuzz" if os.environ.get("COTERIE_FUZZ") else "test")
