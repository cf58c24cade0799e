"""Filters of events: `where url contains "/blog" and item (category under "Coats" and price > 50)`.

Product fields that stand bare at the top are gathered into one `item (...)`, as they hold on one and the same
item. Where what follows an `and` could be another condition just as well, the text is refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coterie.errors import Place
from coterie.segments.parts.compare import Predicate
from coterie.segments.parts.where import ALL, AnyItem, Every, Has, Non, Some, Where

from ..forms import Grammar, Unsayable
from ..joints import joined
from ..messages import problem
from ..reader import Enough, Mismatch, Reader, Spoilt
from ..shape import fields, union
from ..tokens import quoted
from . import lookup
from .properties import COMPUTED, PRODUCT, is_lead, of_event, of_item, of_product, read_name


@dataclass(slots=True)
class Reading:
    """One filter being read: which of its parts are bare product fields (by id)."""

    reader: Reader
    loose: set[int]

    def whole(self, item: bool = False, top: bool = False) -> Where:
        """Filters joined by `and`, or by `or`."""
        start = self.reader.here()
        word, parts = joined(self.reader, lambda: self.part(item), self._goes_on if top else lambda: True)
        return self._kept((Every if word == "and" else Some)(tuple(parts)), start) if word else parts[0]

    def part(self, item: bool) -> Where:
        """One filter: a comparison, a group, a negation, or an item's."""
        reader, start = self.reader, self.reader.here()
        with reader.deeper():
            if reader.peek().sort == "open":
                with reader.parentheses():
                    return self.whole(item)
            if reader.sees("not"):
                reader.next()
                return self._kept(Non(self.part(item)), start)
            if reader.sees("no"):
                reader.next()
                return self._kept(Non(self._item()), start)
            if reader.sees("item"):
                return self._item()
            if reader.sees("anything", "nothing"):
                return Every(()) if reader.next().value == "anything" else Some(())
            if reader.sees("all", "any"):
                return self._group(item)
            return self._has(item)

    def _goes_on(self) -> bool:
        """Whether a filter follows the `and` ahead; what could be a condition as well is refused."""
        reader = self.reader
        mark, word, first = reader.mark(), reader.peek(), _first_word(reader)
        if first is None or not reader.begins(first):
            return True
        reader.next()
        try:
            self.part(item=False)
        except (Mismatch, Spoilt):
            return False
        finally:
            reader.back(mark)
        token = reader.tokens[first]
        place = Place(token.start, token.end)
        reader.report(problem("unclear-and", place, text=quoted(token.text), word=f"'{word.value}'"))
        raise Spoilt

    def _item(self) -> Where:
        start = self.reader.here()
        self.reader.word("item")
        with self.reader.parentheses():
            inner = self.whole(item=True)
        return self._kept(AnyItem(inner), start)

    def _group(self, item: bool) -> Where:
        reader, start, parts = self.reader, self.reader.here(), []
        kind = Every if reader.next().value == "all" else Some
        reader.word("of")
        with reader.parentheses():
            while reader.peek().sort != "close":
                parts.append(self.part(item))
                if reader.peek().sort != "close":
                    reader.take("comma", "a comma")
        return self._kept(kind(tuple(parts)), start)

    def _has(self, item: bool) -> Where:
        reader, start = self.reader, self.reader.here()
        name, bare = read_name(reader)
        spot = reader.reach(start)
        predicate: Predicate = lookup(fields(Has)["predicate"].type).read(reader)
        loose = bare and not item and name in PRODUCT
        field = (
            PRODUCT.get(name, name)
            if bare and (item or loose)
            else COMPUTED.get(name, name)
            if bare
            else name
        )
        has = Has(field, predicate)
        if loose:
            self.loose.add(id(has))
        reader.keep(has, start)
        reader.spans[id(has), "field"] = spot
        return has

    def _kept(self, where: Where, start: int) -> Where:
        self.reader.keep(where, start)
        return where

    # ---- gathering --------------------------------------------------------------------------------

    def gathered(self, where: Where, start: int) -> Where:
        """The filter with its bare product fields inside `item (...)`."""
        if not self.loose:
            return where
        if self._pure(where):
            return self._kept(AnyItem(where), start)
        if isinstance(where, (Every, Some)) and all(self._pure(p) or self._clean(p) for p in where.parts):
            return self._kept(self._split(where), start)
        self.reader.report(problem("mixed-item", self.reader.since(start)))
        raise Spoilt

    def _split(self, where: Every | Some) -> Where:
        kind = type(where)
        products = tuple(p for p in where.parts if self._pure(p))
        item = AnyItem(products[0] if len(products) == 1 else kind(products))
        first = where.parts.index(products[0])
        others = [p for p in where.parts if not self._pure(p)]
        return kind((*others[:first], item, *others[first:]))

    def _pure(self, where: Where) -> bool:
        """Whether it speaks of bare product fields only."""
        match where:
            case Has():
                return id(where) in self.loose
            case Every(parts) | Some(parts):
                return bool(parts) and all(map(self._pure, parts))
            case Non(part):
                return self._pure(part)
            case AnyItem():
                return False

    def _clean(self, where: Where) -> bool:
        """Whether it speaks of no bare product field."""
        match where:
            case Has():
                return id(where) not in self.loose
            case Every(parts) | Some(parts):
                return all(map(self._clean, parts))
            case Non(part):
                return self._clean(part)
            case AnyItem():
                return True


