"""Klaviyo's definitions read: groups all of which hold, of conditions one of which holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coterie.errors import DefinitionError, Place, Problem
from coterie.segments.language import AllOf, AnyOf, Expression, read_json

from .given import Book, Given, Names, Refused
from .types import readers


def from_klaviyo(data: object, *, metrics: Names = None, lists: Names = None) -> Expression:
    """The definition that a segment of Klaviyo's means: its `definition`, or the segment as its API gives it.

    `metrics` and `lists` name ids; left out, ids stand as names. Error: `DefinitionError` with every problem.

    >>> member = {"type": "profile-group-membership", "is_member": True, "group_ids": ["Y6nRLr"]}
    >>> data = {"condition_groups": [{"conditions": [member]}]}
    >>> from_klaviyo(data, lists={"Y6nRLr": "Newsletter"}).text
    'on list "Newsletter"'
    """
    tree, problems = read_klaviyo(data, metrics=metrics, lists=lists)
    wrong = [p for p in problems if p.severity == "error"]
    if wrong or tree is None:
        raise DefinitionError(wrong)
    return tree


def read_klaviyo(
    data: object, *, metrics: Names = None, lists: Names = None
) -> tuple[Expression | None, tuple[Problem, ...]]:
    """The definition (None if it can't be read), and all problems: ids without a name are warnings."""
    book = Book(metrics, lists)
    try:
        groups = [_group(one) for one in _definition(Given(data, "", book)).get("condition_groups").each()]
    except Refused:
        return None, tuple(book.problems)
    if not groups:
        book.problems.append(Problem("klaviyo-shape", "there is no group of conditions", Place(pointer="")))
    if any(p.severity == "error" for p in book.problems):
        return None, tuple(book.problems)
    return groups[0] if len(groups) == 1 else AllOf(tuple(groups)), tuple(book.problems)


def _definition(given: Given) -> Given:
    """What holds the groups: the thing itself, or what the API wraps around it."""
    for key in ("data", "attributes", "definition"):
        if isinstance(given.value, Mapping) and isinstance(given.value.get(key), Mapping):
            given = given.get(key)
    return given


def _group(given: Given) -> Expression:
    try:
        conditions = given.get("conditions").each()
        if not conditions:
            raise given.get("conditions").wrong("at least one condition")
    except Refused:
        return AnyOf(())
    found = tuple(_condition(one) for one in conditions)
    return found[0] if len(found) == 1 else AnyOf(found)


def _condition(given: Given) -> Expression:
    """A condition; what is wrong with one does not keep the others from being read."""
    try:
        tree, problems = read_json(given.get("type").one_of(readers())(given))
    except Refused:
        return AnyOf(())
    wrong = [replace(p, place=Place(pointer=given.at), fix=None) for p in problems if p.severity == "error"]
    given.book.problems.extend(wrong)
    return AnyOf(()) if tree is None else tree
