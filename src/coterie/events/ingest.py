"""Ingest: checked messages become facts on record, once each, in the order in which they came.

The flow of a group: what is already known is left out; whose each message is, is resolved; amounts are
converted; the lives of orders are told anew; all of it is one durable commit.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from coterie.contacts import Claims, Identity, load_identity
from coterie.lib.clock import Clock
from coterie.lib.instants import EARLIEST_MS, NEVER
from coterie.lib.values import as_instant
from coterie.record import Batch, Committer, Record, Seen, state, text_hash, to_text

from .aliases import canonical
from .items import product_of
from .message import LARGEST, Fact, Rejection, Rules, read
from .money import Till
from .orders import CHAIN, Happening, Standing, order_of, standings
from .price import REST, price

CHUNK = 10_000
"""Messages of an iterable that are committed at once."""
CREATED = ("created_at", "createdAt")
"""Traits that say since when a contact is one."""


@dataclass
class Outcome:
    """What became of messages. rejected: (index, code, reason) of each that was not taken. repeated: indexes
    of the duplicates."""

    accepted: int = 0
    duplicates: int = 0
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)


@dataclass
class _Job:
    """Facts of one caller that wait for their commit, and the rejected ones to keep. taken: by fact, whether
    it was new."""

    facts: list[Fact]
    rejects: list[tuple[int, str, str, str]]
    taken: list[bool] = field(default_factory=list)


@dataclass
class Memory:
    """What ingest holds of the record while it is open; read anew if a commit fails."""

    identity: Identity
    ids: Seen
    orders: Seen

    @classmethod
    def of(cls, record: Record) -> Memory:
        return cls(
            load_identity(record),
            state.seen_messages(record),
            state.seen_orders(record),
        )


class Intake:
    """The one way in. till: how amounts are converted. earliest: ms, nothing dated before is taken."""

    def __init__(self, record: Record, clock: Clock, till: Till, earliest: int = EARLIEST_MS) -> None:
        self.record, self.clock, self.till, self.earliest = record, clock, till, earliest
        self._memory: Memory | None = None
        self.commits: Committer[_Job] = Committer(self._commit, lambda job: len(job.facts), CHUNK)

    @property
    def memory(self) -> Memory:
        """What is known, loaded when first needed. Only within a turn of `commits`."""
        if self._memory is None:
            self._memory = Memory.of(self.record)
        return self._memory

    def forget(self) -> None:
        """Read everything anew at the next message: something else than ingest has written."""
        self._memory = None

    def ingest(self, messages: Iterable[Any]) -> Outcome:
        """Check and keep messages; what is accepted is durable when this returns."""
        outcome, source, index = Outcome(), iter(messages), 0
        while chunk := list(islice(source, CHUNK)):
            self._take(chunk, index, outcome)
            index += len(chunk)
        return outcome

    def _take(self, chunk: list[Any], index: int, outcome: Outcome) -> None:
        rules = Rules(self.clock.now(), self.earliest)
        job, places = _Job([], []), array("q")
        for i, message in enumerate(chunk, index):
            found = read(message, rules)
            if isinstance(found, Rejection):
                outcome.rejected.append((i, found.code, found.reason))
                job.rejects.append((rules.now, found.code, found.reason, _body(message)))
            else:
                job.facts.append(found)
                places.append(i)
        self.commits.submit(job)
        accepted = sum(job.taken)
        outcome.accepted += accepted
        outcome.duplicates += len(job.facts) - accepted
        if accepted < len(job.facts):
            outcome.repeated += [i for i, taken in zip(places, job.taken, strict=True) if not taken]

    def note(self, changes: Iterable[tuple[int, str, Any]]) -> None:
        """Put changes of traits on record, as of now: contact (id), trait, value (None clears)."""
        with self.commits.alone():
            t, batch = self.clock.now(), Batch(seq=self.record.stamp.seq)
            for who, trait, value in changes:
                batch.seq += 1
                text = None if value is None else to_text(value)
                batch.to("changes").append((who, trait, t, batch.seq, text))
            self.record.commit(batch)

    def erased(self, identifiers: Iterable[tuple[str, str]]) -> None:
        """Let go of the identifiers of an erased contact. Only within a turn of `commits`."""
        if self._memory is not None:
            self._memory.identity.forget(identifiers)

    # ---- a group --------------------------------------------------------------------------------

    def _commit(self, jobs: list[_Job]) -> None:
        memory = self.memory
        try:
            group = _Group(self.record, memory, self.till, self.earliest)
            group.add(jobs)
            self.record.commit(group.batch)
        except BaseException:
            self.forget()
            raise
        memory.ids.update(group.hash_of.values())
        memory.orders.update(text_hash(order) for order in group.lives)


class _Group:
    """One commit in the making. lives: the happenings of each order that is touched, by order id."""

    def __init__(self, record: Record, memory: Memory, till: Till, earliest: int) -> None:
        self.record, self.memory, self.till, self.earliest = record, memory, till, earliest
        self.batch = Batch()
        self.seq = record.stamp.seq
        self.hash_of: dict[str, int] = {}
        self.events: dict[int, list[Any]] = {}
        self.lives: dict[str, list[Happening]] = {}
        self.claims = Claims(memory.identity, self.batch, {})

    def add(self, jobs: list[_Job]) -> None:
        """Take all messages of all jobs, and finish the batch."""
        facts = [fact for job in jobs for fact in job.facts]
        self.claims = self.memory.identity.claims(facts, self.batch)
        known = self._known({fact.id for fact in facts if fact.id is not None})
        for job in jobs:
            job.taken = [self._fact(fact, known) for fact in job.facts]
            self.batch.extend("rejects", job.rejects)
        self._tell_lives()
        self.claims.finish()
        self.batch.extend("events", map(tuple, self.events.values()))
        self.batch.seq = self.seq

    def _known(self, ids: set[str]) -> set[str]:
        """Those of the message ids that are on record already, or were the ids of erased ones."""
        self.hash_of = {key: text_hash(key) for key in ids}
        found = state.known_ids(self.record, self.memory.ids.hits(self.hash_of.values()))
        return (
            {key for key, hashed in self.hash_of.items() if key in found or hashed in found}
            if found
            else set()
        )

    def _fact(self, fact: Fact, known: set[str]) -> bool:
        """Take a message, unless it is known."""
        key: int | None = None
        if fact.id is not None:
            if fact.id in known:
                return False
            known.add(fact.id)
            key = self.hash_of[fact.id]
        self.seq += 1
        who = self.claims.resolve(fact, self.seq)
        if fact.traits:
            self._traits(fact, who)
        row = [self.seq, who, fact.name, fact.t, NEVER, None, None, fact.id, key, fact.flags, fact.json]
        self.events[self.seq] = row
        if fact.name:
            self._event(fact, row)
        return True

    def _traits(self, fact: Fact, who: int) -> None:
        for name, value in fact.traits.items():
            text = None if value is None else to_text(value)
            self.batch.to("changes").append((who, name, fact.t, self.seq, text))
        for name in CREATED:
            since = as_instant(fact.traits.get(name), "UTC")
            if since is not None and since >= self.earliest:
                self.claims.seen(who, since, self.seq)

    def _event(self, fact: Fact, row: list[Any]) -> None:
        """Amount, items and order of an event."""
        name = canonical(fact.name)
        priced = price(name, fact.props, fact.t, self.till)
        row[5] = priced.amount
        row[9] |= priced.flags
        if priced.items:
            told = enumerate(zip(priced.items, priced.parts, strict=True))
            self.batch.extend(
                "items", ((self.seq, n, product_of(item), part, to_text(item)) for n, (item, part) in told)
            )
        if name in CHAIN and (order := order_of(fact.props)) is not None:
            row[6] = order
            happening = Happening(fact.t, self.seq, name, row[5], bool(row[9] & REST))
            self.lives.setdefault(order, []).append(happening)

    def _tell_lives(self) -> None:
        """Work out again what the touched orders' rows amount to, the earlier ones' too."""
        hashes = {text_hash(order): order for order in self.lives}
        again = [hashes[found] for found in self.memory.orders.hits(hashes)]
        before: dict[int, Standing] = {}
        for seq, t, name, until, amount, flags, order in state.chains(self.record, again):
            before[seq] = Standing(until, amount)
            own = None if flags & REST else amount
            self.lives[order].append(Happening(t, seq, canonical(name), own, bool(flags & REST)))
        for life in self.lives.values():
            for seq, standing in standings(life).items():
                self._stand(seq, standing, before)

    def _stand(self, seq: int, standing: Standing, before: dict[int, Standing]) -> None:
        row = self.events.get(seq)
        if row is not None:
            row[4], row[5] = standing.until, standing.amount
        elif before[seq] != standing:
            self.batch.standing.append((seq, standing.until, standing.amount))


def _body(message: Any) -> str:
    """A rejected message as it is kept: JSON where it can be, cut where it is too long."""
    try:
        return to_text(message)[:LARGEST]
    except RecursionError:
        return "null"
    except (TypeError, ValueError):
        return ascii(message)[:LARGEST]
