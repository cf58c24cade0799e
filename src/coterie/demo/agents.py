"""What the demo's visitors hold in their hands, and which advertisement brought them. All invented.

The user agents have the shapes of current browsers; shares are rough.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_WIN = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
_MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
_KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
_IOS = "AppleWebKit/605.1.15 (KHTML, like Gecko)"


@dataclass(frozen=True, slots=True)
class Agent:
    """A user agent string and its share of visitors; mail: of the mail program that its owner reads with."""

    web: str
    mail: str
    share: float


_OUTLOOK = "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)"
_THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Thunderbird/140.2.0"
_GMAIL = "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)"
_APPLE_MAIL = f"{_MAC} {_IOS}"
_IPHONE_MAIL = f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) {_IOS} Mobile/15E148"
_PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 8)"
_SAMSUNG = "Mozilla/5.0 (Linux; Android 14; SM-S911B)"
_TABLET = "Mozilla/5.0 (Linux; Android 14; SM-X710)"
_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)"
_IPAD = "Mozilla/5.0 (iPad; CPU OS 17_7 like Mac OS X)"
_LINUX = "Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0"

AGENTS: tuple[Agent, ...] = (
    Agent(f"{_WIN} {_KIT} Chrome/140.0.0.0 Safari/537.36", _GMAIL, 0.2),
    Agent(f"{_PHONE} {_KIT} Chrome/140.0.0.0 Mobile Safari/537.36", _GMAIL, 0.18),
    Agent(f"{_IPHONE} {_IOS} Version/18.6 Mobile/15E148 Safari/604.1", _IPHONE_MAIL, 0.17),
    Agent(f"{_MAC} {_IOS} Version/18.6 Safari/605.1.15", _APPLE_MAIL, 0.07),
    Agent(f"{_MAC} {_KIT} Chrome/139.0.0.0 Safari/537.36", _GMAIL, 0.05),
    Agent(f"{_WIN} {_KIT} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", _OUTLOOK, 0.08),
    Agent("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:142.0) Gecko/20100101 Firefox/142.0", _OUTLOOK, 0.07),
    Agent(_LINUX, _THUNDERBIRD, 0.03),
    Agent(f"{_SAMSUNG} {_KIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36", _GMAIL, 0.06),
    Agent(f"{_TABLET} {_KIT} Chrome/140.0.0.0 Safari/537.36", _GMAIL, 0.03),
    Agent(f"{_IPAD} {_IOS} Version/17.6 Mobile/15E148 Safari/604.1", _IPHONE_MAIL, 0.04),
    Agent(f"{_WIN} {_KIT} Chrome/138.0.0.0 Safari/537.36 OPR/122.0.0.0", _OUTLOOK, 0.02),
)
SHARES: tuple[float, ...] = tuple(agent.share for agent in AGENTS)
CHROME: frozenset[int] = frozenset({0, 1, 4, 9})
"""Indices of agents that are Google Chrome itself, not a browser built on it."""
APPLE: frozenset[int] = frozenset({2, 3, 10})
"""Indices of agents whose mail program loads pictures by itself (a privacy proxy)."""

_UTM = (
    ("google", "organic", "", 0.3),
    ("google", "cpc", "brand-2026", 0.14),
    ("facebook", "paid_social", "spring-garden", 0.13),
    ("instagram", "paid_social", "autumn-look", 0.14),
    ("newsletter", "email", "weekly", 0.12),
    ("allegro", "referral", "partners", 0.05),
    ("direct", "none", "", 0.12),
)
SOURCES: tuple[dict[str, Any], ...] = tuple(
    {"source": source, "medium": medium} | ({"name": name} if name else {})
    for source, medium, name, _ in _UTM
)
"""The `context.campaign` of a visit: UTM source, medium and name."""
SOURCE_SHARES: tuple[float, ...] = tuple(row[3] for row in _UTM)
