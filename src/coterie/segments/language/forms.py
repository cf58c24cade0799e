"""Forms: how a value is said, as words, {fields} and [optional groups].

`in the last {n} {unit}` reads and writes a `Last`. In a form

* `word|other` is a word and its other spellings, of which the first is written; `times~time` has a singular;
* `{field}` is a field of the value in the grammar of its type, `{field:style}` in another grammar;
* `[ ... ]` is written only if a field in it differs from its default, and may be absent when read;
* a truth field inside a group has no words of its own: the group stands for "not the default".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Protocol, TypeAlias

from .messages import problem
from .reader import SPELT, Mismatch, Reader, Spoilt
from .shape import Field, fields

_PIECE = re.compile(r"[\[\]()]|\{(\w+)(?::(\w+))?\}|[^\s\[\](){}]+")


class Unsayable(Exception):
    """This form has no words for the value."""


class Grammar(Protocol):
    """Reads and writes the values of one type."""

    def read(self, reader: Reader) -> Any:
        """The value that comes next, or `Mismatch`."""

    def write(self, value: Any) -> str:
        """The value as text, or `Unsayable`."""

    def firsts(self) -> frozenset[str] | None:
        """The words that may come first; None: other things too."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word (or sign) that must stand there, and what it is after a 1."""

    spellings: tuple[str, ...]
    singular: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """A field, in the grammar of its type or of a style."""

    name: str
    style: str


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that may be absent together."""

    parts: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """Elements in parentheses."""

    parts: tuple[Element, ...]


Element: TypeAlias = "Word | Slot | Group | Enclosed"
Lookup: TypeAlias = Callable[[Any, str], Grammar]


@dataclass(frozen=True, eq=False)
class Form:
    """One way to say a value of `kind` whose other fields are as `fixed` says; `fits` may narrow it."""

    kind: type
    syntax: str
    fixed: Mapping[str, Any] = field(default_factory=dict)
    fits: Callable[[Any], bool] = lambda value: True
    spoken: bool = True  # False: read, but never written
    adapt: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda fields: fields  # of what is read


@dataclass(slots=True)
class Draft:
    """A value being read: its fields, and where they stand."""

    values: dict[str, Any]
    spots: dict[str, tuple[int, int]]

    def copy(self) -> Draft:
        """As it is now, to come back to."""
        return Draft(dict(self.values), dict(self.spots))


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A form put to work: a grammar of its kind."""

    form: Form
    lookup: Lookup

    def read(self, reader: Reader) -> Any:
        start = reader.here()
        draft = Draft(dict(self.form.fixed), {})
        for part in compiled(self.form.syntax):
            draft = self._read(part, reader, draft)
        return self._made(reader, start, draft)

    def _made(self, reader: Reader, start: int, draft: Draft) -> Any:
        try:
            value = self.form.kind(**self.form.adapt(draft.values))
        except (ValueError, OverflowError) as refused:
            reader.report(problem("bad-value", reader.since(start), reason=refused))
            raise Spoilt from refused
        reader.keep(value, start)
        reader.spans.update({(id(value), name): spot for name, spot in draft.spots.items()})
        return value

    def _read(self, part: Element, reader: Reader, draft: Draft) -> Draft:
        match part:
            case Word(spellings, singular):
                reader.word(*spellings, *singular)
            case Slot(name, style):
                start = reader.here()
                draft.values[name] = self._grammar(name, style).read(reader)
                draft.spots[name] = reader.reach(start)
            case Group(parts):
                return self._read_group(parts, reader, draft)
            case Enclosed(parts):
                with reader.parentheses():
                    for inner in parts:
                        draft = self._read(inner, reader, draft)
        return draft

    def _read_group(self, parts: tuple[Element, ...], reader: Reader, draft: Draft) -> Draft:
        if not reader.telling and not self._may_begin(parts, reader):
            return draft
        mark, trial = reader.mark(), draft.copy()
        if not reader.goes_on():
            return draft
        try:
            for part in parts:
                if isinstance(part, Slot) and self._is_flag(part):
                    trial.values[part.name] = not self._field(part.name).default
                else:
                    trial = self._read(part, reader, trial)
        except Mismatch:
            reader.back(mark)
            return draft
        return trial

    def _may_begin(self, parts: tuple[Element, ...], reader: Reader) -> bool:
        """Whether a group may begin at the next token, as far as its first word says."""
        if reader.tokens[reader.at].sort == "newline":
            return True
        words = self._firsts(parts[0])
        return words is None or reader.lead() in words

    def write(self, value: Any) -> str:
        if not self._can_say(value):
            raise Unsayable
        return _joined(self._written(compiled(self.form.syntax), value))

    def _can_say(self, value: Any) -> bool:
        form = self.form
        if type(value) is not form.kind or not form.spoken or not form.fits(value):
            return False
        said = {*names(compiled(form.syntax))}
        silent = ((name, spec.default) for name, spec in fields(form.kind).items() if name not in said)
        return all(getattr(value, name) == form.fixed.get(name, default) for name, default in silent)

    def _written(self, parts: tuple[Element, ...], value: Any) -> Iterator[str]:
        one = False  # the number before is a 1, so the word after it is in the singular
        for part in parts:
            match part:
                case Word(spellings, singular):
                    yield (singular if one and singular else spellings)[0]
                case Slot(name, style):
                    said = self._grammar(name, style).write(getattr(value, name))
                    yield said.removesuffix("s") if one and style == "unit" else said
                    one = said == "1"
                    continue
                case Enclosed(inner):
                    yield "(" + _joined(self._written(inner, value)) + ")"
                case Group(inner):
                    if any(getattr(value, n) != self._field(n).default for n in names(inner)):
                        yield _joined(self._written(tuple(p for p in inner if not self._is_flag(p)), value))
            one = False

    @cache  # noqa: B019 (forms live as long as the program)
    def firsts(self) -> frozenset[str] | None:
        found: set[str] = set()
        for part in compiled(self.form.syntax):
            words = self._firsts(part)
            if words is None:
                return None
            found |= words
            if not isinstance(part, Group):
                return frozenset(found)
        return None

    @cache  # noqa: B019
    def _firsts(self, part: Element) -> frozenset[str] | None:
        match part:
            case Word(spellings, singular):
                return frozenset(spellings + singular)
            case Slot(name, style):
                return self._grammar(name, style).firsts()
            case Enclosed():
                return frozenset("(")
            case Group(parts):
                return self._firsts(parts[0])

    def _field(self, name: str) -> Field:
        return fields(self.form.kind)[name]

    @cache  # noqa: B019
    def _grammar(self, name: str, style: str) -> Grammar:
        return self.lookup(self._field(name).type, style)

    @cache  # noqa: B019
    def _is_flag(self, part: Element) -> bool:
        return isinstance(part, Slot) and self._field(part.name).type is bool


