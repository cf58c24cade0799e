"""Compiled loops over columns: numba kernels that hold no GIL and are cached. They know arrays, not segments."""

from __future__ import annotations

from . import compact, follows, groups, scatter, states, sweeps

__all__ = ["compact", "follows", "groups", "scatter", "states", "sweeps"]
