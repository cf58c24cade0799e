"""Lint: doubts about a definition that is right in form: what it says twice, in vain, or by mistake.

What always, never or needlessly holds is proved (`proof`), never guessed: in every world and at any instant.
What depends on numbers of contacts is asked of whoever can count. Unknown names and wrong types are not here:
see `coterie.segments.language.check`.
"""

from __future__ import annotations

from coterie.errors import DefinitionError, Problem
from coterie.segments.language import Context, Expression
from coterie.segments.language.walk import Spans, Visit

from .audience import Audience, Count, Figures, unasked
from .proof import Prover
from .shape import Shape

__all__ = ["Audience", "Count", "Prover", "lint"]


def lint(
    expression: Expression,
    context: Context,
    counts: Count | None = None,
    *,
    audience: Audience | None = None,
    language: str = "en",
    spans: Spans | None = None,
) -> list[Problem]:
    """Doubts about a definition, each with a hint and, where there is one, a fix for its place.

    counts: how many contacts a plan has, now. audience: the channel that the definition is meant for. spans
    (of `language.read`): where things stand in a text. A segment that refers to itself is the only problem
    told.
    """
    root, known = Visit(expression, depth=1), spans or {}
    prover = Prover(context.ground.calendar)
    try:
        found = list(Shape(prover, context, known, language).doubts(root))
        if audience is not None:
            found += unasked(expression, audience, prover, context, language)
        if counts is not None:
            found += Figures(counts, context, known, language).doubts(root)
    except DefinitionError as wrong:
        return list(wrong.problems)
    return found
