"""Conjunctive normal form: the only shape that Klaviyo takes, and the reason why a tree may not fit it.

Clauses that are alike are counted once, and what a clause implies is left out (absorption), at every step, so
that parts which a tree says several times are shared rather than multiplied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, assert_never

Clause: TypeAlias = tuple[str, ...]
ROOM = 2_000
"""Clauses held at once; a form that needs more before it shrinks is not built."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Clauses as they are."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds."""

    parts: tuple[Form, ...]


Form: TypeAlias = Leaf | Every | Some


class TooWide(Exception):
    """The form needs more room than there is."""


def size(form: Form) -> tuple[int, int]:
    """How many clauses, and members of all of them, the form has if nothing is shared; nothing is built.

    >>> pair = Every((Leaf((("a",),)), Leaf((("b",),))))
    >>> size(Some((pair,) * 64)) == (2**64, 2**64 * 64)
    True
    """
    match form:
        case Leaf(clauses):
            return len(clauses), sum(map(len, clauses))
        case Every(parts):
            sizes = [size(part) for part in parts]
            return sum(n for n, _ in sizes), sum(m for _, m in sizes)
        case Some(parts):
            clauses_so_far, members = 1, 0
            for part in parts:
                n, m = size(part)
                clauses_so_far, members = clauses_so_far * n, members * n + m * clauses_so_far
            return clauses_so_far, members
    assert_never(form)


def normal(form: Form) -> list[Clause]:
    """The clauses, all of which hold. Error: `TooWide`.

    >>> one, other = Leaf((("a",), ("b",))), Leaf((("a",), ("c",)))
    >>> normal(Some((one, other)))
    [('a',), ('b', 'c')]
    """
    match form:
        case Leaf(clauses):
            return absorbed(clauses)
        case Every(parts):
            return absorbed([clause for part in parts for clause in normal(part)])
        case Some(parts):
            found: list[Clause] = [()]
            for part in sorted(map(normal, parts), key=len):
                if len(found) * len(part) > ROOM:
                    raise TooWide
                found = absorbed([(*one, *other) for one in found for other in part])
            return found
    assert_never(form)


def absorbed(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses without those that another implies, in their order, members once each.

    >>> absorbed([("a", "b"), ("a", "a"), ("c", "b"), ("b", "c")])
    [('a',), ('c', 'b')]
    """
    unique = {frozenset(clause): tuple(dict.fromkeys(clause)) for clause in reversed(list(clauses))}
    kept: list[frozenset[str]] = []
    for clause in sorted(unique, key=len):
        if not any(one <= clause for one in kept):
            kept.append(clause)
    chosen = frozenset(kept)
    return [clause for members, clause in reversed(unique.items()) if members in chosen]
