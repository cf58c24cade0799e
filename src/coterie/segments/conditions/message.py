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
        "en": "(who) <{act? received: received; opened: opened; *: clicked a link in}|{tense? past: "
        "have not {act? received: received; opened: opened; *: clicked a link in}; ever: have never {act? "
        "received: received; opened: opened; *: clicked a link in}; *: did not {act? received: receive; "
        "opened: open; *: click a link in}}> {channel? -: a message; email: an e-mail; sms: an SMS; *: a "
        "push notification}[ of the campaign {campaign}][ {times}][ {window}]",
        "pl": "(które)[ {window}][ {times}] <{act? received: otrzymały; opened: otworzyły; *: kliknęły "
        "link w}|{tense? ever: nigdy} nie {act? received: otrzymały; opened: otworzyły; *: kliknęły "
        "żadnego linku w}> {act? clicked: {channel? -: wiadomości; email: e-mailu; sms: SMS-ie; *: "
        "powiadomieniu web push}; *: {channel? -: <wiadomość|żadnej wiadomości>; email: <e-mail|żadnego "
        "e-maila>; sms: <SMS|żadnego SMS-a>; *: <powiadomienie|żadnego powiadomienia> web push}}[ z "
        "kampanii {campaign}]",
        "sl": "(ki) <so[ {window}][ {times}]|[{window} ]{tense? ever: nikoli} niso> {act? received: "
        "prejeli; opened: odprli; *: kliknili <povezavo|nobene povezave> v} {act? clicked: {channel? -: "
        "sporočilu; email: e-sporočilu; sms: SMS-sporočilu; *: potisnem obvestilu}; *: {channel? -: "
        "<sporočilo|nobenega sporočila>; email: <e-sporočilo|nobenega e-sporočila>; sms: "
        "<SMS-sporočilo|nobenega SMS-sporočila>; *: <potisno obvestilo|nobenega potisnega obvestila>}}[ iz "
        "kampanje {campaign}]",
        "kk": "[{window} ][{campaign} науқанынан ]<|{tense? ever: ешқашан}> {act? received: "
        "<|бірде-бір> {channel? -: хабарлама; email: хат; sms: SMS; *: push-хабарландыру}; opened: "
        "<|бірде-бір> {channel? -: хабарламаны; email: хатты; sms: SMS-ті; *: push-хабарландыруды}; *: "
        "{channel? -: хабарламадағы; email: хаттағы; sms: SMS-тегі; *: push-хабарландырудағы} <|бірде-бір> "
        "сілтемені} [{times} ]{act? received: <алған|алмаған>; opened: <ашқан|ашпаған>; *: "
        "<басқан|баспаған>}",
    }

    def plan(self, context: Context) -> Plan:
        chosen = EVENTS[self.act]
        names = tuple(chosen.values()) if self.channel is None else (chosen[self.channel],)
        campaign = ALL if self.campaign is None else Has("campaign", Equals((self.campaign,)))
        people = ALL if self.act == "received" else human(context.ground)
        clauses = tuple(w for w in (campaign, people) if w != ALL)
        return counted(Fold(Log(names, Every(clauses), self.window), "count"), self.times)
