"""The shapes that a segment's definition may have, retyped from Klaviyo's OpenAPI (components, schemas:
`SegmentDefinition` and all that it refers to). Keys ending in `?` may be left out.

A shape is a type, a set of texts to choose from, a list of one shape (a list of such), a dict (an object with
these keys and no others), or a tuple of shapes (one of them).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

NUMBER = (int, float)
UNIT = {"day", "hour", "week"}
TEXT_OPS = {
    "contains", "ends-with", "equals", "not-contains", "not-ends-with", "not-equals", "not-starts-with",
    "nregex", "regex", "starts-with",
}  # fmt: skip
SIGNS = {"equals", "not-equals", "greater-than", "greater-than-or-equal", "less-than", "less-than-or-equal"}
STRING = {"type": {"string"}, "operator": TEXT_OPS, "value": str}
STRINGS = {"type": {"string"}, "operator": {"in", "not-in"}, "value": [str]}
NUMERIC = {"type": {"numeric"}, "operator": SIGNS, "value": NUMBER}
BOOLEAN = {"type": {"boolean"}, "operator": {"equals"}, "value": bool}
EXISTENCE = {"type": {"existence"}, "operator": {"is-set", "not-set"}}
LENGTH = {"type": {"list"}, "operator": {f"length-{s}" for s in SIGNS - {"not-equals"}}, "value": int}
CONTAINS = {"type": {"list"}, "operator": {"contains", "not-contains"}, "value": (int, str)}
SETS = {
    "type": {"list"},
    "operator": {"contains-all", "contains-any", "not-contains-all", "not-contains-any"},
    "value": [str],
}
STATIC = {"type": {"date"}, "operator": {"after", "before"}, "date": datetime}
STATIC_RANGE = {"type": {"date"}, "operator": {"between-static"}, "start": datetime, "end": datetime}
RELATIVE = {
    "type": {"date"}, "operator": {"at-least", "in-the-last", "in-the-next"}, "unit": UNIT, "quantity": int
}  # fmt: skip
RELATIVE_RANGE = {"type": {"date"}, "operator": {"between"}, "start": int, "end": int, "unit": UNIT}
ALL_TIME = {"type": {"date"}, "operator": {"alltime"}}
ANNIVERSARY_IN = {
    "type": {"date"}, "operator": {"anniversary-last", "anniversary-next"}, "unit": UNIT, "quantity": int
}  # fmt: skip
ANNIVERSARY = {"type": {"date"}, "operator": {"anniversary", "anniversary-month"}}
SPANS = (STATIC, STATIC_RANGE, RELATIVE, RELATIVE_RANGE)
DATES = (*SPANS, ANNIVERSARY_IN, ANNIVERSARY)
OF_PROFILE = (STRING, STRINGS, NUMERIC, BOOLEAN, *DATES, CONTAINS, LENGTH, EXISTENCE)
OF_EVENT = (STRING, STRINGS, EXISTENCE, SETS, LENGTH, BOOLEAN, NUMERIC)
METRIC_FILTERS = [{"property": str, "filter?": OF_EVENT}]

BOUNCES = [{"field": {"bounce_date"}, "filter": (*DATES, {"type": {"existence"}, "operator": {"is-set"}})}]
SINCE = {"field": {"status_date"}, "filter": DATES}
METHOD_IN = {
    "form", "preference_page", "api", "inbound_message", "back_in_stock", "sftp", "manual_import", "manual_add"
}  # fmt: skip
METHOD_OUT = {
    "api", "inbound_message", "preference_page", "manual_remove", "spam_complaint", "mailbox_provider",
    "one_click_unsubscribe", "manual_import", "sftp", "data_warehouse_import", "profile_modification",
}  # fmt: skip
SMS_IN = {
    "form", "manual_import", "manual_add", "checkout", "inbound_message", "preference_page", "sftp"
}  # fmt: skip
SMS_OUT = SMS_IN | {
    "manual_remove", "bulk_remove", "carrier_deactivation", "provided_landline", "message_blocked",
    "provided_no_age", "failed_age_gate",
}  # fmt: skip
OPT_IN = {"field": {"is_double_opt_in"}, "filter": BOOLEAN}
YES, NO = {True}, {False}


def _consent(channel: str, can: set[bool], *statuses: dict[str, Any]) -> dict[str, Any]:
    return {"channel": {channel}, "can_receive_marketing": can, "consent_status": statuses}


def _by(methods: set[str]) -> dict[str, Any]:
    return {"field": {"method"}, "method": methods}


CONSENTS = (
    _consent(
        "email", YES, {"subscription": {"any"}}, {"subscription": {"never_subscribed"}},
        {"subscription": {"subscribed"}, "filters?": [(OPT_IN, SINCE, _by(METHOD_IN))]},
    ),
    _consent(
        "email", NO, {"subscription": {"any"}, "filters?": BOUNCES},
        {"subscription": {"unsubscribed"}, "filters?": ([(SINCE, _by(METHOD_OUT))], BOUNCES)},
        {"subscription": {"never_subscribed", "subscribed"}, "filters": BOUNCES},
    ),
    _consent("sms", YES, {"subscription": {"subscribed"}, "filters?": [(SINCE, _by(SMS_IN))]}),
    _consent(
        "sms", NO, {"subscription": {"any", "never_subscribed"}},
        {"subscription": {"unsubscribed"}, "filters?": [(SINCE, _by(SMS_OUT))]},
    ),
    _consent("push", YES, {"subscription": {"any"}, "filters?": [SINCE]}),
    _consent("push", NO, {"subscription": {"any"}}),
)  # fmt: skip
PREDICTED = {"type": {"profile-predictive-analytics"}}
CONDITIONS = (
    {"type": {"profile-group-membership"}, "is_member": YES, "group_ids": [str], "timeframe_filter?": SPANS},
    {"type": {"profile-group-membership"}, "is_member": NO, "group_ids": [str]},
    {
        "type": {"profile-metric"}, "metric_id": str, "measurement": {"count", "sum"},
        "measurement_filter": NUMERIC, "timeframe_filter": (*SPANS, ANNIVERSARY_IN, ALL_TIME),
        "metric_filters?": METRIC_FILTERS,
    },
    {"type": {"profile-marketing-consent"}, "consent": CONSENTS},
    {
        "type": {"profile-postal-code-distance"}, "country_code": str, "postal_code": str,
        "unit": {"kilometers", "miles"},
        "filter": {"type": {"numeric"}, "operator": {"less-than", "greater-than"}, "value": NUMBER},
    },
    {"type": {"profile-property"}, "property": str, "filter": OF_PROFILE},
    {"type": {"profile-region"}, "in_region": bool, "region": {"european_union", "united_states"}},
    PREDICTED | {"dimension": {"expected_date_of_next_purchase"}, "filter": DATES},
    PREDICTED
    | {"dimension": {"churn_probability", "predicted_clv", "predicted_number_of_orders"}, "filter": NUMERIC},
    PREDICTED
    | {
        "dimension": {"predicted_gender"},
        "filter": {
            "type": {"string"}, "operator": {"equals", "not-equals"},
            "value": {"likely_female", "likely_male", "uncertain"},
        },
    },
    {
        "type": {"profile-metric-funnel"}, "timeframe_filter": (STATIC_RANGE, RELATIVE_RANGE, RELATIVE),
        "completion_window_seconds?": {
            "DAYS_1", "DAYS_180", "DAYS_3", "DAYS_30", "DAYS_5", "DAYS_90", "HOURS_1", "WEEKS_1", "YEARS_1"
        },
        "steps": [{"metric_exists": bool, "metric_id": str, "metric_filters?": METRIC_FILTERS}],
    },
)  # fmt: skip
DEFINITION = {"condition_groups": [{"conditions": [CONDITIONS]}]}


def faults(definition: Any) -> list[str]:
    """Where a definition is not shaped as the OpenAPI says; also more than 100 conditions, and empty groups."""
    groups = definition["condition_groups"]
    found = [*_faults(definition, DEFINITION, "")]
    if not groups or not all(group["conditions"] for group in groups):
        found.append("an empty group")
    if sum(len(group["conditions"]) for group in groups) > 100:
        found.append("more than 100 conditions")
    return found


def _faults(value: Any, shape: Any, at: str) -> Iterator[str]:
    if isinstance(shape, tuple):
        if all([*_faults(value, one, at)] for one in shape):
            yield f"{at}: {value!r} is none of {len(shape)} shapes"
    elif isinstance(shape, list):
        if not isinstance(value, list):
            yield f"{at}: no list"
        else:
            yield from (fault for n, v in enumerate(value) for fault in _faults(v, shape[0], f"{at}/{n}"))
    elif isinstance(shape, dict):
        yield from _of_object(value, shape, at)
    elif not _is(value, shape):
        yield f"{at}: {value!r} is no {shape}"


def _of_object(value: Any, shape: dict[str, Any], at: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{at}: no object"
        return
    names = {key.rstrip("?"): key for key in shape}
    yield from (f"{at}: {key} is not known" for key in value if key not in names)
    for name, key in names.items():
        if name in value:
            yield from _faults(value[name], shape[key], f"{at}/{name}")
        elif key == name:
            yield f"{at}: {name} is missing"


def _is(value: Any, shape: Any) -> bool:
    if isinstance(shape, set):
        return isinstance(value, (str, bool)) and value in shape
    if shape is datetime:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    return isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
