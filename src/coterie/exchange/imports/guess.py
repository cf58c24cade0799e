"""What a file holds, guessed from the names of its columns and its first rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from coterie.contacts import places
from coterie.exchange.files import Row

from . import cells, dates
from .cells import Manner, Type, Unreadable, is_empty
from .kinds import Kind, kinds
from .kinds.contacts import BOUNCED, SUBSCRIBED, UNKNOWN, UNSUBSCRIBED
from .mapping import FileMapping
from .spellings import VERBS, bare, names, plain

_MESSAGES = {"track", "identify", "page", "screen", "group", "alias"}
_ORDER_ID = re.compile(r"#?[\w/-]*[0-9][\w/-]*")
_FAR = 1_000
"""So much less likely is a name that only fits without the word before it."""

_EMPTY = 500
"""So much less likely is a column without a cell."""
_EVENT = {"event", "event name", "eventname", "metric name"}
"""Columns that are called so say that rows are events, whatever else they say."""
_SURE = 2
_STATES = {"enabled", "disabled", "invited", "declined"}
"""What Shopify writes into a customer's state, which is no region."""

Samples = Mapping[str, Sequence[Any]]
"""By column: the cells of the first rows that are not empty."""


def samples_of(columns: Sequence[str], rows: Sequence[Row]) -> dict[str, list[Any]]:
    """The cells of rows by column, without the empty ones."""
    return {c: [cell for row in rows if not is_empty(cell := row.get(c))] for c in columns}


def guess(samples: Samples, zone: str) -> tuple[FileMapping, bool]:
    """The likeliest mapping of a file whose first cells these are, and whether its kind is sure.

    What is no field is kept under its own name.
    """
    if _are_messages(samples):
        return FileMapping("messages"), True
    found = {kind.what: _assign(kind, samples, zone) for kind in kinds().values() if kind.fields}
    what = max(found, key=lambda name: _score(kinds()[name], found[name]))
    columns = found[what]
    rest = [column for column in samples if column not in columns.values()]
    types = {column: kind for column in rest if (kind := _type(samples[column], zone)) is not None}
    happened = samples.get(columns.get("event", ""), ())
    mapping = FileMapping(what, columns, types=types, events=_verbs(happened), others="keep")  # type: ignore[arg-type]
    marks = sum(weight for field, weight in kinds()[what].marks.items() if field in columns)
    is_sure = marks >= _SURE and not any("abandoned" in plain(column) for column in samples)
    return mapping, is_sure


def _verbs(happened: Sequence[Any]) -> dict[str, str]:
    """Our names for what reports on messages say in a word."""
    said = {cells.text(cell) for cell in happened}
    return {word: VERBS[word.lower()] for word in sorted(said) if word.lower() in VERBS}


def decimal_of(texts: Sequence[Any]) -> str | None:
    """The sign before decimals that these cells can only be written with; None if they say nothing.

    >>> decimal_of(["1,50", "2"]), decimal_of(["1.5"]), decimal_of(["7"]), decimal_of(["1,234.5"])
    (',', '.', None, '.')
    """
    said = [text.strip() for text in texts if isinstance(text, str)]
    marks = [max(text.rfind(","), text.rfind(".")) for text in said]
    last = {text[at] for text, at in zip(said, marks, strict=True) if at >= 0 and not _may_group(text, at)}
    return last.pop() if len(last) == 1 else None


def _may_group(text: str, at: int) -> bool:
    """Whether a mark may part thousands: three digits behind it, no other mark."""
    digits = re.match(r"[0-9]*", text[at + 1 :])
    return digits is not None and len(digits[0]) == 3 and len(re.findall(r"[,.]", text)) == 1


def _assign(kind: Kind, samples: Samples, zone: str) -> dict[str, str]:
    """Field -> column, the likeliest pairs first; each of both once."""
    pairs = [
        (rank, field, column)
        for field in kind.fields
        for rank, column in _candidates(kind, field, samples, zone)
    ]
    found: dict[str, str] = {}
    for _, field, column in sorted(pairs, key=lambda pair: pair[0]):
        if field not in found and column not in found.values():
            found[field] = column
    return {field: found[field] for field in kind.fields if field in found}


def _candidates(kind: Kind, field: str, samples: Samples, zone: str) -> list[tuple[int, str]]:
    known = {name: rank for rank, name in enumerate(names(kind.what, field))}
    found = []
    for column, cells_ in samples.items():
        name = plain(column)
        for said, far in ((name, 0), (bare(kind.what, name), _FAR)):
            rank = known.get(said, known.get(said + "?"))
            unsure = said not in known
            if rank is not None and _fits(field, kind.fields[field], cells_, zone, unsure):
                found.append((rank + far + (0 if cells_ else _EMPTY), column))
                break
    return found


def _fits(field: str, kind: Type, cells_: Sequence[Any], zone: str, unsure: bool) -> bool:
    """Whether cells can be what a field asks for; asked strictly where the name alone does not say it."""
    if kind == "number":
        return not cells_ or _share(cells_, lambda cell: _reads(cell, "number")) >= 0.5
    if field == "subscribed":
        return not unsure or _share(cells_, _is_status) > 0.9
    if not unsure:
        return True
    if kind in ("instant", "date"):
        return bool(dates.fits([cells.text(cell) for cell in cells_], zone))
    tests = {
        "order_id": lambda cell: _ORDER_ID.fullmatch(cells.text(cell)) is not None,
        "email": lambda cell: "@" in str(cell),
        "region": lambda cell: cells.text(cell).lower() not in _STATES,
        "country": lambda cell: places.country_of(cells.text(cell)) is not None,
    }
    return _share(cells_, tests.get(field, lambda cell: True)) > 0.5


def _share(cells_: Sequence[Any], holds: Any) -> float:
    return sum(1 for cell in cells_ if holds(cell)) / len(cells_) if cells_ else 0.0


def _is_status(cell: Any) -> bool:
    word = cells.text(cell).casefold().replace(" ", "_")
    return any(word in words for words in (SUBSCRIBED, UNSUBSCRIBED, BOUNCED, UNKNOWN))


def _reads(cell: Any, kind: Type) -> bool:
    for decimal in (".", ","):
        try:
            cells.read(cell, kind, Manner(decimal))
            return True
        except Unreadable:
            continue
    return False


def _score(kind: Kind, columns: Mapping[str, str]) -> int:
    """How much a file looks like a kind: what marks it, less what it lacks."""
    named = plain(columns.get("event", "")) in _EVENT
    lacks = sum(1 for group in kind.needs if not any(field in columns for field in group))
    marks = sum(weight for field, weight in kind.marks.items() if field in columns)
    return marks + 10 * named - 4 * lacks


def _type(cells_: Sequence[Any], zone: str) -> Type | None:
    """What cells that nobody named are to be read as, where as they stand they would not be understood."""
    texts = [cell for cell in cells_ if isinstance(cell, str)]
    if not texts or len(texts) < len(cells_):
        return None
    if decimal_of(texts) == "," and all(_reads(text, "number") for text in texts):
        return "number"
    formats = dates.fits(texts, zone, share=1)
    return "date" if formats and formats[0] not in ("%Y%m%d", *dates.NAMED) else None


def _are_messages(samples: Samples) -> bool:
    kinds_said = samples.get("type", ())
    return (
        bool(kinds_said)
        and _share(kinds_said, lambda kind: kind in _MESSAGES) > 0.9
        and ("userId" in samples or "anonymousId" in samples or "traits" in samples)
    )
