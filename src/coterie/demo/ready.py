"""Ready segments: one file each in examples/segments, in the text form; its first lines say what it is for.

# Opened, never bought
# pl: ...                      the title in the other languages: pl, sl, kk
# goal: first purchase         one of GOALS
# capabilities: 0-15, 2-4      numbers of docs/capabilities.md
# why: ...                     one line
# waits for: insights          only if it asks for something that Coterie does not reckon yet
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coterie.segments.language import Expression, expression

INSTALLED = Path(__file__).parent / "segments"
IN_SOURCES = Path(__file__).parents[3] / "examples" / "segments"
SUFFIX = ".coterie"
LANGUAGES = ("en", "pl", "sl", "kk")
GOALS: Mapping[str, Mapping[str, str]] = {
    name: dict(zip(LANGUAGES, (title, *others), strict=True))
    for name, title, *others in (
        ("deliverability", "Welcome in the inbox", "Mile widziane w skrzynce", "Dobrodošli v nabiralniku",
         "Пошта жәшігінде қош келдіңіз"),
        ("first purchase", "First purchase", "Pierwszy zakup", "Prvi nakup", "Алғашқы сатып алу"),
        ("repeat purchase", "Repeat purchase", "Kolejny zakup", "Ponovni nakup", "Қайта сатып алу"),
        ("loyalty", "Loyalty", "Lojalność", "Zvestoba", "Тұрақтылық"),
        ("win back", "Win back", "Odzyskiwanie klientów", "Vrnitev kupcev", "Клиенттерді қайтару"),
        ("cross-sell", "Cross-sell", "Sprzedaż krzyżowa", "Navzkrižna prodaja", "Қосымша сату"),
        ("interests", "Interests", "Zainteresowania", "Zanimanja", "Қызығушылықтар"),
        ("order habits", "Order habits", "Zwyczaje zakupowe", "Nakupne navade", "Тапсырыс беру әдеттері"),
        ("local", "Places", "Miejsca", "Kraji", "Орындар"),
        ("profile", "Profile", "Profil", "Profil", "Профиль"),
        ("channels", "Channels and devices", "Kanały i urządzenia", "Kanali in naprave",
         "Арналар мен құрылғылар"),
        ("sales", "Sales", "Sprzedaż", "Prodaja", "Сату"),
        ("consent", "Consent and law", "Zgoda i prawo", "Soglasje in pravo", "Келісім және заң"),
        ("value", "Value and prediction", "Wartość i prognozy", "Vrednost in napovedi",
         "Құндылық және болжам"),
        ("experiments", "Experiments", "Eksperymenty", "Poskusi", "Тәжірибелер"),
    )
}  # fmt: skip
"""What one wants to reach, and its name in the four languages, in the order in which they are shown."""
_LABELS = ("pl", "sl", "kk", "goal", "capabilities", "why", "waits for")


@dataclass(frozen=True, slots=True)
class Ready:
    """A ready segment. titles: by language. capabilities: numbers such as "0-15". waits_for: what it needs
    that is not there yet."""

    key: str
    titles: Mapping[str, str]
    goal: str
    capabilities: tuple[str, ...]
    why: str
    waits_for: str | None
    definition: Expression


def ready_segments(folder: Path | None = None) -> tuple[Ready, ...]:
    """All ready segments, by goal and number of capability.

    Errors: `DefinitionError` for a definition, `ValueError` for first lines that are not as they should be.
    """
    place = folder or (INSTALLED if INSTALLED.is_dir() else IN_SOURCES)
    found = (read(path.stem, path.read_text(encoding="utf-8")) for path in place.glob(f"*{SUFFIX}"))
    return tuple(sorted(found, key=_rank))


def read(key: str, text: str) -> Ready:
    """A ready segment from the text of its file.

    Errors: those of `ready_segments`.

    >>> head = "# Blocked|# pl: a|# sl: b|# kk: c|# goal: loyalty|# capabilities: 1-8|# why: so"
    >>> read("blocked", "\\n".join([*head.split("|"), "is blocked"])).why
    'so'
    """
    title, *labelled = (line[2:] for line in _head(text))
    said = dict(line.split(": ", 1) for line in labelled if ": " in line)
    missing = [label for label in _LABELS[:-1] if label not in said]
    if missing or len(said) != len(labelled) or not set(said) <= set(_LABELS) or said["goal"] not in GOALS:
        raise ValueError(f"{key}: its first lines want the title, then each of {', '.join(_LABELS)}")
    titles = {"en": title, **{language: said[language] for language in LANGUAGES[1:]}}
    numbers = tuple(said["capabilities"].split(", "))
    return Ready(key, titles, said["goal"], numbers, said["why"], said.get("waits for"), expression(text))


def _head(text: str) -> Iterator[str]:
    """The comments that a text begins with."""
    for line in text.splitlines():
        if not line.startswith("# "):
            return
        yield line


def _rank(one: Ready) -> tuple[object, ...]:
    return list(GOALS).index(one.goal), tuple(map(_number, one.capabilities)), one.key


def _number(capability: str) -> tuple[int, int]:
    document, number = capability.split("-")
    return int(document), int(number)
