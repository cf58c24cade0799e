"""The ways a name of a place is written: folded, without accents, with and without hyphens and full stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from coterie.lib.text import fold

_MARKS = re.compile("(?<=[a-z])[\u0300-\u036f]+")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_SOFT = str.maketrans({"-": " ", "–": " ", "’": "'", "ʼ": "'"})

_LOOSE = str.maketrans({"-": " ", "–": " ", ".": " ", "’": "'", "ʼ": "'", "&": "and"})
_PLAINEST = str.maketrans({" ": None})


def key(text: str) -> str:
    """The folded text with single spaces: what every index of this room is keyed by.

    >>> key("  New   YORK ")
    'new york'
    """
    return " ".join(fold(text).split())


def plain(text: str) -> str:
    """A folded text whose Latin letters have lost their marks; other scripts are left alone.

    >>> plain("łódź"), plain("қостанай")
    ('lodz', 'қостанай')
    """
    bare = _MARKS.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS)))
    return unicodedata.normalize("NFC", bare)


def variants(name: str) -> frozenset[str]:
    """Every folded way to write one name.

    >>> sorted(variants("Bosnia & Herzegovina"))
    ['bosnia & herzegovina', 'bosnia and herzegovina']
    >>> sorted(variants("Warmińsko-Mazurskie"))[:2]
    ['warminsko mazurskie', 'warminsko-mazurskie']
    """
    first = key(name)
    if first.isascii() and first.translate(_PLAINEST).isalnum():
        return frozenset([first])
    found = {first, first.replace("&", "and")}
    found |= {plain(text) for text in found}
    found |= {text.translate(_SOFT) for text in found}
    found |= {" ".join(text.replace(".", " ").split()) for text in found}
    return frozenset(found - {""})


def loose(text: str) -> str:
    """One spelling for all variants of a name, for indexes too large to hold each.

    >>> loose("Bielsko-Biała"), loose("St. Gallen"), loose("Алма-Ата")
    ('bielsko biala', 'st gallen', 'алма ата')
    """
    if text.isascii():
        return " ".join(text.lower().translate(_LOOSE).split())
    return " ".join(plain(fold(text)).translate(_LOOSE).split())


def spread(names: Iterable[str]) -> frozenset[str]:
    """The variants of all names together.

    >>> sorted(spread(["UK", "U.K."]))
    ['u k', 'u.k.', 'uk']
    """
    return frozenset(text for name in names for text in variants(name))
