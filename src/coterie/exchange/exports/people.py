"""What is written about contacts, and for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from coterie.contacts import find
from coterie.exchange.files import Columns, write_rows
from coterie.lib.instants import from_datetime, from_iso
from coterie.record import Record, state

from .profiles import Profile, kinds, profiles

Watch = Callable[[int], None]
"""Is told how many contacts are written, now and then."""

_TOLD_EACH = 10_000
_WHOLE: Columns = {
    "kind": "text", "name": "text", "at": "instant", "value": "any", "amount": "text", "counts_until": "instant",
    "message_id": "text",
}  # fmt: skip


class Now(Protocol):
    """Says what time it is."""

    def now(self) -> int: ...


class Giver(Protocol):
    """What contacts are written from: a `Shop`."""

    @property
    def record(self) -> Record: ...
    @property
    def clock(self) -> Now: ...
    def members(self, definition: Any, at: datetime | None = None) -> list[str]: ...
    def export(self, contact: str) -> dict[str, Any]: ...


def contacts(
    shop: Giver,
    path: Path,
    traits: Sequence[str] | None = None,
    at: datetime | None = None,
    watch: Watch | None = None,
    as_is: bool = False,
) -> int:
    """Write everybody who was there at an instant (now unless given), with their traits as they were then.

    Columns: key, birth_id, first_seen, and each trait (those named, else all). Returns how many there were.
    as_is: see `files.write_rows`. Errors: `ImportRefused` for a format that can't be written, `OSError`.
    """
    return _written(shop, path, None, traits, at, watch, as_is)


def members(
    shop: Giver,
    definition: Any,
    path: Path,
    traits: Sequence[str] | None = None,
    at: datetime | None = None,
    watch: Watch | None = None,
    as_is: bool = False,
) -> int:
    """Write the members of a definition at an instant; the rest as `contacts` does. Error:
    `DefinitionError`, too."""
    ids = _ids(shop.record, shop.members(definition, at))
    return _written(shop, path, ids, traits, at, watch, as_is)


def whole(shop: Giver, contact: str, path: Path, as_is: bool = False) -> int:
    """Write everything that is on record of one contact, a row for each fact: identifiers, conflicts, every
    value of every trait, events, rejected messages. Error: `UnknownContact`."""
    return write_rows(path, _WHOLE, _facts(shop.export(contact)), as_is)


def _written(
    shop: Giver,
    path: Path,
    ids: Sequence[int] | None,
    traits: Sequence[str] | None,
    at: datetime | None,
    watch: Watch | None,
    as_is: bool,
) -> int:
    when = shop.clock.now() if at is None else from_datetime(at)
    known = kinds(shop.record)
    named = list(known) if traits is None else list(traits)
    columns: Columns = {
        "key": "text", "birth_id": "text", "first_seen": "instant",
        **{_apart(name): known.get(name, "any") for name in named},
    }  # fmt: skip
    people = _watched(profiles(shop.record, ids, when), watch or (lambda _: None))
    return write_rows(path, columns, (_row(profile, named) for profile in people), as_is)


def _row(profile: Profile, named: Sequence[str]) -> tuple[Any, ...]:
    told = (profile.traits.get(name) for name in named)
    return (profile.key, profile.birth, profile.first_seen, *told)


def _apart(trait: str) -> str:
    """A trait's column: under its own name, unless that is a column's already.

    >>> _apart("country"), _apart("key")
    ('country', 'trait key')
    """
    return f"trait {trait}" if trait in ("key", "birth_id", "first_seen") else trait


def _watched(people: Iterator[Profile], watch: Watch) -> Iterator[Profile]:
    count = 0
    for count, profile in enumerate(people, 1):
        if count % _TOLD_EACH == 0:
            watch(count)
        yield profile
    watch(count)


def _ids(record: Record, keys: Sequence[str]) -> list[int]:
    """The contacts that go by these keys. A userId and an anonymousId may read alike: if not all who go by a
    key are meant, it is the one that a key stands for first."""
    wanted = Counter(keys)
    found: dict[str, list[int]] = {}
    for who, key in state.keys(record).items():
        if key in wanted:
            found.setdefault(key, []).append(who)
    exact = {key: ids if len(ids) <= wanted[key] else [find(record, key)] for key, ids in found.items()}
    return [who for ids in exact.values() for who in ids if who is not None]


def _facts(told: Mapping[str, Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of `_WHOLE`."""
    yield ("contact", "key", _ms(told["first_seen"]), told["key"], None, None, None)
    yield ("contact", "birth_id", _ms(told["first_seen"]), told["birth_id"], None, None, None)
    for one in told["identifiers"]:
        yield ("identifier", one["kind"], None, one["value"], None, None, None)
    for one in told["conflicts"]:
        yield ("conflict", one["kind"], _ms(one["at"]), one["value"], None, None, None)
    for name, log in told["traits"].items():
        for one in log:
            yield ("trait", name, _ms(one["at"]), one["value"], None, None, None)
    for one in told["events"]:
        said = {**one["properties"], **({"items": one["items"]} if "items" in one else {})}
        until = _ms(one["counts_until"]) if "counts_until" in one else None
        yield ("event", one["name"], _ms(one["at"]), said, one.get("amount"), until, one.get("message_id"))
    for one in told.get("rejected", ()):
        yield ("rejected", one["code"], one["at"], one["message"], None, None, None)


def _ms(text: str | None) -> int | None:
    return None if text is None else from_iso(text)
