"""Common given names and family names by language, for contacts that never lived. Public knowledge, retyped.

Family names stand as pairs (man's, woman's) where the language inflects them.
"""

from __future__ import annotations

import unicodedata

WOMEN: dict[str, tuple[str, ...]] = {
    "sl": (
        "Marija",
        "Ana",
        "Maja",
        "Irena",
        "Mojca",
        "Nina",
        "Barbara",
        "Eva",
        "Katja",
        "Petra",
        "Špela",
        "Živa",
    ),
    "pl": (
        "Anna",
        "Katarzyna",
        "Maria",
        "Agnieszka",
        "Ewa",
        "Zofia",
        "Julia",
        "Małgorzata",
        "Hanna",
        "Łucja",
    ),
    "kk": ("Айгүл", "Гүлнар", "Әсел", "Динара", "Сәуле", "Мәдина", "Жанар", "Ботагөз", "Қарлығаш"),
    "de": ("Sabine", "Julia", "Anna", "Petra", "Laura", "Katrin", "Lena", "Ursula", "Jürgine", "Sophie"),
    "en": ("Emma", "Olivia", "Sarah", "Emily", "Jessica", "Grace", "Chloe", "Hannah", "Lucy", "Megan"),
    "fr": ("Marie", "Camille", "Chloé", "Léa", "Manon", "Hélène", "Zoé", "Amélie"),
}
MEN: dict[str, tuple[str, ...]] = {
    "sl": (
        "Franc",
        "Janez",
        "Marko",
        "Ivan",
        "Andrej",
        "Luka",
        "Matej",
        "Žiga",
        "Tomaž",
        "Rok",
        "Gašper",
        "Anton",
    ),
    "pl": (
        "Piotr",
        "Krzysztof",
        "Andrzej",
        "Tomasz",
        "Paweł",
        "Jan",
        "Michał",
        "Łukasz",
        "Stanisław",
        "Jakub",
    ),
    "kk": ("Нұрлан", "Ерлан", "Бауыржан", "Асқар", "Дәурен", "Серік", "Қайрат", "Мұрат", "Әділ"),
    "de": ("Thomas", "Michael", "Stefan", "Andreas", "Jürgen", "Lukas", "Felix", "Jörg", "Max", "Paul"),
    "en": ("James", "Oliver", "William", "Jack", "Daniel", "Thomas", "Ryan", "Ethan", "Noah", "Liam"),
    "fr": ("Pierre", "Jean", "Louis", "Hugo", "Jérôme", "Théo", "Luc", "François"),
}


def _alike(names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, name) for name in names.split())


FAMILY: dict[str, tuple[tuple[str, str], ...]] = {
    "sl": _alike("Novak Horvat Kovačič Krajnc Zupančič Potočnik Mlakar Kos Vidmar Golob"),
    "pl": (
        ("Nowak", "Nowak"), ("Kowalski", "Kowalska"), ("Wiśniewski", "Wiśniewska"), ("Wójcik", "Wójcik"),
        ("Kamiński", "Kamińska"), ("Lewandowski", "Lewandowska"), ("Zieliński", "Zielińska"),
        ("Dąbrowski", "Dąbrowska"), ("Żak", "Żak"), ("Mazur", "Mazur"),
    ),
    "kk": (
        ("Ахметов", "Ахметова"), ("Оспанов", "Оспанова"), ("Ибраев", "Ибраева"), ("Сәрсенов", "Сәрсенова"),
        ("Жұмабаев", "Жұмабаева"), ("Қасымов", "Қасымова"), ("Әбдіров", "Әбдірова"),
    ),
    "de": _alike("Müller Schmidt Schneider Fischer Weber Wagner Becker Schäfer Koch Groß"),
    "en": _alike("Smith Jones Taylor Brown Wilson Evans Walker Wright O'Brien Clarke"),
    "fr": _alike("Tremblay Martin Bernard Roy Dubois Côté Gagnon Lefèvre"),
}  # fmt: skip
_LETTERS = "а-a б-b в-v г-g ғ-g д-d е-e ё-e ж-zh з-z и-i й-i к-k қ-q л-l м-m н-n ң-n о-o ө-o п-p р-r с-s т-t"
_MORE = "у-u ү-u ұ-u ф-f х-kh һ-h ц-ts ч-ch ш-sh ы-y і-i э-e ю-yu я-ya ә-a"
_CYRILLIC = dict(pair.split("-") for pair in f"{_LETTERS} {_MORE}".split())


def ascii_of(name: str) -> str:
    """A name in letters that an e-mail address takes everywhere.

    >>> ascii_of("Łucja Żak"), ascii_of("Әсел"), ascii_of("Groß")
    ('lucjazak', 'asel', 'gross')
    """
    text = "".join(_CYRILLIC.get(letter, letter) for letter in name.casefold().replace("ł", "l"))
    plain = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in plain if letter.isascii() and letter.isalnum())


def name_of(language: str, woman: bool, given: float, family: float) -> tuple[str, str]:
    """A given and a family name, drawn by two numbers in [0, 1).

    >>> name_of("pl", True, 0.0, 0.1)
    ('Anna', 'Kowalska')
    """
    givens, families = (WOMEN if woman else MEN)[language], FAMILY[language]
    return givens[int(given * len(givens))], families[int(family * len(families))][woman]
