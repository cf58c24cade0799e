"""User agents: the kind of device, the operating system and the browser that a message came from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Literal, NamedTuple, TypeAlias

from ua_parser import parse

Kind: TypeAlias = Literal["computer", "phone", "tablet", "other"]

_COMPUTERS = {"Windows", "Mac OS X", "Linux", "Ubuntu", "Debian", "Fedora", "FreeBSD", "OpenBSD", "Chrome OS"}
_PHONES = {"Windows Phone", "Symbian OS", "BlackBerry OS", "Firefox OS", "KaiOS", "Bada", "Windows Mobile"}
_TABLET = re.compile(r"iPad|Tablet|PlayBook|Silk/|Kindle", re.IGNORECASE)
_OTHER = re.compile(r"\bTV\b|Smart-?TV|AppleTV|BRAVIA|Web0S|PlayStation|Xbox|Nintendo", re.IGNORECASE)


class Agent(NamedTuple):
    """What a user agent says; None where it does not."""

    kind: Kind | None
    os: str | None
    browser: str | None


@lru_cache(maxsize=20_000)
def read_agent(text: str) -> Agent:
    """The device, system and browser of a user agent (names of uap-core). Agents can't tell a laptop.

    >>> read_agent("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0 Safari/537.36")
    Agent(kind='computer', os='Windows', browser='Chrome')
    """
    found = parse(text)
    system = found.os.family if found.os else None
    browser = found.user_agent.family if found.user_agent else None
    if system is None and browser is None and found.device is None:
        return Agent(None, None, None)
    return Agent(_kind(text, system, found.device.family if found.device else ""), system, browser)


def with_agent(context: Mapping[str, Any]) -> dict[str, Any]:
    """A message's context with what its user agent says, where the context does not say it itself.

    >>> with_agent({"userAgent": "Googlebot/2.1 (+http://www.google.com/bot.html)"})["device"]
    {'kind': 'other'}
    """
    text = context.get("userAgent")
    if not isinstance(text, str) or not text:
        return dict(context)
    whole = dict(context)
    for part, told in _told(text).items():
        whole[part] = _filled(whole[part], told) if part in whole else told
    return whole


@lru_cache(maxsize=20_000)
def _told(text: str) -> dict[str, dict[str, str]]:
    """The parts of a context that a user agent tells; shared, not to be changed."""
    agent = read_agent(text)
    told: dict[str, dict[str, str | None]] = {
        "device": {"kind": agent.kind},
        "os": {"name": agent.os},
        "browser": {"name": agent.browser},
    }
    known = {part: {name: value for name, value in said.items() if value} for part, said in told.items()}
    return {part: said for part, said in known.items() if said}


def _filled(part: Any, told: dict[str, str]) -> Any:
    """A part of the context with what is told of it where it does not say so, unless it is no object."""
    if part is None:
        return told
    if not isinstance(part, Mapping):
        return part
    return {**part, **{name: value for name, value in told.items() if part.get(name) is None}}


def _kind(text: str, system: str | None, device: str) -> Kind:
    if device == "Spider" or _OTHER.search(text):
        return "other"
    # Android says "Mobile" on phones only (developer.chrome.com/docs/multidevice/user-agent).
    if _TABLET.search(text) or (system == "Android" and "Mobile" not in text):
        return "tablet"
    if system in {"iOS", "Android"} | _PHONES:
        return "phone"
    return "computer" if system in _COMPUTERS else "other"
