"""The engines that are measured give the same counts, on a small shop."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import shop, statements, tables
from benchmarks.appended import batch
from benchmarks.engines import Engine, made
from benchmarks.segments import SEGMENTS

CONTACTS, EVENTS = 2_000, 60_000


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shop, "folder", lambda contacts, events: folder / "shop")
        shop.made(CONTACTS, EVENTS)
    (folder / "tables").mkdir()
    tables.written(folder / "shop", folder / "tables")
    return folder


@pytest.fixture(scope="module")
def engines(place: Path) -> list[Engine]:
    found = []
    for name in ("columns", "duckdb"):
        (place / name).mkdir()
        statements.written(name, place / name)
        engine = made(name, place / "shop", place / name)
        engine.load(place / "tables")
        engine.open()
        found.append(engine)
    return found


def test_every_form_of_every_query_counts_what_columns_count(engines: list[Engine]) -> None:
    ours, theirs = engines
    expected = {name: ours.count(name) for name in SEGMENTS}
    assert sum(size > 0 for size in expected.values()) > 24
    for name in SEGMENTS:
        for form, query in statements.forms("duckdb", name).items():
            assert theirs._asked(query) == [expected[name]], (name, form)
    assert ours.together() == theirs.together() == list(expected.values())


def test_a_batch_is_seen_by_the_next_count(place: Path, engines: list[Engine]) -> None:
    before = engines[0].count("opened5_30")
    for number in range(3):
        rows = list(zip(*(column.tolist() for column in batch(number, place / "shop")), strict=True))
        for engine in engines:
            engine.append(number, rows)
        ours, theirs = ([engine.count(name) for name in SEGMENTS] for engine in engines)
        assert ours == theirs
    assert engines[0].count("opened5_30") != before