@dataclass(frozen=True, slots=True, eq=False)
class OneOf:
    """The grammar of a union: of all readings the one that takes most; the first that can write."""

    ways: tuple[Grammar, ...]
    called: str

    def read(self, reader: Reader) -> Any:
        mark, best = reader.mark(), None
        for way in self._beginning(reader.lead()):
            try:
                value = way.read(reader)
            except Mismatch:
                pass
            else:
                if best is None or reader.at > best[0]:
                    best = (reader.at, reader.problems[mark.problems :], value)
            reader.back(mark)
        if best is None:
            return reader.fail(self.called)
        reader.at = best[0]
        reader.problems.extend(best[1])
        return best[2]

    def write(self, value: Any) -> str:
        for way in self.ways:
            try:
                return way.write(value)
            except Unsayable:
                continue
        raise Unsayable

    @cache  # noqa: B019 (grammars live as long as the program)
    def firsts(self) -> frozenset[str] | None:
        found = [way.firsts() for way in self.ways]
        return None if None in found else frozenset().union(*filter(None, found))

    def _beginning(self, lead: str) -> tuple[Grammar, ...]:
        """The ways of reading that may begin with this word."""
        known = self._index()
        return known.get(SPELT.get(lead, lead), known[""])

    @cache  # noqa: B019
    def _index(self) -> Mapping[str, tuple[Grammar, ...]]:
        firsts = [(way, way.firsts()) for way in self.ways]
        words = frozenset({""}).union(*(f for _, f in firsts if f is not None))
        return {word: tuple(way for way, f in firsts if f is None or word in f) for word in words}


@cache
def compiled(syntax: str) -> tuple[Element, ...]:
    """The elements of a syntax. Error: `ValueError` if a bracket is not closed.

    >>> compiled("in segment {segment}")[-1]
    Slot(name='segment', style='')
    """
    stack: list[list[Element]] = [[]]
    for piece in _PIECE.finditer(syntax):
        match piece.group():
            case "[" | "(":
                stack.append([])
            case "]" | ")" as closing:
                inner = tuple(stack.pop())
                stack[-1].append(Group(inner) if closing == "]" else Enclosed(inner))
            case word:
                stack[-1].append(Slot(piece[1], piece[2] or "") if piece[1] else _word(word))
    (parts,) = stack
    return tuple(parts)


def _word(written: str) -> Word:
    plural, _, singular = written.partition("~")
    return Word(tuple(plural.split("|")), tuple(singular.split("|")) if singular else ())


def names(parts: tuple[Element, ...]) -> Iterator[str]:
    """The fields of elements, those in groups and parentheses included."""
    for part in parts:
        match part:
            case Slot(name):
                yield name
            case Group(inner) | Enclosed(inner):
                yield from names(inner)
            case Word():
                continue


def _joined(parts: Iterator[str]) -> str:
    return " ".join(part for part in parts if part)
