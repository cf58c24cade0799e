from __future__ import annotations

import pytest

from coterie.events.agents import Agent, read_agent, with_agent

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " Version/16.0 Mobile/15E148 Safari/604.1"
)
IPAD = IPHONE.replace("iPhone; CPU iPhone OS", "iPad; CPU OS")
PIXEL = "Mozilla/5.0 (Linux; Android 13; Pixel 7) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36"
GALAXY_TAB = "Mozilla/5.0 (Linux; Android 12; SM-T870) AppleWebKit/537.36 Chrome/116.0 Safari/537.36"
CHROMEBOOK = "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/119.0.0.0 Safari/537.36"
TELEVISION = "Mozilla/5.0 (SMART-TV; Linux; Tizen 5.0) AppleWebKit/538.1 Version/5.0 TV Safari/538.1"
FIREFOX = "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0"


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        (WINDOWS, Agent("computer", "Windows", "Chrome")),
        (FIREFOX, Agent("computer", "Ubuntu", "Firefox")),
        (CHROMEBOOK, Agent("computer", "Chrome OS", "Chrome")),
        (IPHONE, Agent("phone", "iOS", "Mobile Safari")),
        (PIXEL, Agent("phone", "Android", "Chrome")),
        (IPAD, Agent("tablet", "iOS", "Mobile Safari")),
        (GALAXY_TAB, Agent("tablet", "Android", "Chrome")),
        (TELEVISION, Agent("other", "Tizen", "Safari")),
        ("Googlebot/2.1 (+http://www.google.com/bot.html)", Agent("other", None, "Googlebot")),
        ("who knows", Agent(None, None, None)),
    ],
)
def test_agents_are_read(text: str, agent: Agent) -> None:
    assert read_agent(text) == agent


def test_the_context_says_it_beside_the_agent() -> None:
    found = with_agent({"userAgent": IPHONE})
    told = found["device"], found["os"], found["browser"]
    assert told == ({"kind": "phone"}, {"name": "iOS"}, {"name": "Mobile Safari"})


def test_what_the_context_says_itself_stands() -> None:
    found = with_agent({"userAgent": IPHONE, "device": {"kind": "other", "id": "x"}, "os": "iOS 16"})
    assert (found["device"], found["os"]) == ({"kind": "other", "id": "x"}, "iOS 16")


def test_without_an_agent_nothing_is_added() -> None:
    assert with_agent({"page": {}}) == {"page": {}}
    assert with_agent({"userAgent": 7}) == {"userAgent": 7}
