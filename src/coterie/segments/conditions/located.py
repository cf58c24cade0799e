"""located: the country, region, city or postal code of a contact, or a group of countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, TypeAlias, assert_never

from coterie.contacts import places
from coterie.segments.language.tree import Condition, Context
from coterie.segments.parts.compare import Equals, IsSet, Predicate, Text
from coterie.segments.plan import And, Meets, Or, Plan, Trait

Part: TypeAlias = Literal["country", "region", "city", "postal code", "group"]


@dataclass(frozen=True, slots=True)
class Located(Condition):
    """In one of the places, however the trait spells it: "Poland", "Polska", "PL", "pol".

    country, and group (EU, EEA, EFTA, UK ...): the trait `country`. region: ISO 3166-2, or its name together
    with `country`. city: its name. postal code: its beginning. `country` narrows the last three to one
    country.
    """

    part: Part
    names: tuple[str, ...]
    country: str | None = None

    kind: ClassVar[str] = "located"
    syntax: ClassVar[str] = "located in {part} {names} [of {country}]"
    says: ClassVar[Mapping[str, str]] = {
        "en": "{part? postal code: (whose) postal code <starts|does not start> with {names}; *: (who) "
        "<live|do not live> in {part? region: the region {names:region}; city: the city {names}; *: "
        "{names:place}}}[ ({country:place})]",
        "pl": "{part? region: (których) region <to {names:region}|to nie {names:region_nor}>; city: "
        "(których) miasto <to {names}|to nie {names:as_nor}>; postal code: (których) kod pocztowy "
        "<zaczyna|nie zaczyna> się od {names}; group: (których) kraj <należy|nie należy> do grupy "
        "{names:place}; *: (których) kraj <to {names:place}|to nie {names:place_nor}>}[ ({country:place})]",
        "sl": "{part? region: (katerih) regija <je {names:region}|ni {names:region_nor}>; city: "
        "(katerih) kraj <je {names}|ni {names:as_nor}>; postal code: (katerih) poštna številka se "
        "<začne|ne začne> z {names}; group: (katerih) država <spada|ne spada> v skupino {names:place}; *: "
        "(katerih) država <je {names:place}|ni {names:place_nor}>}[ ({country:place})]",
        "kk": "[{country:place}, ]{part? region: өңірі {names:region} <болатын|емес>; city: қаласы "
        "{names} <болатын|емес>; postal code: пошта индексі {names} деп <басталатын|басталмайтын>; group: "
        "елі {names:place} құрамына <кіретін|кірмейтін>; *: елі {names:place} <болатын|емес>}",
    }

    def plan(self, context: Context) -> Plan:
        match self.part:
            case "country" | "group":
                return lives_in(self.names)
            case "region":
                return Or(tuple(self._region(name) for name in self.names))
            case "city":
                return self._narrowed(Meets(Trait("city"), Equals(self.names)))
            case "postal code":
                return self._narrowed(Meets(Trait("postal_code"), Text("starts", self.names)))
            case _:
                assert_never(self.part)

    def _narrowed(self, place: Plan) -> Plan:
        return place if self.country is None else And((lives_in((self.country,)), place))

    def _region(self, name: str) -> Plan:
        code = places.region_of(self.country, name)
        if code is None:
            return self._narrowed(Meets(Trait("region"), Equals((name,))))
        spelt = And((lives_in((code[:2],)), _region_is(places.region_spellings(code))))
        # A code that names its country needs no other trait to be understood.
        full = frozenset(s for s in places.region_spellings(code) if s.startswith(f"{code[:2].lower()}-"))
        return Or((spelt, And((Meets(Trait("country"), IsSet(negated=True)), _region_is(full)))))


def lives_in(countries: tuple[str, ...]) -> Plan:
    """The trait `country` is some spelling of one of the countries, or of the countries of a group.

    A name that is no country's is compared as it stands.
    """
    codes = [(name, places.members(name)) for name in countries]
    spelt = {text for _, found in codes for code in found for text in places.country_spellings(code)}
    unknown = {name for name, found in codes if not found}
    return Meets(Trait("country"), _one_of(frozenset(spelt | unknown)))


def _region_is(spellings: frozenset[str]) -> Plan:
    return Meets(Trait("region"), _one_of(spellings))


def _one_of(texts: frozenset[str]) -> Predicate:
    return Equals(tuple(sorted(texts)))
