from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coterie.lib.calendar import Calendar
from coterie.lib.edges import Behind, Edge, Fixed, JustBefore, MonthsBehind
from coterie.lib.instants import NEVER
from tests.lib.walls import places_and_instants

shapes = st.one_of(
    st.builds(lambda ms: lambda calendar: Behind(ms), st.integers(-(10**11), 10**11)),
    st.builds(lambda n: lambda calendar: MonthsBehind(n, calendar), st.integers(-30, 30)),
    st.builds(
        lambda unit, shift: lambda calendar: JustBefore(unit, shift, calendar),
        st.sampled_from(("day", "week", "month", "quarter", "year")),
        st.integers(-3, 3),
    ),
)


@given(places_and_instants(), shapes, st.sampled_from((1, 3, 7)))
def test_reached_is_the_first_instant_at_which_an_edge_stands_there(
    case: tuple[str, int], shape: object, week_start: int
) -> None:
    zone, t = case
    edge: Edge = shape(Calendar(zone, week_start))  # type: ignore[operator]
    first = edge.reached(t)
    assert edge.at(first - 1) < t <= edge.at(first)


@given(st.integers(), st.integers())
def test_a_fixed_edge_has_always_been_there_or_never_will_be(ms: int, t: int) -> None:
    assert Fixed(ms).at(t) == ms
    assert Fixed(ms).reached(t) == (-NEVER if t <= ms else NEVER)
