"""What is said about each doubt, in four languages: the message, a hint, and the label of its fix.

Facts in braces: `part` and `other` are conditions in the text form; numbers are written as each language
does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from coterie.errors import Fix, Place, Problem
from coterie.segments.language import Expression
from coterie.segments.language.sentence import TONGUES
from coterie.segments.language.sentence.figures import figure


class Saying(NamedTuple):
    """The words for a code."""

    message: str
    hint: str
    fix: str


MESSAGES: Mapping[str, Mapping[str, Saying]] = {
    "always-true": {
        "en": Saying(
            "{part} holds for every contact",
            "it keeps nobody out: take it away or narrow it",
            "say “everybody”",
        ),
        "pl": Saying(
            "warunek jest zawsze spełniony: {part}",
            "nikogo nie wyklucza: usuń go albo zawęź",
            "napisz, że chodzi o wszystkie kontakty",
        ),
        "sl": Saying(
            "pogoj je vedno izpolnjen: {part}",
            "nikogar ne izključi: odstranite ga ali ga zožite",
            "zapiši, da gre za vse kontakte",
        ),
        "kk": Saying(
            "шарт әрқашан орындалады: {part}",
            "ешкімді шығармайды: алып тастаңыз немесе тарылтыңыз",
            "барлық контакт деп жазу",
        ),
    },
    "always-false": {
        "en": Saying("no contact can ever meet {part}", "look at its numbers and windows", "say “nobody”"),
        "pl": Saying(
            "warunek nigdy nie jest spełniony: {part}",
            "sprawdź liczby i przedziały czasu",
            "napisz, że nie chodzi o żaden kontakt",
        ),
        "sl": Saying(
            "pogoj ni nikoli izpolnjen: {part}",
            "preverite števila in obdobja",
            "zapiši, da ne gre za noben kontakt",
        ),
        "kk": Saying(
            "шарт ешқашан орындалмайды: {part}",
            "сандар мен уақыт аралықтарын тексеріңіз",
            "ешбір контакт деп жазу",
        ),
    },
    "contradictory": {
        "en": Saying(
            "{part} and {other} never hold together, so nobody is left",
            "if either is enough, put them into “any of”",
            "let either of them do",
        ),
        "pl": Saying(
            "warunki nigdy nie są spełnione razem, więc nikt nie zostaje: {part}; {other}",
            "jeśli wystarczy jeden z nich, połącz je przez „co najmniej jeden z warunków”",
            "niech wystarczy jeden z nich",
        ),
        "sl": Saying(
            "pogoja nista nikoli izpolnjena hkrati, zato ne ostane nihče: {part}; {other}",
            "če zadostuje eden, ju združite z »vsaj eden od pogojev«",
            "naj zadostuje eden od njiju",
        ),
        "kk": Saying(
            "шарттар ешқашан бірге орындалмайды, сондықтан ешкім қалмайды: {part}; {other}",
            "біреуі жеткілікті болса, «шарттардың кемінде біреуі» тобына салыңыз",
            "біреуі жеткілікті болсын",
        ),
    },
    "contradictory-group": {
        "en": Saying(
            "these conditions never all hold together, so nobody is left",
            "take one of them away",
            "say “nobody”",
        ),
        "pl": Saying(
            "te warunki nigdy nie są spełnione wszystkie razem, więc nikt nie zostaje",
            "usuń jeden z nich",
            "napisz, że nie chodzi o żaden kontakt",
        ),
        "sl": Saying(
            "ti pogoji niso nikoli izpolnjeni vsi hkrati, zato ne ostane nihče",
            "odstranite enega od njih",
            "zapiši, da ne gre za noben kontakt",
        ),
        "kk": Saying(
            "бұл шарттар ешқашан бәрі бірге орындалмайды, сондықтан ешкім қалмайды",
            "біреуін алып тастаңыз",
            "ешбір контакт деп жазу",
        ),
    },
    "redundant": {
        "en": Saying("{part} changes nothing here: {other} settles it", "take it away", "take it away"),
        "pl": Saying(
            "warunek niczego tu nie zmienia: {part}; rozstrzyga: {other}", "usuń go", "usuń ten warunek"
        ),
        "sl": Saying(
            "pogoj tu ničesar ne spremeni: {part}; odloča: {other}", "odstranite ga", "odstrani ta pogoj"
        ),
        "kk": Saying(
            "бұл шарт мұнда ештеңені өзгертпейді: {part}; шешетіні: {other}",
            "алып тастаңыз",
            "бұл шартты алып тастау",
        ),
    },
    "no-consent": {
        "en": Saying(
            "not everybody in this audience may be written to",
            "nothing in it asks for consent; what may not be sent is held back later, and the count misleads",
            "only those who can be written to",
        ),
        "pl": Saying(
            "nie do wszystkich z tych odbiorców wolno pisać",
            "nic tu nie pyta o zgodę; wysyłka i tak ich pominie, a liczba wprowadza w błąd",
            "tylko ci, do których można pisać",
        ),
        "sl": Saying(
            "vsem v tem občinstvu ni dovoljeno pisati",
            "nič tu ne vpraša po soglasju; pošiljanje jih bo izpustilo, število pa zavaja",
            "samo tisti, ki jim je dovoljeno pisati",
        ),
        "kk": Saying(
            "бұл алушылардың бәріне жазуға болмайды",
            "мұнда келісім сұралмайды; жіберу кезінде олар өткізіліп кетеді, ал саны жаңылыстырады",
            "тек жазуға болатындар",
        ),
    },
    "wide-or": {
        "en": Saying(
            "{part} alone takes this “any of” from {before} to {after} contacts",
            "if all of it should hold, put it into “all of”",
            "ask for all of them",
        ),
        "pl": Saying(
            "sam ten warunek powiększa grupę z {before} do {after}: {part}",
            "jeśli mają być spełnione wszystkie warunki, użyj „wszystkie warunki”",
            "wymagaj wszystkich",
        ),
        "sl": Saying(
            "že ta pogoj poveča skupino z {before} na {after}: {part}",
            "če morajo biti izpolnjeni vsi, uporabite »vsi pogoji«",
            "zahtevaj vse",
        ),
        "kk": Saying(
            "осы шарттың өзі топты {before} санынан {after} санына дейін көбейтеді: {part}",
            "бәрі орындалуы керек болса, «барлық шарт» тобын пайдаланыңыз",
            "бәрін талап ету",
        ),
    },
    "dropped": {
        "en": Saying(
            "{part} leaves out {unset} contacts without a value"
            " and {unreadable} whose value can't be read so",
            "a comparison with a missing value is false, negated or not",
            "let them in: “or is not set”",
        ),
        "pl": Saying(
            "bez wartości: {unset}, z wartością nieczytelną dla porównania: {unreadable};"
            " odpadają przez: {part}",
            "porównanie z brakującą wartością jest fałszywe, także zaprzeczone",
            "uwzględnij je: „lub nie ma wartości”",
        ),
        "sl": Saying(
            "brez vrednosti: {unset}, z vrednostjo, ki se tako ne da brati: {unreadable};"
            " izpadejo zaradi: {part}",
            "primerjava z manjkajočo vrednostjo ne drži, tudi zanikana ne",
            "vključi jih: »ali nima vrednosti«",
        ),
        "kk": Saying(
            "мәні жоғы: {unset}, мәні бұлай оқылмайтыны: {unreadable}; сыртта қалдыратыны: {part}",
            "жоқ мәнмен салыстыру орындалмайды, терістелсе де",
            "оларды қосу: «немесе толтырылмаған»",
        ),
    },
    "mixed-currency": {
        "en": Saying(
            "{field} is compared as written, and amounts stand in more than one currency",
            "“amount” is the same money in the workspace's currency",
            "compare the amount",
        ),
        "pl": Saying(
            "wartość jest porównywana tak, jak zapisano, a kwoty są w kilku walutach: {field}",
            "„amount” to ta sama kwota w walucie obszaru roboczego",
            "porównaj kwotę",
        ),
        "sl": Saying(
            "vrednost se primerja, kot je zapisana, zneski pa so v več valutah: {field}",
            "»amount« je isti znesek v valuti delovnega prostora",
            "primerjaj znesek",
        ),
        "kk": Saying(
            "мән жазылған күйінде салыстырылады, ал сомалар бірнеше валютада: {field}",
            "«amount» — жұмыс кеңістігінің валютасындағы сол сома",
            "соманы салыстыру",
        ),
    },
}
LONGEST = 120
"""Characters of a condition that a message quotes."""


def doubt(
    code: str, place: Place, fixed: Expression | None, language: str, **facts: str | int
) -> Problem:  # fmt: skip
    """A warning in the words of a language; `fixed` is what its fix puts in its place.

    >>> doubt("redundant", Place(), None, "en", part="a", other="b").message
    'a changes nothing here: b settles it'
    """
    saying, tongue = MESSAGES[code][language], TONGUES[language]
    said = {name: figure(fact, tongue) if isinstance(fact, int) else fact for name, fact in facts.items()}
    fix = None if fixed is None else Fix(saying.fix, fixed.text, fixed.json)
    return Problem(code, saying.message.format_map(said), place, saying.hint, fix, "warning")


def quoted(expression: Expression) -> str:
    """A condition in the text form, on one line, cut short if it is long."""
    text = " ".join(expression.text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
