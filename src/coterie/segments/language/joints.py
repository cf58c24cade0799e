"""`and` and `or` between things: one of the two, never both without parentheses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from coterie.errors import Place

from .messages import problem
from .reader import Reader, Spoilt

JOINTS = ("and", "or")
T = TypeVar("T")


def joined(reader: Reader, operand: Callable[[], T], goes_on: Callable[[], bool]) -> tuple[str, list[T]]:
    """Operands, and the word that joins them ("" for a single one).

    `goes_on` is asked before each `and` and `or` whether it still belongs here. Both words mixed are a
    problem, whose fix lets `and` bind tighter.
    """
    start = reader.here()
    found, words = [operand()], [""]
    spots = [reader.reach(start)]
    while (word := joint(reader)) and goes_on():
        reader.next()
        reader.skip_newlines()
        words.append(word)
        start = reader.here()
        found.append(operand())
        spots.append(reader.reach(start))
    if len(set(words[1:])) > 1:
        place = Place(spots[0][0], spots[-1][1])
        reader.report(problem("mixed-and-or", place, text=grouped(reader.text, spots, words)))
        raise Spoilt
    return words[-1], found


def joint(reader: Reader) -> str:
    """`and` or `or`, if it comes next on this line or the next; else "" and the reader stays."""
    before = reader.at
    reader.skip_newlines()
    found = next((word for word in JOINTS if reader.sees(word)), "")
    if not found:
        reader.at = before
    return found


def grouped(text: str, spots: list[tuple[int, int]], words: list[str]) -> str:
    """Operands joined by `words`, each run of `and` in parentheses.

    >>> grouped("a and b or c", [(0, 1), (6, 7), (11, 12)], ["", "and", "or"])
    '(a and b) or c'
    """
    runs: list[list[str]] = []
    for (start, end), word in zip(spots, words, strict=True):
        if word == "and":
            runs[-1].append(text[start:end])
        else:
            runs.append([text[start:end]])
    return " or ".join(f"({' and '.join(run)})" if len(run) > 1 else run[0] for run in runs)
