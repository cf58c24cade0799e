"""in top, in bottom: the best or the last so many per cent, or so many contacts, by a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias

from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Number
from coterie.segments.parts.metric import Metric
from coterie.segments.plan import Fold, Log, Measure, Plan, Rank, Trait

from .did import measure
from .segment import among

Favourite: TypeAlias = Literal["category", "brand", "product"]
FAVOURITES: Mapping[Favourite, str] = {
    "category": "item.category",
    "brand": "item.brand",
    "product": "item.product_id",
}


@dataclass(frozen=True, slots=True)
class Ranked(Condition):
    """In the top or bottom `percent` (else `count` contacts) by a metric, or on a trait that is a number.

    Ranked are the contacts of the base, or of the segment `among`, that have a matching event and the number;
    ties at the border go in. `per`: within each value of a trait; `favourite`: within each most ordered
    category, brand or product; who has none is not in. Error: `ValueError` unless there is one size and one
    number.
    """

    end: Literal["top", "bottom"]
    percent: Number | None = None
    count: int | None = None
    metric: Metric | None = None
    trait: str | None = None
    among: str | None = None
    per: str | None = None
    favourite: Favourite | None = None

    kind: ClassVar[str] = "rank"
    syntax: ClassVar[str] = (
        "in {end} [{percent} percent] [{count} contacts] [by {metric}] [on trait {trait}]"
        " [among segment {among}] [per {per}] [split by {favourite}]"
    )
    says: ClassVar[Mapping[str, str]] = {
        "en": "(who) <are|are not> {percent? -: {count# =1: the {end? top: top; *: bottom} contact; *: "
        "in the {end? top: top; *: bottom} {count} contacts}; *: in the {end? top: top; *: bottom} "
        "{percent}%}[ of the segment {among}] by {metric? -: the trait {trait}; *: {metric}}[, separately "
        "for each value of the trait {per}][, separately for each favourite {favourite? category: "
        "category; brand: brand; *: product}]",
        "pl": "(które) {percent? -: {count# =1: <zajmują|nie zajmują> {end? top: pierwsze; *: "
        "ostatnie} miejsce; *: <należą|nie należą> do {end? top: pierwszych; *: ostatnich} {count} "
        "kontaktów}; *: <należą|nie należą> do {end? top: górnych; *: dolnych} {percent}%}[ w segmencie "
        "{among}] pod względem {metric? -: cechy {trait}; *: {metric:of}}[, osobno dla każdej wartości "
        "cechy {per}][, osobno dla {favourite? category: każdej ulubionej kategorii; brand: każdej "
        "ulubionej marki; *: każdego ulubionego produktu}]",
        "sl": "(ki) {percent? -: {count# =1: <so|niso> na {end? top: prvem; *: zadnjem} mestu; one: "
        "<sodijo|ne sodijo> med {end? top: prvi; *: zadnji} {count} kontakt; two: <sodijo|ne sodijo> med "
        "{end? top: prva; *: zadnja} {count} kontakta; few: <sodijo|ne sodijo> med {end? top: prve; *: "
        "zadnje} {count} kontakte; *: <sodijo|ne sodijo> med {end? top: prvih; *: zadnjih} {count} "
        "kontaktov}; *: <sodijo|ne sodijo> med {end? top: zgornjih; *: spodnjih} {percent}\u00a0%}[ v "
        "segmentu "
        "{among}] po {metric? -: lastnosti {trait}; *: {metric:of}}[, ločeno za vsako vrednost lastnosti "
        "{per}][, ločeno za {favourite? category: vsako najljubšo kategorijo; brand: vsako najljubšo "
        "znamko; *: vsak najljubši izdelek}]",
        "kk": "[{among} сегментінде ][{per} сипаттамасының әр мәні бойынша бөлек ][әр таңдаулы "
        "{favourite? category: санат; brand: бренд; *: тауар} бойынша бөлек ]{metric? -: {trait} "
        "сипаттамасы; *: {metric}} бойынша {percent? -: {end? top: алғашқы; *: соңғы} {count} контакт; *: "
        "{end? top: жоғарғы; *: төменгі} {percent}%} қатарына <кіретін|кірмейтін>",
    }

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.count is None):
            raise ValueError("a rank needs either per cent or a number of contacts")
        if (self.metric is None) == (self.trait is None):
            raise ValueError("a rank needs either a metric or a trait")
        if self.per is not None and self.favourite is not None:
            raise ValueError("a rank is split in one way only")

    def plan(self, context: Context) -> Plan:
        by = Trait(self.trait or "") if self.metric is None else measure(self.metric)
        share = None if self.percent is None else self.percent.scaled
        return Rank(by, self.end, share, self.count, among(self.among, context), self._group())

    def _group(self) -> Measure | None:
        if self.favourite is not None:
            return Fold(Log(("Order Completed",)), "common", FAVOURITES[self.favourite])
        return None if self.per is None else Trait(self.per)
