"""coupon: discount codes that the contact was given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals
from coterie.segments.parts.metric import ONCE, Times
from coterie.segments.parts.where import ALL, Has
from coterie.segments.parts.window import Window
from coterie.segments.plan import Coupons, Log, Plan

from .did import counted


@dataclass(frozen=True, slots=True)
class HasCoupon(Condition):
    """So many coupons, issued in the window, that are in this state now.

    redeemed: an order with the code, or `Coupon Redeemed`, at or after the issue; expired: not redeemed and
    past its date; unused: neither; issued: any of them.
    """

    state: Literal["issued", "redeemed", "unused", "expired"]
    coupon: str | None = None
    times: Times = ONCE
    window: Window | None = None

    kind: ClassVar[str] = "coupon"
    syntax: ClassVar[str] = "coupon {state} [named {coupon}] [{times}] [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <have|do not have> {coupon? -: {state? issued: a; redeemed: a redeemed; unused: "
        "an unused; *: an expired} coupon; *: the coupon {coupon}{state? redeemed:  (redeemed); unused:  "
        "(unused); expired:  (expired)}}[ {times}][, issued {window}]",
        "pl": "(które) <mają|nie mają> {coupon? -: {state? issued: <kupon|żadnego kuponu>; redeemed: "
        "<wykorzystany kupon|żadnego wykorzystanego kuponu>; unused: <niewykorzystany kupon|żadnego "
        "niewykorzystanego kuponu>; *: <wygasły kupon|żadnego wygasłego kuponu>}; *: <kupon|kuponu> "
        "{coupon}{state? redeemed:  (<wykorzystany|wykorzystanego>); unused:  "
        "(<niewykorzystany|niewykorzystanego>); expired:  (<wygasły|wygasłego>)}}[ {times}][, "
        "<wydany|wydanego> {window}\x1f]",
        "sl": "(ki) <imajo|nimajo> {coupon? -: {state? issued: <kupon|nobenega kupona>; redeemed: "
        "<unovčen kupon|nobenega unovčenega kupona>; unused: <neunovčen kupon|nobenega neunovčenega "
        "kupona>; *: <potekel kupon|nobenega poteklega kupona>}; *: <kupon|kupona> {coupon}{state? "
        "redeemed:  (<unovčen|unovčenega>); unused:  (<neunovčen|neunovčenega>); expired:  "
        "(<potekel|poteklega>)}}[ {times}][, <izdan|izdanega> {window}\x1f]",
        "kk": "[{window} берілген ][{coupon} ]{state? redeemed: пайдаланылған; unused: "
        "пайдаланылмаған; expired: мерзімі өткен} купоны [{times} ]<бар|жоқ>",
    }

    def plan(self, context: Context) -> Plan:
        where = ALL if self.coupon is None else Has("coupon", Equals((self.coupon,)))
        return counted(Coupons(Log(("Coupon Issued",), where, self.window), self.state), self.times)
