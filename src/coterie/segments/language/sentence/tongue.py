"""The tongues that definitions are read back in: how each opens, joins, quotes and ends a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from babel import Locale


@dataclass(frozen=True)
class Tongue:
    """What a sentence needs beside the phrases of its conditions.

    opens, ends: around the clauses. everyone, nobody: whole sentences. in_base: the clause for "everybody"
    inside
    a group. both, either: said before a group of two (any) inside another. light: between the plain
    clauses of a
    group; heavy: between clauses some of which are groups; such: before a clause after a heavy joint.
    dropped: joining words that are not said twice in a row. repeats: three clauses and more each keep
    their joining word. comma: one closes a clause that ends in
    another;
    serial: one stands before the last of three.
    among: a clause denied from outside.
    """

    code: str
    locale: str
    quotes: tuple[str, str]
    opens: str
    ends: str
    everyone: str
    nobody: str
    in_base: str
    light: Mapping[str, str]
    heavy: Mapping[str, str]
    such: str
    among: str
    nor: str
    neither: str
    others: str
    both: str = ""
    either: str = ""
    dropped: tuple[str, ...] = ()
    repeats: bool = True
    comma: str = ","
    serial: str = ""

    @cached_property
    def _locale(self) -> Locale:
        return Locale.parse(self.locale)

    def plural(self, n: int) -> str:
        """The plural category of a whole number (CLDR): one, two, few, many or other."""
        return str(self._locale.plural_form(n))

    def quoted(self, text: str) -> str:
        """A name as its user wrote it, on one line, in quotation marks.

        >>> TONGUES["pl"].quoted("VIP")
        '„VIP”'
        """
        return self.quotes[0] + " ".join(text.split()) + self.quotes[1]

    def listed(self, texts: list[str], conjunction: str = "or") -> str:
        """Texts joined by "or", "and", "nor" (names denied), or "neither" (deeds denied).

        >>> TONGUES["sl"].listed(["a", "b", "c"])
        'a, b ali c'
        """
        joint = {"nor": self.nor, "neither": self.neither}.get(conjunction) or self.light[conjunction]
        return joint.join(filter(None, [", ".join(texts[:-1]), *texts[-1:]]))


TONGUES: Mapping[str, Tongue] = {
    tongue.code: tongue
    for tongue in (
        Tongue(
            "en",
            "en_GB",
            quotes=("“", "”"),
            opens="Contacts ",
            dropped=("who", "that"),
            ends=".",
            everyone="All contacts.",
            nobody="No contacts.",
            in_base="(who) <are|are not> in the contact base",
            light={"and": " and ", "or": " or "},
            heavy={"and": ", and also ", "or": ", or else "},
            such="",
            among="(who) are not among those {clause}",
            nor=" or ",
            neither=" or ",
            others="one of {n} other values",
            both="both ",
            either="either ",
            serial=",",
            repeats=False,
        ),
        Tongue(
            "pl",
            "pl",
            quotes=("„", "”"),
            opens="Kontakty, ",
            dropped=("które", "który", "która"),
            ends=".",
            everyone="Wszystkie kontakty.",
            nobody="Żaden kontakt.",
            in_base="<(które) są|(których) nie ma> w bazie kontaktów",
            light={"and": " i ", "or": " lub "},
            heavy={"and": ", a zarazem ", "or": ", lub też "},
            such="takie, ",
            among="(które) nie należą do tych, {clause}",
            nor=" ani ",
            neither=" ani ",
            others="jedna z {n} innych wartości",
        ),
        Tongue(
            "sl",
            "sl",
            quotes=("»", "«"),
            opens="Kontakti, ",
            dropped=("ki",),
            ends=".",
            everyone="Vsi kontakti.",
            nobody="Noben kontakt.",
            in_base="(ki) <so|niso> v bazi kontaktov",
            light={"and": " in ", "or": " ali "},
            heavy={"and": ", in hkrati ", "or": ", ali pa "},
            such="taki, ",
            among="(ki) niso med tistimi, {clause}",
            nor=" niti ",
            neither=" niti ",
            others="ena od {n} drugih vrednosti",
        ),
        Tongue(
            "kk",
            "kk",
            quotes=("«", "»"),
            opens="",
            dropped=("",),
            ends=" контактілер.",
            everyone="Барлық контакт.",
            nobody="Ешбір контакт.",
            in_base="контактілер базасында<ғы| жоқ>",
            light={"and": " және ", "or": " немесе "},
            heavy={"and": ", әрі ", "or": ", не болмаса "},
            such="",
            among="{clause} контактілер қатарына кірмейтін",
            nor=" немесе ",
            neither=" және ",
            others="тағы {n} мәннің бірі",
            comma="",
            repeats=False,
        ),
    )
}
