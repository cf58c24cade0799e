"""The tree of a definition: `all of`, `any of`, `not`, over conditions, nested to any depth.

Every node is a frozen value with three equal forms: `.text` (people, files), `.json` (API, builder) and
`repr()` (Python); `coterie.parse`, `coterie.from_json` and plain Python give it back. Nodes combine with
`&`, `|` and `~`.
"""

from __future__ import annotations

import abc
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from coterie.segments.plan import Plan

if TYPE_CHECKING:
    from coterie.segments.world import Ground


@dataclass(frozen=True, slots=True)
class Context:
    """What a plan depends on besides the definition: settings, and the segments it may refer to (by key)."""

    ground: Ground
    segments: Mapping[str, Expression] = field(default_factory=dict)
    above: tuple[str, ...] = ()  # the segments being compiled, to find cycles


class Expression(abc.ABC):
    """A node of a definition.

    exporters: how other platforms' forms are written, by platform; what lies above this room puts them in.
    """

    __slots__ = ()
    exporters: ClassVar[dict[str, Callable[..., dict[str, Any]]]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # Before `dataclass` looks: it keeps a __repr__ that the class itself has.
        if "__repr__" not in vars(cls):
            cls.__repr__ = Expression.__repr__  # type: ignore[method-assign]

    @abc.abstractmethod
    def plan(self, context: Context) -> Plan:
        """The node as a plan."""

    def settled(self) -> Expression:
        """The node itself; of a phrase being built in Python, the condition it stands for."""
        return self

    def __and__(self, other: Expression) -> Expression:
        return AllOf((*_parts(self, AllOf), *_parts(other, AllOf)))

    def __or__(self, other: Expression) -> Expression:
        return AnyOf((*_parts(self, AnyOf), *_parts(other, AnyOf)))

    def __invert__(self) -> Expression:
        return Complement(self)

    def __repr__(self) -> str:
        from .source import source

        return source(self)

    @property
    def text(self) -> str:
        """The text form."""
        from .text import write

        return write(self)

    @property
    def json(self) -> dict[str, Any]:
        """The JSON form."""
        from .data import to_json

        return to_json(self)

    def sentence(self, language: str = "en") -> str:
        """The definition read back as one sentence in en, pl, sl or kk."""
        from .sentence import sentence

        return sentence(self, language)

    def klaviyo(
        self,
        *,
        metrics: Mapping[str, str] | None = None,
        lists: Mapping[str, str] | None = None,
        zone: str = "UTC",
    ) -> dict[str, Any]:
        """Klaviyo's form; `metrics` and `lists` give ids ({id: name}), `zone` (IANA) says where days begin.

        Error: `DefinitionError` with every part that Klaviyo has no word for.
        """
        return self.exporters["klaviyo"](self, metrics=metrics, lists=lists, zone=zone)

    @property
    def hash(self) -> str:
        """A stable hash (SHA-256 of the canonical JSON form, hex): equal meaning by shape, equal hash."""
        from .data import digest

        return digest(self)


def _parts(node: Expression, kind: type) -> tuple[Expression, ...]:
    """The parts of a node of this kind, so that a & b & c is one `all of`."""
    node = node.settled()
    return node.parts if isinstance(node, (AllOf, AnyOf)) and isinstance(node, kind) else (node,)


def _settled(given: Any) -> Any:
    """Phrases as the conditions they stand for; what is no expression stays, for the check to tell of."""
    if isinstance(given, tuple):
        return tuple(map(_settled, given))
    return given.settled() if isinstance(given, Expression) else given


class Condition(Expression):
    """A leaf. A kind is a frozen dataclass in one file of `conditions`; its forms follow from its fields.

    kind: its name in JSON and Python. syntax: its text form: words, {fields} and [optional groups].
    says: for each language what it means, as a phrase (`coterie.segments.language.sentence.phrase`).
    """

    __slots__ = ()
    kind: ClassVar[str]
    syntax: ClassVar[str]
    says: ClassVar[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class AllOf(Expression):
    """Every part holds. Empty: everybody."""

    parts: tuple[Expression, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _settled(self.parts))

    def plan(self, context: Context) -> Plan:
        from coterie.segments.plan import And

        return And(tuple(p.plan(context) for p in self.parts))


@dataclass(frozen=True, slots=True)
class AnyOf(Expression):
    """At least one part holds. Empty: nobody."""

    parts: tuple[Expression, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _settled(self.parts))

    def plan(self, context: Context) -> Plan:
        from coterie.segments.plan import Or

        return Or(tuple(p.plan(context) for p in self.parts))


@dataclass(frozen=True, slots=True)
class Complement(Expression):
    """The part does not hold (the plain complement, missing values and all)."""

    part: Expression

    def __post_init__(self) -> None:
        object.__setattr__(self, "part", _settled(self.part))

    def plan(self, context: Context) -> Plan:
        from coterie.segments.plan import Not

        return Not(self.part.plan(context))
