"""The ready segments: what their files say of themselves."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from coterie.demo import GOALS, Ready, ready_segments
from coterie.demo.ready import IN_SOURCES, LANGUAGES, read
from coterie.segments.language import parse

READY = {one.key: one for one in ready_segments(IN_SOURCES)}
IDEAS = {
    "opened": "openers",
    "opened and never bought": "opened_never_bought",
    "bought at least twice for so much": "bought_twice_for_100",
    "received, neither opened nor clicked": "received_ignored",
    "cross-sell of two products": "jeans_and_trousers",
    "near a store": "near_a_store",
    "viewed a product or its category": "viewed_cordless_mowers",
    "engaged": "engaged",
    "unengaged": "unengaged",
    "blocked": "blocked",
    "engaged, by status": "engaged_subscribed",
    "unengaged, by status": "unengaged_unknown",
    "never bought subscribers with an unused code": "unused_welcome_code",
    "one-time buyers past the usual interval": "one_time_past_interval",
    "loyal": "loyal",
    "by category, for women and men": "womens_range",
    "above average basket": "above_average_basket",
    "top 10 to 15 per cent": "best_15_percent",
    "lapsed": "lapsed",
    "never-openers": "never_openers",
    "resend to non-openers": "non_openers_of_last_newsletter",
    "by regime": "gdpr",
    "Chrome, an interest, the price list three times": "chrome_mowers_price_list",
    "by region": "mazovia",
    "by hour of order": "evening_orders",
    "by time on site": "long_stays",
    "downloads": "downloads",
    "product and kind": "soft_drinks_by_the_dozen",
    "band of the average order": "average_basket_40_to_80",
    "favourite category": "favourite_is_clothes",
    "season": "spring_in_the_south",
    "in a store": "in_store_buyers",
    "promoters": "promoters",
    "moved between RFM groups": "rfm_moved_up",
    "predicted gender": "predicted_women",
    "purchase probability": "likely_to_buy",
    "points": "hot_by_score",
}
SCORED = re.compile(r'"kind": "(rfm|lifecycle|predicted|score|moved)"|\$score')
each = pytest.mark.parametrize("one", READY.values(), ids=list(READY))


@pytest.mark.parametrize("idea", list(IDEAS))
def test_each_idea_has_its_file(idea: str) -> None:
    assert IDEAS[idea] in READY


@each
def test_its_first_lines_say_what_it_is_for_in_every_language(one: Ready) -> None:
    assert set(one.titles) == set(LANGUAGES)
    assert all(title and len(title) <= 60 for title in one.titles.values())
    assert one.why.endswith(".")
    assert one.goal in GOALS


@each
def test_its_key_is_a_plain_word_by_which_other_definitions_name_it(one: Ready) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", one.key)
    assert parse(f"in segment {one.key}").text == f"in segment {one.key}"


@each
def test_it_round_trips_and_reads_as_a_sentence_in_every_language(one: Ready) -> None:
    assert parse(one.definition.text) == one.definition
    sentences = {one.definition.sentence(language) for language in LANGUAGES}
    assert len(sentences) == len(LANGUAGES)
    assert not any("\n" in sentence or "{" in sentence for sentence in sentences)


@each
def test_it_waits_for_something_exactly_if_it_asks_for_a_score(one: Ready) -> None:
    assert (one.waits_for is not None) == bool(SCORED.search(json.dumps(one.definition.json)))


def test_no_two_mean_the_same() -> None:
    assert len({one.definition.hash for one in READY.values()}) == len(READY)


def test_titles_are_told_apart_in_every_language() -> None:
    for language in LANGUAGES:
        assert len({one.titles[language] for one in READY.values()}) == len(READY)


def test_the_capabilities_that_they_name_are_those_of_the_register() -> None:
    register = (Path(__file__).parents[2] / "docs" / "capabilities.md").read_text(encoding="utf-8")
    named = {number for one in READY.values() for number in one.capabilities}
    assert {number for number in named if not re.search(rf"\| *{number} *\|", register)} == set()


def test_segments_that_they_refer_to_are_ready_too() -> None:
    referred = re.findall(
        r"(?:in|among) segment (\w+)", "\n".join(one.definition.text for one in READY.values())
    )
    assert referred
    assert set(referred) <= set(READY)


@pytest.mark.parametrize("spoilt", ["# goal: loyalty", "# why: so", "# pl: a", "# goal: world peace"])
def test_a_file_whose_first_lines_are_not_as_they_should_be_is_refused(spoilt: str) -> None:
    head = [
        "# Blocked",
        "# pl: a",
        "# sl: b",
        "# kk: c",
        "# goal: loyalty",
        "# capabilities: 1-8",
        "# why: so",
    ]
    kept = [line for line in head if line.split(":")[0] != spoilt.split(":")[0]]
    if spoilt.endswith("peace"):
        kept.append(spoilt)
    with pytest.raises(ValueError, match="first lines"):
        read("blocked", "\n".join([*kept, "", "is blocked"]))
