"""An import at work: units in groups into the shop, each row accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, runtime_checkable

import pyarrow as pa

from coterie.errors import ImportRefused
from coterie.events import Outcome
from coterie.exchange.files import Numbered, Rows, digest, open_rows

from .block import Block
from .bulk import blocks
from .gather import Gathering
from .kinds import Message, Names, Unit
from .mapping import to_toml
from .plan import Plan
from .position import Aside, Position, Tally
from .reading import RowReader
from .units import units

_GROUP = 5_000
"""Units that are taken at once."""


class Taker(Protocol):
    """What messages go into: a `Shop`. folder: of the workspace, None if nothing is kept."""

    folder: Path | None

    def ingest(self, messages: Iterable[Message]) -> Outcome: ...


@runtime_checkable
class Loader(Taker, Protocol):
    """What takes typed tables of events too."""

    @property
    def settings(self) -> Settings: ...
    def load_events(self, table: pa.Table) -> Outcome: ...


class Settings(Protocol):
    """zone: IANA name; that in which walls of tables are read."""

    @property
    def zone(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """stage: read (lines are gathered, nothing is taken yet) or take. rows: accounted for, or gathered.
    done, total: bytes of the file."""

    stage: str
    rows: int
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file. rows = accepted + duplicates + rejected. messages: accepted ones by event name.
    reasons: rejected rows by code. rejects: the file of rejected rows, None if there are none. resumed: rows
    that an earlier, cut short import of the same file had taken."""

    rows: int
    accepted: int
    duplicates: int
    rejected: int
    messages: dict[str, int]
    reasons: dict[str, int]
    rejects: Path | None
    resumed: int


Watch = Callable[[Progress], None]


def run(shop: Taker, plan: Plan, watch: Watch | None = None, rejects: Path | None = None) -> Result:
    """Import a file as planned; good rows go in, each durably before its group is counted.

    rejects: where rejected rows go, beside the file unless given. An import that was cut short goes on where
    it was when it is run again with the same file and mapping. Errors: `ImportRefused` if the plan is not
    ready, and whatever stops the shop.
    """
    if problems := [doubt.message for doubt in plan.doubts if doubt.severity == "error"]:
        raise ImportRefused(f"{plan.path.name}: {'; '.join(problems)}")
    stamp = digest(plan.path)
    rows = open_rows(plan.path, plan.reading)
    with _position(shop, f"{stamp}-{_digest(to_toml(plan.mapping))}") as position:
        resumed = position.tally.rows
        flow = _Flow(shop, plan, rows, position, watch or (lambda _: None))
        flow.run(stamp)
        target = _put_aside(rows, position, rejects or _beside(plan.path, position.path.parent))
        position.done()
        return _result(position.tally, target, resumed)


