"""A case file: what stands in it, and the world that it makes.

    about = "..."                                  # what the file is about

    [[case]]
    name = "..."
    at = "2026-03-01T12:00:00Z"                    # the instant asked, unless a question has its own
    zone = "UTC"                  # and week_start, engagement_days, human_opens_only, stores, rules
    segments = { vip = 'did "Order Completed"' }   # what `in segment` may name
    given.ana = [                                  # what happened to ana, in the order in which it came in
      { seen = "2020-01-01" },                                       # first seen; long ago unless given
      { at = "2026-02-01T10:00", set = { country = "PL" } },         # traits; clear = ["country"] clears them
      { ago = "30d - 1ms", did = "Order Completed", total = 10.5 },  # an event so long before `at`
    ]
    when = [ { asked = 'has country is "PL"', then = ["ana"] } ]     # perhaps with its own `at`, or `in`

    [[sentence]]                                   # how a definition is read back, in the four languages
    of = "..."                                     # and en, pl, sl, kk

What else an event has are its properties. Its `total` is also its amount (money in the workspace's currency)
unless it has `amount`; `items` are its lines, price times quantity their amounts; `until` (or `ends`, like
`ago`) is when it stops to count. Lengths of time are sums of ms, s, m, h, d, w. Without `at` and `ago` it was
a year ago.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

from coterie.contacts.contact import Change, Contact
from coterie.events.event import Event
from coterie.lib.calendar import Calendar
from coterie.lib.instants import NEVER, from_iso
from coterie.lib.numbers import half_even, scaled
from coterie.lib.values import as_number
from coterie.segments.language import parse
from coterie.segments.language.tree import Context, Expression
from coterie.segments.plan import Plan
from coterie.segments.world import Ground, Store, World

FOLDER = Path(__file__).parent
LONG_AGO = "2000-01-01"
_LENGTH = re.compile(r"([+-]?)\s*(\d+)\s*(ms|s|m|h|d|w)\b")
_UNITS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000, "d": 86_400_000, "w": 604_800_000}
_NOT_PROPS = frozenset({"at", "ago", "did", "amount", "items", "until", "ends"})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of one case."""

    name: str
    text: str
    segments: Mapping[str, str]
    world: World
    at: int
    then: frozenset[str]

    def definition(self) -> Expression:
        """The text as a tree."""
        return parse(self.text)

    def plan(self) -> Plan:
        """Its plan."""
        segments = {key: parse(text) for key, text in self.segments.items()}
        return self.definition().plan(Context(self.world.ground, segments))

    def keys(self, ids: frozenset[int]) -> frozenset[str]:
        """The names of contacts by their ids."""
        return frozenset(c.key for c in self.world.contacts if c.id in ids)


def case_files() -> list[Path]:
    """Every file of cases, in order."""
    return sorted(FOLDER.glob("*.toml"))


def asked() -> Iterator[Asked]:
    """Every question of every file."""
    for path in case_files():
        for case in read(path)["case"]:
            yield from questions(path.stem, case)


def read(path: Path) -> dict[str, Any]:
    """A file; its numbers are as written."""
    with path.open("rb") as file:
        return tomllib.load(file, parse_float=Decimal)


def questions(file: str, case: Mapping[str, Any]) -> Iterator[Asked]:
    """The questions of one case."""
    ground = _ground(case)
    zone, now = ground.calendar.zone, _instant(case["at"], ground.calendar.zone)
    world = World(*_people(case["given"], zone, now), ground)
    for number, one in enumerate(case["when"], 1):
        at = _instant(one["at"], zone) if "at" in one else now + length(one.get("in", "0ms"))
        name = f"{file}: {case['name']} ({number})"
        yield Asked(name, one["asked"], case.get("segments", {}), world, at, frozenset(one["then"]))


def length(text: str) -> int:
    """Milliseconds.

    >>> length("30d - 1ms"), length("1h 30m"), length("-1s")
    (2591999999, 5400000, -1000)
    """
    if _LENGTH.sub("", text).strip():
        raise ValueError(f"not a length of time: {text!r}")
    return sum(int(n) * _UNITS[unit] * (-1 if sign == "-" else 1) for sign, n, unit in _LENGTH.findall(text))


def _instant(text: str, zone: str) -> int:
    found = from_iso(text, zone)
    if found is None:
        raise ValueError(f"not an instant: {text!r}")
    return found


def _ground(case: Mapping[str, Any]) -> Ground:
    stores = (Store(s["name"], float(s["latitude"]), float(s["longitude"])) for s in case.get("stores", ()))
    return Ground(
        Calendar(case.get("zone", "UTC"), case.get("week_start", 1)),
        "EUR",
        case.get("engagement_days", 180),
        case.get("human_opens_only", False),
        tuple(stores),
        case.get("rules", {}),
    )


def _people(
    given: Mapping[str, Sequence[Mapping[str, Any]]], zone: str, now: int
) -> tuple[tuple[Contact, ...], dict[int, tuple[Event, ...]]]:
    sequence, contacts, events = count(1), [], {}
    for number, (key, lines) in enumerate(given.items()):
        seen, changes, rows = _instant(LONG_AGO, zone), list[tuple[str, Change]](), list[Event]()
        for line, seq in zip(lines, sequence, strict=False):
            if "seen" in line:
                seen = _instant(line["seen"], zone)
                continue
            at = _instant(line["at"], zone) if "at" in line else now - length(line.get("ago", "365d"))
            changes += [(name, Change(at, seq, value)) for name, value in _traits(line).items()]
            rows += [_event(seq, at, line, zone, now)] if "did" in line else []
        contacts.append(Contact(number, key, f"birth of {key}", seen, _ordered(changes)))
        events[number] = tuple(sorted(rows, key=lambda e: (e.t, e.seq)))
    return tuple(contacts), events


def _traits(line: Mapping[str, Any]) -> dict[str, Any]:
    return {**line.get("set", {}), **dict.fromkeys(line.get("clear", ()))}


def _ordered(changes: Sequence[tuple[str, Change]]) -> dict[str, tuple[Change, ...]]:
    names = dict.fromkeys(name for name, _ in changes)
    logs = {name: [c for n, c in changes if n == name] for name in names}
    return {name: tuple(sorted(log, key=lambda c: (c.t, c.seq))) for name, log in logs.items()}


def _event(seq: int, at: int, line: Mapping[str, Any], zone: str, now: int) -> Event:
    props = {key: value for key, value in line.items() if key not in _NOT_PROPS}
    items = tuple(line.get("items", ()))
    amount = as_number(line.get("amount", line.get("total")))
    until = NEVER
    if "until" in line or "ends" in line:
        until = _instant(line["until"], zone) if "until" in line else now - length(line["ends"])
    return Event(
        seq, at, line["did"], props, items, amount, tuple(map(_line_amount, items)), until, f"m{seq}"
    )


def _line_amount(item: Mapping[str, Any]) -> int | None:
    price, quantity = as_number(item.get("price")), scaled(item.get("quantity", 1))
    return None if price is None or quantity is None else half_even(price * quantity[0], 10_000)
