"""A shop that is open: the public face of Coterie."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa

from coterie.columns import Columns
from coterie.contacts import erase, rejects_of
from coterie.errors import Problem
from coterie.events import Intake, Outcome, Till, load_events, retell
from coterie.events import reprice as reprice_events
from coterie.lib.clock import Clock
from coterie.record import Lock, Record, RecordSource, Stamp
from coterie.segments import Explanation
from coterie.segments.columns import Progress
from coterie.segments.language import Context, Definition
from coterie.segments.lint import Audience

from . import access, answers
from .answers import Counted
from .segments import Segments
from .settings import Settings
from .shelves import Products, RateTable, Stores, rates_of


class Shop:
    """One workspace. Made by `coterie.open`; safe to share between threads; a context manager that closes
    itself."""

    def __init__(
        self, folder: Path | None, record: Record, clock: Clock, settings: Settings, lock: Lock | None
    ) -> None:
        self.folder, self.record, self.clock, self.settings = folder, record, clock, settings
        self._lock = lock
        self.intake = Intake(record, clock, self._till(), settings.earliest)
        self.columns = Columns(self.source(), None if folder is None else folder / "columns")
        self.held: tuple[Stamp, Context] | None = None

    # ---- in -------------------------------------------------------------------------------------

    def ingest(self, messages: Iterable[Any]) -> Outcome:
        """Take messages of the Segment spec (dicts). Durable when it returns.

        Returns `.accepted` and `.duplicates` (numbers) and `.rejected` (a list of index, code, reason).
        """
        return self.intake.ingest(messages)

    def load_events(self, table: pa.Table) -> Outcome:
        """Take a typed table of events, far quicker than messages. Durable when it returns.

        Columns: event, timestamp, user_id or anonymous_id, message_id, products; every other is a property.
        Error: `ImportRefused`.
        """
        return load_events(self.intake, table)

    def note(self, changes: Iterable[tuple[str, str, Any]]) -> None:
        """Put changes of traits that Coterie itself makes on record, as of now: contact (key), trait,
        value."""
        told = [(answers.contact(self, key).id, trait, value) for key, trait, value in changes]
        self.intake.note(told)

    # ---- questions ------------------------------------------------------------------------------

    def count(self, definition: Definition, at: datetime | None = None) -> int:
        """How many contacts a definition holds of, at an aware date-time, now unless given."""
        return answers.inside(self, definition, at).count()

    def counts(self, definition: Definition, at: datetime | None = None) -> Counted:
        """How many each node of a definition holds of: a tree of .text, .members, .children."""
        return answers.counts(self, definition, at)

    def members(self, definition: Definition, at: datetime | None = None) -> list[str]:
        """Their keys, sorted."""
        return answers.members(self, definition, at)

    def explain(self, definition: Definition, contact: str, at: datetime | None = None) -> Explanation:
        """Why a contact is in or out: a tree of .truth, .evidence, .flips_at, .children. Error:
        `UnknownContact`."""
        return answers.explain(self, definition, contact, at)

    def history(
        self, definition: Definition, days: int = 365, progress: Progress | None = None
    ) -> list[tuple[datetime, int]]:
        """How many there were at each of the last local midnights, and now. `progress`: told days done."""
        return answers.history(self, definition, days, progress)

    def lint(
        self,
        definition: Definition,
        audience: Audience | None = None,
        language: str = "en",
        counted: bool = True,
    ) -> list[Problem]:
        """Doubts about a definition: unknown names, what always or never holds, whom comparisons drop.

        audience: the channel that it is meant for. counted: whether contacts may be counted for it.
        """
        return answers.lint(self, definition, audience, language, counted)

    # ---- what the shop is -------------------------------------------------------------------------

    @property
    def segments(self) -> Segments:
        """Its segments by key."""
        return Segments(self)

    @property
    def stores(self) -> Stores:
        """Its stores."""
        return Stores(self)

    @property
    def catalogue(self) -> Products:
        """Its products."""
        return Products(self)

    @property
    def rates(self) -> RateTable:
        """Rates of exchange into its currency."""
        return RateTable(self)

    @property
    def lists(self) -> tuple[str, ...]:
        """Names of the lists that anybody ever joined."""
        return access.lists(self.record)

    # ---- one contact ------------------------------------------------------------------------------

    def export(self, contact: str) -> dict[str, Any]:
        """Everything that the record holds of a contact, as JSON values. Error: `UnknownContact`."""
        who = answers.contact(self, contact)
        return {**access.export(self.record, who), "rejected": rejects_of(self.record, who.id)}

    def erase(self, contact: str) -> None:
        """Remove everything about a contact, for good. Its bytes are gone after `tidy` or `close`.

        Error: `UnknownContact`.
        """
        with self.writing():
            who = answers.contact(self, contact)
            orders = access.orders(self.record, who.id)
            identifiers = erase(self.record, who.id, self.clock.now())
            retell(self.record, orders)
            self.intake.erased(identifiers)

    def tidy(self) -> None:
        """Write the record anew if rows were removed from it, so that nothing of them is left on disk."""
        with self.writing():
            if self.record.counter("stale"):
                self.columns.refresh()  # which drops what was derived from rows that are gone
                self.record.rewrite()

    # ---- the workspace itself ---------------------------------------------------------------------

    def source(self) -> RecordSource:
        """The record as arrays, for the fast readings. One for each thread."""
        return access.source(self.record)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A turn to write to the record: nothing else does meanwhile."""
        with self.intake.commits.alone():
            yield

    def repriced(self, currencies: set[str] | None) -> None:
        """Rates have changed: convert amounts of these currencies again, of all if None."""
        with self.writing():
            self.intake.till = self._till()
            reprice_events(self.record, self.intake.till, currencies)

    def close(self) -> None:
        """Write everything down and let go of the folder; a second time does nothing."""
        if self.record.closed:
            return
        self.tidy()
        self.record.close()
        if self._lock is not None:
            self._lock.release()

    def __enter__(self) -> Shop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _till(self) -> Till:
        return Till(self.settings.currency, self.settings.calendar, rates_of(self.record))
