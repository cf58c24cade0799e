"""The demo's run: everybody who should be in a ready segment is, by every reading and by plain counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from coterie.demo import DEMO_NOW, Ready, lines, open_demo, prepare, ready_segments, save_segments
from coterie.demo.goods import SECTIONS
from coterie.demo.run import CHANGE
from coterie.demo.times import DAY
from coterie.lib.instants import from_datetime, from_iso
from coterie.segments import reference
from coterie.workspace import Shop, answers

if TYPE_CHECKING:
    from .conftest import Tale

pytestmark = pytest.mark.slow

READY = {one.key: one for one in ready_segments()}
RUNNING = {key: one for key, one in READY.items() if one.waits_for is None}
SMALL, LARGE = 60, 800
NOW = from_datetime(DEMO_NOW)


def opened(folder: Path, households: int) -> Shop:
    shop = open_demo(folder, households)
    save_segments(shop, tuple(READY.values()))
    return shop


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened(tmp_path_factory.mktemp("small") / "shop", SMALL) as shop:
        yield shop


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with opened(tmp_path_factory.mktemp("large") / "shop", LARGE) as shop:
        yield shop


@pytest.fixture(scope="module")
def judges(small: Shop) -> dict[Any, reference.Reference]:
    world = answers.world(small)
    return {at: reference.Reference(world, from_datetime(at)) for at in (DEMO_NOW, DEMO_NOW - CHANGE)}


@pytest.mark.parametrize("key", list(READY))
def test_the_columns_have_the_members_of_the_reference(
    small: Shop, judges: dict[Any, reference.Reference], key: str
) -> None:
    plan = answers.plan(small, READY[key].definition)
    for at, judge in judges.items():
        assert set(answers.inside(small, READY[key].definition, at).ids().tolist()) == judge.members(plan)


@pytest.mark.parametrize("one", RUNNING.values(), ids=list(RUNNING))
def test_somebody_is_in_it_and_somebody_is_not(large: Shop, one: Ready) -> None:
    assert 0 < large.count(one.definition, DEMO_NOW) < large.count("everybody", DEMO_NOW)


def test_segments_that_wait_are_shown_without_figures(small: Shop) -> None:
    told = list(lines(small, tuple(READY.values()), "sl"))
    assert [line.key for line in told] == list(READY)
    assert {line.key for line in told if line.figures is None} == READY.keys() - RUNNING.keys()
    assert all(line.title == READY[line.key].titles["sl"] for line in told)


def test_figures_are_those_of_now_and_of_thirty_days_before(small: Shop) -> None:
    one = READY["engaged"]
    prepare(small, [one])
    (line,) = lines(small, [one])
    now, before = (small.count(one.definition, at) for at in (DEMO_NOW, DEMO_NOW - CHANGE))
    assert line.figures is not None
    assert (line.figures.members, line.figures.change) == (now, now - before)
    assert line.figures.share == round(line.figures.share, 2) > 0


def test_a_saved_segment_makes_no_second_version_until_it_changes(small: Shop) -> None:
    save_segments(small, tuple(READY.values()))
    assert len(small.segments["engaged"].versions) == 1


@pytest.fixture(scope="module")
def tale_of_large(tale_of: Callable[[int | None], Tale]) -> Tale:
    return tale_of(LARGE)


# ---- counted once more, from the messages, without a word of the language ------------------------


def days_ago(message: dict[str, Any]) -> float:
    when = from_iso(message["timestamp"])
    assert when is not None
    return (NOW - when) / DAY


def people(tale: Tale, kind: str, fits: Callable[[dict[str, Any]], bool], least: int = 1) -> set[str]:
    """Who has so many messages of a kind, up to now, whose properties fit."""
    found = (
        m for m in tale.kinds[kind] if days_ago(m) >= 0 and fits({**m["properties"], "days": days_ago(m)})
    )
    return {who for who, n in Counter(map(tale.who, found)).items() if n >= least}


def bought(tale: Tale, fits: Callable[[dict[str, Any]], bool]) -> set[str]:
    return people(tale, "Order Completed", lambda p: any(map(fits, p["products"])))


def stayed(tale: Tale) -> set[str]:
    spent: Counter[str] = Counter()
    for message in tale.kinds["Page Left"]:
        if 0 <= days_ago(message) < 90:
            spent[tale.who(message)] += message["properties"]["seconds"]
    return {who for who, seconds in spent.items() if seconds >= 1200}


def clothes(kind: str) -> set[str]:
    return {product for product in (*SECTIONS["women"], *SECTIONS["men"]) if f"-{kind}-" in product}


COUNTED: dict[str, Callable[[Tale], set[str]]] = {
    "complained": lambda t: people(t, "Email Marked as Spam", lambda p: True),
    "downloads": lambda t: people(t, "File Downloaded", lambda p: p["days"] < 365),
    "downloaded_a_guide": lambda t: people(t, "File Downloaded", lambda p: "Mower" in p["file"]),
    "blog_readers": lambda t: people(t, "page", lambda p: "/blog/" in p["url"] and p["days"] < 180, 3),
    "price_list_pages": lambda t: people(
        t, "page", lambda p: p["path"] == "/price-list" and p["days"] < 60, 3
    ),
    "long_stays": stayed,
    "bought_one_product": lambda t: bought(t, lambda item: item["product_id"] == "W-JEA-1"),
    "jeans_and_trousers": lambda t: (
        bought(t, lambda item: item["product_id"] in clothes("JEA"))
        & bought(t, lambda item: item["product_id"] in clothes("TRO"))
    ),
    "push_clickers": lambda t: people(t, "Push Clicked", lambda p: p["days"] < 180, 2),
}


@pytest.mark.parametrize("key", list(COUNTED))
def test_plain_counting_of_messages_agrees(large: Shop, tale_of_large: Tale, key: str) -> None:
    """At a size at which the record is read by several threads."""
    assert set(large.members(READY[key].definition, DEMO_NOW)) == COUNTED[key](tale_of_large)
