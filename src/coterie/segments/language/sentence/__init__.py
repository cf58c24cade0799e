"""A definition read back as one sentence, in English, Polish, Slovenian or Kazakh.

Each condition says itself in the attribute `says` of its kind, in the little language of `phrase`; what its
parts say (windows, comparisons, filters, metrics ...) lies here, one file a part, with all tongues side by
side.
To add a tongue, add it to `tongue` and to every table: a test counts them.

Not here: the text form, which reads back what it writes (`coterie.segments.language.text`).
"""

from __future__ import annotations

from coterie.segments.language.tree import AllOf, AnyOf, Complement, Condition, Expression

from .groups import Clause, Leaf, Tree, kind_of, knot, told
from .telling import clause
from .tongue import TONGUES, Tongue

__all__ = ["TONGUES", "Tongue", "sentence"]


def sentence(expression: Expression, language: str = "en") -> str:
    """One sentence, on one line, that says whom a definition means. Error: `KeyError` for another language.

    >>> sentence(AllOf(()), "pl")
    'Wszystkie kontakty.'
    """
    tongue = TONGUES[language]
    tree = _tree(expression, True)
    if isinstance(tree, Leaf) and tree.thing is None:
        return tongue.everyone if tree.holds else tongue.nobody
    return _finished(told(tree, tongue, lambda leaf, holds: clause(leaf, holds, tongue)), tongue)


def _tree(node: Expression, holds: bool) -> Tree:
    """The tree with its denials pushed down to the conditions."""
    match node:
        case AllOf(parts) | AnyOf(parts):
            kind = kind_of(isinstance(node, AllOf), holds)
            return knot(kind, tuple(_tree(part, holds) for part in parts))
        case Complement(part):
            return _tree(part, not holds)
        case Condition():
            return Leaf(node, holds)
        case _:
            raise TypeError(f"no node of a definition: {node!r}")


def _finished(found: Clause, tongue: Tongue) -> str:
    bracketed = not found.lead and found.text.startswith("(")
    opens = tongue.opens.replace(",", "") if bracketed else tongue.opens
    said = opens + found.said + tongue.ends
    return said[:1].upper() + said[1:]
