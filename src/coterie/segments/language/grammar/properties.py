"""Properties of events and items, as filters and metrics name them.

Bare `amount`, `hour` and `weekday` are the computed fields; bare product fields are those of the items. A
name in quotes is a property exactly as it came in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..forms import Grammar, Unsayable
from ..reader import Reader
from ..tokens import is_bare, quoted
from .names import STRUCTURE

COMPUTED = {"amount": "$amount", "hour": "$hour", "weekday": "$weekday"}
PRODUCT = {
    "product_id": "product_id", "product": "name", "category": "category", "brand": "brand", "price": "price",
    "quantity": "quantity",
}  # fmt: skip
"""Bare words for fields of items, and the field that each means."""

LEADS = frozenset({"all", "and", "any", "anything", "item", "no", "not", "nothing", "or"})
"""Words that begin something else where a property may stand."""

_COMPUTED_WORDS = {field: word for word, field in COMPUTED.items()}
_PRODUCT_WORDS = {field: word for word, field in PRODUCT.items()}


@dataclass(frozen=True, slots=True)
class Property:
    """A property that is counted or summed; `item.price` reads as `price`."""

    def read(self, reader: Reader) -> str:
        name, bare = read_name(reader)
        if bare and name in PRODUCT:
            return f"item.{PRODUCT[name]}"
        return COMPUTED.get(name, name) if bare else name

    def write(self, value: Any) -> str:
        if not isinstance(value, str):
            raise Unsayable
        field = value.removeprefix("item.")
        if field != value and field in _PRODUCT_WORDS:
            return _PRODUCT_WORDS[field]
        return of_event(value)

    def firsts(self) -> None:
        return None


def read_name(reader: Reader) -> tuple[str, bool]:
    """A property's name, and whether it stood without quotes."""
    token = reader.peek()
    if token.sort != "text" and (token.sort != "word" or token.value in LEADS):
        reader.fail("a property")
    reader.next()
    return (token.value, False) if token.sort == "text" else (token.text, True)


def of_event(field: str, wary: bool = False) -> str:
    """A field of an event as text. `wary`: in quotes if a condition could begin with it.

    >>> of_event("$amount"), of_event("url"), of_event("price"), of_event("of"), of_event("score", wary=True)
    ('amount', 'url', '"price"', '"of"', '"score"')
    """
    word = _COMPUTED_WORDS.get(field, "")
    hidden = field in COMPUTED or field in PRODUCT
    if hidden or (wary and is_lead(word or field)):
        return quoted(field)
    return word or plain(field)


def of_item(field: str) -> str:
    """A field of an item as text, inside `item (...)`.

    >>> of_item("price"), of_item("name"), of_item("product")
    ('price', 'name', '"product"')
    """
    return quoted(field) if field in PRODUCT and PRODUCT[field] != field else plain(field)


def of_product(field: str) -> str | None:
    """The bare word that means a field of an item outside `item (...)`, or None."""
    return _PRODUCT_WORDS.get(field)


def plain(field: str) -> str:
    """A name without another meaning: bare if it can be."""
    return field if is_bare(field) and field.lower() not in STRUCTURE | LEADS else quoted(field)


def is_lead(word: str) -> bool:
    """Whether a condition begins with this word."""
    from ..registry import leads  # the kinds know their grammars, so these ask for the kinds late

    return word.lower() in leads()


STYLES: Mapping[str, Callable[[Any], Grammar]] = {"property": lambda annotation: Property()}
