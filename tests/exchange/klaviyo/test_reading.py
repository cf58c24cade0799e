"""What each of Klaviyo's conditions becomes, and which are refused by name."""

from __future__ import annotations

from typing import Any

import pytest

import coterie
from coterie.errors import DefinitionError
from coterie.exchange.klaviyo import from_klaviyo, read_klaviyo

METRICS = {"Xa1": "Placed Order", "Xb2": "Viewed Product"}
LISTS = {"Ya1": "Newsletter", "Yb2": "VIP"}
EVER = {"type": "date", "operator": "alltime"}
LAST = {"type": "date", "operator": "in-the-last", "quantity": 30, "unit": "day"}
ONCE = {"type": "numeric", "operator": "greater-than", "value": 0}


def group(*conditions: Any) -> dict[str, Any]:
    return {"conditions": list(conditions)}


def definition(*groups: Any) -> dict[str, Any]:
    return {"condition_groups": list(groups)}


def metric(**other: Any) -> dict[str, Any]:
    plain = {"metric_id": "Xa1", "measurement": "count", "measurement_filter": ONCE, "timeframe_filter": EVER}
    return {"type": "profile-metric", **plain, **other}


def prop(name: str, kind: str, operator: str, **other: Any) -> dict[str, Any]:
    return {
        "type": "profile-property",
        "property": name,
        "filter": {"type": kind, "operator": operator, **other},
    }


def consent(channel: str, can: bool, subscription: str, *filters: Any) -> dict[str, Any]:
    status = {"subscription": subscription} | ({"filters": list(filters)} if filters else {})
    about = {"channel": channel, "can_receive_marketing": can, "consent_status": status}
    return {"type": "profile-marketing-consent", "consent": about}


def member(yes: bool, *ids: str, **other: Any) -> dict[str, Any]:
    return {"type": "profile-group-membership", "is_member": yes, "group_ids": list(ids), **other}


def predicted(dimension: str, kind: str, operator: str, value: Any) -> dict[str, Any]:
    asked = {"type": kind, "operator": operator, "value": value}
    return {"type": "profile-predictive-analytics", "dimension": dimension, "filter": asked}


def near(operator: str, unit: str) -> dict[str, Any]:
    about = {"country_code": "PL", "postal_code": "00-950", "unit": unit}
    asked = {"type": "numeric", "operator": operator, "value": 10}
    return {"type": "profile-postal-code-distance", **about, "filter": asked}


def numbered(sign: str, value: int) -> dict[str, Any]:
    return {"type": "numeric", "operator": sign, "value": value}


BOUNCED = {"field": "bounce_date", "filter": {"type": "existence", "operator": "is-set"}}
FUNNEL = {
    "type": "profile-metric-funnel", "timeframe_filter": LAST, "completion_window_seconds": "HOURS_1",
    "steps": [{"metric_exists": True, "metric_id": "Xb2"}, {"metric_exists": False, "metric_id": "Xa1"}],
}  # fmt: skip
BIG = [{"property": "$value", "filter": numbered("greater-than", 50)},
       {"property": "Brand", "filter": {"type": "string", "operator": "not-equals", "value": "Acme"}}]  # fmt: skip
OUT = "consent email is unsubscribed"
DATED = {"type": "date", "operator": "between-static", "start": "2026-01-01T00:00:00+00:00",
         "end": "2026-02-01T00:00:00+00:00"}  # fmt: skip

