"""How a file wants to be read, from its first bytes: encoding and delimiter."""

from __future__ import annotations

import codecs
import csv
from pathlib import Path

from .opening import format_of, head
from .rows import Reading

# Letters of Polish, Slovenian and their neighbours, and of western Europe, as the two code pages give them.
_LETTERS = {
    "cp1250": "ąćęłńóśźżĄĆĘŁŃÓŚŹŻčšžČŠŽőűěřůďťňŐŰĚŘŮĎŤŇ„”–€",
    "cp1252": "àâçèéêëîïôûùœÀÂÇÈÉÊËÎÏÔÛÙŒäöüßÄÖÜñãõåøæÅØÆÑ£“”–€",
}
_DELIMITERS = (",", ";", "\t", "|")


def guess_reading(path: Path, format: str | None = None) -> tuple[Reading, bool]:  # noqa: A002 (its name)
    """How to read a file, of this format if it is known, and whether that is sure.

    Error: `ImportRefused` for a name that says no format.
    """
    kind = format or format_of(path)
    if kind != "csv":
        return Reading(kind), True
    first = head(path)
    encoding, sure = guess_encoding(first)
    text = first.decode(encoding, "replace")
    return Reading(kind, guess_delimiter(text), encoding), sure


def guess_encoding(first: bytes) -> tuple[str, bool]:
    """The encoding of a text by its first bytes, and whether it is sure: a mark, or UTF-8 without a fault.

    >>> guess_encoding("Zażółć".encode("cp1250")), guess_encoding("Zażółć".encode())
    (('cp1250', False), ('utf-8', True))
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if first.startswith(mark):
            return name, True
    try:
        codecs.getincrementaldecoder("utf-8")().decode(first)
    except UnicodeDecodeError:
        return max(_LETTERS, key=lambda name: _score(first, name)), False
    return "utf-8", True


def guess_delimiter(text: str) -> str:
    """The delimiter under which the first rows have the same number of cells, the most of them.

    >>> guess_delimiter("a;b;c\\n1,5;2,5;3,5\\n"), guess_delimiter("alone\\n1\\n")
    (';', ',')
    """
    lines = text.splitlines()[:20]
    lines = lines[:-1] if len(lines) > 2 else lines  # the last may be cut

    def fit(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in csv.reader(lines, delimiter=delimiter) if row]
        width = widths[0] if widths else 1
        return (sum(1 for w in widths if w == width) * (width > 1), width)

    return max(_DELIMITERS, key=fit)


def _score(first: bytes, encoding: str) -> int:
    text = first.decode(encoding, "replace")
    known = set(_LETTERS[encoding])
    return sum(1 if sign in known else -1 for sign in text if sign >= "\x80")
