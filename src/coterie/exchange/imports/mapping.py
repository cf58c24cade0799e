"""A mapping: what a file holds, which column is what, and how its cells are written. Kept as TOML."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec

from coterie.errors import ImportRefused

from . import dates
from .cells import Type

What = Literal["contacts", "orders", "order-lines", "events", "messages"]
Others = Literal["keep", "drop"]


class OrderRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How orders are told. cancel_mark: what the ids of cancellations begin with; marked: whether such a one
    is a return with an id of its own (refund), or cancels the order whose id stands behind the mark
    (cancel). repeated: whether lines that are equal in every cell are kept once, or are true repeats
    (keep)."""

    cancel_mark: str = ""
    marked: Literal["refund", "cancel"] = "refund"
    repeated: Literal["once", "keep"] = "once"


class Writing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """How a file is written; what is None is found out. dates: formats, tried in order. decimal: the sign
    before decimals. zone: IANA name, for date-times without one; the workspace's unless given."""

    format: str | None = None
    delimiter: str | None = None
    encoding: str | None = None
    header: bool = True
    dates: tuple[str, ...] | None = None
    decimal: Literal[".", ","] | None = None
    zone: str | None = None


class FileMapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a file holds. columns: field -> column. traits, properties, items: name -> column, for what is no
    field. types: column -> type. constants: field -> value, for every row. events: the file's name for
    something that happened -> ours. others: whether columns that are not named here are kept, under their
    own names. source: a name for where the rows come from; rows of one source with the same key are the
    same."""

    what: What
    columns: dict[str, str] = msgspec.field(default_factory=dict)
    traits: dict[str, str] = msgspec.field(default_factory=dict)
    properties: dict[str, str] = msgspec.field(default_factory=dict)
    items: dict[str, str] = msgspec.field(default_factory=dict)
    types: dict[str, Type] = msgspec.field(default_factory=dict)
    constants: dict[str, Any] = msgspec.field(default_factory=dict)
    events: dict[str, str] = msgspec.field(default_factory=dict)
    others: Others = "drop"
    source: str = ""
    file: Writing = Writing()
    orders: OrderRules = OrderRules()

    def named(self) -> Iterator[str]:
        """Every column that it names."""
        for table in (self.columns, self.traits, self.properties, self.items):
            yield from table.values()


def load(path: Path) -> FileMapping:
    """The mapping that a TOML file holds. Error: `ImportRefused`, saying what is wrong where."""
    try:
        return of(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as cause:
        raise ImportRefused(f"the mapping {path} can't be read: {cause}") from cause


def of(told: Mapping[str, Any], name: str = "the mapping") -> FileMapping:
    """The mapping that a table of values states. Error: `ImportRefused`.

    >>> of({"what": "contacts", "columns": {"email": "E-mail"}}).columns
    {'email': 'E-mail'}
    """
    try:
        found = msgspec.convert(told, FileMapping)
    except msgspec.ValidationError as cause:
        raise ImportRefused(f"{name}: {cause}") from cause
    wrong = list(_wrong(found))
    if wrong:
        raise ImportRefused(f"{name}: {'; '.join(wrong)}")
    return found


def to_toml(mapping: FileMapping) -> str:
    """The mapping as a TOML file, which reads back as it.

    >>> print(to_toml(FileMapping("contacts", {"email": "E-mail"}, others="keep")), end="")
    what = "contacts"
    others = "keep"
    <BLANKLINE>
    [columns]
    email = "E-mail"
    """
    told = msgspec.to_builtins(mapping)
    plain = [f"{key} = {_toml(value)}" for key, value in told.items() if not isinstance(value, dict)]
    parts = ["\n".join(plain)]
    for key, table in told.items():
        if isinstance(table, dict) and table:
            rows = [f"{_key(name)} = {_toml(value)}" for name, value in table.items() if value is not None]
            parts.append("\n".join([f"[{key}]", *rows]))
    return "\n\n".join(parts) + "\n"


def _wrong(mapping: FileMapping) -> Iterator[str]:
    """What the shape of a mapping alone can't refuse."""
    from .kinds import kind_of  # the kinds are made of mappings' words

    known = kind_of(mapping.what).fields
    for name in [*mapping.columns, *mapping.constants]:
        if name not in known:
            yield f"{mapping.what} have no field {name}; they have {', '.join(known)}"
    for pattern in mapping.file.dates or ():
        try:
            dates.reader(pattern, "UTC")
        except ValueError as cause:
            yield str(cause)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else _toml(name)


def _toml(value: Any) -> str:
    """A value as TOML: its texts, numbers, booleans and lists are written as JSON's are."""
    return msgspec.json.encode(value).decode().replace("\x7f", "\\u007f")
