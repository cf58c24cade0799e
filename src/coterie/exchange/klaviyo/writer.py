"""Our definitions written for Klaviyo: negations moved to the conditions, then conjunctive normal form."""

from __future__ import annotations

import json

from coterie.errors import DefinitionError, Place, Problem
from coterie.segments.language import Definition, expression

from .asked import Ids, Unnamed, Unsayable
from .conditions.consent import joined
from .given import JSON, Names
from .normal import Clause, Every, Form, Leaf, Some, TooWide, normal, size
from .types import writers

MOST = 100
"""Conditions of one segment (Klaviyo's own limit)."""


def to_klaviyo(
    definition: Definition, *, metrics: Names = None, lists: Names = None, zone: str = "UTC"
) -> JSON:
    """The `definition` of a segment for Klaviyo's API.

    `metrics` and `lists` give the ids ({id: name}); left out, names stand as ids. `zone` (IANA) is where days
    begin. Error: `DefinitionError` with every part that Klaviyo has no word for, each with its pointer into
    the JSON form, or with the count where more than 100 conditions would be needed.

    >>> found = to_klaviyo("not on list Newsletter", lists={"Y6nRLr": "Newsletter"})
    >>> found["condition_groups"][0]["conditions"]
    [{'group_ids': ['Y6nRLr'], 'is_member': False, 'type': 'profile-group-membership'}]
    """
    ids = Ids(metrics, lists, zone)
    form = _form(expression(definition).json, True, "", ids)
    if ids.problems:
        raise DefinitionError(ids.problems)
    clauses = _normal(form)
    if not clauses or not all(clauses):
        whom = "nobody" if clauses else "everybody"
        ids.note(Unsayable(f"{whom}, which this definition comes to", "say who is meant"), "")
        raise DefinitionError(ids.problems)
    return {"condition_groups": [{"conditions": [json.loads(c) for c in clause]} for clause in clauses]}


def _normal(form: Form) -> list[Clause]:
    """The clauses, few enough. Error: `DefinitionError`."""
    try:
        clauses = normal(form)
        count = sum(map(len, clauses))
    except TooWide:
        clauses, count = [], size(form)[1]
    if count <= MOST:
        return clauses
    found = str(count) if count < 10**12 else f"about 10^{len(str(count)) - 1}"
    raise DefinitionError([_too_many(found)])


def _too_many(found: str) -> Problem:
    return Problem(
        "klaviyo-too-many",
        f"as groups of alternatives this takes {found} conditions; Klaviyo allows {MOST}",
        Place(pointer=""),
        "put a part of it into a segment of its own, or on a list",
    )


def _form(node: JSON, yes: bool, at: str, ids: Ids) -> Form:
    """The node (`yes`) or its complement, negations moved inward (De Morgan)."""
    match node:
        case {"not": part}:
            return _form(part, not yes, f"{at}/not", ids)
        case {"all": parts}:
            return _group(Every if yes else Some, _placed(parts, f"{at}/all", True, yes, ids), yes, ids)
        case {"any": parts}:
            return _group(Some if yes else Every, _placed(parts, f"{at}/any", False, yes, ids), yes, ids)
    return _leaf(node, yes, at, ids)


def _group(kind: type[Every] | type[Some], parts: list[tuple[JSON, str]], yes: bool, ids: Ids) -> Form:
    return kind(tuple(_form(part, yes, at, ids) for part, at in parts))


def _placed(parts: list[JSON], at: str, every: bool, yes: bool, ids: Ids) -> list[tuple[JSON, str]]:
    """The parts of a group, each with its pointer, its consents joined (a joined one: its first part's) where
    Klaviyo has a word for them together.
    """
    where = {id(part): f"{at}/{n}" for n, part in enumerate(parts)}
    about = {
        part.get("not", part).get("channel"): f"{at}/{n}"
        for n, part in reversed(list(enumerate(parts)))
        if part.get("not", part).get("kind") == "consent"
    }
    together = joined(parts, every)
    chosen = together if all(_sayable(p, yes, ids) for p in together if "cells" in p) else parts
    return [(part, where.get(id(part)) or about[part["channel"]]) for part in chosen]


def _sayable(consent: JSON, yes: bool, ids: Ids) -> bool:
    try:
        writers()["consent"](consent, yes, ids)
    except Unsayable:
        return False
    return True


def _leaf(node: JSON, yes: bool, at: str, ids: Ids) -> Form:
    try:
        write = writers().get(node["kind"])
        if write is None:
            raise Unsayable(f"conditions of the kind {node['kind']!r}")
        clauses = write(node, yes, ids)
    except (Unsayable, Unnamed) as refused:
        ids.note(refused, at)
        return Leaf(())
    return Leaf(tuple(tuple(json.dumps(one, sort_keys=True) for one in clause) for clause in clauses))
