"""message: what was received, opened or clicked, of one campaign or of any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.parts.metric import ONCE, Times
from coterie.segments.parts.where import ALL, Every, Has
from coterie.segments.parts.window import Window
from coterie.segments.plan import Fold, Log, Plan

from .did import counted
from .engagement import human

Act: TypeAlias = Literal["received", "opened", "clicked"]
Medium: TypeAlias = Literal["email", "sms", "push"]
EVENTS: Mapping[Act, Mapping[Medium, str]] = {
    "received": {"email": "Email Delivered", "sms": "SMS Delivered", "push": "Push Delivered"},
    "opened": {"email": "Email Opened", "sms": "SMS Opened", "push": "Push Opened"},
    "clicked": {"email": "Email Link Clicked", "sms": "SMS Link Clicked", "push": "Push Clicked"},
}


@dataclass(frozen=True, slots=True)
class DidWithMessage(Condition):
    """Received, opened or clicked messages so many times; by any channel and of any campaign, unless given.

    Openings and clicks of machines are left out where the workspace's setting says so.
    """

    act: Act
    channel: Medium | None = None
    campaign: str | None = None
    times: Times = ONCE
    window: Window | None = None

    kind: ClassVar[str] = "message"
    syntax: ClassVar[str] = "message {act} [by {channel}] [of campaign {campaign}] [{times}] [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "who {act} a message[ by {channel}][ of the campaign {campaign}][ {times}][ {window}]",
        "pl": "które[ {window}][ {times}] {act} wiadomość[ w kanale {channel}][ z kampanii {campaign}]",
        "sl": "ki so[ {window}][ {times}] {act} sporočilo[ v kanalu {channel}][ iz kampanje {campaign}]",
        "kk": "[{window} ][{campaign} науқанының ][{channel} арнасындағы ]хабарламаны [{times} ]{act}",
    }

    def plan(self, context: Context) -> Plan:
        chosen = EVENTS[self.act]
        names = tuple(chosen.values()) if self.channel is None else (chosen[self.channel],)
        campaign = ALL if self.campaign is None else Has("campaign", Equals((self.campaign,)))
        people = ALL if self.act == "received" else human(context.ground)
        clauses = tuple(w for w in (campaign, people) if w != ALL)
        return counted(Fold(Log(names, Every(clauses), self.window), "count"), self.times)
