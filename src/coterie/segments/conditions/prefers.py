"""prefers: the category, product, brand, hour or weekday that a contact chooses most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals, Predicate, Under
from coterie.segments.parts.window import Window
from coterie.segments.plan import Fold, Log, Meets, Plan

What: TypeAlias = Literal["category", "product", "brand", "hour", "weekday"]
By: TypeAlias = Literal["views", "carts", "orders"]
FIELDS: Mapping[What, str] = {
    "category": "item.category", "product": "item.product_id", "brand": "item.brand", "hour": "$hour",
    "weekday": "$weekday",
}  # fmt: skip
EVENTS: Mapping[By, str] = {"views": "Product Viewed", "carts": "Product Added", "orders": "Order Completed"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Prefers(Condition):
    """The most frequent one, in the window, is one of `names`; ties: the most recent.

    category: the path lies at or under the name. product: its id. hour: 0 to 23. weekday: its English name,
    or 1 (Monday) to 7.
    """

    what: What
    names: tuple[str, ...]
    by: By = "orders"
    window: Window | None = None

    kind: ClassVar[str] = "prefers"
    syntax: ClassVar[str] = "prefers {what} {names} [by {by}] [{window}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "(whose) favourite {what? hour: hour of the day; weekday: day of the week; category: "
        "category; product: product; *: brand} by {by? -: orders; views: product views; *: cart "
        "additions}[ {window}] <is|is not> {what? weekday: {names:weekday}; *: {names}}",
        "pl": "(których) {what? category: ulubiona kategoria; product: ulubiony produkt; brand: "
        "ulubiona marka; hour: ulubiona godzina; *: ulubiony dzień tygodnia} według {by? -: zamówień; "
        "views: obejrzeń produktów; *: dodań do koszyka}[ {window}] <to|to nie> {what? weekday: "
        "<{names:weekday}|{names:weekday_nor}>; *: <{names}|{names:as_nor}>}",
        "sl": "(katerih) {what? category: najljubša kategorija; product: najljubši izdelek; brand: "
        "najljubša znamka; hour: najljubša ura; *: najljubši dan v tednu} po {by? -: naročilih; views: "
        "ogledih izdelkov; *: dodajanjih v košarico}[ {window}] <je|ni> {what? weekday: "
        "<{names:weekday}|{names:weekday_nor}>; *: <{names}|{names:as_nor}>}",
        "kk": "[{window:of} ]{by? -: тапсырыстары; views: тауар қараулары; *: себетке қосулары} "
        "бойынша {what? category: таңдаулы санаты; product: таңдаулы тауары; brand: таңдаулы бренді; hour: "
        "таңдаулы сағаты; *: таңдаулы апта күні} {what? weekday: {names:weekday}; *: {names}} "
        "<болатын|емес>",
    }

    def plan(self, context: Context) -> Plan:
        chosen = Fold(Log((EVENTS[self.by],), window=self.window), "common", FIELDS[self.what])
        return Meets(chosen, self._predicate())

    def _predicate(self) -> Predicate:
        if self.what == "category":
            return Under(self.names)
        numbers = {name: str(n) for n, name in enumerate(WEEKDAYS, 1)} if self.what == "weekday" else {}
        return Equals(tuple(numbers.get(name.casefold(), name) for name in self.names))
