"""uses: the device, system, browser or mail program of a contact, and the channel that brought it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.parts.metric import ONCE
from coterie.segments.parts.where import Has
from coterie.segments.parts.window import Window
from coterie.segments.plan import Fold, FoldName, Log, Meets, Plan

from .did import counted

What: TypeAlias = Literal["device", "os", "browser", "email client", "source", "medium"]
VISITS = (
    "Page Viewed", "Screen Viewed", "Product List Viewed", "Products Searched", "Product Viewed",
    "Product Added", "Cart Viewed", "Checkout Started", "Order Completed", "Form Submitted",
    "File Downloaded",
)  # fmt: skip
MAIL = ("Email Opened", "Email Link Clicked")
FOLDS: Mapping[str, FoldName] = {"mostly": "common", "most recently": "last"}


@dataclass(frozen=True, slots=True)
class Uses(Condition):
    """Ever, mostly (ties: the most recent) or most recently, in the window.

    device: computer, phone or tablet. os, browser: of visits. email client: of openings and clicks of e-mail.
    source, medium: the channel that brought a visit (UTM).
    """

    what: What
    names: tuple[str, ...]
    how: Literal["ever", "mostly", "most recently"] = "ever"
    window: Window | None = None

    kind: ClassVar[str] = "uses"
    syntax: ClassVar[str] = "uses {what} {names} [{how}] [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) {how? -: <{what? source: came from; medium: came through; *: used}|{tense? past: "
        "have not {what? source: come from; medium: come through; *: used}; ever: have never {what? "
        "source: come from; medium: come through; *: used}; *: did not {what? source: come from; medium: "
        "come through; *: use}}>; mostly: {!}mostly {what? source: came from; medium: came through; *: "
        "used}; *: {!}most recently {what? source: came from; medium: came through; *: used}} the {what? "
        "device: device; os: operating system; browser: browser; email client: e-mail program; source: "
        "source; *: medium} {names}[ {window}]",
        "pl": "(które)[ {window}] {how? -: <|{tense? ever: nigdy} nie>; mostly: {!}najczęściej; *: "
        "{!}ostatnim razem} {what? device: korzystały z urządzenia; os: korzystały z systemu operacyjnego; "
        "browser: korzystały z przeglądarki; email client: korzystały z programu pocztowego; source: "
        "przyszły ze źródła; *: przyszły przez medium} {names}",
        "sl": "(ki) {how? -: <so[ {window}]|[{window} ]{tense? ever: nikoli} niso>; mostly: {!}so[ "
        "{window}] največkrat; *: {!}so[ {window}] nazadnje} {what? device: uporabljali <napravo|naprave>; "
        "os: uporabljali <operacijski sistem|operacijskega sistema>; browser: uporabljali "
        "<brskalnik|brskalnika>; email client: uporabljali <e-poštni program|e-poštnega programa>; source: "
        "prišli iz vira; *: prišli prek medija} {names}",
        "kk": "[{window} ]{how? -: <|{tense? ever: ешқашан}>; mostly: {!}көбіне; *: {!}соңғы рет} "
        "{names} {what? source: дереккөзінен <келген|келмеген>; medium: арнасынан <келген|келмеген>; *: "
        "{what? device: құрылғысын; os: операциялық жүйесін; browser: браузерін; *: пошта бағдарламасын} "
        "<пайдаланған|пайдаланбаған>}",
    }

    def plan(self, context: Context) -> Plan:
        field = self.what.replace(" ", "_")
        events = MAIL if self.what == "email client" else VISITS
        if self.how == "ever":
            return counted(Fold(Log(events, Has(field, Equals(self.names)), self.window), "count"), ONCE)
        return Meets(Fold(Log(events, window=self.window), FOLDS[self.how], field), Equals(self.names))