@dataclass(frozen=True, slots=True)
class Filter:
    """The grammar of `Where`."""

    def read(self, reader: Reader) -> Where:
        if reader.probing:
            raise Enough
        reading, start = Reading(reader, set()), reader.here()
        where = reading.whole(top=True)
        return reading.gathered(where, start)

    def write(self, value: Any) -> str:
        return bare(value) or whole(value)

    def firsts(self) -> None:
        return None


def bare(where: Where) -> str | None:
    """A filter of one item whose product fields can stand without `item (...)`, as text; else None."""
    if not isinstance(where, AnyItem):
        return None
    inner = where.where
    parts = inner.parts if isinstance(inner, Every) and len(inner.parts) > 1 else (inner,)
    words = [of_product(p.field) if isinstance(p, Has) else None for p in parts]
    if None in words or any(is_lead(word or "") for word in words):
        return None
    return " and ".join(
        f"{w} {_predicate(p)}" for w, p in zip(words, parts, strict=True) if isinstance(p, Has)
    )


def whole(where: Where, item: bool = False, wary: bool = False) -> str:
    """A filter as text, its top `and` or `or` without parentheses.

    `wary`: it follows an `and`, so what could begin a condition must not be taken for one.
    """
    if isinstance(where, (Every, Some)) and len(where.parts) > 1:
        word = " and " if isinstance(where, Every) else " or "
        first, *others = where.parts
        return word.join([_part(first, item, wary), *(_part(p, item, wary or not item) for p in others)])
    return _part(where, item, wary)


def _part(where: Where, item: bool, wary: bool) -> str:
    match where:
        case Has(field):
            return f"{of_item(field) if item else of_event(field, wary)} {_predicate(where)}"
        case Every(()) | Some(()):
            return "anything" if where == ALL else "nothing"
        case Every((part,)) | Some((part,)):
            return f"{'all' if isinstance(where, Every) else 'any'} of ({_part(part, item, wary)})"
        case Every() | Some():
            return f"({whole(where, item, wary)})"
        case Non(AnyItem(inner)):
            return f"no item ({whole(inner, item=True)})"
        case Non(part):
            return f"not {_part(part, item, wary)}"
        case AnyItem(inner):
            return f"item ({whole(inner, item=True)})"
    raise Unsayable


def _predicate(has: Has) -> str:
    return lookup(fields(Has)["predicate"].type).write(has.predicate)


def _first_word(reader: Reader) -> int | None:
    """The token after the `and` that says what follows: parentheses, `not` and `all of` passed over."""
    at = reader.at + 1
    while True:
        token = reader.tokens[at]
        group = token.value in ("all", "any") and reader.tokens[at + 1].value == "of"
        if token.sort in ("open", "newline") or token.value == "not":
            at += 1
        elif token.sort == "word" and group:
            at += 2
        else:
            return at if token.sort == "word" else None


TYPES: Mapping[frozenset[Any], Grammar] = {frozenset(union(fields(Non)["part"].type)): Filter()}
