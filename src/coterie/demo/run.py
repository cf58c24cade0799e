"""The demo's run: every ready segment counted at the demo's today and thirty days before."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from coterie.demo.ready import Ready
from coterie.demo.shop import Told
from coterie.demo.times import DEMO_NOW
from coterie.segments.language import AllOf
from coterie.workspace import Shop

CHANGE = timedelta(days=30)
EVERYBODY = AllOf(())


@dataclass(frozen=True, slots=True)
class Figures:
    """share: per cent of the base. change: members now less those thirty days before. ms: of one count, its
    columns being there."""

    members: int
    share: Decimal
    change: int
    ms: float


@dataclass(frozen=True, slots=True)
class Line:
    """What there is to say of a segment. definition: its text form. figures: None while it waits for
    something."""

    key: str
    title: str
    goal: str
    capabilities: tuple[str, ...]
    why: str
    definition: str
    sentence: str
    figures: Figures | None
    waits_for: str | None


def prepare(shop: Shop, ready: Iterable[Ready], told: Told = lambda done, whole: None) -> None:
    """Ask every segment once, so that the columns that it reads are made; they are kept with the shop."""
    asked = [one for one in ready if one.waits_for is None]
    for done, one in enumerate(asked):
        told(done, len(asked))
        shop.count(one.definition, DEMO_NOW)


def lines(shop: Shop, ready: Iterable[Ready], language: str = "en") -> Iterator[Line]:
    """What there is to say of each segment, titles and sentences in a language."""
    base = shop.count(EVERYBODY, DEMO_NOW)
    for one in ready:
        yield _line(shop, one, base, language)


def _line(shop: Shop, one: Ready, base: int, language: str) -> Line:
    figures = _figures(shop, one, base) if one.waits_for is None else None
    said, sentence = one.definition.text, one.definition.sentence(language)
    title = one.titles[language]
    return Line(one.key, title, one.goal, one.capabilities, one.why, said, sentence, figures, one.waits_for)


def _figures(shop: Shop, one: Ready, base: int) -> Figures:
    begun = time.perf_counter()
    members = shop.count(one.definition, DEMO_NOW)
    ms = round((time.perf_counter() - begun) * 1000, 2)
    before = shop.count(one.definition, DEMO_NOW - CHANGE)
    return Figures(members, share(members, base), members - before, ms)


def share(members: int, base: int) -> Decimal:
    """Per cent with two decimals; 0 of nobody.

    >>> share(1, 3), share(2, 3), share(0, 0)
    (Decimal('33.33'), Decimal('66.67'), Decimal('0.00'))
    """
    return (Decimal(100 * members) / (base or 1)).quantize(Decimal("0.01"))
