"""Who a message is about: identifiers, whose they are, and when two contacts turn out to be one.

Messages are taken in the order of their ingest. The rules:

* A contact goes by its userId, else its e-mail, else its oldest anonymousId. Its birth id never changes.
* An anonymousId belongs to the first userId that claims it, and what was done under it goes to that contact.
A
  claim by another userId is noted as a conflict and changes nothing.
* userIds become one only by `alias`; the contact of the new userId survives.
* Equal e-mails make one contact of two when at most one of them has a userId (it survives; of two without,
the
  older). An e-mail once stated stays an identifier of its contact. Phone numbers never say who somebody is.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from coterie.lib.instants import NEVER
from coterie.record import Batch, Owners, owner_digest


class Stated(Protocol):
    """What a message says of who it is about. t: ms."""

    @property
    def user(self) -> str | None: ...
    @property
    def anonymous(self) -> str | None: ...
    @property
    def email(self) -> str | None: ...
    @property
    def previous(self) -> str | None: ...
    @property
    def t(self) -> int: ...


@dataclass
class Identity:
    """What is known of all contacts by id: their roots, whether they have a userId, when they were first seen
    (ms).

    noted: conflicts already on record, as (digest of the identifier, claimant).
    """

    owners: Owners = field(default_factory=Owners)
    roots: array[int] = field(default_factory=lambda: array("i"))
    named: bytearray = field(default_factory=bytearray)
    first: array[int] = field(default_factory=lambda: array("q"))
    noted: set[tuple[bytes, int]] = field(default_factory=set)

    def root(self, contact: int) -> int:
        """The survivor that a contact was merged into, or itself."""
        top = self.roots[contact]
        if self.roots[top] == top:
            return top
        while self.roots[top] != top:
            top = self.roots[top]
        while self.roots[contact] != top:
            self.roots[contact], contact = top, self.roots[contact]
        return top

    def forget(self, identifiers: Iterable[tuple[str, str]]) -> None:
        """Let go of identifiers (kind, value): they are anybody's again."""
        for kind, value in identifiers:
            self.owners.put(owner_digest("user" if kind == "former" else kind, value), -1)

    def claims(self, messages: Iterable[Stated], batch: Batch) -> Claims:
        """Begin a group: what these messages may ask for is looked up at once, what changes goes into the
        batch."""
        asked: set[tuple[str, str]] = set()
        for message in messages:
            _ask(message, asked)
        digests = {owner_digest(*key): key for key in asked}
        found = self.owners.find(digests)
        return Claims(self, batch, {digests[digest]: owner for digest, owner in found.items()})


def _ask(message: Stated, asked: set[tuple[str, str]]) -> None:
    """Add the identifiers that a message may be about."""
    if message.user is not None:
        asked.add(("user", message.user))
    if message.anonymous is not None:
        asked.add(("anonymous", message.anonymous))
    if message.email is not None:
        asked.add(("email", message.email))
    if message.previous is not None:
        asked |= {("user", message.previous), ("anonymous", message.previous)}