@dataclass
class _Flow:
    """One run of an import."""

    shop: Taker
    plan: Plan
    rows: Rows
    position: Position
    watch: Watch

    def run(self, stamp: str) -> None:
        mapping = self.plan.mapping
        file = f"{mapping.source or 'file'}:{stamp}"
        names = Names(mapping.source or self.plan.source, file, mapping.events)
        if isinstance(self.shop, Loader):
            found = blocks(self.plan, self.rows, names, self.position.units, self.shop.settings.zone)
            if found is not None:
                for block in found:
                    self._load(block, names, self.shop)
                return
        self._each(islice(self._units(self._watched(), names), self.position.units, None))

    def _units(self, rows: Iterable[Numbered], names: Names) -> Iterator[Unit]:
        reader = RowReader(self.plan.mapping, self.plan.manner)
        return units(rows, self.plan.mapping, reader, names, lambda: Gathering(self.position.path.parent))

    def _each(self, flow: Iterator[Unit]) -> None:
        while group := list(islice(flow, _GROUP)):
            self._take(group)
            self._step(len(group), self.rows.done())

    def _step(self, count: int, done: int) -> None:
        """So many units more are durable."""
        self.position.units += count
        self.position.keep()
        self.watch(Progress("take", self.position.tally.rows, done, self.rows.total))

    def _load(self, block: Block, names: Names, shop: Loader) -> None:
        """Take a block at once, or, if it can't be, row by row."""
        if block.events is None:
            self._each(self._units(block.each(), names))
            return
        outcome = shop.load_events(block.events) if len(block.events) else Outcome()
        asides = [Aside(block.first + place, why.code, why.reason) for place, why in block.lacking.items()]
        asides += [
            Aside(block.first + int(block.places[row]), code, why) for row, code, why in outcome.rejected
        ]
        tally = self.position.tally
        tally.rows += block.size
        tally.accepted += outcome.accepted
        tally.duplicates += outcome.duplicates
        tally.reject(asides)
        tally.take(block.names(without=[*outcome.repeated, *(row for row, *_ in outcome.rejected)]))
        self.position.put_aside(asides)
        self._step(block.size, block.done)

    def _watched(self) -> Iterator[Numbered]:
        for n, row in self.rows:
            if n % _GROUP == 0:
                self.watch(Progress("read", n, self.rows.done(), self.rows.total))
            yield n, row

    def _take(self, group: list[Unit]) -> None:
        messages = [message for unit in group for message in unit.messages]
        outcome = self.shop.ingest(messages)
        refused = {index: Aside(0, code, reason) for index, code, reason in outcome.rejected}
        repeated = set(outcome.repeated)
        asides: list[Aside] = []
        at = 0
        for unit in group:
            places = range(at, at + len(unit.messages))
            at += len(unit.messages)
            asides += _account(unit, places, refused, repeated, self.position.tally)
        new = (m for n, m in enumerate(messages) if n not in repeated and n not in refused)
        self.position.tally.take(Counter(message.get("event") or message["type"] for message in new))
        self.position.put_aside(asides)


def _account(
    unit: Unit, places: range, refused: dict[int, Aside], repeated: set[int], tally: Tally
) -> list[Aside]:
    """Count a unit's rows: rejected if a message of it was, else accepted if one was new, else duplicates."""
    rows = [*unit.rows, *unit.repeats]
    tally.rows += len(rows)
    first = next((refused[place] for place in places if place in refused), None)
    why = unit.reject or first
    if why is not None:
        asides = [Aside(row, why.code, why.reason) for row in rows]
        tally.reject(asides)
        return asides
    is_new = any(place not in repeated for place in places)
    tally.accepted += len(unit.rows) if is_new else 0
    tally.duplicates += len(unit.repeats) if is_new else len(rows)
    return []


@contextmanager
def _position(shop: Taker, name: str) -> Iterator[Position]:
    """Where the import stands, beside the workspace; of one that keeps nothing, in a folder that goes
    again."""
    if shop.folder is not None:
        yield Position.of(shop.folder / "imports", name)
        return
    with TemporaryDirectory(prefix="coterie-import-") as folder:
        yield Position.of(Path(folder), name)


def _put_aside(rows: Rows, position: Position, target: Path) -> Path | None:
    """Write the file of rejects, if there are any; in the workspace's folder if its own place can't be
    written."""
    if not position.tally.rejected:
        return None
    try:
        target.touch()
    except OSError:
        target = position.path.parent / target.name
    rows.put_aside(position.asides(), target)
    return target


def _beside(path: Path, otherwise: Path) -> Path:
    """orders.csv.gz -> orders.rejects.csv"""
    name = path.name.removesuffix(".gz")
    stem, _, suffix = name.rpartition(".")
    return path.with_name(f"{stem}.rejects.{suffix}")


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _result(tally: Tally, rejects: Path | None, resumed: int) -> Result:
    return Result(
        tally.rows, tally.accepted, tally.duplicates, tally.rejected, dict(sorted(tally.messages.items())),
        dict(sorted(tally.reasons.items())), rejects, resumed,
    )  # fmt: skip
