"""An order's life, held against a recomputation that asks every instant anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coterie.events.orders import CANCELLED, COMPLETED, REFUNDED, Happening, order_of, standings
from coterie.lib.instants import NEVER

LIVES = st.lists(
    st.tuples(
        st.integers(0, 6),
        st.sampled_from([COMPLETED, COMPLETED, REFUNDED, REFUNDED, CANCELLED]),
        st.none() | st.integers(0, 50),
        st.booleans(),
    ),
    max_size=8,
).map(
    lambda rows: [
        Happening(t, seq, name, None if rest and name == REFUNDED else amount, rest and name == REFUNDED)
        for seq, (t, name, amount, rest) in enumerate(rows)
    ]
)


def standing_order(past: list[Happening]) -> Happening | None:
    """The order that stands after these happenings: the last completion not followed by a cancellation."""
    telling = [row for row in past if row.name != REFUNDED]
    return telling[-1] if telling and telling[-1].name == COMPLETED else None


def counting_refunds(past: list[Happening]) -> list[Happening]:
    """Refunds after the last cancellation that were not made while the order was cancelled."""
    last = max((i for i, row in enumerate(past) if row.name == CANCELLED), default=-1)
    since = past[last + 1 :]
    if last >= 0:
        again = next((i for i, row in enumerate(since) if row.name == COMPLETED), len(since))
        since = since[again:]
    return [row for row in since if row.name == REFUNDED]


def amount_of(row: Happening, life: list[Happening]) -> int | None:
    if not row.rest:
        return row.amount
    past = life[: life.index(row)]
    order = standing_order(past)
    before = [amount_of(refund, life) for refund in counting_refunds(past)]
    if order is None or order.amount is None or None in before:
        return None
    return max(0, order.amount - sum(a for a in before if a is not None))


@given(LIVES)
def test_at_any_instant_the_rows_that_count_are_those_a_recomputation_finds(life: list[Happening]) -> None:
    found = standings(life)
    ordered = sorted(life, key=lambda row: (row.t, row.seq))
    for at in range(-1, 8):
        past = [row for row in ordered if row.t <= at]
        order = standing_order(past)
        expected = {row.seq for row in [order, *counting_refunds(past)] if row is not None}
        counted = {row.seq for row in life if row.name != CANCELLED and row.t <= at < found[row.seq].until}
        assert counted == expected


@given(LIVES)
def test_amounts_are_those_a_recomputation_finds(life: list[Happening]) -> None:
    found, ordered = standings(life), sorted(life, key=lambda row: (row.t, row.seq))
    assert {seq: s.amount for seq, s in found.items()} == {r.seq: amount_of(r, ordered) for r in life}


@given(LIVES, st.randoms())
def test_the_order_of_arrival_does_not_matter(life: list[Happening], random: object) -> None:
    mixed = list(life)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert standings(mixed) == standings(life)


def test_a_replaced_order_ends_where_the_later_one_begins() -> None:
    found = standings([Happening(1, 1, COMPLETED, 100), Happening(5, 2, COMPLETED, 80)])
    assert (found[1].until, found[2].until) == (5, NEVER)


def test_a_cancellation_ends_the_refunds_too_and_a_new_completion_stands() -> None:
    life = [
        Happening(1, 1, COMPLETED, 100),
        Happening(2, 2, REFUNDED, 30),
        Happening(3, 3, CANCELLED, None),
        Happening(4, 4, REFUNDED, 10),
        Happening(5, 5, COMPLETED, 60),
        Happening(6, 6, REFUNDED, None, rest=True),
    ]
    found = standings(life)
    assert [found[seq].until for seq in (1, 2, 4, 5, 6)] == [3, 3, 4, NEVER, NEVER]
    assert found[6].amount == 60, "refunds from before the cancellation are over"


def test_the_rest_is_never_less_than_nothing() -> None:
    life = [
        Happening(1, 1, COMPLETED, 10),
        Happening(2, 2, REFUNDED, 30),
        Happening(3, 3, REFUNDED, None, True),
    ]
    assert standings(life)[3].amount == 0


def test_an_order_id_may_be_a_number() -> None:
    assert (order_of({"order_id": 7}), order_of({"order_id": True}), order_of({})) == ("7", None, None)