@dataclass
class Claims:
    """The identities of one group of messages, resolved one by one.

    known: owners by (kind, value) of what the group asks for. born: birth id and seq of contacts made by the
    group. lowered: seq of the message by which a contact from before was seen earlier than known.
    """

    identity: Identity
    batch: Batch
    known: dict[tuple[str, str], int]
    born: dict[int, tuple[str, int]] = field(default_factory=dict)
    lowered: dict[int, int] = field(default_factory=dict)

    def resolve(self, message: Stated, seq: int) -> int:
        """The contact (a root) that a message is about, made if need be."""
        if message.previous is not None and message.user is not None:
            who = self._alias(message.previous, message.user, message.t, seq)
        elif message.user is not None:
            who = self._user(message.user, message, seq)
        else:
            who = self._nameless(message, seq)
        if message.anonymous is not None:
            who = self._claim("anonymous", message.anonymous, who, message.t, seq)
        if message.email is not None:
            who = self._claim("email", message.email, who, message.t, seq)
        self.seen(who, message.t, seq)
        return who

    def seen(self, who: int, t: int, seq: int) -> None:
        """The contact was there at t."""
        if t < self.identity.first[who]:
            self.identity.first[who] = t
            if who not in self.born:
                self.lowered[who] = seq

    def finish(self) -> None:
        """Put new contacts and earlier first sights into the batch."""
        first = self.identity.first
        born = ((who, birth, first[who], seq) for who, (birth, seq) in self.born.items())
        self.batch.extend("contacts", born)
        self.batch.extend("firsts", ((who, first[who], seq) for who, seq in self.lowered.items()))

    # ---- rules ----------------------------------------------------------------------------------

    def _user(self, user: str, message: Stated, seq: int) -> int:
        """The contact of a userId: its own, else one without a userId that the message names too, else a new
        one."""
        owner = self._owner("user", user)
        if owner is not None:
            return owner
        for kind, value in (("anonymous", message.anonymous), ("email", message.email)):
            held = self._owner(kind, value) if value is not None else None
            if held is not None and not self.identity.named[held]:
                return self._name(user, held, seq)
        return self._name(user, self._birth("user", user, seq), seq)

    def _nameless(self, message: Stated, seq: int) -> int:
        """The contact of an anonymousId, else of an e-mail, else a new one."""
        named = (("anonymous", message.anonymous), ("email", message.email))
        stated = [(kind, value) for kind, value in named if value is not None]
        for kind, value in stated:
            if (owner := self._owner(kind, value)) is not None:
                return owner
        return self._birth(*stated[-1], seq)

    def _alias(self, previous: str, user: str, t: int, seq: int) -> int:
        """The contact of a userId that takes over another id; the new userId survives."""
        by_user = self._owner("user", previous)
        old = self._owner("anonymous", previous) if by_user is None else by_user
        who = self._owner("user", user)
        if old is None:
            who = self._name(user, self._birth("user", user, seq), seq) if who is None else who
            self._attach("former", previous, who, seq)
            self._attach("anonymous", previous, who, seq)
            return who
        if by_user is None and self.identity.named[old] and old != who:
            who = self._name(user, self._birth("user", user, seq), seq) if who is None else who
            self._conflict("anonymous", previous, who, old, t, seq)
            return who
        return self._name(user, old, seq) if who is None else self._merge(old, who, t, seq)

    def _claim(self, kind: str, value: str, who: int, t: int, seq: int) -> int:
        """The contact that has the identifier from now on: where both have a userId, a conflict and no
        change."""
        held = self._owner(kind, value)
        if held is None:
            self._attach(kind, value, who, seq)
            return who
        named = self.identity.named
        if held == who:
            return who
        if named[held] and named[who]:
            self._conflict(kind, value, who, held, t, seq)
            return who
        stays = who if named[who] or (not named[held] and who < held) else held
        return self._merge(held if stays == who else who, stays, t, seq)

    # ---- steps ----------------------------------------------------------------------------------

    def _owner(self, kind: str, value: str) -> int | None:
        held = self.known.get((kind, value))
        return None if held is None else self.identity.root(held)

    def _birth(self, kind: str, value: str, seq: int) -> int:
        """A new contact. Its birth id follows from its first identifier, so that samples can be drawn
        again."""
        identity, who = self.identity, len(self.identity.roots)
        identity.roots.append(who)
        identity.named.append(0)
        identity.first.append(NEVER)
        self.born[who] = (owner_digest("birth " + kind, value).hex(), seq)
        return who

    def _name(self, user: str, who: int, seq: int) -> int:
        self._attach("user", user, who, seq)
        self.identity.named[who] = 1
        return who

    def _attach(self, kind: str, value: str, who: int, seq: int) -> None:
        key = "user" if kind == "former" else kind
        digest = owner_digest(key, value)
        self.known[key, value] = who
        self.identity.owners.put(digest, who)
        self.batch.to("identifiers").append((kind, value, who, seq, digest))

    def _merge(self, old: int, who: int, t: int, seq: int) -> int:
        if old != who:
            self.identity.roots[old] = who
            self.batch.to("merges").append((old, who, seq, t))
            self.seen(who, self.identity.first[old], seq)
        return who

    def _conflict(self, kind: str, value: str, who: int, owner: int, t: int, seq: int) -> None:
        noted = (owner_digest(kind, value), who)
        if noted not in self.identity.noted:
            self.identity.noted.add(noted)
            self.batch.to("conflicts").append((kind, value, who, owner, seq, t))
