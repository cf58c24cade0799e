"""Column files: kept between processes, thrown away when they can't be trusted, never half swapped."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from coterie.columns import Columns, Stale, View
from coterie.contacts.contact import Change, Contact
from coterie.events.event import Event
from coterie.record import Stamp
from coterie.segments.world import World
from coterie.testing import WorldSource

VALUES = ["a", "ł", 1, Decimal("1.50"), True, None, ["x", {"y": [1, None]}], {"z": Decimal("0.1")}, "", 2**70]


def shop(last: int = 50) -> World:
    """One contact with a trait, and events of one name."""
    events = tuple(
        Event(seq, seq * 10, "Page Viewed", {"v": VALUES[seq % len(VALUES)]}) for seq in range(1, last + 1)
    )
    return World((Contact(0, "k", "b", 0, {"t": (Change(5, 0, "x"),)}),), {0: events})


class Asked(WorldSource):
    """Counts how often rows are read from the record."""

    reads = 0

    def rows(self, name, after=-1):
        type(self).reads += after < 0
        return super().rows(name, after)


@pytest.fixture(autouse=True)
def _fresh():
    Asked.reads = 0


def told(last: int) -> list:
    return [VALUES[seq % len(VALUES)] for seq in range(1, last + 1)]


def values_of(columns: Columns) -> list:
    view = View.of(columns)
    dictionary = view.property("Page Viewed", "v")
    return [
        None if code < 0 else dictionary.values[code]
        for frame in view.events("Page Viewed")
        for code in frame.columns[".v"].tolist()
    ]


def test_a_later_process_reads_only_the_tail(tmp_path):
    assert values_of(Columns(Asked(shop(40)), tmp_path)) == told(40)
    Asked.reads = 0
    assert values_of(Columns(Asked(shop(50)), tmp_path)) == told(50)
    assert Asked.reads == 0


@pytest.mark.parametrize(
    "damage", ["torn manifest", "no manifest", "other format", "torn column", "lost column", "torn values"]
)
def test_what_is_damaged_is_made_again(tmp_path, damage):
    values_of(Columns(Asked(shop()), tmp_path))
    manifest = tmp_path / "manifest.json"
    text = manifest.read_text()
    column, values = sorted(tmp_path.glob("*.column"))[-1], next(tmp_path.glob("*.values"))
    match damage:
        case "torn manifest":
            manifest.write_text(text[: len(text) // 2])
        case "no manifest":
            manifest.unlink()
        case "other format":
            manifest.write_text(json.dumps({**json.loads(text), "format": 0}))
        case "torn column":
            column.write_bytes(column.read_bytes()[:-1])
        case "lost column":
            column.unlink()
        case "torn values":
            values.write_bytes(values.read_bytes()[:-3])
    Asked.reads = 0
    assert values_of(Columns(Asked(shop()), tmp_path)) == told(50)
    assert Asked.reads > 0


def test_another_epoch_or_an_older_record_throws_files_away(tmp_path):
    values_of(Columns(Asked(shop(50)), tmp_path))
    for source in (Asked(shop(50), epoch=1), Asked(shop(20), epoch=1)):
        Asked.reads = 0
        assert len(values_of(Columns(source, tmp_path))) == len(source.world.events[0])
        assert Asked.reads > 0


def test_files_that_no_longer_count_are_removed(tmp_path):
    columns = Columns(Asked(shop()), tmp_path)
    values_of(columns)
    before = {path.name for path in tmp_path.iterdir()}
    columns.compact()
    after = {path.name for path in tmp_path.iterdir()}
    assert "manifest.json" in after
    assert not (before & after) - {"manifest.json"}
    assert len(after) == len(before)


def test_a_new_epoch_within_one_process_drops_what_was_derived():
    class Turned(WorldSource):
        turned = False

        def stamp(self):
            return Stamp(50, int(self.turned))

        def field(self, name, field, after=-1):
            return super().field(name, "v" if not self.turned else "other", after)

    source = Turned(shop())
    columns = Columns(source)
    assert values_of(columns)[0] == "ł"
    Turned.turned = True
    assert values_of(columns)[0] is None


def test_rows_that_vanished_make_their_columns_anew():
    class Erased(WorldSource):
        gone = False

        def _rows(self, name, after):
            return [(who, e) for who, e in super()._rows(name, after) if not self.gone or e.seq % 2]

    source = Erased(shop())
    columns = Columns(source)
    assert sum(map(len, View.of(columns).events("Page Viewed"))) == 50
    Erased.gone = True
    with pytest.raises(Stale):  # the view had been taken before: a reading begins again
        values_of(columns)
    assert values_of(columns) == told(50)[::2]
