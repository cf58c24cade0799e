"""How texts are compared: in one normal form, without regard to case, with their accents."""

from __future__ import annotations

from unicodedata import is_normalized, normalize


def normal(text: str) -> str:
    """Unicode normal form C.

    >>> normal("e\\u0301") == "\\u00e9"
    True
    """
    return text if text.isascii() or is_normalized("NFC", text) else normalize("NFC", text)


def fold(text: str) -> str:
    """The form in which texts are compared: NFC, full casefold, and NFC again.

    Casefold can take a composed letter apart, hence the second NFC: `fold(fold(x)) == fold(x)`, and
    canonically equivalent texts fold alike. Accents stay, and so do spaces. Source: The Unicode Standard,
    section 3.13, default caseless matching.

    >>> fold("STRASSE") == fold("Stra\\u00dfe"), fold("\\u00c9"), fold("Ko\\u0301d") == fold("KÓD")
    (True, 'é', True)
    """
    if text.isascii():
        return text.lower()
    return normal(normal(text).casefold())
