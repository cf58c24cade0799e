"""Consent: what a contact said per channel, whether its address is good, what the law of its place asks.

Pure functions of a contact's happenings, its address, its place and an instant. Nothing here sends, stores
or asks the clock. The tables are facts with sources, not legal advice.
"""

from __future__ import annotations

from .ledger import (
    CONSENT_CHANGED,
    HARD,
    HARMFUL,
    STATUSES,
    UNSUBSCRIBED,
    Block,
    Channel,
    Happened,
    Happening,
    Standing,
    Status,
    blocked,
    confirms,
    harm_of,
    proves,
    same_address,
    standing,
    stated,
)
from .regimes import BASES, ELSEWHERE, Fact, ImpliedBasis, Regime, Rules, regime, regimes
from .rules import (
    INGREDIENTS,
    REASONS,
    Ingredients,
    Ledgers,
    Reason,
    Verdict,
    implied_since,
    may_reach,
    may_reach_many,
)

__all__ = [
    "standing", "blocked", "regime", "regimes", "Rules", "may_reach", "may_reach_many", "implied_since",
    "stated", "confirms", "proves", "harm_of", "same_address",
    "Happened", "Happening", "Standing", "Block", "Regime", "ImpliedBasis", "Fact", "Verdict", "Ledgers",
    "Ingredients", "Channel", "Status", "Reason",
    "CONSENT_CHANGED", "UNSUBSCRIBED", "STATUSES", "HARMFUL", "HARD", "ELSEWHERE",
    "BASES", "INGREDIENTS", "REASONS",
]  # fmt: skip
