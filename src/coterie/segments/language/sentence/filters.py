"""Filters of events in words: "whose amount is at least 100", "that includes a product whose brand is ...".

What they describe (an order, a product, events in the plural) gives the gender of the word that joins them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from coterie.segments.parts.compare import Recurs
from coterie.segments.parts.where import AnyItem, Every, Has, Non, Some, Where

from .groups import Clause, Leaf, Tree, kind_of, knot, told
from .nouns import annual, field
from .phrase import Telling
from .predicates import Plain, judged

# The gender p is the plural.
WHOSE: Mapping[str, Mapping[str, str]] = {
    "en": {"*": "whose"},
    "pl": {"m": "którego", "f": "której", "n": "którego", "p": "których"},
    "sl": {"m": "katerega", "f": "katere", "n": "katerega", "p": "katerih"},
    "kk": {"*": ""},
}
THAT: Mapping[str, Mapping[str, str]] = {
    "en": {"*": "that"},
    "pl": {"m": "który", "f": "która", "n": "które", "p": "które"},
    "sl": {"*": "ki"},
    "kk": {"*": ""},
}
WITH: Mapping[str, str] = {"en": "with", "pl": "o", "sl": "z", "kk": ""}
PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "item": "{number? p: <include a product|include no product>; *: <includes a product|includes no "
        "product>}"
        "[ {which}]",
        "always": "<any|impossible> properties",
    },
    "pl": {
        "item": "<{number? p: zawierają; *: zawiera} produkt|nie {number? p: zawierają; *: zawiera} produktu>"
        "[, {which}]",
        "always": "<jakichkolwiek|niemożliwych> właściwościach",
    },
    "sl": {
        "item": "<{number? p: vsebujejo; *: vsebuje} izdelek|ne {number? p: vsebujejo; *: vsebuje} izdelka>"
        "[, {which}]",
        "always": "<katerimi koli|nemogočimi> lastnostmi",
    },
    "kk": {
        "item": "құрамында [{which} ]тауар <бар|жоқ>",
        "always": "<кез келген|мүмкін емес> қасиеті бар",
    },
}


def which(where: Where, gender: str, telling: Telling) -> str | None:
    """A filter as the clause that follows (in Kazakh: precedes) what it describes; None if it lets all
    through.
    """
    if where == Every(()):
        return None
    clause = clause_of(where, gender, telling)
    return clause.said


def clause_of(where: Where, gender: str, telling: Telling) -> Clause:
    """A filter as a clause."""
    tongue = replace(telling.tongue, such="")  # it would have to agree with what is described
    return told(tree(where), tongue, lambda leaf, holds: _leaf(leaf, holds, gender, telling))


def tree(where: Where, holds: bool = True) -> Tree:
    """A filter with its denials pushed down."""
    match where:
        case Has() | AnyItem():
            return Leaf(where, holds)
        case Every(parts) | Some(parts):
            return knot(kind_of(isinstance(where, Every), holds), tuple(tree(part, holds) for part in parts))
        case Non(part):
            return tree(part, not holds)
        case _:
            assert_never(where)


def _leaf(leaf: Where | None, holds: bool, gender: str, telling: Telling) -> Clause:
    tongue, phrases = telling.tongue, PHRASES[telling.tongue.code]
    if isinstance(leaf, Has):
        inner = Telling(tongue, telling.say, holds)
        noun = field(leaf.field, tongue)
        noun = annual(leaf.field, noun, tongue) if isinstance(leaf.predicate, Recurs) else noun
        said = f"{noun.name} {judged(leaf.predicate, noun.gender, inner)}"
        return Clause(_of(WHOSE, gender, telling), said, int(inner.loose))
    if isinstance(leaf, AnyItem):
        inside = which(leaf.where, "m", telling)
        values = {"number": Plain(gender), "which": None if inside is None else Plain(inside)}
        said = telling.aside(phrases["item"], values, holds)
        return Clause(_of(THAT, gender, telling), said, 0, inside is not None)
    return Clause(WITH[tongue.code], telling.aside(phrases["always"], {}, holds))


def _of(words: Mapping[str, Mapping[str, str]], gender: str, telling: Telling) -> str:
    forms = words[telling.tongue.code]
    return forms.get(gender) or forms.get("*", "")
