"""Segments as the workspace keeps them: a definition by key, every version of it, includes and excludes by
hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from coterie.errors import UnknownSegment
from coterie.record import Batch, decode, to_text
from coterie.segments.language import Definition, Expression, expression

if TYPE_CHECKING:
    from .shop import Shop

Mark = Literal["include", "exclude"]


@dataclass(frozen=True)
class Version:
    """What a segment was from an instant on; no definition: it was removed."""

    number: int
    at: datetime
    definition: Expression | None


@dataclass(frozen=True)
class Segment:
    """A segment of a shop. Its members are those of its definition and who is included, less who is
    excluded."""

    shop: Shop
    key: str
    definition: Expression

    @property
    def versions(self) -> tuple[Version, ...]:
        """Every edit, the first one first."""
        rows = self.shop.record.rows(
            'SELECT version, "at", definition FROM segments WHERE key = ? ORDER BY seq', self.key
        )
        return tuple(Version(n, _moment(at), _read(text)) for n, at, text in rows)

    def count(self, at: datetime | None = None) -> int:
        """How many members it has at an instant, now unless given."""
        return self.shop.count(self._membership(), at)

    def members(self, at: datetime | None = None) -> list[str]:
        """The keys of its members, sorted."""
        return self.shop.members(self._membership(), at)

    def include(self, contact: str) -> None:
        """Make a contact a member from now on, whatever the definition says. Error: `UnknownContact`."""
        self._mark(contact, "include", True)

    def exclude(self, contact: str) -> None:
        """Make a contact no member from now on; this outweighs everything else. Error: `UnknownContact`."""
        self._mark(contact, "exclude", True)

    def release(self, contact: str) -> None:
        """Let the definition alone decide about a contact again. Error: `UnknownContact`."""
        self._mark(contact, "include", None)
        self._mark(contact, "exclude", None)

    def _mark(self, contact: str, mark: Mark, value: bool | None) -> None:
        self.shop.note([(contact, f"${mark}.{self.key}", value)])

    def _membership(self) -> Expression:
        return expression({"kind": "in_segment", "segment": self.key})


@dataclass(frozen=True)
class Segments(MutableMapping[str, Any]):
    """The segments of a shop by key. Setting one to a definition (text, JSON or Python) makes a new
    version."""

    shop: Shop

    def __getitem__(self, key: str) -> Segment:
        try:
            return Segment(self.shop, key, self.definitions()[key])
        except KeyError:
            raise UnknownSegment(f"no such segment: {key}") from None

    def __setitem__(self, key: str, definition: Definition) -> None:
        if not key or key.startswith("$"):
            raise ValueError(f"a segment's key is a text that does not begin with $: {key!r}")
        self._write(key, to_text(expression(definition).json))

    def __delitem__(self, key: str) -> None:
        self[key]
        self._write(key, None)

    def __contains__(self, key: object) -> bool:
        return key in self.definitions()

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.definitions()))

    def __len__(self) -> int:
        return len(self.definitions())

    def definitions(self) -> Mapping[str, Expression]:
        """What each segment is defined by."""
        newest: dict[str, str | None] = dict(
            self.shop.record.rows("SELECT key, definition FROM segments ORDER BY seq")
        )
        read = ((key, _read(text)) for key, text in newest.items())
        return {key: definition for key, definition in read if definition is not None}

    def _write(self, key: str, definition: str | None) -> None:
        record = self.shop.record
        with self.shop.writing():
            number = record.rows("SELECT coalesce(max(version), 0) + 1 FROM segments WHERE key = ?", key)[0][
                0
            ]
            seq = record.stamp.seq + 1
            row = (key, number, self.shop.clock.now(), definition, seq)
            record.commit(Batch({"segments": [row]}, seq=seq))


@lru_cache(maxsize=4_096)
def _read(text: str | None) -> Expression | None:
    return None if text is None else expression(decode(text))


def _moment(ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC)
