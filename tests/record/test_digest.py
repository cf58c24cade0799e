from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coterie.record import Owners, Seen, owner_digest, text_hash

DIGESTS = st.integers(0, 5).map(lambda n: (n // 2).to_bytes(8, "big") + (n % 2).to_bytes(8, "big"))


@given(st.lists(st.tuples(DIGESTS, st.integers(-1, 9))), st.lists(st.tuples(DIGESTS, st.integers(-1, 9))))
def test_owners_are_a_map(kept: list[tuple[bytes, int]], put: list[tuple[bytes, int]]) -> None:
    owners = Owners(b"".join(digest for digest, _ in kept), [owner for _, owner in kept])
    for digest, owner in put:
        owners.put(digest, owner)
    expected = {digest: owner for digest, owner in {**dict(kept), **dict(put)}.items() if owner >= 0}
    asked = [(n // 2).to_bytes(8, "big") + (n % 2).to_bytes(8, "big") for n in range(7)]
    assert owners.find(asked) == expected


def test_owners_grow_beyond_their_tail() -> None:
    owners = Owners()
    for n in range(120_000):
        owners.put(owner_digest("user", str(n)), n)
    asked = {owner_digest("user", str(n)): n for n in range(0, 120_000, 997)}
    assert owners.find([*asked, owner_digest("user", "x")]) == asked
    assert len(owners) == 120_000


def test_seen_is_a_set() -> None:
    seen = Seen(np.array([5, 2**63 + 1], np.uint64))
    seen.update(range(100, 120_000))
    assert seen.hits({5, 6, 2**63 + 1, 100, 119_999, 120_000}) == {5, 2**63 + 1, 100, 119_999}
    assert seen.hits([]) == Seen().hits([1]) == set()
    assert len(seen) == 119_902


def test_hashes_are_those_of_sql() -> None:
    import duckdb

    texts = ["", "abc", "Łódź", "m-1"]
    found = duckdb.execute(
        "SELECT md5_number_upper(t) FROM (SELECT unnest(?::VARCHAR[]) AS t)", [texts]
    ).fetchall()
    assert [row[0] for row in found] == [text_hash(text) for text in texts]
