"""Groups in words: how clauses are joined so that the brackets can be heard.

Denials are pushed down to the single conditions first, so that a group is only ever "and" or "or" ("not (A or
B)" is "not A and not B"). A group of plain clauses is joined lightly ("A and B"). A group that holds
groups is
joined heavily (", and also "), which no plain group is, so that two levels are told apart by words alone;
what
lies deeper stands in parentheses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from .tongue import Tongue

Kind: TypeAlias = Literal["and", "or"]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A condition or a filter, said or denied. None: what is always true."""

    thing: Any
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Knot:
    """Leaves and knots of the other kind under one "and" or "or"."""

    kind: Kind
    parts: tuple[Tree, ...]


Tree: TypeAlias = "Leaf | Knot"


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: the word that joins it ("who"), the rest, how many levels of groups lie in it, and whether
    it ends
    in a clause of its own (which asks for a comma and for the next "who").
    """

    lead: str
    text: str
    height: int = 0
    tail: bool = False

    @property
    def said(self) -> str:
        """The whole of it."""
        return f"{self.lead} {self.text}" if self.lead else self.text


def kind_of(every: bool, holds: bool) -> Kind:
    """What joins the parts of "every" or "some", said or denied.

    >>> kind_of(True, False)
    'or'
    """
    return "and" if every == holds else "or"


def knot(kind: Kind, parts: tuple[Tree, ...]) -> Tree:
    """A group, of at least two parts of which none is a group of its own kind; or its only part.

    >>> knot("and", (Leaf(1), knot("and", (Leaf(2), Leaf(3))))) == Knot("and", (Leaf(1), Leaf(2), Leaf(3)))
    True
    """
    flat: list[Tree] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Knot) and part.kind == kind else [part])
    if not flat:
        return Leaf(None, kind == "and")
    return flat[0] if len(flat) == 1 else Knot(kind, tuple(flat))


def told(tree: Tree, tongue: Tongue, tell: Callable[[Any, bool], Clause], nested: bool = False) -> Clause:
    """The tree as one clause; `tell` says (or denies) a leaf, `nested`: it stands in a group."""
    if isinstance(tree, Leaf):
        return tell(tree.thing, tree.holds)
    clauses = [told(part, tongue, tell, True) for part in tree.parts]
    if all(clause.height == 0 for clause in clauses):
        return _light(clauses, tree.kind, tongue, nested)
    return _heavy([_bracketed(clause, tongue) for clause in clauses], tree.kind, tongue)


def _bracketed(clause: Clause, tongue: Tongue) -> Clause:
    """A part of a heavy group: in parentheses if it is a heavy group itself."""
    if clause.height > 1:
        such = tongue.such if clause.lead else ""
        return Clause("", f"({such}{clause.said})", clause.height)
    return clause


def _light(clauses: list[Clause], kind: Kind, tongue: Tongue, nested: bool) -> Clause:
    first, last, pair = clauses[0], clauses[-1], len(clauses) == 2
    tails = any(c.tail for c in clauses[:-1])
    same = first.lead in tongue.dropped and all(c.lead == first.lead for c in clauses)
    drops = same and not tails and (pair or not tongue.repeats)
    said = [first.text, *(c.text if drops else c.said for c in clauses[1:])]
    joint = (tongue.comma if tails else "" if pair else tongue.serial) + tongue.light[kind]
    text = joint.join([", ".join(said[:-1]), said[-1]])
    if nested and pair and drops:
        text = (tongue.both if kind == "and" else tongue.either) + text
    return Clause(first.lead, text, 1, last.tail)


def _heavy(clauses: list[Clause], kind: Kind, tongue: Tongue) -> Clause:
    first = clauses[0]
    later = [tongue.such + c.said if c.lead else c.said for c in clauses[1:]]
    height = max(c.height for c in clauses) + 1
    return Clause(first.lead, tongue.heavy[kind].join([first.text, *later]), height, clauses[-1].tail)