MAPPED: list[tuple[dict[str, Any], str]] = [
    (metric(), 'did "Order Completed"'),
    (metric(timeframe_filter=LAST), 'did "Order Completed" in the last 30 days'),
    (metric(measurement_filter=numbered("equals", 0)), 'did "Order Completed" never'),
    (metric(measurement_filter=numbered("not-equals", 2)), 'not did "Order Completed" exactly 2 times'),
    (metric(measurement_filter=numbered("less-than", 3)), 'did "Order Completed" at most 2 times'),
    (
        metric(measurement="sum", measurement_filter=numbered("greater-than-or-equal", 100)),
        'did "Order Completed" with sum of amount at least 100',
    ),
    (
        metric(metric_filters=BIG),
        'did "Order Completed" where amount > 50 and "Brand" is not "Acme" or is not set',
    ),
    (
        metric(timeframe_filter=DATED),
        'did "Order Completed" between 2025-12-31T23:59:59.999Z and 2026-02-01T00:00:00Z',
    ),
    (
        metric(timeframe_filter={"type": "date", "operator": "between", "start": 10, "end": 20, "unit": "day"}),
        'did "Order Completed" between 10 and 20 days ago',
    ),
    (prop("email", "string", "ends-with", value="@a.pl"), 'has email ends with "@a.pl"'),
    (prop("properties['Size']", "string", "in", value=["M", "L"]), 'has "Size" is one of ("M", "L")'),
    (prop("location['city']", "string", "not-contains", value="x"), 'has city does not contain "x" or is not set'),
    (prop("properties['n']", "string", "nregex", value="^a"), 'has n does not match "^a" or is not set'),
    (prop("properties['n']", "numeric", "less-than", value=2.5), "has n less than 2.5"),
    (prop("properties['n']", "boolean", "equals", value=False), "has n is false"),
    (prop("properties['n']", "existence", "not-set"), "has n is not set"),
    (prop("properties['n']", "list", "contains", value="a"), 'has n holds any of ("a")'),
    (prop("properties['n']", "list", "length-greater-than", value=2), "has n has length more than 2"),
    (prop("properties['n']", "date", "anniversary"), "has n anniversary today"),
    (prop("properties['n']", "date", "anniversary-month"), "has n anniversary this month"),
    (
        prop("properties['n']", "date", "anniversary-next", quantity=48, unit="hour"),
        "has n anniversary in the next 2 days",
    ),
    (prop("properties['n']", "date", "at-least", quantity=2, unit="week"), "has n was more than 2 weeks ago"),
    (member(True, "Ya1", "Yb2"), "on list Newsletter or on list VIP"),
    (member(False, "Ya1", "Yb2"), "none of (on list Newsletter, on list VIP)"),
    (member(True, "Ya1", timeframe_filter=LAST), "on list Newsletter since in the last 30 days"),
    ({"type": "profile-region", "in_region": True, "region": "european_union"}, "located in group EU"),
    ({"type": "profile-region", "in_region": False, "region": "united_states"}, "not located in country US"),
    (near("less-than", "kilometers"), 'within 10 km of "PL 00-950"'),
    (near("greater-than", "miles"), 'not within 16.0934 km of "PL 00-950"'),
    (predicted("predicted_gender", "string", "equals", "likely_female"), "predicted gender is female"),
    (predicted("predicted_clv", "numeric", "greater-than", 100), "predicted value more than 100"),
    (predicted("predicted_number_of_orders", "numeric", "equals", 2), "predicted orders is 2"),
    (predicted("churn_probability", "numeric", "less-than", 0.3), "predicted alive more than 0.7"),
    (
        predicted("expected_date_of_next_purchase", "date", "after", "2026-01-01T00:00:00Z"),
        "predicted next order is after 2025-12-31T23:59:59.999Z",
    ),
    (FUNNEL, 'sequence ("Product Viewed" then not "Order Completed") within 1 hour in the last 30 days'),
    (consent("email", True, "any"), f"not {OUT} and not consent email is blocked"),
    (consent("email", False, "any"), f"not (not {OUT} and not consent email is blocked)"),
    (consent("email", False, "any", BOUNCED), "consent email is blocked"),
    (consent("email", True, "subscribed"), "consent email is subscribed and not consent email is blocked"),
    (consent("email", True, "never_subscribed"), "consent email is unknown and not consent email is blocked"),
    (consent("email", False, "unsubscribed"), OUT),
    (consent("email", False, "subscribed", BOUNCED), "consent email is subscribed and consent email is blocked"),
    (
        consent("sms", True, "subscribed", {"field": "method", "method": "checkout"}),
        "consent sms is subscribed by checkout and not consent sms is blocked",
    ),
    (consent("sms", False, "never_subscribed"), "consent sms is unknown"),
    (
        consent("push", True, "any", {"field": "status_date", "filter": LAST}),
        "consent push is subscribed since in the last 30 days and not consent push is blocked",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "text"), MAPPED, ids=[text for _, text in MAPPED])
def test_a_condition_becomes_ours(condition: dict[str, Any], text: str) -> None:
    found = from_klaviyo(definition(group(condition)), metrics=METRICS, lists=LISTS)
    assert found == coterie.parse(text), found.text


DOUBLE = {"filter": {"type": "boolean", "operator": "equals", "value": True}}
SPELLINGS = [
    (
        {"type": "profile-attribute", "field": "email",
         "filter": {"type": "string", "operator": "equals", "value": "a@b.pl"}},
        'has email is "a@b.pl"',
    ),
    (
        consent("email", True, "subscribed", {"field": "is_double_optin", **DOUBLE}),
        "consent email is subscribed with double opt-in and not consent email is blocked",
    ),
    ({"type": "profile-region", "in_region": True, "region_id": "united_states"}, "located in country US"),
    (prop("created", "date", "before", value="2026-01-01"), "has created is before 2026-01-01T00:00:00Z"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "text"), SPELLINGS, ids=[text for _, text in SPELLINGS])
