"""The public face: what is set, kept, asked, handed over and erased."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import coterie
from coterie.errors import DefinitionError, UnknownContact, UnknownName, UnknownSegment
from coterie.lib.clock import FixedClock
from coterie.workspace import Shop

NOW = 1_790_000_000_000
MARKER = "zaznamek-7f3a9c"


@pytest.fixture
def shop() -> Iterator[Shop]:
    with coterie.open(":memory:", clock=FixedClock(NOW)) as opened:
        yield opened


def track(user: str, event: str = "Order Completed", **properties: Any) -> dict[str, Any]:
    return {
        "type": "track",
        "userId": user,
        "event": event,
        "properties": properties,
        "timestamp": "2026-01-05",
    }


def identify(user: str, **traits: Any) -> dict[str, Any]:
    return {"type": "identify", "userId": user, "traits": traits, "timestamp": "2026-01-04"}


# ---- settings -----------------------------------------------------------------------------------------


def test_settings_stay_until_others_are_given(tmp_path: Path) -> None:
    with coterie.open(tmp_path, zone="Europe/Warsaw", currency="PLN", engagement_days=90) as shop:
        assert (shop.settings.zone, shop.settings.currency, shop.settings.engagement_days) == (
            "Europe/Warsaw",
            "PLN",
            90,
        )
    with coterie.open(tmp_path, week_start=7) as shop:
        assert (shop.settings.zone, shop.settings.week_start) == ("Europe/Warsaw", 7)


@pytest.mark.parametrize(
    "setting", [{"zone": "Mars/Base"}, {"currency": "euro"}, {"week_start": 9}, {"engagement_days": 0}]
)
def test_a_setting_that_can_not_be_is_refused_and_the_folder_let_go(
    tmp_path: Path, setting: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match=r"."):
        coterie.open(tmp_path, **setting)
    coterie.open(tmp_path).close()


def test_a_setting_of_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        coterie.open(tmp_path, colour="green")


def test_the_earliest_instant_is_a_setting() -> None:
    with coterie.open(":memory:", earliest=NOW) as shop:
        assert [code for _, code, _ in shop.ingest([track("ana")]).rejected] == ["too-early"]


# ---- questions ----------------------------------------------------------------------------------------


def test_a_definition_may_be_text_json_or_python(shop: Shop) -> None:
    shop.ingest([track("ana"), track("bor", "Product Viewed")])
    tree = coterie.parse('did "Order Completed"')
    for definition in ('did "Order Completed"', tree, tree.json):
        assert shop.members(definition) == ["ana"]
        assert shop.count(definition) == 1


def test_a_definition_with_problems_is_an_error(shop: Shop) -> None:
    with pytest.raises(DefinitionError):
        shop.count("did did did")


def test_questions_are_asked_at_an_instant(shop: Shop) -> None:
    shop.ingest([track("ana")])
    assert shop.count('did "Order Completed"', datetime(2026, 1, 4, tzinfo=UTC)) == 0
    assert shop.count('did "Order Completed"', datetime(2026, 1, 5, tzinfo=UTC)) == 1
    with pytest.raises(ValueError, match="zone"):
        shop.count('did "Order Completed"', datetime(2026, 1, 5))  # noqa: DTZ001 (that is the point)


def test_explain_and_history_answer_for_the_same_definition(shop: Shop) -> None:
    shop.ingest([track("ana"), identify("bor")])
    found = shop.explain('did "Order Completed"', "ana")
    assert (found.truth, shop.explain('did "Order Completed"', "bor").truth) == (True, False)
    with pytest.raises(UnknownContact):
        shop.explain('did "Order Completed"', "nobody")
    history = shop.history('did "Order Completed" in the last 400 days', days=300)
    assert [size for _, size in history[-2:]] == [1, 1]
    assert (len(history), history[0][1]) == (301, 0)


def test_lint_knows_the_names_of_the_workspace(shop: Shop) -> None:
    shop.ingest([track("ana")])
    assert [p.severity for p in shop.lint('did "Order Complete"')] == ["warning"]
    assert shop.lint('did "Order Completed"') == []


# ---- segments -------------------------------------------------------------------------------------------


def test_segments_have_versions_and_last(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    with coterie.open(tmp_path, clock=clock) as shop:
        shop.segments["vip"] = 'has country is "SI"'
        clock.advance(5)
        shop.segments["vip"] = 'has country is "PL"'
        shop.segments["old"] = 'did "Order Completed"'
        del shop.segments["old"]
    with coterie.open(tmp_path, clock=clock) as shop:
        shop.ingest([identify("ana", country="SI"), identify("bor", country="PL")])
        vip = shop.segments["vip"]
        assert (list(shop.segments), len(shop.segments), "old" in shop.segments) == (["vip"], 1, False)
        assert [(v.number, v.at.microsecond // 1000 % 10) for v in vip.versions] == [(1, 0), (2, 5)]
        assert (vip.members(), vip.count()) == (["bor"], 1)
        with pytest.raises(UnknownSegment):
            shop.segments["old"]
        with pytest.raises(UnknownSegment):
            del shop.segments["old"]
        with pytest.raises(DefinitionError):
            shop.segments["vip"] = "did did did"


def test_includes_and_excludes_outweigh_the_definition(shop: Shop) -> None:
    shop.ingest([identify("ana", country="SI"), identify("bor", country="PL")])
    shop.segments["vip"] = 'has country is "SI"'
    vip = shop.segments["vip"]
    vip.include("bor")
    assert vip.members() == ["ana", "bor"]
    assert vip.members(datetime(2026, 1, 5, tzinfo=UTC)) == ["ana"], "as it was then"
    vip.exclude("ana")
    vip.exclude("bor")
    assert vip.members() == []
    vip.release("ana")
    assert vip.members() == ["ana"]
    with pytest.raises(UnknownContact):
        vip.include("nobody")


# ---- what the shop is -----------------------------------------------------------------------------------


def test_the_newest_word_on_stores_and_products_stands(tmp_path: Path) -> None:
    with coterie.open(tmp_path) as shop:
        shop.stores.put(
            [{"name": "A", "latitude": 1, "longitude": 2}, {"name": "B", "latitude": 3, "longitude": 4}]
        )
        shop.stores.put([{"name": "A", "latitude": 5, "longitude": 6, "address": "x"}])
        shop.stores.remove("B")
        assert shop.catalogue.put([{"product_id": 1, "brand": "a", "price": 2.5}, {"brand": "b"}]) == 1
        shop.catalogue.put([{"product_id": "1", "brand": "c"}, {"product_id": "2", "category": "d"}])
        shop.catalogue.remove("2")
    with coterie.open(tmp_path) as shop:
        assert [(s.name, s.latitude, s.longitude, s.address) for s in shop.stores] == [("A", 5.0, 6.0, "x")]
        assert (list(shop.catalogue), len(shop.catalogue), len(shop.stores)) == (["1"], 1, 1)
        assert shop.catalogue["1"] == {"brand": "c"}
        for absent in (
            lambda: shop.catalogue["2"],
            lambda: shop.catalogue.remove("2"),
            lambda: shop.stores.remove("B"),
        ):
            with pytest.raises(UnknownName):
                absent()


@pytest.mark.parametrize("rate", [
    {"date": "2026-01-01", "currency": "PLN", "rate": 0},
    {"date": "2026-01-01", "currency": "zloty", "rate": 1},
    {"date": "someday", "currency": "PLN", "rate": 1},
])  # fmt: skip
def test_a_rate_that_can_not_be_is_refused(shop: Shop, rate: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        shop.rates.put([rate])


def test_a_store_that_can_not_be_is_refused(shop: Shop) -> None:
    for store in ({"name": "", "latitude": 0, "longitude": 0}, {"name": "A", "latitude": 91, "longitude": 0}):
        with pytest.raises(ValueError, match=r"."):
            shop.stores.put([store])


def test_lists_are_those_that_anybody_joined(shop: Shop) -> None:
    shop.ingest([track("ana", "List Joined", list="VIP"), track("bor", "Subscribed to List", list="News")])
    assert shop.lists == ("News", "VIP")


# ---- one contact ----------------------------------------------------------------------------------------


def about(shop: Shop) -> None:
    """Put a contact on record, its marker in every place that there is."""
    shop.ingest([
            identify("ana"),
        {"type": "page", "anonymousId": f"anon-{MARKER}", "properties": {"url": f"/{MARKER}"},
         "timestamp": "2026-01-01"},
        {**identify("ana", email=f"{MARKER}@x.si", note=MARKER), "anonymousId": f"anon-{MARKER}"},
        {**track("ana", f"Did {MARKER}", order_id=MARKER, products=[{"product_id": MARKER, "price": 1}]),
         "messageId": f"m-{MARKER}"},
        {**track("bor", "Order Completed"), "anonymousId": f"anon-{MARKER}"},
        {"type": "track", "userId": f" {MARKER}@X.si ", "event": ""},
        {"type": "identify", "traits": {"email": f"{MARKER}@x.si", "$x": 1}},
    ])  # fmt: skip
    shop.segments["vip"] = 'did "Order Completed"'
    shop.segments["vip"].include("ana")


def test_export_gives_everything(shop: Shop) -> None:
    about(shop)
    found = shop.export(f"{MARKER}@x.si")
    assert found == shop.export("ana")
    assert {(i["kind"], i["value"]) for i in found["identifiers"]} == {
        ("anonymous", f"anon-{MARKER}"), ("user", "ana"), ("email", f"{MARKER}@x.si"),
    }  # fmt: skip
    assert set(found["traits"]) == {"$include.vip", "email", "note"}
    assert [e["name"] for e in found["events"]] == ["Page Viewed", f"Did {MARKER}"]
    assert found["events"][1]["items"] == [{"product_id": MARKER, "price": 1}]
    assert [r["code"] for r in found["rejected"]] == ["no-event-name", "reserved-trait"]
    assert (found["key"], found["first_seen"]) == ("ana", "2026-01-01T00:00:00.000Z")
    json.dumps(found)
    with pytest.raises(UnknownContact):
        shop.export("nobody")


def test_erasure_leaves_nothing(tmp_path: Path) -> None:
    with coterie.open(tmp_path) as shop:
        about(shop)
        people, births = shop.source().people(), shop.source().births()
        assert births[0] != ""
        asked = f'has note is "{MARKER}" and did "Did {MARKER}" where order_id is "{MARKER}"'
        assert shop.members(asked) == ["ana"], "so that what is derived from the record holds it too"
        shop.erase("ana")
        assert shop.members('did "Page Viewed"') == []
        assert shop.members('did "Order Completed"') == ["bor"]
        for key in ("ana", f"{MARKER}@x.si", f"anon-{MARKER}"):
            with pytest.raises(UnknownContact):
                shop.export(key)
        after = shop.source().people()
        assert (people.alive.tolist(), after.alive.tolist()) == ([True, False, True], [False, False, True])
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        content = path.read_bytes()
        for text in (MARKER, births[0], births[1]):
            assert text.encode() not in content, path


def test_who_was_erased_may_come_again_as_somebody_new_and_old_deliveries_stay_away(tmp_path: Path) -> None:
    with coterie.open(tmp_path) as shop:
        about(shop)
        shop.erase("ana")
        again = shop.ingest(
            [{**track("ana"), "messageId": f"m-{MARKER}"}, {**track("ana"), "messageId": "new"}]
        )
        assert (again.accepted, again.duplicates) == (1, 1)
        assert shop.source().people().alive.tolist() == [False, False, True, True]
        seq = shop.record.stamp.seq
        shop.erase("ana")
    with coterie.open(tmp_path) as shop:
        assert shop.record.stamp.seq >= seq, "numbers are never given twice"
        assert shop.ingest([{**track("ana"), "messageId": f"m-{MARKER}"}]).duplicates == 1
        shop.ingest([track("ana")])
        assert shop.members('did "Order Completed"') == ["ana", "bor"]
        assert shop.source().people().alive.tolist() == [False, False, True, False, True]


def test_an_order_shared_with_the_erased_is_told_anew(shop: Shop) -> None:
    shop.ingest(
        [track("ana", order_id=1, total=5), {**track("bor", order_id=1, total=6), "timestamp": "2026-01-06"}]
    )
    assert shop.members('did "Order Completed"') == ["bor"]
    shop.erase("bor")
    assert shop.members('did "Order Completed"') == ["ana"]


def test_an_erasure_before_a_crash_is_tidied_later(tmp_path: Path) -> None:
    with coterie.open(tmp_path) as shop:
        about(shop)
        assert shop.count(f'has note is "{MARKER}"') == 1
    shop = coterie.open(tmp_path)
    shop.erase("ana")
    shop.record.close()  # as if the process had ended here
    shop._lock.release()  # type: ignore[union-attr]
    coterie.open(tmp_path).close()
    found = [path for path in tmp_path.rglob("*") if path.is_file() and MARKER.encode() in path.read_bytes()]
    assert found == []


def test_the_testing_room_makes_a_shop_of_messages() -> None:
    from coterie.testing import shop as made

    with made([track("ana")], at=NOW) as opened:
        assert opened.members('did "Order Completed"') == ["ana"]
        assert opened.clock.now() == NOW


def test_a_typed_table_of_events_is_loaded_at_once(shop: Shop) -> None:
    table = pa.table({
        "event": ["Order Completed", "Order Completed", ""], "user_id": ["ana", "bor", "ana"], "total": [1.5, 2, 3],
        "timestamp": pa.array([NOW, NOW, NOW], pa.timestamp("ms", "UTC")), "message_id": ["a", "b", "c"],
    })  # fmt: skip
    found = shop.load_events(table)
    assert (found.accepted, [code for _, code, _ in found.rejected]) == (2, ["no-event-name"])
    assert shop.load_events(table).duplicates == 2
    assert shop.members('did "Order Completed" where total > 1.9') == ["bor"]


def test_a_shop_may_be_closed_twice(tmp_path: Path) -> None:
    shop = coterie.open(tmp_path)
    shop.ingest([{"type": "identify", "userId": "ann", "traits": {"a": 1}}])
    shop.close()
    shop.close()
    with coterie.open(tmp_path) as again:
        assert again.members("has a is 1") == ["ann"]
