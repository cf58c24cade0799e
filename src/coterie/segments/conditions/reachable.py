"""can be mailed, texted or pushed: the verdict of the consent rules of the contact's place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.plan import Channel, Plan, Reachable

How: TypeAlias = Literal["mailed", "texted", "pushed"]
CHANNELS: Mapping[How, Channel] = {"mailed": "email", "texted": "sms", "pushed": "push"}


@dataclass(frozen=True, slots=True)
class CanBe(Condition):
    """May be written to: has an address, is subscribed, not blocked, the consent unexpired, and doubly
    confirmed where the contact's place demands it.
    """

    how: How

    kind: ClassVar[str] = "reachable"
    syntax: ClassVar[str] = "can be {how}"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <can|cannot> be {how? mailed: e-mailed; texted: texted; *: sent web push notifications}",
        "pl": "(do których) <można|nie można> wysłać {how? mailed: <e-mail|e-maila>; texted: "
        "<SMS|SMS-a>; *: <powiadomienie|powiadomienia> web push}",
        "sl": "(ki) <lahko prejmejo|ne smejo prejeti> {how? mailed: <e-sporočilo|e-sporočila>; texted: "
        "<SMS-sporočilo|SMS-sporočila>; *: <potisno obvestilo|potisnega obvestila>}",
        "kk": "{how? mailed: хат; texted: SMS; *: push-хабарландыру} жіберуге <болатын|болмайтын>",
    }

    def plan(self, context: Context) -> Plan:
        return Reachable(CHANNELS[self.how])