def test_the_spellings_of_the_guide_are_read_too(condition: dict[str, Any], text: str) -> None:
    assert from_klaviyo(definition(group(condition))) == coterie.parse(text)


def test_groups_are_all_of_any_of() -> None:
    found = from_klaviyo(
        definition(group(member(True, "Ya1"), member(True, "Yb2")), group(member(False, "Yc3"))),
        lists=LISTS | {"Yc3": "Out"},
    )
    assert found == coterie.parse("(on list Newsletter or on list VIP) and not on list Out")


def test_a_segment_as_the_api_gives_it_is_read() -> None:
    inner = definition(group(member(True, "Ya1")))
    given = {"data": {"type": "segment", "attributes": {"name": "x", "definition": inner}}}
    assert coterie.from_klaviyo(given, lists=LISTS) == coterie.parse("on list Newsletter")


REFUSED = [
    ({"type": "profile-has-custom-object", "object_type_id": "1"}, "profile-has-custom-object"),
    ({"type": "profile-permissions", "channel": "whatsapp_marketing"}, "profile-permissions"),
    (predicted("channel_affinity", "numeric", "equals", 1) | {"measurement": "priority"}, "channel_affinity"),
    (predicted("channel_affinity", "string", "equals", "high") | {"measurement": "rank"}, "channel_affinity"),
    (predicted("historic_clv", "numeric", "greater-than", 1), "historic_clv"),
    (prop("phone_number", "string", "phone-country-code-in", value=["48"]), "phone-country-code-in"),
    (prop("birthday", "date", "calendar-month", value=5), "calendar-month"),
    (consent("email", False, "any", {"field": "manual_suppression_date", "filter": LAST}), "manual_suppression"),
    (FUNNEL | {"completion_window_seconds": None}, "completion window"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "name"), REFUSED, ids=[f"{n}-{name}" for n, (_, name) in enumerate(REFUSED)]
)
def test_what_has_no_counterpart_is_refused_by_name(condition: dict[str, Any], name: str) -> None:
    tree, (problem,) = read_klaviyo(definition(group(condition)), metrics=METRICS)
    assert tree is None
    assert problem.code == "klaviyo-not-here"
    assert name in problem.message
    assert (problem.place.pointer or "").startswith("/condition_groups/0/conditions/0")
    assert problem.hint


def test_all_problems_come_at_once_each_with_its_place() -> None:
    given = definition(
        group(metric(measurement="average"), {"type": "profile-permissions"}),
        group({"type": "no-such-type"}, prop("n", "numeric", "equals", value="5")),
    )
    with pytest.raises(DefinitionError) as refused:
        from_klaviyo(given)
    assert [(p.code, p.place.pointer) for p in refused.value.problems] == [
        ("klaviyo-shape", "/condition_groups/0/conditions/0/measurement"),
        ("klaviyo-not-here", "/condition_groups/0/conditions/1"),
        ("klaviyo-shape", "/condition_groups/1/conditions/0/type"),
        ("klaviyo-shape", "/condition_groups/1/conditions/1/filter/value"),
    ]


@pytest.mark.parametrize(
    "given", [None, [], {}, {"condition_groups": {}}, definition(), definition(group()), definition(7)]
)
def test_what_is_no_definition_is_a_problem(given: object) -> None:
    with pytest.raises(DefinitionError) as refused:
        from_klaviyo(given)
    assert {p.code for p in refused.value.problems} == {"klaviyo-shape"}


def test_an_id_without_a_name_stays_and_is_a_warning() -> None:
    tree, problems = read_klaviyo(definition(group(metric(metric_id="Zz9"))), metrics=METRICS)
    assert tree == coterie.parse('did "Zz9"')
    assert [(p.code, p.severity) for p in problems] == [("klaviyo-unknown-id", "warning")]
    assert from_klaviyo(definition(group(metric(metric_id="Zz9")))) == tree


def test_what_our_own_check_refuses_is_told_at_the_condition() -> None:
    _, (problem,) = read_klaviyo(definition(group(prop("email", "string", "regex", value="("))))
    assert (problem.code, problem.place.pointer) == ("bad-pattern", "/condition_groups/0/conditions/0")
