"""The whole demo, made once for all its tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from coterie.demo import messages

Message = dict[str, Any]


@dataclass
class Tale:
    """All messages, by kind (name of the event, else type) and, of the tracks, by contact."""

    messages: list[Message]
    kinds: dict[str, list[Message]] = field(default_factory=lambda: defaultdict(list))
    owner: dict[str, str] = field(default_factory=dict)

    def who(self, message: Message) -> str:
        """The userId behind a message, else its anonymousId."""
        return message.get("userId") or self.owner.get(message["anonymousId"], message["anonymousId"])

    def contacts(self, kind: str, **properties: Any) -> set[str]:
        """Contacts with a message of a kind whose properties are as given."""
        found = self.kinds[kind]
        wanted = properties.items()
        return {self.who(m) for m in found if all(m.get("properties", {}).get(k) == v for k, v in wanted)}


@pytest.fixture(scope="session")
def tale_of() -> Callable[[int | None], Tale]:
    """The tale of so many households, all if None."""
    return tell


@pytest.fixture(scope="session")
def tale() -> Tale:
    return tell(None)


def tell(households: int | None) -> Tale:
    told = Tale(list(messages(households)))
    address: dict[str, str] = {}
    for message in told.messages:
        told.kinds[message.get("event") or message["type"]].append(message)
        if message["type"] == "identify" and "userId" in message:
            address.setdefault(message["traits"].get("email") or "", message["userId"])
    for message in told.kinds["identify"]:
        if "anonymousId" in message:
            user = message.get("userId") or address[message["traits"]["email"]]
            told.owner.setdefault(message["anonymousId"], user)
    return told
