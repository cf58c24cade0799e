"""Who a message is about, held against a replay from scratch that knows nothing of indexes or roots."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from coterie.contacts import Identity
from coterie.record import Batch


@dataclass(frozen=True)
class Told:
    """What a message says of who it is about."""

    user: str | None = None
    anonymous: str | None = None
    email: str | None = None
    previous: str | None = None
    t: int = 0


# ---- the replay: contacts are plain sets of identifiers -----------------------------------------------


@dataclass(eq=False)
class Person:
    """A contact of the replay. order: when it was made; owned: every (kind, value) that is its."""

    order: int
    owned: set[tuple[str, str]] = field(default_factory=set)
    named: bool = False
    rows: list[int] = field(default_factory=list)
    first: int = 1 << 62


@dataclass
class Replay:
    people: list[Person] = field(default_factory=list)
    made: int = 0
    conflicts: set[tuple[str, str, int]] = field(default_factory=set)

    def owner(self, kind: str, value: str | None) -> Person | None:
        return next((p for p in self.people if (kind, value) in p.owned), None)

    def person(self) -> Person:
        self.people.append(Person(self.made))
        self.made += 1
        return self.people[-1]

    def merge(self, gone: Person, stays: Person) -> Person:
        if gone is not stays:
            stays.owned |= gone.owned
            stays.rows += gone.rows
            stays.first = min(stays.first, gone.first)
            self.people.remove(gone)
        return stays

    def take(self, row: int, told: Told) -> None:
        who = self.alias(told) if told.previous and told.user else self.find(told)
        for kind, value in (("anonymous", told.anonymous), ("email", told.email)):
            if value is not None:
                who = self.claim(kind, value, who)
        who.rows.append(row)
        who.first = min(who.first, told.t)

    def find(self, told: Told) -> Person:
        held = [self.owner("anonymous", told.anonymous), self.owner("email", told.email)]
        if told.user is None:
            return next((p for p in held if p), None) or self.person()
        owner = self.owner("user", told.user)
        if owner is None:
            owner = next((p for p in held if p and not p.named), None) or self.person()
            owner.owned.add(("user", told.user))
            owner.named = True
        return owner

    def new_user(self, user: str, who: Person | None = None) -> Person:
        who = who or self.person()
        who.owned.add(("user", user))
        who.named = True
        return who

    def alias(self, told: Told) -> Person:
        assert told.user is not None
        assert told.previous is not None
        by_user, who = self.owner("user", told.previous), self.owner("user", told.user)
        old = by_user or self.owner("anonymous", told.previous)
        if old is None:
            who = who or self.new_user(told.user)
            who.owned |= {("user", told.previous), ("anonymous", told.previous)}
            return who
        if by_user is None and old.named and old is not who:
            who = who or self.new_user(told.user)
            self.conflicts.add(("anonymous", told.previous, who.order))
            return who
        return self.merge(old, who) if who else self.new_user(told.user, old)

    def claim(self, kind: str, value: str, who: Person) -> Person:
        held = self.owner(kind, value)
        if held is None or held is who:
            who.owned.add((kind, value))
            return who
        if held.named and who.named:
            self.conflicts.add((kind, value, who.order))
            return who
        if held.named or who.named:
            return self.merge(who, held) if held.named else self.merge(held, who)
        first, second = sorted([who, held], key=lambda p: p.order)
        return self.merge(second, first)


# ---- the identity, as ingest drives it -----------------------------------------------------------------


def resolved(messages: list[Told], sizes: list[int]) -> tuple[Identity, list[int], Batch]:
    """The contact of each message, groups of these sizes at a time."""
    identity, whole, contacts = Identity(), Batch(), list[int]()
    pending = list(messages)
    while pending:
        size = sizes[len(contacts) % len(sizes)]
        group, pending = pending[:size], pending[size:]
        batch = Batch()
        claims = identity.claims(group, batch)
        contacts += [claims.resolve(message, len(contacts) + n) for n, message in enumerate(group)]
        claims.finish()
        for table, rows in batch.rows.items():
            whole.extend(table, rows)
    return identity, contacts, whole


IDS = st.sampled_from(["1", "2", "3"])
MESSAGES = st.lists(
    st.builds(
        Told,
        user=st.none() | IDS,
        anonymous=st.none() | IDS,
        email=st.none() | st.sampled_from(["a@x", "b@x", "c@x"]),
        previous=st.none() | IDS,
        t=st.integers(0, 9),
    ).filter(lambda m: bool(m.user or m.anonymous or m.email)),
    max_size=14,
)


@given(MESSAGES, st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_contacts_are_those_of_a_replay_from_scratch(messages: list[Told], sizes: list[int]) -> None:
    identity, contacts, batch = resolved(messages, sizes)
    replay = Replay()
    for row, message in enumerate(messages):
        replay.take(row, message)
    together: dict[int, list[int]] = {}
    for row, contact in enumerate(contacts):
        together.setdefault(identity.root(contact), []).append(row)
    assert sorted(together.values()) == sorted(sorted(p.rows) for p in replay.people)
    expected = {p.order: (p.first, p.named, sorted(p.rows)) for p in replay.people}
    found = {r: (identity.first[r], bool(identity.named[r]), rows) for r, rows in together.items()}
    assert found == expected, "ids, first sights and userIds"
    noted = {(kind, value, who) for kind, value, who, *_ in batch.rows.get("conflicts", [])}
    assert noted == replay.conflicts


@given(MESSAGES, st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_groups_make_no_difference(messages: list[Told], sizes: list[int]) -> None:
    one, one_contacts, _ = resolved(messages, [1])
    other, other_contacts, _ = resolved(messages, sizes)
    assert one_contacts == other_contacts
    assert (one.roots, one.named, one.first) == (other.roots, other.named, other.first)


def keys_of(*messages: Told) -> list[int]:
    identity, contacts, _ = resolved(list(messages), [3])
    return [identity.root(contact) for contact in contacts]


def test_what_was_done_anonymously_goes_to_who_claims_it() -> None:
    assert keys_of(Told(anonymous="x"), Told(user="ana", anonymous="x"), Told(anonymous="x")) == [0, 0, 0]


def test_a_second_claim_is_a_conflict_and_changes_nothing() -> None:
    told = [Told(user="ana", anonymous="x"), Told(user="bor", anonymous="x"), Told(anonymous="x")]
    identity, contacts, batch = resolved([*told, told[1]], [10])
    assert contacts == [0, 1, 0, 1]
    assert [row[:4] for row in batch.rows["conflicts"]] == [("anonymous", "x", 1, 0)], "noted once"
    assert identity.root(1) == 1


def test_equal_addresses_merge_unless_both_have_a_user_id() -> None:
    assert keys_of(Told(anonymous="x", email="a@x"), Told(anonymous="y", email="a@x")) == [0, 0]
    assert keys_of(Told(anonymous="x"), Told(user="u", email="a@x"), Told(anonymous="x", email="a@x")) == [
        1,
        1,
        1,
    ]
    assert keys_of(Told(user="u", email="a@x"), Told(user="v", email="a@x")) == [0, 1]


def test_user_ids_merge_by_alias_alone_and_the_new_one_survives() -> None:
    told = [Told(user="old"), Told(user="new"), Told(user="new", previous="old"), Told(user="old")]
    assert keys_of(*told) == [1, 1, 1, 1]
    renamed = [Told(user="old"), Told(user="new", previous="old"), Told(user="new"), Told(user="old")]
    assert keys_of(*renamed) == [0, 0, 0, 0]


def test_an_alias_may_come_before_what_it_is_about() -> None:
    assert keys_of(Told(user="new", previous="old"), Told(user="old"), Told(anonymous="old")) == [0, 0, 0]


def test_a_birth_id_follows_from_the_first_identifier() -> None:
    births = [resolved([Told(user=u)], [1])[2].rows["contacts"][0][1] for u in ("ana", "ana", "bor")]
    assert births[0] == births[1] != births[2]


def test_an_identifier_that_was_let_go_is_anybodys_again() -> None:
    identity, _, _ = resolved([Told(user="ana", email="a@x")], [1])
    identity.forget([("user", "ana"), ("email", "a@x")])
    again = Told(user="ana")
    assert identity.claims([again], Batch()).resolve(again, 1) == 1
